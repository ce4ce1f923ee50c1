"""How much of what there is to answer for is answered for by how many: actors and measures as they are, not joined."""

import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.network.network import Network
from graph.network.two_mode import backbone, clustering, density, two_mode
from graph.phrases import counted, joined, number, percent
from graph.strength.formula import Formula, Outcome

_UNLIKELY = 0.05
_NOTHING = Text(
    "Hier ist keine Maßnahme und kein Angebot offen, für die jemand stehen könnte.",
    "No measure and no offer is open here for which anybody could stand.",
)


def two_mode_density(network: Network) -> Outcome:
    """Responsibilities / (actors × open measures and offers), 0 to 1 (Wasserman & Faust 1994), see `two_mode`.

    The same whatever layer the network is on; undefined where nothing is open.
    """
    found = network.once(two_mode)
    value = density(found)
    if value is None:
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=_NOTHING)
    sentence = counted(
        found.m,
        Text(
            "Für {k} offene Maßnahmen und Angebote ist {n} Zuständigkeit von {actors} Akteuren benannt, das sind "
            "{share} der möglichen.",
            "For {k} open measures and offers {n} responsibility of {actors} actors is named, which is {share} of the "
            "possible ones.",
        ),
        Text(
            "Für {k} offene Maßnahmen und Angebote sind {n} Zuständigkeiten von {actors} Akteuren benannt, das sind "
            "{share} der möglichen.",
            "For {k} open measures and offers {n} responsibilities of {actors} actors are named, which is {share} of "
            "the possible ones.",
        ),
        k=number(found.k),
        actors=number(network.n),
        share=percent(value),
    )
    return Outcome(value=value, explanation=sentence, method="actors × open measures and offers, all roles")


def two_mode_clustering(network: Network) -> Outcome:
    """4 · four-cycles / three-paths of actors and measures, 0 to 1 (Robins & Alexander 2004).

    Undefined where no path of three responsibilities exists.
    """
    value = clustering(network.once(two_mode))
    if value is None:
        none = Text(
            "Es gibt noch keine Kette von Zuständigkeiten, die sich schließen könnte.",
            "There is no chain of responsibilities yet that could close.",
        )
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=none)
    sentence = Text(
        "Wer eine Maßnahme mit jemandem teilt, der noch eine andere hat, ist in {share} der Fälle auch dort dabei.",
        "Who shares a measure with somebody that stands for another one is part of that, too, in {share} of the cases.",
    )
    return Outcome(value=value, explanation=sentence.fill(share=percent(value)))


def beside(network: Network) -> Text:
    """What has to stand beside the density of a network that only shared measures make."""
    found = network.once(two_mode)
    value = density(found)
    clique = Text(
        "Das sagt wenig, denn jede Maßnahme verbindet alle ihre Akteure miteinander.",
        "This says little, since every measure joins all of its actors to each other.",
    )
    if value is None or not len(found.shared[0]):
        return clique
    more = int(np.sum(network.once(_backbone) < _UNLIKELY))
    return joined(
        clique,
        Text(
            "Von den möglichen Zuständigkeiten gibt es {share}.", "Of the possible responsibilities there are {share}."
        ).fill(share=percent(value)),
        counted(
            more,
            Text(
                "Nur {n} Paar teilt mehr Zuständigkeiten, als nach deren Zahl zu erwarten ist.",
                "Only {n} pair shares more responsibilities than their number makes likely.",
            ),
            Text(
                "{n} Paare teilen mehr Zuständigkeiten, als nach deren Zahl zu erwarten ist.",
                "{n} pairs share more responsibilities than their number makes likely.",
            ),
        ),
    )


def _backbone(network: Network) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return backbone(network.once(two_mode))


TWO_MODE_DENSITY = Formula(
    "twoModeDensity", Text("Dichte der Zuständigkeiten", "Two-mode density"), two_mode_density, of_ties=False
)
TWO_MODE_CLUSTERING = Formula(
    "twoModeClustering", Text("Wiederholte Zusammenarbeit", "Two-mode clustering"), two_mode_clustering, of_ties=False
)
