"""Making, changing and deleting entries by the services: the same on every store."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.care.check import check
from graph.dates import VagueDate
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.log import breaks
from graph.model import (
    Actor,
    Consent,
    Contact,
    Event,
    Measure,
    Membership,
    Offer,
    Place,
    Redirect,
    Ref,
    Responsibility,
    Source,
    Survey,
    Term,
    Tie,
    TieReport,
)
from graph.model.states import MeasureStatus, ResponsibilityState, TieAnswer, TieState, Visibility
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.service import (
    Edit,
    New,
    Removal,
    batch,
    create,
    delete,
    existing,
    find_deleted,
    update,
    what_hangs_on,
)
from graph.store import Store, open_store
from tests.graph.service_kit import NOW, WHY, content, held, new, put, records, ref

A = new(Actor, "a", name="Caritas")
B = new(Actor, "b", name="AWO Höxter")
LANGUAGE = new(Term, "field:sprache", scheme="field", label="Sprache")
M = new(Measure, "m", title="Sprachcafé", fields=(LANGUAGE.id,))
R = new(Responsibility, "r", source=A.id, target=M.id)
OTHER = replace(OFFICE, name="somebody else")
PARTNER = Viewer("Stadt Soest", ViewerRole.MUNICIPALITY)


@pytest.fixture
def district(store: Store) -> Store:
    put(store, A, B, LANGUAGE, M, R)
    return store


class TestCreating:
    def test_makes_an_entry_with_author_reason_and_time(self, store: Store) -> None:
        made = create(store, OFFICE, New(Actor, "kreis", {"name": "Caritas"}, "a"), mutation_id="eins", **WHY)
        assert made.record == A
        assert (made.revision, made.replayed) == (1, False)
        (logged,) = store.log()
        assert (logged.author, logged.reason, logged.at, logged.mutation_id) == ("coordination", "Prüfung", NOW, "eins")

    def test_gives_a_readable_key_where_there_is_none(self, store: Store) -> None:
        first = create(store, OFFICE, New(Actor, "kreis", {"name": "Caritas im Kreis Höxter"}), **WHY).record
        second = create(store, OFFICE, New(Actor, "kreis", {"name": "Caritas im Kreis Höxter"}), **WHY).record
        assert first is not None and second is not None
        assert first.external_id.startswith("caritas-im-kreis-hoexter-")
        assert first.external_id != second.external_id
        assert check(store).ok

    def test_of_a_taken_key_is_a_conflict_with_what_is_there(self, district: Store) -> None:
        with pytest.raises(Conflict) as caught:
            create(district, OFFICE, New(Actor, "kreis", {"name": "Andere"}, "a"), **WHY)
        assert caught.value.theirs == A
        assert district.revision() == 1

    @pytest.mark.parametrize(
        ("kind", "values", "fields"),
        [
            (Actor, {}, {"name"}),
            (Actor, {"name": "  "}, {"name"}),
            (Actor, {"name": None}, {"name"}),
            (Actor, {"name": "X", "colour": "rot"}, {"colour"}),
            (Actor, {"name": "X", "id": "1"}, {"id"}),
            (Actor, {"name": "X", "version": 7}, {"version"}),
            (Actor, {"name": 7, "capacityFte": 1, "capacity_fte": "viel"}, {"name", "capacityFte"}),
            (Actor, {"name": "X", "capacity_fte": float("nan")}, {"capacityFte"}),
            (Actor, {"name": "X", "capacity_fte": 10**30}, {"capacityFte"}),
            (Actor, {"name": "X", "alt_names": "Y"}, {"altNames"}),
            (Actor, {"name": "X", "cooperates": None}, {"cooperates"}),
            (Actor, {"name": "X", "cooperates": 1}, {"cooperates"}),
            (Actor, {"name": "X\u202e"}, {"name"}),
            (Actor, {"name": "X", "visibility": "SECRET"}, {"visibility"}),
            (Actor, {"name": "X", "type": [M.id]}, {"type"}),
            (Actor, {"name": "X", "type": ["nobody"]}, {"type"}),
            (Actor, {"name": "X", "type": [LANGUAGE.id]}, {"type"}),  # a term, but a field of action
            (Measure, {"title": "X", "status": "RUNNING"}, {"status"}),
            (Measure, {"title": "X", "min_partners": True}, {"minPartners"}),
            (Measure, {"title": "X", "start": "2022"}, {"start"}),
            (
                Measure,
                {"title": "X", "start": VagueDate("x", date(2022, 1, 2), date(2022, 1, 1))},
                {"start"},
            ),
            (Measure, {"title": "X", "confirmed_on": "gestern"}, {"confirmedOn"}),
            (Responsibility, {"source": A.id}, {"target"}),
            (Responsibility, {"source": M.id, "target": M.id}, {"source", "target"}),
            (Tie, {"source": A.id, "target": A.id}, {"target"}),
            (TieReport, {"reporter": A.id, "about": A.id}, {"about"}),
        ],
        ids=lambda value: value.__name__ if isinstance(value, type) else None,
    )
    def test_names_every_field_that_does_not_fit(
        self, kind: type[Any], values: dict[str, object], fields: set[str]
    ) -> None:
        with open_store("sqlite::memory:") as district:
            put(district, A, B, LANGUAGE, M, R)
            with pytest.raises(Invalid) as caught:
                create(district, OFFICE, New(kind, "kreis", values), **WHY)
            assert caught.value.fields.keys() == fields
            assert district.revision() == 1

    def test_does_not_refer_to_another_district(self, district: Store) -> None:
        elsewhere = create(district, OFFICE, New(Actor, "anderswo", {"name": "X"}), **WHY).record
        assert elsewhere is not None
        with pytest.raises(Invalid) as caught:
            create(district, OFFICE, New(Responsibility, "kreis", {"source": elsewhere.id, "target": M.id}), **WHY)
        assert caught.value.fields.keys() == {"source"}

    @pytest.mark.parametrize(("dataset", "key"), [("", "x"), ("kreis", ""), ("kreis", " ")])
    def test_needs_a_name_for_what_it_makes(self, store: Store, dataset: str, key: str) -> None:
        with pytest.raises(Invalid):
            create(store, OFFICE, New(Actor, dataset, {"name": "X"}, key), **WHY)

    def test_needs_a_reason(self, store: Store) -> None:
        with pytest.raises(Invalid) as caught:
            create(store, OFFICE, New(Actor, "kreis", {"name": "X"}), reason=" ", at=NOW)
        assert caught.value.fields.keys() == {"reason"}

    def test_is_not_for_guests(self, store: Store) -> None:
        with pytest.raises(NotAllowed):
            create(store, GUEST, New(Actor, "kreis", {"name": "X"}), **WHY)
        assert store.revision() == 0


class TestChanging:
    def test_changes_what_is_named_and_leaves_the_rest(self, district: Store) -> None:
        summer = VagueDate("Mitte 2022", date(2022, 5, 1), date(2022, 8, 31))
        done = update(district, OFFICE, M.id, {"status": "DELAYED", "start": summer}, expected_version=1, **WHY)
        assert done.record == replace(M, status=MeasureStatus.DELAYED, start=summer, version=2)
        assert district.get([M.id]) == {M.id: done.record}

    def test_text_is_kept_in_normal_form_and_nothing_is_nothing(self, district: Store) -> None:
        done = update(district, OFFICE, A.id, {"name": "Ho\u0308xter", "level": "  "}, expected_version=1, **WHY)
        assert done.record == replace(A, name="Höxter", level=None, version=2)

    def test_that_changes_nothing_writes_nothing(self, district: Store) -> None:
        done = update(district, OFFICE, A.id, {"name": "Caritas"}, expected_version=1, mutation_id="x", **WHY)
        assert (done.record, done.revision) == (A, 1)
        assert district.revision() == 1

    def test_of_what_was_never_there_is_not_found(self, district: Store) -> None:
        with pytest.raises(NotFound):
            update(district, OFFICE, Ref("nobody"), {"name": "X"}, expected_version=1, **WHY)

    def test_a_ladder_does_not_lead_back(self, district: Store) -> None:
        narrow = new(Term, "field:kurse", scheme="field", label="Kurse", broader=LANGUAGE.id)
        put(district, narrow)
        with pytest.raises(Invalid) as caught:
            update(district, OFFICE, LANGUAGE.id, {"broader": narrow.id}, expected_version=1, **WHY)
        assert caught.value.fields.keys() == {"broader"}

    def test_others_change_only_what_their_role_may(self, district: Store) -> None:
        with pytest.raises(NotAllowed):
            update(district, PARTNER, M.id, {"title": "Unser Café"}, expected_version=1, **WHY)

    def test_what_they_may_not_see_is_not_found(self, district: Store) -> None:
        hidden = new(Actor, "h", name="Verborgen", visibility=Visibility.INTERNAL)
        put(district, hidden)
        with pytest.raises(NotFound):
            update(district, PARTNER, hidden.id, {"name": "X"}, expected_version=1, **WHY)


class TestTwoAtOnce:
    def test_the_second_gets_both_versions_and_a_proposal(self, district: Store) -> None:
        update(district, OFFICE, A.id, {"name": "Caritas im Kreis"}, expected_version=1, **WHY)
        with pytest.raises(Conflict) as caught:
            update(district, OFFICE, A.id, {"level": "Kreis"}, expected_version=1, **WHY)
        error = caught.value
        theirs = replace(A, name="Caritas im Kreis", version=2)
        assert (error.expected, error.current, error.base, error.theirs) == (1, 2, A, theirs)
        assert error.yours == replace(A, level="Kreis")
        assert (error.proposal, error.clashing) == (replace(theirs, level="Kreis"), ())
        done = update(district, OFFICE, A.id, {"level": "Kreis"}, expected_version=error.current, **WHY)
        assert isinstance(error.proposal, Actor)
        assert done.record == replace(error.proposal, version=3)

    def test_what_both_changed_has_no_proposal(self, district: Store) -> None:
        update(district, OFFICE, A.id, {"name": "Caritas im Kreis", "level": "Kreis"}, expected_version=1, **WHY)
        with pytest.raises(Conflict) as caught:
            update(district, OFFICE, A.id, {"name": "Caritas e. V.", "level": "Kreis"}, expected_version=1, **WHY)
        assert (caught.value.proposal, caught.value.clashing) == (None, ("name",))

    def test_one_may_have_deleted_it(self, district: Store) -> None:
        delete(district, OFFICE, R.id, expected_version=1, **WHY)
        with pytest.raises(Conflict) as caught:
            update(district, OFFICE, R.id, {"state": "ACCEPTED"}, expected_version=1, **WHY)
        assert (caught.value.theirs, caught.value.current) == (None, 0)
        assert caught.value.yours == replace(R, state=ResponsibilityState.ACCEPTED)

    def test_a_conflict_shows_no_more_than_one_may_see(self, district: Store) -> None:
        mine = Viewer("Caritas", ViewerRole.ACTOR, actors=frozenset({B.id}))
        update(district, OFFICE, A.id, {"note": "nur für das Amt"}, expected_version=1, **WHY)
        with pytest.raises(Conflict) as caught:
            update(district, mine, A.id, {"level": "x"}, expected_version=1, **WHY)
        assert "nur für das Amt" not in repr(vars(caught.value))

    def test_work_that_is_disturbed_in_between_is_planned_again(self, district: Store) -> None:
        once = _Disturbed(district, lambda: put(district, replace(R, effort_fte=0.5)))
        delete(once, OFFICE, M.id, expected_version=1, **WHY)
        assert {record.id for record in records(district)} == {A.id, B.id, LANGUAGE.id}


class _Disturbed:
    """A store on which somebody else writes just before the first commit."""

    def __init__(self, store: Store, disturb: Callable[[], object]) -> None:
        self._store, self._disturb = store, [disturb]

    def __getattr__(self, name: str) -> Any:
        if name == "commit" and self._disturb:
            self._disturb.pop()()
        return getattr(self._store, name)


class TestTheSameASecondTime:
    def test_answers_the_first_result(self, district: Store) -> None:
        new_one = New(Actor, "kreis", {"name": "Neu"})
        first = create(district, OFFICE, new_one, mutation_id="neu", **WHY)
        assert first.record is not None
        update(district, OFFICE, first.record.id, {"name": "Umbenannt"}, expected_version=1, **WHY)
        again = create(district, OFFICE, new_one, mutation_id="neu", **WHY)
        assert again == replace(first, replayed=True)
        assert district.revision() == 3

    def test_holds_for_changing_and_deleting(self, district: Store) -> None:
        for _ in range(2):
            done = update(district, OFFICE, A.id, {"name": "X"}, expected_version=1, mutation_id="u", **WHY)
            gone = delete(district, OFFICE, R.id, expected_version=1, mutation_id="d", **WHY)
        assert (done.record, done.replayed) == (replace(A, name="X", version=2), True)
        assert (gone.record, gone.replayed, district.revision()) == (None, True, 3)

    def test_holds_in_another_process(self, lasting_address: str) -> None:
        step = New(Actor, "kreis", {"name": "Neu"})
        with open_store(lasting_address) as one:
            first = create(one, OFFICE, step, mutation_id="neu", **WHY)
        with open_store(lasting_address) as other:
            assert create(other, OFFICE, step, mutation_id="neu", **WHY) == replace(first, replayed=True)

    def test_holds_when_many_send_it_at_once(self, lasting_address: str) -> None:
        with open_store(lasting_address) as store, ThreadPoolExecutor(8) as threads:
            step = New(Actor, "kreis", {"name": "Neu"})
            done = list(threads.map(lambda _: create(store, OFFICE, step, mutation_id="neu", **WHY), range(16)))
            assert {answer.record for answer in done} == set(records(store)) and len(records(store)) == 1
            assert sum(not answer.replayed for answer in done) == store.revision() == 1

    def test_a_key_is_given_once_when_many_want_it(self, lasting_address: str) -> None:
        def make(number: int) -> bool:
            try:
                create(store, OFFICE, New(Actor, "kreis", {"name": str(number)}, "a"), **WHY)
            except Conflict:
                return False
            return True

        with open_store(lasting_address) as store, ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(make, range(16))) == store.revision() == 1

    @pytest.mark.parametrize(
        "other",
        [
            lambda s: create(s, OFFICE, New(Actor, "kreis", {"name": "Anders"}), mutation_id="x", **WHY),
            lambda s: create(s, OFFICE, New(Measure, "kreis", {"title": "Neu"}), mutation_id="x", **WHY),
            lambda s: create(s, OFFICE, New(Actor, "anderswo", {"name": "Neu"}), mutation_id="x", **WHY),
            lambda s: create(s, OFFICE, New(Actor, "kreis", {"name": "Neu"}), mutation_id="x", reason="anders", at=NOW),
            lambda s: create(
                s, replace(OFFICE, name="b"), New(Actor, "kreis", {"name": "Neu"}), mutation_id="x", **WHY
            ),
            lambda s: update(s, OFFICE, A.id, {"name": "Neu"}, expected_version=1, mutation_id="x", **WHY),
            lambda s: delete(s, OFFICE, R.id, expected_version=1, mutation_id="x", **WHY),
        ],
        ids=["value", "kind", "dataset", "reason", "author", "change", "deletion"],
    )
    def test_with_other_content_is_refused(self, district: Store, other: Callable[[Store], object]) -> None:
        create(district, OFFICE, New(Actor, "kreis", {"name": "Neu"}), mutation_id="x", **WHY)
        with pytest.raises(Invalid) as caught:
            other(district)
        assert caught.value.fields.keys() == {"mutationId"}
        assert district.revision() == 2


class TestSeveralAtOnce:
    def test_are_one_revision(self, district: Store) -> None:
        steps = (
            New(Offer, "kreis", {"title": "Beratung"}, "o"),
            New(Responsibility, "kreis", {"source": B.id, "target": ref(Offer, "o")}),
            Edit(A.id, {"name": "Caritasverband"}, 1),
            Removal(R.id, 1),
        )
        done = batch(district, OFFICE, steps, mutation_id="b", **WHY)
        assert done.revision == district.revision() == 2
        offer, edge, actor, gone = done.records
        assert isinstance(edge, Responsibility) and offer is not None and edge.target == offer.id
        assert (actor, gone) == (replace(A, name="Caritasverband", version=2), None)
        assert batch(district, OFFICE, steps, mutation_id="b", **WHY) == replace(done, replayed=True)

    def test_all_or_none_and_each_field_by_its_step(self, district: Store) -> None:
        before = content(district)
        with pytest.raises(Invalid) as caught:
            batch(district, OFFICE, (Edit(A.id, {"name": "X"}, 1), New(Actor, "kreis", {})), **WHY)
        assert caught.value.fields.keys() == {"1.name"}
        assert content(district) == before

    def test_no_entry_twice(self, district: Store) -> None:
        with pytest.raises(Invalid):
            batch(district, OFFICE, (Edit(A.id, {"name": "X"}, 1), Removal(A.id, 1)), **WHY)


class TestDeleting:
    def test_takes_the_edges_along_and_says_so_before(self, district: Store) -> None:
        hanging = what_hangs_on(district, OFFICE, M.id)
        assert (hanging.goes_along, hanging.referring) == ((R,), ())
        delete(district, OFFICE, M.id, expected_version=1, **WHY)
        assert sorted(record.id for record in records(district)) == sorted([A.id, B.id, LANGUAGE.id])

    def test_what_is_referred_to_stays_and_says_by_what(self, district: Store) -> None:
        (reference,) = what_hangs_on(district, OFFICE, LANGUAGE.id).referring
        assert reference.sentence.de == "Maßnahme „Sprachcafé“ (Handlungsfelder)"
        with pytest.raises(Invalid) as caught:
            delete(district, OFFICE, LANGUAGE.id, expected_version=1, **WHY)
        assert "Sprachcafé" in caught.value.message.de
        assert district.revision() == 1

    def test_detaching_takes_the_references_out(self, district: Store) -> None:
        event = new(Event, "e", title="Fest", organiser=B.id)
        put(district, event)
        delete(district, OFFICE, LANGUAGE.id, expected_version=1, detach=True, **WHY)
        delete(district, OFFICE, B.id, expected_version=1, detach=True, **WHY)
        assert held(district, M.id, Measure) == replace(M, fields=(), version=2)
        assert held(district, event.id, Event).organiser is None
        assert check(district).ok

    def test_leaves_when_who_and_why(self, district: Store) -> None:
        delete(district, OFFICE, M.id, expected_version=1, reason="doppelt erfasst", at=NOW)
        gone = find_deleted(district, OFFICE, M.id)
        assert gone is not None
        assert (gone.kind, gone.name, gone.author, gone.reason, gone.at) == (
            "Measure", "Sprachcafé", "coordination", "doppelt erfasst", NOW,
        )  # fmt: skip
        with pytest.raises(NotFound) as caught:
            existing(district, OFFICE, M.id)
        assert caught.value.message.de == (
            "Maßnahme „Sprachcafé“ wurde am 1. März 2026 von coordination gelöscht: doppelt erfasst."
        )
        with pytest.raises(NotFound) as caught:
            existing(district, GUEST, M.id)
        assert "Sprachcafé" not in caught.value.message.de
        assert find_deleted(district, GUEST, M.id) is None
        assert find_deleted(district, OFFICE, A.id) is None
        assert find_deleted(district, OFFICE, Ref("nobody")) is None

    def test_is_not_for_everybody(self, district: Store) -> None:
        for act in (
            lambda: delete(district, PARTNER, M.id, expected_version=1, **WHY),
            lambda: what_hangs_on(district, PARTNER, M.id),
        ):
            with pytest.raises(NotAllowed):
                act()

    def test_of_what_has_changed_since_is_a_conflict(self, district: Store) -> None:
        update(district, OFFICE, M.id, {"title": "Neu"}, expected_version=1, **WHY)
        with pytest.raises(Conflict):
            delete(district, OFFICE, M.id, expected_version=1, **WHY)

    def test_a_place_with_a_part_can_be_taken_out_of_it(self, district: Store) -> None:
        outer, inner = new(Place, "k", name="Kreis"), new(Place, "s", name="Stadt", part_of=ref(Place, "k"))
        put(district, outer, inner)
        delete(district, OFFICE, outer.id, expected_version=1, detach=True, **WHY)
        assert held(district, inner.id, Place).part_of is None


class TestWhatFollows:
    def test_ties_follow_reports(self, district: Store) -> None:
        survey = new(Survey, "s", title="2025")
        put(district, survey)
        said = {"survey": survey.id, "reporter": A.id, "about": B.id, "answer": "YES", "level": 2}
        report = create(district, OFFICE, New(TieReport, "kreis", said, "t"), **WHY).record
        assert report is not None
        (tie,) = (record for record in records(district) if isinstance(record, Tie))
        assert (tie.state, tie.level, {tie.source, tie.target}) == (TieState.EXISTS, 2.0, {A.id, B.id})
        update(district, OFFICE, report.id, {"answer": TieAnswer.NO}, expected_version=1, **WHY)
        assert not any(isinstance(record, Tie) for record in records(district))

    def test_a_tie_goes_with_the_last_report_on_it(self, district: Store) -> None:
        survey = new(Survey, "s", title="2025")
        put(district, survey)
        said = {"survey": survey.id, "reporter": A.id, "about": B.id, "answer": "YES"}
        report = create(district, OFFICE, New(TieReport, "kreis", said), **WHY).record
        assert report is not None
        delete(district, OFFICE, report.id, expected_version=1, **WHY)
        assert not any(isinstance(record, Tie) for record in records(district))
        assert check(district).ok

    def test_what_people_wrote_at_a_tie_stays(self, district: Store) -> None:
        survey = new(Survey, "s", title="2025")
        put(district, survey)
        said = {"survey": survey.id, "reporter": A.id, "about": B.id, "answer": "YES"}
        report = create(district, OFFICE, New(TieReport, "kreis", said), **WHY).record
        (tie,) = (record for record in records(district) if isinstance(record, Tie))
        assert report is not None
        update(district, OFFICE, tie.id, {"note": "eng"}, expected_version=1, **WHY)
        update(district, OFFICE, report.id, {"level": 3}, expected_version=1, **WHY)
        assert (held(district, tie.id, Tie).note, held(district, tie.id, Tie).level) == ("eng", 3.0)

    def test_a_person_is_named_only_with_a_consent(self, district: Store) -> None:
        person = {"actor": A.id, "person_name": "Erika Mustermann"}
        with pytest.raises(Invalid) as caught:
            create(district, OFFICE, New(Contact, "kreis", person), **WHY)
        assert caught.value.fields.keys() == {"personName"}
        both = (
            New(Consent, "kreis", {"given_on": date(2026, 1, 1), "contact": ref(Contact, "c")}, "j"),
            New(Contact, "kreis", {**person, "consent": ref(Consent, "j")}, "c"),
        )
        batch(district, OFFICE, both, **WHY)
        assert held(district, ref(Contact, "c"), Contact).person_name == "Erika Mustermann"


def test_everything_is_in_the_log(district: Store) -> None:
    create(district, OFFICE, New(Membership, "kreis", {"source": A.id, "target": _group(district)}), **WHY)
    update(district, OFFICE, A.id, {"stated_in": [_source(district)]}, expected_version=1, **WHY)
    delete(district, OFFICE, M.id, expected_version=1, **WHY)
    assert list(breaks(district.log())) == []
    assert check(district).ok
    assert not any(isinstance(record, Redirect) for record in records(district))


def _group(store: Store) -> Ref:
    from graph.model import Group

    made = create(store, OFFICE, New(Group, "kreis", {"name": "AK Sprache"}), **WHY).record
    assert made is not None
    return made.id


def _source(store: Store) -> Ref:
    made = create(store, OFFICE, New(Source, "kreis", {"title": "Konzept"}), **WHY).record
    assert made is not None
    return made.id
