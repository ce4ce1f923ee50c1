"""How near everybody is to everybody, and how much runs by way of one actor."""

import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.network.betweenness import betweenness
from graph.network.distances import Distances, distances
from graph.network.network import Network
from graph.phrases import listed, number, percent
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.formula import Formula, Outcome

_APART = Text(
    "Das Netz zerfällt in Teile; zwischen ihnen gibt es keinen Weg, also auch keine Länge.",
    "The network falls into parts; between them there is no path and so no length.",
)


def betweenness_centralization(network: Network) -> Outcome:
    """Σ(C'_max - C'_i) / (n-1), C' the normalised betweenness (Freeman 1979): 0 all alike, 1 a star."""
    found = network.once(betweenness)
    shares = found.shares
    value = float(np.sum(shares.max() - shares)) / (network.n - 1)
    first = np.flatnonzero(shares == shares.max())
    if shares.max() == 0:
        sentence = Text("Kein Weg führt über Dritte.", "No path leads by way of others.")
    elif len(first) == 1:
        sentence = Text(
            "Die meisten kürzesten Wege führen über {name}: {share} aller Paare anderer.",
            "Most shortest paths lead over {name}: {share} of all pairs of others.",
        ).fill(name=network.names[int(first[0])], share=percent(float(shares.max())))
    else:
        names = listed([network.names[i] for i in first.tolist()])
        sentence = Text(
            "Die meisten kürzesten Wege führen über {names}, über alle gleich viele.",
            "Most shortest paths lead over {names}, as many over each.",
        ).fill(names=names)
    return Outcome(value=value, explanation=sentence, method=found.method, error=found.error)


def closeness_centralization(network: Network) -> Outcome:
    """Σ(C'_max - C'_i)(2n-3) / ((n-1)(n-2)), C' = (n-1)/Σδ (Freeman 1979); undefined unless connected."""
    found = network.once(distances)
    if not _is_connected(network, found):
        return Outcome(value=None, reason=Reason.DISCONNECTED, explanation=_APART)
    n = network.n
    closeness = (n - 1) / found.total
    value = float(np.sum(closeness.max() - closeness)) * (2 * n - 3) / ((n - 1) * (n - 2))
    nearest = [network.names[i] for i in np.flatnonzero(found.total == found.total.min()).tolist()]
    sentence = (
        Text("Den kürzesten Weg zu allen hat {names}.", "The shortest way to everybody is that of {names}.")
        if len(nearest) == 1
        else Text("Den kürzesten Weg zu allen haben {names}.", "The shortest way to everybody is that of {names}.")
    )
    return Outcome(value=value, explanation=sentence.fill(names=listed(nearest)))


def harmonic_mean(network: Network) -> Outcome:
    """The mean of the actors' normalised harmonic closeness, Σ 1/δ / (n(n-1)), 0 to 1; 1 if all are joined to all."""
    value = _nearness(network)
    sentence = Text(
        "Von 100 % (jeder kennt jeden) erreicht die Nähe {share}; wer keinen Weg hat, zählt als unendlich fern.",
        "Of 100% (everybody knows everybody) nearness is {share}; who has no path counts as infinitely far.",
    )
    return Outcome(value=value, explanation=sentence.fill(share=percent(value)))


def distance_fragmentation(network: Network) -> Outcome:
    """Distance-weighted fragmentation 1 - Σ 1/δ / (n(n-1)), 0 to 1 (Borgatti 2006)."""
    value = 1 - _nearness(network)
    sentence = Text(
        "Umwege und fehlende Wege kosten {share} der möglichen Nähe.",
        "Detours and missing paths cost {share} of the possible nearness.",
    )
    return Outcome(value=value, explanation=sentence.fill(share=percent(value)))


def mean_distance(network: Network) -> Outcome:
    """The mean number of ties between two actors; undefined unless connected."""
    found = network.once(distances)
    if not _is_connected(network, found):
        return Outcome(value=None, reason=Reason.DISCONNECTED, explanation=_APART)
    value = float(found.total.sum()) / (network.n * (network.n - 1))
    sentence = Text(
        "Von Akteur zu Akteur sind es im Mittel {de} Schritte.", "From actor to actor it takes {en} steps on average."
    )
    return Outcome(value=value, explanation=sentence.fill(de=f"{value:.1f}".replace(".", ","), en=f"{value:.1f}"))


def diameter(network: Network) -> Outcome:
    """The largest distance of two actors in ties; undefined unless connected."""
    found = network.once(distances)
    if not _is_connected(network, found):
        return Outcome(value=None, reason=Reason.DISCONNECTED, explanation=_APART)
    most = int(found.farthest.max())
    sentence = (
        Text("Die beiden entferntesten Akteure trennen {n} Schritte.", "The two farthest actors are {n} steps apart.")
        if most > 1
        else Text("Jeder kennt jeden.", "Everybody knows everybody.")
    )
    return Outcome(value=most, explanation=sentence.fill(n=number(most)))


def actor_betweenness(network: Network) -> Values:
    """The share of the shortest paths between two others that lead over the actor, 0 to 1 (Freeman 1979)."""
    found = network.once(betweenness)
    return Values(values=found.shares.tolist(), method=found.method, error=found.error)


def actor_harmonic(network: Network) -> Values:
    """The mean of 1/distance to all others, no path counting as 0: 0 to 1 (Marchiori & Latora 2000)."""
    return Values(values=(network.once(distances).inverse / (network.n - 1)).tolist())


def _nearness(network: Network) -> float:
    return float(network.once(distances).inverse.sum()) / (network.n * (network.n - 1))


def _is_connected(network: Network, found: Distances) -> bool:
    return bool((found.reached == network.n - 1).all())


BETWEENNESS_CENTRALIZATION = Formula(
    "betweennessCentralization", Text("Abhängigkeit von Vermittlern", "Betweenness centralization"),
    betweenness_centralization, fragile=True,
)  # fmt: skip
CLOSENESS_CENTRALIZATION = Formula(
    "closenessCentralization", Text("Zentralisierung der Wege", "Closeness centralization"), closeness_centralization
)
HARMONIC_MEAN = Formula("harmonicMean", Text("Nähe", "Harmonic mean"), harmonic_mean)
DISTANCE_FRAGMENTATION = Formula(
    "distanceFragmentation", Text("Zerfall nach Entfernung", "Distance-weighted fragmentation"), distance_fragmentation
)
MEAN_DISTANCE = Formula("meanDistance", Text("Mittlere Entfernung", "Mean distance"), mean_distance, unit="ties")
DIAMETER = Formula("diameter", Text("Größte Entfernung", "Diameter"), diameter, unit="ties")
BETWEENNESS = ActorFormula(
    "betweenness", Text("Vermittlung", "Betweenness"),
    Text(
        "Anteil der kürzesten Wege zwischen zwei anderen, die über diesen Akteur führen, von allen Paaren anderer.",
        "Share of the shortest paths between two others that lead over this actor, of all pairs of others.",
    ),
    actor_betweenness, fragile=True,
)  # fmt: skip
HARMONIC = ActorFormula(
    "harmonic", Text("Nähe zu allen", "Harmonic closeness"),
    Text(
        "Mittelwert von 1/Entfernung zu allen anderen; 1 heißt: mit allen verbunden.",
        "Mean of 1/distance to all others; 1 means: joined to everybody.",
    ),
    actor_harmonic,
)  # fmt: skip
