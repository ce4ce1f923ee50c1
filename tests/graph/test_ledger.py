"""Gaps over time: what opened, closed and opened again, by which change, and what was decided in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.changes import Change, Delete, Put, Transaction
from graph.dates import VagueDate
from graph.errors import NotAllowed
from graph.gaps.causes import Cause
from graph.gaps.checkpoints import MOST, chosen_days
from graph.gaps.ledger import Basis, Ledger, Line, What, ledger
from graph.model import (
    Actor,
    GapDecision,
    Inquiry,
    Inventory,
    Measure,
    Offer,
    Place,
    Record,
    Responsibility,
    Survey,
    Term,
)
from graph.model.states import GapState, MeasureStatus, PlaceLevel, ResponsibilityState, Role
from graph.rights import GUEST, OFFICE
from graph.store import Store, open_store
from tests.graph.service_kit import new, ref

MEASURE = new(Measure, "m", title="Sprachcafé", status=MeasureStatus.IN_PROGRESS)
ACTOR = new(Actor, "a", name="Caritas")
LEAD = new(
    Responsibility, "r", source=ACTOR.id, target=MEASURE.id, role=Role.LEAD, state=ResponsibilityState.ACCEPTED
)  # fmt: skip


@pytest.fixture
def memory() -> Iterator[Store]:
    with open_store("sqlite::memory:") as store:
        yield store


def write(store: Store, day: str, *changes: Record | Change) -> int:
    at = datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC)
    listed = tuple(Put(change) if isinstance(change, Record) else change for change in changes)
    return store.commit(Transaction(listed, "test", "Prüfung", at)).revision


def book(store: Store, until: str = "2026-01-15", basis: Basis = "known") -> Ledger:
    return ledger(store, "kreis", date.fromisoformat(until), OFFICE, basis=basis)


def line(found: Ledger, rule: str = "G3", named: str = "m") -> Line:
    return next(line for line in found.lines if (line.gap.rule, line.gap.named) == (rule, named))


def told(of: Line) -> list[tuple[str, What]]:
    return [(event.on.isoformat(), event.what) for event in of.events]


def test_a_gap_opens_closes_and_opens_again_by_the_revisions_that_touched_it(store: Store) -> None:
    first = write(store, "2025-02-03", MEASURE, ACTOR)
    closing = write(store, "2025-05-20", LEAD)
    again = write(store, "2025-11-02", Delete("Responsibility", LEAD.id))
    found = line(book(store))
    assert told(found) == [("2025-02-03", What.OPENED), ("2025-05-20", What.CLOSED), ("2025-11-02", What.REOPENED)]
    assert [(event.cause, event.revisions) for event in found.events] == [
        (Cause.CHANGE, (first,)), (Cause.CHANGE, (closing,)), (Cause.CHANGE, (again,)),
    ]  # fmt: skip
    assert (found.first_seen, found.is_open) == (date(2025, 2, 3), True)
    quarters = {q.name: (q.opened, q.closed, q.reopened) for q in book(store).quarters}
    only = {q: [0, 0, 0] for q in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")}
    for entry in book(store).lines:
        for event in entry.events:
            place = {What.OPENED: 0, What.CLOSED: 1, What.REOPENED: 2}.get(event.what)
            if place is not None:
                only[f"{event.on.year}-Q{(event.on.month + 2) // 3}"][place] += 1
    assert quarters == {name: tuple(counts) for name, counts in only.items()}


def test_decisions_stand_between_and_end_with_their_review(store: Store) -> None:
    write(store, "2025-02-03", MEASURE)
    made = new(GapDecision, "y", rule="G3", subject="m", state=GapState.ACCEPTED, reason="bewusst",
               date=VagueDate.on(date(2025, 3, 10)), review_on=date(2025, 6, 15))  # fmt: skip
    number = write(store, "2025-03-10", made)
    found = line(book(store))
    assert told(found) == [
        ("2025-02-03", What.OPENED), ("2025-03-10", What.DECIDED), ("2025-06-30", What.UNDECIDED),
    ]  # fmt: skip
    decided, over = found.events[1:]
    assert (decided.state, decided.decision, decided.revisions) == (GapState.ACCEPTED, made.id, (number,))
    assert (over.cause, over.revisions) == (Cause.TIME, ())


def cell(key: str) -> str:
    return f"wohnen|{key}|alle"


def town() -> list[Record]:
    return [
        new(Place, "werl", name="Werl", level=PlaceLevel.MUNICIPALITY),
        new(Term, "wohnen", scheme="field", label="Wohnen", main=True),
        new(Term, "alle", scheme="target_group", label="Alle", main=True),
    ]


def test_a_cell_that_is_unknown_is_no_open_gap_until_somebody_looks(memory: Store) -> None:
    write(memory, "2025-02-03", *town())
    inventory = new(Inventory, "v", place=ref(Place, "werl"), date=VagueDate.on(date(2025, 4, 1)))
    looked = write(memory, "2025-04-02", inventory)
    offer = new(Offer, "o", title="Beratung", status=MeasureStatus.IN_PROGRESS, fields=(ref(Term, "wohnen"),),
                places=(ref(Place, "werl"),), target_groups=(ref(Term, "alle"),))  # fmt: skip
    write(memory, "2025-05-03", ACTOR)  # touches nothing of the cell
    filled = write(memory, "2025-05-20", offer)
    found = line(book(memory), "G1", cell("werl"))
    assert told(found) == [("2025-04-02", What.OPENED), ("2025-05-20", What.CLOSED)]
    assert [event.revisions for event in found.events] == [(looked,), (filled,)]


def test_what_time_alone_brings_about_has_no_revision(memory: Store) -> None:
    late = new(Measure, "m", title="x", status=MeasureStatus.IN_PROGRESS, end=VagueDate.on(date(2025, 3, 15)))
    write(memory, "2025-02-03", late)
    (event,) = line(book(memory), "G13").events
    assert (event.on, event.cause, event.revisions) == (date(2025, 3, 31), Cause.TIME, ())


def test_a_change_elsewhere_is_not_called_the_cause(memory: Store) -> None:
    late = new(Measure, "m", title="x", status=MeasureStatus.IN_PROGRESS, end=VagueDate.on(date(2025, 3, 15)))
    write(memory, "2025-02-03", late)
    write(memory, "2025-03-20", new(Place, "ense", name="Ense"))
    (event,) = line(book(memory), "G13").events
    assert (event.on, event.cause, event.revisions) == (date(2025, 3, 20), Cause.OTHER, ())


def test_from_open_to_unknown_is_no_closing_and_back_is_no_opening(memory: Store) -> None:
    def wave(key: str, day: str, answered: bool) -> list[Record]:
        on = date.fromisoformat(day)
        survey = new(Survey, key, title=key, end=VagueDate.on(on), roster="COMPLETE")
        responded = on if answered else None
        return [survey, new(Inquiry, f"a|{key}", source=ACTOR.id, target=survey.id, responded_on=responded)]

    write(memory, "2025-02-03", ACTOR, *wave("w1", "2025-02-01", True))
    write(memory, "2025-04-03", *wave("w2", "2025-04-01", False))
    write(memory, "2025-06-03", *wave("w3", "2025-06-01", True))
    found = line(book(memory), "G8", "a")
    assert told(found) == [
        ("2025-02-03", What.OPENED), ("2025-04-03", What.BECAME_UNKNOWN), ("2025-06-03", What.KNOWN_AGAIN),
    ]  # fmt: skip
    assert (found.first_seen, found.is_open) == (date(2025, 2, 3), True)


def test_by_what_is_known_today_of_earlier_days(memory: Store) -> None:
    lead = new(
        Responsibility, "r", source=ACTOR.id, target=MEASURE.id, role=Role.LEAD, since=VagueDate.on(date(2025, 5, 20)),
        state=ResponsibilityState.ACCEPTED,
    )  # fmt: skip
    write(memory, "2026-01-10", MEASURE, ACTOR, lead)
    found = book(memory, basis="valid")
    assert told(line(found)) == [("2024-01-15", What.OPENED), ("2025-05-31", What.CLOSED)]
    assert {event.cause for entry in found.lines for event in entry.events} == {Cause.TIME}


def test_a_ledger_ends_on_its_day_and_of_nothing_is_empty(memory: Store) -> None:
    assert book(memory).lines == ()
    write(memory, "2025-02-03", MEASURE, ACTOR)
    write(memory, "2025-05-20", LEAD)
    assert line(book(memory, "2025-05-19")).is_open
    assert book(memory, "2025-02-02").days == ()


def test_the_past_is_for_those_who_see_everything(memory: Store) -> None:
    with pytest.raises(NotAllowed):
        ledger(memory, "kreis", date(2026, 1, 15), GUEST)


def test_few_days_are_all_looked_at_and_of_many_early_ones_by_month_only() -> None:
    until = date(2026, 1, 15)
    assert chosen_days([], until) == ((), 0)
    assert chosen_days([date(2025, 12, 3), date(2026, 2, 1)], until) == (
        (date(2025, 12, 3), date(2025, 12, 31), until), 0
    )  # fmt: skip
    daily = [until - timedelta(days=back) for back in range(200)]
    found, left_out = chosen_days(daily, until)
    assert len(found) == MOST
    assert found[-1] == until
    assert set(daily[:20]) <= set(found)
    assert left_out == len(set(daily) - set(found)) > 0
    years = [date(2010, 1, 1)]
    assert len(chosen_days(years, until)[0]) == MOST
