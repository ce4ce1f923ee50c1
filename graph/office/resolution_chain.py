"""How a paper goes through the bodies: each consultation as it stood on a day, who decides, and where the paper stands.

What lies ahead of the day has no result yet, whatever became of it later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.model import Consultation, Paper, Ref, Resolution
from graph.model.states import ConsultationResult, EventState, State
from graph.picture import View
from graph.text import fold
from graph.validity import is_past

_DECIDING = frozenset(fold(word) for word in ("Entscheidung", "Beschluss", "Beschlussfassung", "decision"))
_FINAL = frozenset(
    {
        ConsultationResult.AS_PROPOSED,
        ConsultationResult.AMENDED,
        ConsultationResult.NOTED,
        ConsultationResult.REJECTED,
    }
)


class Standing(State):
    """Where a paper stands."""

    DECIDED = "DECIDED", "entschieden", "decided"
    OPEN = "OPEN", "noch offen", "still open"
    WITHDRAWN = "WITHDRAWN", "zurückgezogen", "withdrawn"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """One body's consultation on a day: `result` only once it was held, `decides` None where nobody knows."""

    consultation: Consultation
    state: EventState | None
    result: ConsultationResult | None
    decides: bool | None
    resolutions: tuple[Resolution, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether the body has dealt with the paper."""
        return self.state is EventState.HELD

    @property
    def is_to_come(self) -> bool:
        """Whether the body has yet to deal with the paper, as far as anybody entered."""
        return self.state not in (EventState.HELD, EventState.CANCELLED)


class Chain:
    """The steps of a paper in their order, as they stood on a day. `paper` None: nobody entered what was consulted."""

    def __init__(self, view: View, paper: Paper | None, consultations: Iterable[Consultation], on: date) -> None:
        self._view, self._on = view, on
        self.paper = paper
        self._consultations = sorted(consultations, key=_order)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every consultation, by its order, else by its date."""
        deciding = self._deciding()
        return tuple(self._step(consultation, deciding) for consultation in self._consultations)

    @cached_property
    def last(self) -> Step | None:
        """The last step that was held."""
        return next((step for step in reversed(self.steps) if step.is_held), None)

    @cached_property
    def next(self) -> Step | None:
        """The first step after the last one held that is still to come, or of which nobody entered what came of it."""
        after = self.steps.index(self.last) + 1 if self.last else 0
        return next((step for step in self.steps[after:] if step.is_to_come), None)

    @cached_property
    def decision(self) -> Step | None:
        """The step by which the paper was decided."""
        return next((step for step in self.steps if step.decides and step.is_held and step.result in _FINAL), None)

    @cached_property
    def standing(self) -> Standing:
        """Where the paper stands; unknown where the deciding step is over and nobody entered its result."""
        if any(step.result is ConsultationResult.WITHDRAWN for step in self.steps):
            return Standing.WITHDRAWN
        if self.decision is not None:
            return Standing.DECIDED
        if not self.steps or any(self._is_dark(step) for step in self.steps if step.decides is not False):
            return Standing.UNKNOWN
        return Standing.OPEN

    def _is_dark(self, step: Step) -> bool:
        """Whether a step that decides, or may, is over without anybody knowing how it ended."""
        if step.is_held:
            return step.result is None or (step.decides is None and step.result in _FINAL)
        return step.is_to_come and is_past(step.consultation.date, self._on)

    def _step(self, consultation: Consultation, deciding: frozenset[Ref] | None) -> Step:
        ahead = consultation.date is not None and consultation.date.certainly_after(self._on)
        state, result = consultation.state, consultation.result
        if ahead:
            state, result = EventState.CANCELLED if state is EventState.CANCELLED else EventState.PLANNED, None
        elif state is None and result is not None:
            state = EventState.HELD
        elif state is EventState.PLANNED and is_past(consultation.date, self._on):
            state = EventState.HELD if result is not None else None
        resolutions = self._view.referring(consultation.id, Resolution, "consultation")
        return Step(
            consultation,
            state,
            result,
            consultation.id in deciding if deciding is not None else None,
            () if ahead else tuple(r for r in resolutions if r.date is None or not r.date.certainly_after(self._on)),
        )

    def _deciding(self) -> frozenset[Ref] | None:
        """The consultations that decide: those whose role says so, else the last of several; None: nobody knows.

        Where no role is stated, the order of the bodies tells: the ones before the last prepare (Vorberatung).
        """
        stated = frozenset(c.id for c in self._consultations if fold(c.role or "") in _DECIDING)
        if stated or not self._consultations:
            return stated
        last = self._consultations[-1]
        if last.role:
            return frozenset()
        return frozenset({last.id}) if len(self._consultations) > 1 else None


def chain_of(view: View, paper: Paper, on: date) -> Chain:
    """The way of a paper."""
    return Chain(view, paper, view.referring(paper.id, Consultation, "paper"), on)


def chains(view: View, dataset: str, on: date) -> Iterator[Chain]:
    """The way of every paper; then, each alone, the consultations that belong to none."""
    for paper in view.all(Paper, dataset):
        yield chain_of(view, paper, on)
    for consultation in view.all(Consultation, dataset):
        if view.one(Paper, consultation.paper) is None:
            yield Chain(view, None, (consultation,), on)


def _order(consultation: Consultation) -> tuple[bool, int, date, str]:
    when = consultation.date
    return (
        consultation.order is None,
        consultation.order or 0,
        (when.earliest or when.latest or date.max) if when else date.max,
        consultation.external_id,
    )
