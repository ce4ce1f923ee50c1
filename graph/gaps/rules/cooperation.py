"""G9: two that work for the same people in the same place, or wish for each other, and have no tie."""

from collections.abc import Iterator

from graph.gaps.gap import Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.network.served_cells import ServedCells
from graph.phrases import listed
from graph.planning.pairs import Pair, unheard, untied_pairs
from graph.planning.reasons import cells_text, pair_evidence, step_text


def _should_cooperate(situation: Situation) -> Iterator[Finding]:
    served = ServedCells.of(situation)
    for rank, pair in enumerate(untied_pairs(situation, served)):
        yield Finding(
            subject=pair.a,
            other=pair.b,
            truth=Truth.YES if pair.known else Truth.UNKNOWN,
            message=_message(situation, served, pair),
            action=_action(situation, pair),
            surveyed_at=situation.wave.ended_on if situation.wave else None,
            evidence=tuple(pair_evidence(situation, served, pair)),
            rank=rank,
        )


def _message(situation: Situation, served: ServedCells, pair: Pair) -> Text:
    names = {"a": pair.a.name, "b": pair.b.name}
    if not pair.known:
        return Text(
            "Ob {a} und {b} zusammenarbeiten, ist unbekannt.", "Whether {a} and {b} work together is unknown."
        ).fill(**names)
    if pair.wishes:
        return Text(
            "Gewünscht und noch nicht da: eine Verbindung von {a} und {b}.",
            "Wished for and not there yet: a tie between {a} and {b}.",
        ).fill(**names)
    if pair.cells:
        return Text(
            "{a} und {b} arbeiten nicht zusammen, obwohl beide dort tätig sind: {cells}.",
            "{a} and {b} do not work together, though both are active there: {cells}.",
        ).fill(**names, cells=cells_text(served, pair.cells, limit=1))
    return Text("{step} Sie arbeiten nicht zusammen.", "{step} They do not work together.").fill(
        step=step_text(situation, *pair.steps[0])
    )


def _action(situation: Situation, pair: Pair) -> Text:
    if not pair.known:
        return Text("{who} fragt nach: {names}.", "{who} asks: {names}.").fill(
            who=situation.coordination, names=listed(actor.name for actor in unheard(situation, pair))
        )
    return Text("{who} bringt {a} und {b} zusammen.", "{who} brings {a} and {b} together.").fill(
        who=situation.coordination, a=pair.a.name, b=pair.b.name
    )


COOPERATION = Rule(
    "G9",
    Text("Sollten zusammenarbeiten", "Should cooperate"),
    Text(
        "Zwei Akteure sind im selben Feld, am selben Ort und für dieselbe Zielgruppe tätig, oder das Angebot des einen "
        "folgt auf das des anderen, und sie arbeiten nicht zusammen; oder jemand wünscht sich die Verbindung.",
        "Two actors are active in the same field, in the same place and for the same target group, or an offer of one "
        "follows on that of the other, and they do not work together; or somebody wishes for the tie.",
    ),
    Severity.MEDIUM,
    _should_cooperate,
    shown=10,
)
