"""How good the ties are: their level, whether both sides name them, how many kinds there are, and trust."""

import numpy as np

from graph.language import Text
from graph.metric import Metric, Reason
from graph.model import Ref, Tie
from graph.network.network import Network
from graph.phrases import decimal, joined, number, percent
from graph.profile.line import Concept, Told
from graph.profile.sight import Sight
from graph.profile.words import NONE, beside_all, earlier, told, without_caveat
from graph.strength.formula import Formula, Outcome


def sides(network: Network) -> tuple[bool | None, ...]:
    """For each line whether both sides name it; None where only one side said anything: `network.once(sides)`."""
    if network.district is None:
        return (None,) * network.m
    ties = {tie.id: tie for tie in network.district.ties}
    return tuple(_both([ties[ref] for ref in behind if ref in ties]) for behind in network.behind)


def _both(ties: list[Tie]) -> bool | None:
    said = [tie.confirmed_by_both for tie in ties if tie.confirmed_by_both is not None]
    return any(said) if said else None


def _confirmed(network: Network) -> Outcome:
    """Lines that both sides name / lines of which both sides said something, 0 to 1.

    `low` and `high` count those of which one side said nothing as unconfirmed and as confirmed.
    """
    found = network.once(sides)
    yes, no = found.count(True), found.count(False)
    if yes + no == 0:
        none = Text("Von keiner Verbindung haben beide Seiten etwas gesagt.", "Of no tie did both sides say anything.")
        return Outcome(value=None, reason=Reason.NO_TIES if network.m == 0 else Reason.NOT_SURVEYED, explanation=none)
    sentence = Text(
        "Von {n} Verbindungen, zu denen beide Seiten etwas sagten, nennen sie in {share} der Fälle beide.",
        "Of {n} ties on which both sides said something, both name {share}.",
    ).fill(n=number(yes + no), share=percent(yes / (yes + no)))
    return Outcome(value=yes / (yes + no), low=yes / len(found), high=1 - no / len(found), explanation=sentence)


CONFIRMED = Formula(
    "confirmedByBoth",
    Text("Von beiden Seiten genannt", "Named by both sides"),
    _confirmed,
    of_answers=True,
    ranged=True,
)


_FEW = Text(
    "Wie gut die Verbindungen sind, lässt sich aus so wenigen Antworten nicht sagen.",
    "How good the ties are cannot be told from so few answers.",
)
_NO_LEVEL = Text("Wie eng die Verbindungen sind, hat niemand angegeben.", "Nobody stated how close the ties are.")


def quality(sight: Sight) -> Told:
    """Mean level, trust, kinds of ties and the share named by both sides.

    `evidence` are the ties that one side names and the other denies, `members` their ends.
    """
    network = sight.network
    metrics = (sight.metric("meanLevel"), sight.of(CONFIRMED), sight.metric("multiplexity"), sight.metric("trust"))
    level = metrics[0]
    if network.m == 0 or level.reason is Reason.N_TOO_SMALL:
        return Told(sentence=without_caveat(sight, level), metrics=metrics, reason=_why(level))
    denied = [line for line, both in enumerate(network.once(sides)) if both is False]
    ends = dict.fromkeys(network.ids[int(end[line])] for line in denied for end in (network.source, network.target))
    sentence = joined(_level(sight), _confirmation(sight), _kinds(sight), _trust(sight))
    return Told(
        sentence=sentence if sentence.de else _FEW,
        reason=None if sentence.de else Reason.FEW_ANSWERS,
        metrics=metrics,
        comparison=(
            *earlier(sight, "meanLevel", CONFIRMED, "trust"),
            *beside_all(sight, "meanLevel", CONFIRMED, "trust"),
        ),
        members=tuple(ends),
        evidence=tuple(dict.fromkeys(ref for line in denied for ref in _ties(network, network.behind[line]))),
    )


def _why(level: Metric) -> Reason:
    return Reason.N_TOO_SMALL if level.reason is Reason.N_TOO_SMALL else Reason.NO_TIES


def _ties(network: Network, behind: tuple[Ref, ...]) -> list[Ref]:
    view = network.district.view if network.district is not None else None
    return [ref for ref in behind if view is not None and view.one(Tie, ref) is not None]


def _level(sight: Sight) -> Text:
    level = sight.metric("meanLevel")
    if level.value is None:
        return _NO_LEVEL
    if told(level) is None:
        return NONE
    words = Text(
        "Die Verbindungen stehen im Mittel auf Stufe {value} von 4.", "On average ties are at level {value} of 4."
    )
    return words.fill(value=decimal(round(level.value, 1)))


def _confirmation(sight: Sight) -> Text:
    said = told(sight.of(CONFIRMED))
    if said is None:
        return NONE
    return Text(
        "Von denen, zu denen beide Seiten etwas sagten, nennen beide {share}.",
        "Of those on which both sides said something, both name {share}.",
    ).fill(share=said)


def _kinds(sight: Sight) -> Text:
    network = sight.network
    if len(network.layers) < 2:
        return NONE
    several = int((np.sum(list(network.layers.values()), axis=0) >= 2).sum())
    words = Text(
        "Auf mehr als eine Art verbunden: {k} von {m} Paaren.", "Joined in more than one way: {k} of {m} pairs."
    )
    return words.fill(k=number(several), m=number(network.m))


def _trust(sight: Sight) -> Text:
    trust = sight.metric("trust")
    return (
        Text("Das Vertrauen liegt bei {share}.", "Trust is at {share}.").fill(share=percent(trust.value))
        if (trust.value is not None and told(trust) is not None)
        else NONE
    )


QUALITY = Concept("quality", Text("Qualität der Verbindungen", "Quality of ties"), quality, of_answers=True)
