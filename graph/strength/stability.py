"""Whether the network of one survey is still that of the one before."""

import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.model import Ref
from graph.network.adjacency import Ints
from graph.network.network import Network
from graph.network.qap import MOST_ACTORS, PERMUTATIONS, qap
from graph.network.wave_change import Pair, WaveChange, wave_change
from graph.phrases import counted, joined, number, percent
from graph.strength.formula import Formula, Outcome

UNSTABLE = 0.3
"""Below this share of lasting ties two surveys can hardly be compared (the rule of Snijders for RSiena)."""

_NO_EARLIER = Text("Zum Vergleich fehlt eine frühere Befragung.", "There is no earlier survey to compare with.")
_NOBODY_TWICE = Text("In beiden Befragungen wurde niemand gefragt.", "Nobody was asked in both surveys.")


def jaccard(network: Network) -> Outcome:
    """N₁₁ / (N₁₁ + N₁₀ + N₀₁) over the actors asked in the newest survey and in the one before, 0 to 1.

    The share of the ties of either survey that are in both; a pair is tied if either side said yes. `low` and `high`
    are the extremes over the pairs of which no side said anything in one of the surveys. Of a network that is one
    survey's, this one is compared with the one before. Undefined without two surveys, without anybody asked in both,
    and without a tie in either.
    """
    found = network.once(wave_change)
    lack = _lacking(found)
    if lack is not None or found is None:
        return lack or Outcome(value=None, reason=Reason.NOT_SURVEYED, explanation=_NO_EARLIER)
    value, bounds = found.jaccard, found.jaccard_range
    if value is None or bounds is None:
        none = Text("In keiner der beiden Befragungen gab es eine Verbindung.", "Neither survey found a tie.")
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=none)
    return Outcome(value=value, low=bounds[0], high=bounds[1], explanation=_told(found, value))


def likeness(network: Network) -> Outcome:
    """Pearson's r of the matrices of the newest survey and the one before, on the actors asked in both, -1 to 1.

    Tested by permuting rows and columns together (QAP), see `graph.network.qap`. Undefined as `jaccard`, and where one
    of the two has no tie or every possible one.
    """
    found = network.once(wave_change)
    lack = _lacking(found)
    if lack is not None or found is None:
        return lack or Outcome(value=None, reason=Reason.NOT_SURVEYED, explanation=_NO_EARLIER)
    n = len(found.both)
    if n > MOST_ACTORS:
        large = Text("Für {n} Akteure dauert der Vergleich zu lange.", "For {n} actors the comparison takes too long.")
        return Outcome(value=None, reason=Reason.TOO_LARGE, explanation=large.fill(n=number(n)))
    place = {ref: i for i, ref in enumerate(found.both)}
    result = qap(n, _ends(place, (*found.kept, *found.gone)), _ends(place, (*found.kept, *found.born)))
    if result is None:
        alike = Text(
            "In einer der beiden Befragungen ist niemand oder jeder mit jedem verbunden.",
            "In one of the two surveys nobody or everybody is joined.",
        )
        return Outcome(value=None, reason=Reason.NO_VARIANCE, explanation=alike)
    words = (
        Text(
            "Wer früher zusammenarbeitete, tut es auch jetzt öfter, als der Zufall erwarten lässt.",
            "Those who worked together before do so now more often than chance would have it.",
        )
        if result.p < 0.05
        else Text(
            "Dass dieselben zusammenarbeiten wie früher, kann Zufall sein.",
            "That the same actors work together as before may be chance.",
        )
    )
    return Outcome(
        value=result.r,
        explanation=words,
        method=f"QAP, p {result.p:.4f} (two-sided {result.p_two_sided:.4f}) of {PERMUTATIONS} permutations, seed 7",
    )


def _lacking(found: WaveChange | None) -> Outcome | None:
    if found is not None and not found.both:
        return Outcome(value=None, reason=Reason.GROUP_MISSING, explanation=_NOBODY_TWICE)
    return None


def _told(found: WaveChange, value: float) -> Text:
    sentence = Text(
        "Von den Verbindungen der {n} Akteure, die „{earlier}“ und „{later}“ gefragt haben, blieben {share} ({kept}); "
        "neu: {born}, weggefallen: {gone}.",
        "Of the ties of the {n} actors asked in “{earlier}” and “{later}” {share} lasted ({kept}); new: {born}, gone: "
        "{gone}.",
    ).fill(
        n=number(len(found.both)),
        earlier=found.earlier.title,
        later=found.later.title,
        kept=number(len(found.kept)),
        share=percent(value),
        born=number(len(found.born)),
        gone=number(len(found.gone)),
    )
    unsure = counted(
        len(found.unsure),
        Text(
            "Bei {n} davon weiß niemand, ob sie sich geändert hat.", "Of {n} of them nobody knows whether it changed."
        ),
        Text("Bei {n} davon weiß niemand, ob sie sich geändert haben.", "Of {n} of them nobody knows if they changed."),
    )
    warned = Text(
        "Das ist so wenig, dass sich die beiden Befragungen kaum vergleichen lassen (unter {least}).",
        "This is so little that the two surveys can hardly be compared (below {least}).",
    ).fill(least=percent(UNSTABLE))
    nothing = Text("", "")
    return joined(sentence, unsure if found.unsure else nothing, warned if value < UNSTABLE else nothing)


def _ends(place: dict[Ref, int], pairs: tuple[Pair, ...]) -> tuple[Ints, Ints]:
    ends = np.array([(place[a], place[b]) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


JACCARD = Formula("jaccard", Text("Beständigkeit", "Stability"), jaccard, of_answers=True, ranged=True)
QAP = Formula("qap", Text("Ähnlichkeit mit früher", "Likeness to before"), likeness, of_answers=True)
