"""The register of what bodies resolved: every paper's way with its resolutions, and the resolutions without a paper."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.dates import VagueDate
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Consultation, Resolution
from graph.model.states import EventState
from graph.office.resolution_chain import Step, chains
from graph.questions.papers import PAPER, STEP, of_step
from graph.questions.question import Column, Question, Row, Value
from graph.questions.wording import written


def _resolved(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """The steps of every paper in their order, each with what it resolved; then the resolutions without a paper."""
    shown: set[str] = set()
    for chain in chains(situation.view, situation.dataset, situation.on):
        for step in chain.steps:
            for resolution in step.resolutions or (None,):
                cells = (
                    chain.paper.title if chain.paper else None,
                    *of_step(situation, step),
                    *_of_resolution(situation, resolution, step),
                )
                yield Row((step.consultation,), cells, evidence=(resolution.id,) if resolution else ())
            shown |= {resolution.id for resolution in step.resolutions}
    for resolution in situation.view.all(Resolution, situation.dataset):
        ahead = _lies_ahead(situation, resolution.date) or _lies_ahead(situation, _consulted_on(situation, resolution))
        if resolution.id not in shown and not ahead:
            step_cells: dict[str, Value] = {
                "body": situation.name(resolution.body) or None,
                "date": written(resolution.date),
                "state": EventState.HELD if resolution.result else None,
                "result": resolution.result,
            }
            cells = (None, *(step_cells.get(column.key) for column in STEP))
            yield Row((resolution,), (*cells, *_of_resolution(situation, resolution, None)))


def _of_resolution(situation: Situation, resolution: Resolution | None, step: Step | None) -> tuple[Value, ...]:
    concerned = resolution.measures if resolution else step.consultation.measures if step else ()
    names = "; ".join(situation.names(concerned)) or None
    if resolution is None:
        return (None, None, None, None, None, names)
    return (
        resolution.title,
        resolution.special,
        resolution.financing,
        resolution.amount_eur,
        resolution.funds_until,
        names,
    )


def _consulted_on(situation: Situation, resolution: Resolution) -> VagueDate | None:
    consultation = situation.view.one(Consultation, resolution.consultation)
    return consultation.date if consultation else None


def _lies_ahead(situation: Situation, when: VagueDate | None) -> bool:
    return when is not None and when.certainly_after(situation.on)


RESOLUTIONS = Question(
    key="resolutions",
    text=Text("Beratungen und Beschlüsse", "Consultations and resolutions"),
    about=(Column("step", Text("Beratung oder Beschluss", "Consultation or resolution")),),
    columns=(
        PAPER,
        *STEP,
        Column("resolution", Text("Beschluss", "Resolution")),
        Column("special", Text("Eigener Beschluss", "Own resolution")),
        Column("financing", Text("Finanzierungsbeschluss", "On money")),
        Column("amountEur", Text("Betrag (Euro)", "Amount (euro)")),
        Column("fundsUntil", Text("Mittel bis", "Funds until")),
        Column("measures", Text("Betroffene Maßnahmen", "Measures concerned")),
    ),
    find=_resolved,
)
