"""Cohesion: how many belong together, how many of the possible ties there are, and whether partners know each other."""

import networkx as nx

from graph.language import Text
from graph.metric import Reason
from graph.phrases import joined, number, percent
from graph.profile.line import Concept, Told
from graph.profile.sight import Sight
from graph.profile.words import NONE, beside_all, earlier, expected, told
from graph.scope import COOPERATION, PROJECTED
from graph.strength.formula import caveat

BASIS = Text(
    "gleich viele Akteure und Verbindungen, zufällig verteilt (Erdős und Rényi)",
    "the same numbers of actors and ties, spread at random (Erdős & Rényi)",
)

_ALONE = Text("Keiner der {n} Akteure ist mit einem anderen verbunden.", "None of the {n} actors is joined to another.")


def cohesion(sight: Sight) -> Told:
    """Density, parts and transitivity, of a directed network reciprocity; `members` are those outside the largest part.

    Where measures join everybody who works on them, that partners know each other says nothing and is not told.
    By chance two partners of the same actor are joined at (m - 2) / (n(n-1)/2 - 2): in G(n, m) the ratio of the
    expected numbers of closed and of all triples.
    """
    network = sight.network
    density, parts, closed = sight.metric("density"), sight.metric("components"), sight.metric("transitivity")
    mutual = (sight.metric("reciprocityTie"),) if network.arcs is not None else ()
    metrics = (density, parts, sight.metric("fragmentation"), closed, *mutual)
    if density.reason is Reason.N_TOO_SMALL:
        return Told(sentence=density.explanation, metrics=metrics, reason=density.reason, members=network.ids)
    if network.m == 0:
        alone = joined(_ALONE.fill(n=number(network.n)), _rests_on(sight))
        return Told(sentence=alone, metrics=metrics, reason=Reason.NO_TIES, members=network.ids)
    largest = max(nx.connected_components(network.graph), key=lambda part: (len(part), -min(part)))
    pairs = network.n * (network.n - 1) // 2
    drawn = network.m > 2 and pairs > network.m and network.scope.layer not in PROJECTED
    chance = expected(closed, BASIS, (network.m - 2) / (pairs - 2) if drawn else None)
    return Told(
        sentence=joined(
            _together(sight, len(largest)),
            _density(sight),
            _both_ways(sight),
            _partners(sight, bool(chance)),
            _rests_on(sight),
        ),
        metrics=metrics,
        comparison=(
            *chance,
            *earlier(sight, "density", "fragmentation", "transitivity"),
            *beside_all(sight, "density", "fragmentation", "transitivity"),
        ),
        members=tuple(ref for i, ref in enumerate(network.ids) if i not in largest),
    )


def _together(sight: Sight, largest: int) -> Text:
    n = sight.network.n
    if sight.few_answers:
        parts = told(sight.metric("components"))
        words = Text("Das Netz hat {parts} Teile.", "The network has {parts} parts.")
        return words.fill(parts=parts) if parts is not None else NONE
    if largest == n:
        return Text("Alle {n} Akteure hängen zusammen.", "All {n} actors hang together.").fill(n=number(n))
    return Text(
        "{largest} von {n} Akteuren hängen zusammen, soweit bekannt.",
        "{largest} of {n} actors hang together, as far as is known.",
    ).fill(largest=number(largest), n=number(n))


def _rests_on(sight: Sight) -> Text:
    """On what the ties rest; where a survey may not be spoken of, nothing of whether there was one."""
    known = sight.answers or sight.network.scope.layer != COOPERATION
    return caveat(sight.network) if known else NONE


def _density(sight: Sight) -> Text:
    density = sight.metric("density")
    said = told(density)
    if said is None:
        return NONE
    sentence = (
        Text("Von den möglichen Verbindungen bestehen {share}", "Of the possible ties {share} exist")
        if sight.network.arcs is None
        else Text(
            "Von den möglichen Verbindungen, jede Richtung für sich gezählt, bestehen {share}",
            "Of the possible ties, each direction counted by itself, {share} exist",
        )
    )
    most = Text(", höchstens {high}.", ", at most {high}.")
    high, value = density.high, density.value
    ranged = high is not None and value is not None and high > value and said == percent(value)
    end = most.fill(high=percent(high or 0)) if ranged else Text(".", ".")
    return Text(sentence.de + end.de, sentence.en + end.en).fill(share=said)


def _both_ways(sight: Sight) -> Text:
    said = told(sight.metric("reciprocityTie")) if sight.network.arcs is not None else None
    words = Text(
        "In beide Richtungen verbunden sind {share} der verbundenen Paare.",
        "{share} of the joined pairs are joined in both directions.",
    )
    return words.fill(share=said) if said is not None else NONE


def _partners(sight: Sight, compared: bool) -> Text:
    closed = sight.metric("transitivity")
    said = told(closed)
    if said is None or not compared or closed.value is None:
        return NONE
    n = sight.network.n
    by_chance = (sight.network.m - 2) / (n * (n - 1) / 2 - 2)
    return Text(
        "Zwei Partner desselben Akteurs sind in {share} der Fälle auch miteinander verbunden; bei Zufall wären es "
        "{chance}.",
        "Two partners of the same actor are joined as well in {share} of the cases; by chance it would be {chance}.",
    ).fill(share=said, chance=percent(by_chance))


COHESION = Concept("cohesion", Text("Zusammenhalt", "Cohesion"), cohesion)
