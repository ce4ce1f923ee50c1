"""Who holds the network together, and what falls apart without them."""

from collections.abc import Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor
from graph.network.betweenness import Betweenness, betweenness
from graph.office.town_halls import town_halls
from graph.phrases import number, percent
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row

ENOUGH_ANSWERS = 0.5
"""Below this response rate cut points and betweenness are not told for certain; the threshold is ours."""


def _holding(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """Cut points first, whoever detaches most before others, then those with the highest betweenness."""
    network, halls = situation.network, town_halls(situation.view, situation.dataset)
    between = network.once(betweenness)
    shares = between.shares
    separation = network.separation
    lost = {cut: separation.lost(cut) for cut in separation.cut_points}
    others = [i for i in range(network.n) if i not in lost and shares[i] > 0]
    ranked = sorted(lost, key=lambda i: (-len(lost[i]), -shares[i], i))
    ranked += sorted(others, key=lambda i: (-shares[i], i))[: int(asked["most"])]
    rate = network.response_rate
    truth = Truth.YES if rate is not None and rate >= ENOUGH_ANSWERS else Truth.UNKNOWN
    rows = []
    for i in ranked:
        (actor,) = situation.view.many(Actor, [network.ids[i]])
        off = lost.get(i, [])
        towns = [network.names[k] for k in off if network.ids[k] in halls]
        cells = (
            round(float(shares[i]), 6), i in lost, len(separation.pieces(i)) if off else 1, len(off),
            "; ".join(network.names[k] for k in off) or None, "; ".join(towns) or None,
        )  # fmt: skip
        rows.append(Row((actor,), cells, truth, tuple(network.ids[k] for k in off)))
    return Found(tuple(rows), tuple(_remarks(rate, between)))


def _remarks(rate: float | None, between: Betweenness) -> list[Text]:
    found = []
    if rate is None:
        found.append(Text("Gezählt sind nur dokumentierte Beziehungen.", "Only documented relations are counted."))
    elif rate < ENOUGH_ANSWERS:
        found.append(
            Text("Nur {rate} der Befragten haben geantwortet.", "Only {rate} of those asked have answered.").fill(
                rate=percent(rate)
            )
        )
    if between.error is not None:
        found.append(
            Text(
                "Die Vermittlung ist geschätzt, aus {n} zufälligen Ausgangspunkten.",
                "Betweenness is estimated, from {n} random starting points.",
            ).fill(n=number(between.sources))
        )
    return found


HOLDING_TOGETHER = Question(
    key="q22",
    text=Text(
        "Welche Akteure halten das Netz zusammen, und was zerfällt ohne sie?",
        "Which actors hold the network together, what falls apart without them?",
    ),
    about=(Column("actor", Text("Akteur", "Actor")),),
    columns=(
        Column("betweenness", Text("Vermittlung (0 bis 1)", "Betweenness (0 to 1)")),
        Column("cutPoint", Text("Unverzichtbar", "Cut point")),
        Column("parts", Text("Teile ohne ihn", "Parts without it")),
        Column("detached", Text("Abgeschnittene Akteure", "Actors cut off")),
        Column("detachedNames", Text("Abgeschnitten", "Cut off")),
        Column("townHalls", Text("Abgeschnittene Rathäuser", "Town halls cut off")),
    ),
    parameters=(
        Parameter(
            name="most",
            label=Text("Höchstzahl weiterer Akteure", "Most further actors"),
            type="number",
            default=10,
        ),
    ),
    find=_holding,
    rests_on_ties=True,
)
