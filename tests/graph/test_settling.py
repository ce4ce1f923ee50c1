"""A responsibility is asked for, accepted or declined, and ended: by whom, from which state, with what proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from graph.care.check import check
from graph.dates import VagueDate
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.model import Actor, Duty, Measure, Offer, Ref, Responsibility, Source
from graph.model.states import ResponsibilityState, Visibility
from graph.office.confirmation import confirmed
from graph.picture import Pictures
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.service import Settlement, confirm, settle, update
from graph.store import Store, open_store
from tests.graph.service_kit import NOW, WHY, held, new, put

S, DO = ResponsibilityState, Settlement
DAY = date(2026, 2, 20)
A = new(Actor, "a", name="Caritas")
B = new(Actor, "b", name="AWO")
M = new(Measure, "m", title="Sprachcafé")
R = new(Responsibility, "r", source=A.id, target=M.id, state_since=DAY - timedelta(days=10))
LETTER = new(Source, "s", title="Schreiben vom 20. Februar")
CARITAS = Viewer("Caritas", ViewerRole.ACTOR, actors=frozenset({A.id}))
AWO = Viewer("AWO", ViewerRole.ACTOR, actors=frozenset({B.id}))
TOWN = Viewer("Stadt", ViewerRole.MUNICIPALITY, actors=frozenset({A.id}))

NEXT = {
    S.PROPOSED: {DO.ASK: S.ASKED, DO.ACCEPT: S.ACCEPTED, DO.DECLINE: S.DECLINED, DO.END: S.ENDED},
    S.ASKED: {DO.ACCEPT: S.ACCEPTED, DO.DECLINE: S.DECLINED, DO.END: S.ENDED},
    S.ACCEPTED: {DO.END: S.ENDED},
    S.DECLINED: {DO.ASK: S.ASKED, DO.ACCEPT: S.ACCEPTED},
    S.ENDED: {},
}


@pytest.fixture
def district(store: Store) -> Store:
    put(store, A, B, M, R, LETTER)
    return store


@pytest.fixture
def memory() -> Iterator[Store]:
    """For what no store can do differently."""
    with open_store("sqlite::memory:") as store:
        put(store, A, B, M, R, LETTER)
        yield store


def do(store: Store, what: Settlement, viewer: Viewer = OFFICE, ref: Ref = R.id, **options: Any) -> Responsibility:
    given = {"expected_version": store.get([ref])[ref].version, "on": DAY, "proof": "Schreiben", **WHY, **options}
    made = settle(store, viewer, ref, what, **given).record
    assert isinstance(made, Responsibility)
    assert made == held(store, ref, Responsibility)
    return made


def refused(store: Store, what: Settlement, viewer: Viewer = OFFICE, **options: Any) -> set[str]:
    """The fields that are wrong."""
    before = store.revision()
    with pytest.raises(Invalid) as caught:
        do(store, what, viewer, **options)
    assert store.revision() == before
    return set(caught.value.fields)


class TestTheStates:
    def test_lead_on_as_allowed_and_no_other_way(self, memory: Store) -> None:
        roles = {
            (state, what): new(Responsibility, f"{state}-{what}", source=A.id, target=M.id, state=state)
            for state, what in product(S, DO)
        }
        put(memory, *roles.values())
        for (state, what), role in roles.items():
            if what in NEXT[state]:
                made = do(memory, what, ref=role.id)
                assert (made.state, made.state_since, made.proof) == (NEXT[state][what], DAY, "Schreiben")
            else:
                assert refused(memory, what, ref=role.id) == {"state"}
        assert check(memory).ok

    def test_hold_from_a_day_that_is_neither_to_come_nor_before_the_last(self, memory: Store) -> None:
        assert refused(memory, DO.ASK, on=NOW.date() + timedelta(days=1)) == {"on"}
        assert R.state_since is not None
        assert refused(memory, DO.ASK, on=R.state_since - timedelta(days=1)) == {"on"}
        assert do(memory, DO.ASK, on=R.state_since).state_since == R.state_since
        assert do(memory, DO.ACCEPT, on=NOW.date()).state_since == NOW.date()

    def test_are_confirmed_only_by_a_yes(self, memory: Store) -> None:
        assert do(memory, DO.ASK).confirmed_on is None
        assert do(memory, DO.ACCEPT).confirmed_on == DAY
        assert do(memory, DO.END).confirmed_on == DAY

    def test_end_on_their_day_unless_their_time_was_over_or_ahead(self, memory: Store) -> None:
        over, ahead = VagueDate.on(DAY - timedelta(days=3)), VagueDate.on(DAY + timedelta(days=3))
        for key, values, until in (
            ("open", {}, VagueDate.on(DAY)),
            ("longer", {"until": ahead}, VagueDate.on(DAY)),
            ("over", {"until": over}, over),
            ("ahead", {"since": ahead}, None),
        ):
            role = new(Responsibility, key, source=A.id, target=M.id, state=S.ACCEPTED, **values)
            put(memory, role)
            assert do(memory, DO.END, ref=role.id).until == until

    def test_can_be_of_a_measure_an_offer_or_a_duty(self, memory: Store) -> None:
        targets = (M, new(Offer, "o", title="Beratung"), new(Duty, "d", title="Pflicht"))
        put(memory, *targets[1:])
        for target in targets:
            role = new(Responsibility, target.external_id, source=A.id, target=target.id)
            put(memory, role)
            assert do(memory, DO.ACCEPT, ref=role.id).state is S.ACCEPTED


class TestProof:
    def test_is_needed_where_the_office_records_the_word_of_others(self, district: Store) -> None:
        for what in (DO.ACCEPT, DO.DECLINE, DO.END):
            for nothing in (None, "", "  "):
                assert refused(district, what, proof=nothing) == {"proof"}
        assert do(district, DO.ASK, proof=None).proof is None

    def test_can_be_a_source(self, district: Store) -> None:
        made = do(district, DO.ACCEPT, proof=None, source=LETTER.id)
        assert (made.proof, made.stated_in) == (None, (LETTER.id,))
        for wrong in (A.id, Ref("nobody")):
            assert refused(district, DO.END, source=wrong) == {"statedIn"}

    def test_is_that_of_the_present_state(self, district: Store) -> None:
        assert do(district, DO.ACCEPT, proof="Protokoll vom 20. Februar").proof == "Protokoll vom 20. Februar"
        assert do(district, DO.END, proof="Kündigung").proof == "Kündigung"
        versions = [entry.record for logged in district.log(ids=[R.id]) for entry in logged.entries]
        proofs = [version.proof for version in versions if isinstance(version, Responsibility)]
        assert proofs == [None, "Protokoll vom 20. Februar", "Kündigung"]

    def test_holds_no_control_characters(self, district: Store) -> None:
        assert refused(district, DO.ACCEPT, proof="a\x00") == {"proof"}


class TestWhoMay:
    @pytest.mark.parametrize("viewer", [CARITAS, TOWN], ids=["actor", "municipality"])
    @pytest.mark.parametrize("what", [DO.ACCEPT, DO.DECLINE])
    def test_an_actor_answers_for_itself(self, memory: Store, viewer: Viewer, what: Settlement) -> None:
        assert do(memory, what, viewer, proof=None).state is NEXT[S.PROPOSED][what]
        (logged,) = memory.log(after=1)
        assert (logged.author, logged.reason, logged.at) == (viewer.name, WHY["reason"], NOW)

    @pytest.mark.parametrize("what", list(DO))
    @pytest.mark.parametrize(
        "viewer", [AWO, GUEST, Viewer("Institut", ViewerRole.ADVISER), Viewer("IT", ViewerRole.ADMINISTRATION)]
    )
    def test_nobody_answers_for_another(self, memory: Store, viewer: Viewer, what: Settlement) -> None:
        with pytest.raises(NotAllowed):
            do(memory, what, viewer)
        assert memory.revision() == 1

    @pytest.mark.parametrize("what", [DO.ASK, DO.END])
    def test_asking_and_ending_is_for_the_office(self, memory: Store, what: Settlement) -> None:
        with pytest.raises(NotAllowed):
            do(memory, what, CARITAS)

    def test_what_somebody_may_not_see_is_not_there_for_them(self, memory: Store) -> None:
        hidden = new(Responsibility, "r", source=A.id, target=M.id, visibility=Visibility.INTERNAL)
        put(memory, hidden)
        with pytest.raises(NotFound):
            do(memory, DO.ACCEPT, AWO)


class TestWriting:
    def test_over_somebody_elses_change_is_a_conflict_with_both(self, district: Store) -> None:
        update(district, OFFICE, R.id, {"effort_fte": 0.5}, expected_version=1, **WHY)
        with pytest.raises(Conflict) as caught:
            do(district, DO.ACCEPT, expected_version=1)
        conflict = caught.value
        assert isinstance(conflict.proposal, Responsibility)
        assert (conflict.proposal.effort_fte, conflict.proposal.state) == (0.5, S.ACCEPTED), "the two do not clash"

    def test_a_second_time_answers_the_first_result(self, district: Store) -> None:
        given: dict[str, Any] = {"expected_version": 1, "mutation_id": "x", "source": LETTER.id}
        first = settle(district, OFFICE, R.id, DO.ACCEPT, on=DAY, **given, **WHY)
        again = settle(district, OFFICE, R.id, DO.ACCEPT, on=DAY, **given, **WHY)
        assert (again.record, again.revision, again.replayed) == (first.record, first.revision, True)
        other: Sequence[dict[str, Any]] = ({"on": DAY + timedelta(days=1)}, {"source": None, "proof": "Brief"})
        for values in ({**given, "on": DAY, **one} for one in other):
            with pytest.raises(Invalid):
                settle(district, OFFICE, R.id, DO.ACCEPT, **values, **WHY)
        with pytest.raises(Invalid):
            settle(district, OFFICE, R.id, DO.DECLINE, on=DAY, **given, **WHY)

    def test_of_what_is_no_responsibility_or_not_there(self, district: Store) -> None:
        with pytest.raises(Invalid, match="responsibility"):
            settle(district, OFFICE, M.id, DO.ACCEPT, expected_version=1, on=DAY, proof="x", **WHY)
        with pytest.raises(NotFound):
            settle(district, OFFICE, Ref("nobody"), DO.ACCEPT, expected_version=1, on=DAY, proof="x", **WHY)
        with pytest.raises(Invalid):
            settle(district, OFFICE, R.id, DO.ASK, expected_version=1, on=DAY, reason=" ", at=NOW)

    def test_ends_what_was_confirmed_of_the_state_before(self, district: Store) -> None:
        confirm(district, OFFICE, R.id, expected_version=1, on=DAY, **WHY)
        made = do(district, DO.ACCEPT)
        found = confirmed(Pictures(district).current().seen_by(OFFICE), made, DAY)
        assert found is not None and not found.holds
        assert check(district).ok
