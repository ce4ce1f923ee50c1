"""The life of a proposal, on every store: forward only, once for a pair, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.gaps.find import gaps_of
from graph.gaps.rules.cooperation import COOPERATION
from graph.gaps.situation import Situation
from graph.model import Actor, Proposal, Ref, Tie
from graph.model.states import ProposalState, TieState, Visibility
from graph.picture import Pictures
from graph.questions import answer, question_named
from graph.questions.shape import answer_as_dict
from graph.rights import GUEST, OFFICE
from graph.service import Suggested, later_states, move, suggest
from graph.store import Store
from tests.graph.service_kit import NOW, WHY, held, new, put, ref

DAY = date(2026, 2, 20)
A, B, C = (new(Actor, key, name=key.upper()) for key in "abc")
ELSEWHERE = Actor(id=Ref("x"), dataset="anders", external_id="x", name="X")
WISH = new(Tie, "a|b|working", source=A.id, target=B.id, state=TieState.WISHED)
S = ProposalState


@pytest.fixture
def district(store: Store) -> Store:
    put(store, A, B, C, WISH, ELSEWHERE)
    return store


def propose(store: Store, *actors: Ref, **options: Any) -> Proposal:
    what = Suggested(actors or (A.id, B.id), reasons=["Beide sind in Werl tätig."], next_step="Einladen.")
    made = suggest(store, options.pop("viewer", OFFICE), "kreis", what, on=DAY, **{**WHY, **options}).record
    assert isinstance(made, Proposal)
    return made


def step(store: Store, proposal: Proposal, state: ProposalState, **options: Any) -> Proposal:
    values = {"expected_version": proposal.version, "on": DAY, **WHY, **options}
    moved = move(store, values.pop("viewer", OFFICE), proposal.id, state, **values).record
    assert isinstance(moved, Proposal)
    return moved


def situation(store: Store) -> Situation:
    return Situation(Pictures(store).current().seen_by(OFFICE), "kreis", DAY)


def told(store: Store) -> dict[str, Any]:
    """The one row of the register, by column."""
    shaped = answer_as_dict(answer(situation(store), question_named("proposals")), "de")
    (row,) = shaped["rows"]
    return dict(zip(shaped["columns"], row, strict=True))


class TestALife:
    def test_from_suggested_to_working_with_a_day_for_each(self, district: Store) -> None:
        proposal = propose(district)
        assert (proposal.external_id, proposal.state, proposal.proposed_on) == ("a|b", S.SUGGESTED, DAY)
        assert (proposal.reasons, proposal.next_step) == (("Beide sind in Werl tätig.",), "Einladen.")
        for day, state in ((21, S.INVITED), (22, S.AGREED), (23, S.WORKING)):
            proposal = step(district, proposal, state, on=date(2026, 2, day))
            assert (proposal.state, proposal.state_since) == (state, date(2026, 2, day))
        assert held(district, proposal.id, Proposal).state is S.WORKING

    def test_declined_with_the_reason_of_the_refusal(self, district: Store) -> None:
        proposal = step(district, propose(district), S.INVITED)
        with pytest.raises(Invalid) as refused:
            step(district, proposal, S.DECLINED, decline_reason=" ")
        assert list(refused.value.fields) == ["declineReason"]
        assert step(district, proposal, S.DECLINED, decline_reason="keine Zeit").decline_reason == "keine Zeit"

    @pytest.mark.parametrize(
        ("state", "later"),
        [
            (S.SUGGESTED, (S.INVITED, S.AGREED, S.WORKING, S.DECLINED)),
            (S.INVITED, (S.AGREED, S.WORKING, S.DECLINED)),
            (S.AGREED, (S.WORKING, S.DECLINED)),
            (S.WORKING, ()),
            (S.DECLINED, ()),
        ],
    )
    def test_it_goes_forward_only(self, state: ProposalState, later: tuple[ProposalState, ...]) -> None:
        assert later_states(state) == later

    def test_a_step_back_and_one_from_an_end_are_refused(self, district: Store) -> None:
        agreed = step(district, propose(district), S.AGREED)
        for state in (S.SUGGESTED, S.INVITED, S.AGREED):
            with pytest.raises(Invalid):
                step(district, agreed, state)
        with pytest.raises(Invalid):
            step(district, step(district, agreed, S.WORKING), S.DECLINED, decline_reason="zu spät")

    def test_days_neither_lie_ahead_nor_before_the_present_state(self, district: Store) -> None:
        proposal = propose(district)
        for day in (date(2026, 2, 19), date(2026, 3, 2)):
            with pytest.raises(Invalid) as refused:
                step(district, proposal, S.INVITED, on=day)
            assert list(refused.value.fields) == ["stateSince"]


class TestOnceForAPair:
    @pytest.mark.parametrize("end", [None, S.WORKING, S.DECLINED])
    def test_whatever_became_of_it_and_in_whatever_order(self, district: Store, end: ProposalState | None) -> None:
        proposal = propose(district)
        if end is not None:
            step(district, proposal, end, decline_reason="passt nicht")
        with pytest.raises(Invalid, match="passt nicht" if end is S.DECLINED else "there already"):
            propose(district, B.id, A.id)
        assert propose(district, A.id, B.id, C.id).external_id == "a|b|c"

    def test_also_if_it_was_kept_under_another_name(self, district: Store) -> None:
        put(district, new(Proposal, "import-7", actors=(B.id, A.id), state=S.DECLINED, decline_reason="passt nicht"))
        with pytest.raises(Invalid, match="passt nicht"):
            propose(district)

    def test_needs_two_actors_of_the_dataset(self, district: Store) -> None:
        for actors in ((A.id,), (A.id, A.id), (A.id, ELSEWHERE.id), (A.id, Ref("nobody")), (A.id, WISH.id)):
            with pytest.raises(Invalid) as refused:
                propose(district, *actors)
            assert "actors" in refused.value.fields


class TestWriters:
    def test_the_same_request_again_answers_the_first_result(self, district: Store) -> None:
        first = suggest(
            district, OFFICE, "kreis", Suggested((A.id, B.id)), on=DAY, mutation_id="m-1", **WHY
        )  # fmt: skip
        again = suggest(district, OFFICE, "kreis", Suggested((A.id, B.id)), on=DAY, mutation_id="m-1", **WHY)
        assert (again.replayed, again.revision) == (True, first.revision)
        assert isinstance(first.record, Proposal)
        for replayed in (False, True):
            moved = move(
                district, OFFICE, first.record.id, S.INVITED, expected_version=1, on=DAY, mutation_id="m-2", **WHY
            )
            assert moved.replayed is replayed

    def test_whoever_saw_an_older_version_is_told(self, district: Store) -> None:
        proposal = propose(district)
        step(district, proposal, S.INVITED)
        with pytest.raises(Conflict):
            step(district, proposal, S.DECLINED, decline_reason="keine Zeit")

    def test_guests_may_not_and_do_not_see_what_is_internal(self, district: Store) -> None:
        with pytest.raises(NotAllowed):
            propose(district, viewer=GUEST)
        proposal = propose(district)
        with pytest.raises(NotAllowed):
            step(district, proposal, S.INVITED, viewer=GUEST)
        put(district, new(Proposal, "i", actors=(A.id, C.id), visibility=Visibility.INTERNAL))
        with pytest.raises(NotFound):
            move(
                district, GUEST, ref(Proposal, "i"), S.INVITED, expected_version=1, on=DAY, reason="x", at=NOW
            )  # fmt: skip

    def test_there_is_no_proposal_of_that_id(self, district: Store) -> None:
        with pytest.raises(NotFound):
            move(district, OFFICE, Ref("nothing"), S.INVITED, expected_version=1, on=DAY, **WHY)


class TestOutcome:
    def test_a_tie_that_came_about_and_the_gaps_that_it_closed(self, district: Store) -> None:
        (gap,) = gaps_of(situation(district), [COOPERATION])
        suggest(district, OFFICE, "kreis", Suggested((A.id, B.id), gaps=[gap.id]), on=DAY, **WHY)
        before = told(district)
        assert before["outcome"] == ("Ob sie zusammenarbeiten, hat niemand berichtet. Geschlossene Lücken: 0 von 1.")
        assert (before["tieSince"], before["gapsClosed"], before["gaps"]) == (None, 0, 1)
        now = new(Tie, "a|b|working", source=A.id, target=B.id, told_on=date(2026, 2, 1), version=2)
        put(district, now)
        after = told(district)
        assert after["outcome"] == (
            "Die Zusammenarbeit besteht seit dem 1. Februar 2026. Geschlossene Lücken: 1 von 1."
        )
        assert (after["tieSince"], after["gapsClosed"]) == ("2026-02-01", 1)

    def test_working_without_an_entered_tie_is_said(self, district: Store) -> None:
        step(district, propose(district), S.WORKING)
        assert told(district)["outcome"].endswith("Die Verbindung ist noch nicht eingetragen.")
