"""Who has to do what the law or a contract asks for, who does it, and whether that is written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.model import Duty, Measure, Ref, Responsibility
from graph.model.states import State
from graph.picture import View
from graph.validity import is_active


class DutyState(State):
    """How a duty is cared for."""

    HELD = "HELD", "beim Pflichtträger", "held by whom the law names"
    DELEGATED = "DELEGATED", "übertragen", "delegated"
    FULFILLED = "FULFILLED", "durch eine Maßnahme erfüllt", "fulfilled by a measure"
    NOBODY = "NOBODY", "niemand", "nobody"
    NOT_DELEGATED = "NOT_DELEGATED", "ohne Übertragung bei anderen", "held by others without delegation"
    UNKNOWN = "UNKNOWN", "unbekannt, wer sie hat", "unknown whose it is"


@dataclass(frozen=True, slots=True)
class Care:
    """Who holds a duty on a day and which active measures fulfil it."""

    state: DutyState
    holders: tuple[Ref, ...]
    measures: tuple[Measure, ...]


def care_of(view: View, duty: Duty, answering: Iterable[Responsibility], on: date) -> Care:
    """How a duty is cared for, given the lead and shared responsibilities that are neither declined nor ended.

    Somebody who is only proposed counts as holder; a measure fulfils a duty only while it is active. The legal holder
    may share it with others; somebody else alone needs a document of delegation.
    """
    holders = tuple(dict.fromkeys(one.source for one in answering))
    measures = tuple(m for m in view.many(Measure, duty.measures) if is_active(m, on))
    return Care(_state(duty, holders, bool(measures)), holders, measures)


def _state(duty: Duty, holders: tuple[Ref, ...], fulfilled: bool) -> DutyState:
    if not holders:
        return DutyState.FULFILLED if fulfilled else DutyState.NOBODY
    if duty.legal_holder in holders:
        return DutyState.HELD
    if (duty.delegation_document or "").strip():
        return DutyState.DELEGATED
    return DutyState.UNKNOWN if duty.legal_holder is None else DutyState.NOT_DELEGATED
