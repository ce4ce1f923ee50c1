"""“Stimmt noch” is a fact apart from any write: who said it, when, how, of which version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.care.check import check
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.model import Actor, Confirmation, Measure, Offer, Redirect, Ref, Responsibility
from graph.model.states import ConfirmationWay, Visibility
from graph.office.confirmation import STALE_MEASURE, Confirmations, confirmed
from graph.picture import Pictures, View
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.service import confirm, delete, merge, update
from graph.store import Store, open_store
from importers.run import import_path
from tests.graph.service_kit import NOW, WHY, held, new, put, records, ref

DAY = date(2026, 2, 20)
A = new(Actor, "a", name="Caritas")
M = new(Measure, "m", title="Sprachcafé")
O = new(Offer, "o", title="Beratung")  # noqa: E741 - as the letters of the others
R = new(Responsibility, "r", source=A.id, target=M.id)


@pytest.fixture
def district(store: Store) -> Store:
    put(store, A, M, O, R)
    return store


def view(store: Store) -> View:
    return Pictures(store).current().seen_by(OFFICE)


def say(store: Store, ref: Ref = M.id, on: date = DAY, **options: object) -> Confirmation:
    values = {"expected_version": 1, "way": ConfirmationWay.PHONE, **WHY, **options}
    made = confirm(store, OFFICE, ref, on=on, **values).record  # type: ignore[arg-type]  # options of the call
    assert isinstance(made, Confirmation)
    return made


class TestConfirming:
    def test_changes_nothing_in_the_entry(self, district: Store) -> None:
        made = say(district, by=A.id, function="Leitung")
        assert held(district, M.id, Measure) == M
        assert district.get([made.id]) == {made.id: made}
        assert (made.about, made.by, made.function, made.way) == (M.id, A.id, "Leitung", ConfirmationWay.PHONE)
        assert (made.confirmed_on, made.confirmed_version) == (DAY, 1)
        assert check(district).ok

    def test_is_possible_for_edges(self, district: Store) -> None:
        made = say(district, R.id)
        assert (made.about, made.edge) == (None, R.id)
        found = confirmed(view(district), R, DAY)
        assert found is not None and (found.on, found.holds) == (DAY, True)
        delete(district, OFFICE, R.id, expected_version=1, **WHY)
        assert not any(isinstance(record, Confirmation) for record in records(district))

    def test_is_as_closed_as_the_entry(self, district: Store) -> None:
        put(district, replace(M, visibility=Visibility.INTERNAL))
        assert say(district, expected_version=2).visibility is Visibility.INTERNAL

    def test_of_what_has_changed_since_is_a_conflict(self, district: Store) -> None:
        update(district, OFFICE, M.id, {"title": "Neu"}, expected_version=1, **WHY)
        with pytest.raises(Conflict):
            say(district)

    def test_is_refused_where_it_makes_no_sense(self, district: Store) -> None:
        made = say(district)
        with pytest.raises(Invalid):
            say(district, made.id)
        with pytest.raises(Invalid):
            say(district, on=NOW.date() + timedelta(days=1))
        for wrong in ({"by": M.id}, {"function": "a\x00"}, {"reason": ""}):
            with pytest.raises(Invalid):
                say(district, **wrong)
        with pytest.raises(NotFound):
            say(district, Ref("nobody"))
        with pytest.raises(NotAllowed):
            confirm(district, GUEST, M.id, expected_version=1, on=DAY, **WHY)

    def test_is_for_whoever_answers_for_it(self, district: Store) -> None:
        mine = Viewer("Caritas", ViewerRole.ACTOR, actors=frozenset({A.id}))
        assert confirm(district, mine, R.id, expected_version=1, on=DAY, **WHY).record is not None

    def test_a_second_time_answers_the_first_result(self, district: Store) -> None:
        first = say(district, mutation_id="x")
        revision = district.revision()
        assert say(district, mutation_id="x") == first
        assert district.revision() == revision
        with pytest.raises(Invalid):
            say(district, on=DAY - timedelta(days=1), mutation_id="x")

    def test_goes_with_the_entry(self, district: Store) -> None:
        say(district)
        delete(district, OFFICE, M.id, expected_version=1, **WHY)
        assert not any(isinstance(record, Confirmation) for record in records(district))


class TestItHolds:
    def test_until_the_entry_changes_in_substance(self, district: Store) -> None:
        say(district)
        update(district, OFFICE, M.id, {"note": "ruft zurück"}, expected_version=1, **WHY)
        now = held(district, M.id, Measure)
        found = confirmed(view(district), now, DAY)
        assert found is not None and found.holds
        update(district, OFFICE, M.id, {"title": "Neu"}, expected_version=2, **WHY)
        found = confirmed(view(district), held(district, M.id, Measure), DAY)
        assert found is not None and (found.on, found.holds) == (DAY, False)
        say(district, expected_version=3)
        found = confirmed(view(district), held(district, M.id, Measure), DAY)
        assert found is not None and found.holds

    def test_after_a_merge_of_what_it_names(self, district: Store) -> None:
        twin = new(Actor, "b", name="Caritasverband")
        venue = new(Measure, "v", title="Fest", venues=(twin.id,))
        put(district, twin, venue)
        say(district, venue.id)
        merge(district, OFFICE, A.id, twin.id, expected={A.id: 1, twin.id: 1}, **WHY)
        found = confirmed(view(district), held(district, venue.id, Measure), DAY)
        assert found is not None and found.holds
        assert any(isinstance(record, Redirect) for record in records(district))

    def test_not_before_its_day(self, district: Store) -> None:
        say(district)
        assert confirmed(view(district), M, DAY - timedelta(days=1)) is None


class TestFreshness:
    @pytest.mark.parametrize("activity", [M, O], ids=["measure", "offer"])
    def test_counts_confirmations_that_hold(self, activity: Measure | Offer) -> None:
        with open_store("sqlite::memory:") as store:
            put(store, A, M, O)

            def on(day: date) -> Confirmations:
                return Confirmations(view(store), "kreis", day)

            assert on(DAY).last(activity.id) is None
            say(store, activity.id)
            assert on(DAY).last(activity.id) == DAY
            assert on(DAY - timedelta(days=1)).last(activity.id) is None
            assert on(DAY + timedelta(days=STALE_MEASURE.default)).is_fresh(activity.id)
            assert not on(DAY + timedelta(days=STALE_MEASURE.default + 1)).is_fresh(activity.id)
            update(store, OFFICE, activity.id, {"title": "Neu"}, expected_version=1, **WHY)
            assert on(DAY).last(activity.id) is None

    def test_the_newest_counts_wherever_it_stands(self) -> None:
        with open_store("sqlite::memory:") as store:
            put(store, replace(M, confirmed_on=DAY - timedelta(days=3)))
            say(store, on=DAY - timedelta(days=5))
            assert Confirmations(view(store), "kreis", DAY).last(M.id) == DAY - timedelta(days=3)
            say(store, on=DAY)
            assert Confirmations(view(store), "kreis", DAY).last(M.id) == DAY

    def test_an_import_confirms_nothing_and_ends_what_it_changes(self, tmp_path: Path) -> None:
        table = tmp_path / "measures.csv"
        m = ref(Measure, "m")
        with open_store("sqlite::memory:") as store:

            def read(row: str) -> None:
                table.write_text(f"measure_id,title,note\n{row}\n", "utf-8")
                import_path(store, table, dataset="kreis", author="test", now=NOW)

            read("m,Sprachcafé,")
            assert Confirmations(view(store), "kreis", DAY).last(m) is None
            say(store)
            read("m,Sprachcafé,ruft zurück")
            assert store.get([m])[m].version == 2
            assert Confirmations(view(store), "kreis", DAY).last(m) == DAY
            read("m,Sprachcafé Mitte,ruft zurück")
            assert Confirmations(view(store), "kreis", DAY).last(m) is None
            assert not any(isinstance(r, Confirmation) and r.confirmed_version == 3 for r in records(store))
