"""What two states differ in: moments of one store, two datasets, two editions of a plan."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Actor, Measure, Plan, PlanChange, Record, Ref, Term, Tie, global_id
from graph.model.states import MeasureStatus, PlanChangeKind, Visibility
from graph.past.as_of import as_of
from graph.past.difference import Difference, difference, difference_of_datasets
from graph.past.editions import Editions, compare_editions
from graph.picture import Picture, Pictures, View
from graph.rights import GUEST, OFFICE
from graph.store import Store, open_store
from importers.run import import_path
from tests.graph.random_commits import Graph, Past, hash_of

K = TypeVar("K", bound=Record)
LINDENTAL = Path(__file__).resolve().parents[2] / "examples" / "kreis-lindental"


def new(kind: type[K], key: str, dataset: str = "kreis", /, **values: Any) -> K:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


def view(*records: Record) -> View:
    return Picture(1, {record.id: record for record in records}).seen_by(OFFICE)


def seen(graph: Graph) -> View:
    return Picture(1, graph).seen_by(OFFICE)


def ids(found: Difference) -> tuple[set[Ref], set[Ref], set[Ref]]:
    added, removed, changed = ({one.record.id for one in part} for part in (found.added, found.removed, found.changed))
    return added, removed, changed


def is_as_by_hand(before: Graph, after: Graph) -> None:
    shared = before.keys() & after.keys()
    changed = {ref for ref in shared if hash_of({ref: before[ref]}) != hash_of({ref: after[ref]})}
    assert ids(difference(seen(before), seen(after))) == (
        after.keys() - before.keys(), before.keys() - after.keys(), changed,
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_two_moments_differ_in_what_they_hold(data: st.DataObject) -> None:
    with open_store("sqlite::memory:") as store:
        past = Past(store, lambda n: data.draw(st.integers(0, n - 1))).write(data.draw(st.integers(1, 8)))
        numbers = st.integers(0, len(past.states) - 1)
        is_as_by_hand(past.states[data.draw(numbers)], past.states[data.draw(numbers)])


def test_two_moments_of_every_store(store: Store) -> None:
    past = Past(store, random.Random(5).randrange).write(5, erasing=False)
    today = Pictures(store).current().seen_by(OFFICE)
    found = difference(as_of(store, 2).seen_by(today), today)
    assert ids(found) == ids(difference(seen(past.states[2]), seen(past.now)))


class TestADifference:
    SPORT = new(Term, "sport", scheme="field", label="Sport")
    CLUB = new(Actor, "b", name="Verein")
    CAFE = new(Measure, "m", title="Café", status=MeasureStatus.PLANNED, version=3)

    def test_says_what_came_went_and_changed_by_kind_and_name(self) -> None:
        others = [new(Actor, key, name=name) for key, name in (("1", "Ährenverein"), ("2", "Zebra"), ("3", "Bund"))]
        running = replace(self.CAFE, status=MeasureStatus.IN_PROGRESS, fields=(self.SPORT.id,), version=7)
        found = difference(view(self.CLUB, self.CAFE), view(self.SPORT, running, *others)).as_dict("de")
        assert [(one["kind"], one["name"]) for one in found["added"]] == [
            ("Term", "Sport"), ("Actor", "Ährenverein"), ("Actor", "Bund"), ("Actor", "Zebra"),
        ]  # fmt: skip
        assert [(one["id"], one["externalId"]) for one in found["removed"]] == [(self.CLUB.id, "b")]
        (changed,) = found["changed"]
        assert (changed["kind"], changed["name"]) == ("Measure", "Café")
        assert changed["properties"] == [
            {"name": "fields", "label": "Handlungsfelder", "before": None, "after": ["Sport"]},
            {"name": "status", "label": "Status", "before": "PLANNED", "after": "IN_PROGRESS"},
        ]

    def test_is_empty_where_only_versions_and_orders_differ(self) -> None:
        two = (self.SPORT.id, new(Term, "x", scheme="field", label="x").id)
        before, after = (replace(self.CAFE, fields=refs, version=n) for refs, n in ((two, 1), (two[::-1], 2)))
        assert difference(view(before), view(after)) == Difference((), (), ())

    def test_is_what_the_viewer_sees(self) -> None:
        hidden = replace(self.CLUB, visibility=Visibility.INTERNAL)
        graphs = ({hidden.id: hidden}, {hidden.id: replace(hidden, name="x"), self.CAFE.id: self.CAFE})
        before, after = (Picture(1, graph).seen_by(GUEST) for graph in graphs)
        assert ids(difference(before, after)) == ({self.CAFE.id}, set(), set())

    def test_of_datasets_goes_by_kind_and_key(self) -> None:
        there = [new(Actor, key, "entwurf", name=name) for key, name in (("a", "AWO"), ("b", "Verein"))]
        here = [new(Actor, key, name=name) for key, name in (("a", "AWO"), ("b", "Verein e. V."), ("c", "Bund"))]
        ties = [
            new(Tie, "t", dataset, source=s.id, target=t.id)
            for dataset, (s, t) in (("entwurf", there), ("kreis", here[:2]))
        ]
        whole = view(*there, *here, *ties)
        found = difference_of_datasets(whole, "entwurf", whole, "kreis")
        assert ids(found) == ({here[2].id}, set(), {here[1].id})
        assert [p["name"] for p in found.changed[0].as_dict("en")["properties"]] == ["name"]
        assert difference_of_datasets(whole, "kreis", whole, "kreis") == Difference((), (), ())


class TestEditions:
    OLD, NEW = new(Plan, "2016", title="Konzept 2016"), new(Plan, "2025", title="Konzept 2025")
    WORK, SPORT = (new(Term, key, scheme="field", label=key) for key in ("Arbeit", "Sport"))
    SPORT_NOW = new(Term, "sport-25", scheme="field", label="SPORT")

    def measure(self, key: str, title: str, plan: Plan, /, **values: Any) -> Measure:
        return new(Measure, key, title=title, plan=plan.id, **values)

    def fates(self, *records: Record) -> list[tuple[str, str | None, str | None, str]]:
        whole = view(self.OLD, self.NEW, self.WORK, self.SPORT, self.SPORT_NOW, *records)
        (old,), (later,) = (whole.many(Plan, (plan.id,)) for plan in (self.OLD, self.NEW))
        return [
            (
                str(b.fate),
                b.old.external_id if b.old else None,
                b.new.external_id if b.new else None,
                str(b.basis),
            )
            for b in compare_editions(whole, old, later).measures
        ]

    def test_what_is_recorded_counts(self) -> None:
        a, b = self.measure("a", "Gleich", self.OLD), self.measure("b", "Gleich", self.NEW)
        dropped = new(PlanChange, "1", old_measure=a.id, change=PlanChangeKind.DROPPED, reason="keine Mittel")
        fresh = new(PlanChange, "2", new_measure=b.id, change=PlanChangeKind.NEW)
        assert self.fates(a, b, dropped, fresh) == [
            ("DROPPED", "a", None, "RECORDED"), ("NEW", None, "b", "RECORDED"),
        ]  # fmt: skip

    def test_what_is_recorded_for_a_third_edition_does_not(self) -> None:
        third = new(Plan, "2009", title="Konzept 2009")
        a, b = self.measure("a", "Alt", third), self.measure("b", "Neu", self.NEW)
        led = new(PlanChange, "1", old_measure=a.id, new_measure=b.id, change=PlanChangeKind.CONTINUED)
        assert self.fates(third, a, b, led) == [("NEW", None, "b", "NO_MATCH")]

    def test_a_split_is_told_twice(self) -> None:
        a = self.measure("a", "Sport", self.OLD)
        parts = [self.measure(key, key, self.NEW) for key in ("b", "c")]
        split = [
            new(PlanChange, p.external_id, old_measure=a.id, new_measure=p.id, change=PlanChangeKind.CHANGED)
            for p in parts
        ]
        assert self.fates(a, *parts, *split) == [("CHANGED", "a", "b", "RECORDED"), ("CHANGED", "a", "c", "RECORDED")]

    def test_the_same_entry_goes_on(self) -> None:
        a = self.measure("a", "Sprachcafé", self.OLD)
        assert self.fates(a, replace(self.NEW, adopts=(a.id,))) == [("CONTINUED", "a", "a", "SAME_ENTRY")]

    def test_the_same_title_goes_on_whatever_its_spelling(self) -> None:
        a = self.measure("a", "Sprachcafé", self.OLD, fields=(self.SPORT.id,), status=MeasureStatus.SUPERSEDED)
        b = self.measure("b", "SPRACHCAFE", self.NEW, fields=(self.SPORT_NOW.id,), status=MeasureStatus.PLANNED)
        same = replace(b, title="Sprachcafé")
        assert self.fates(a, same) == [("CONTINUED", "a", "b", "SAME_TITLE")]
        assert self.fates(a, b) == [("CHANGED", "a", "b", "SAME_TITLE")]

    def test_the_same_id_in_another_dataset_goes_on(self) -> None:
        a = new(Measure, "m1", "alt", title="Lesepaten", plan=self.OLD.id)
        b = self.measure("m1", "Lesementoren", self.NEW)
        assert self.fates(a, b) == [("CHANGED", "m1", "m1", "SAME_ID")]

    def test_another_title_may_be_anything(self) -> None:
        a, b = self.measure("a", "AWO KV Gütersloh", self.OLD), self.measure("b", "DRK KV Gütersloh", self.NEW)
        assert self.fates(a, b) == [("UNKNOWN", "a", None, "NO_MATCH"), ("NEW", None, "b", "NO_MATCH")]

    def test_a_title_that_stands_twice_tells_nothing(self) -> None:
        a = self.measure("a", "Beratung", self.OLD)
        twice = [self.measure(key, "Beratung", self.NEW) for key in ("b", "c")]
        assert [fate for fate, *_ in self.fates(a, *twice)] == ["UNKNOWN", "NEW", "NEW"]

    def test_another_field_is_a_move(self) -> None:
        a = self.measure("a", "Patenschaft", self.OLD, fields=(self.SPORT.id,))
        b = self.measure("b", "Patenschaft", self.NEW, fields=(self.WORK.id,))
        assert self.fates(a, b) == [("MOVED", "a", "b", "SAME_TITLE")]
        assert self.fates(a, replace(b, fields=(self.WORK.id, self.SPORT_NOW.id)))[0][0] == "CHANGED"

    @pytest.mark.parametrize(
        ("status", "fate"),
        [
            (MeasureStatus.COMPLETED, "COMPLETED"),
            (MeasureStatus.CANCELLED, "DROPPED"),
            (MeasureStatus.SUPERSEDED, "UNKNOWN"),
            (MeasureStatus.IN_PROGRESS, "UNKNOWN"),
        ],
    )
    def test_without_successor_the_status_decides(self, status: MeasureStatus, fate: str) -> None:
        assert self.fates(self.measure("a", "Alt", self.OLD, status=status))[0][0] == fate


@pytest.fixture(scope="module")
def lindental() -> Iterator[Editions]:
    with open_store("sqlite::memory:") as store:
        import_path(store, LINDENTAL, author="Test", now=datetime(2026, 1, 15, tzinfo=UTC))
        whole = Pictures(store).current().seen_by(OFFICE.on(date(2026, 1, 15)))
        old, now = (whole.find(Plan, "kreis-lindental", key) for key in ("p2016", "p2025"))
        assert old is not None
        assert now is not None
        yield compare_editions(whole, old, now)


class TestLindental:
    """Question 20: what is new, changed, gone since the first concept?"""

    def test_is_as_its_table_says(self, lindental: Editions) -> None:
        with (LINDENTAL / "plan_changes.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        told = {
            (b.old.external_id if b.old else "", b.new.external_id if b.new else "", str(b.fate), b.reason or "")
            for b in lindental.measures
        }
        assert told == {(r["old_measure_id"], r["new_measure_id"], r["change"], r["reason"]) for r in rows}
        assert {str(b.basis) for b in lindental.measures} == {"RECORDED"}

    def test_every_measure_is_told_of_once(self, lindental: Editions) -> None:
        with (LINDENTAL / "measures.csv").open(encoding="utf-8") as file:
            listed = [row["measure_id"] for row in csv.DictReader(file)]
        told = Counter(m.external_id for b in lindental.measures for m in (b.old, b.new) if m is not None)
        assert told == {key: 1 for key in listed if key.startswith(("m16", "m25"))}

    def test_as_json(self, lindental: Editions) -> None:
        found = lindental.as_dict("de")
        assert found["counts"]["NEW"] == 43
        assert found["measures"][1]["old"]["externalId"] == "m16-02"
        assert found["measures"][1]["new"] is None
        assert found["measures"][1]["explanation"] == "als Planänderung verzeichnet"
