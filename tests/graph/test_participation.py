"""What became of invitations: yes, no and unknown; head counts stand apart."""

from typing import Any

import pytest

from graph.model import Actor, Attendance, Event, Invitation, Participation
from graph.model.states import EventState, Known
from graph.office.amounts import Amount, Qualifier
from graph.office.participation import Meetings
from graph.office.turnout import Turnout
from tests.graph.small_district import ON, D, Small, on, ref

YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN


def event(small: Small, key: str, **values: Any) -> Small:
    held = {"title": key, "type": "Workshop", "state": EventState.HELD, "date": on("2025-05-05"), **values}
    return small.add(Event, key, **held)


def invited(small: Small, actor: str, to: str, attended: Known = YES, key: str = "") -> Small:
    return small.edge(Invitation, actor, to, Event, key=key, attended=attended)


def counted(small: Small, key: str, at: str, **values: Any) -> Small:
    return small.add(Participation, key, event=ref(Event, at), **values)


def meetings(small: Small) -> Meetings:
    return Meetings(small.view(), D, ON)


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"type": "Integrationskonferenz"}, True),
        ({"type": "Online-Workshop"}, True),
        ({"type": "Gespräch"}, False),
        ({"type": None}, False),
        ({"state": EventState.PLANNED}, False),
        ({"state": EventState.CANCELLED}, False),
        ({"date": on("2026-01-15")}, True),
        ({"date": on("2026-01-16")}, False),
        ({"date": None}, True),
        ({"state": None}, True),
        ({"state": None, "date": on("2026-02-01")}, False),
        ({"state": None, "date": None}, False),
    ],
)
def test_conferences_and_workshops_that_were_held(values: dict[str, Any], counts: bool) -> None:
    assert [e.title for e in meetings(event(Small(), "w", **values)).events] == ["w"] * counts


def test_unknown_counts_neither_as_there_nor_as_absent() -> None:
    turnout = Turnout.of([YES, NO, NO, UNKNOWN])
    assert (turnout.invited, turnout.came, turnout.stayed_away, turnout.unknown) == (4, 1, 2, 1)
    assert turnout.rate == pytest.approx(1 / 3)


def test_without_a_known_answer_there_is_no_rate() -> None:
    for turnout in (Turnout(), Turnout.of([UNKNOWN, UNKNOWN])):
        assert (turnout.rate, turnout.interval) == (None, None)


def test_one_invitation_counts_once_however_often_it_is_recorded() -> None:
    small = event(Small().actors("a", "b"), "w")
    invited(invited(small, "a", "w", UNKNOWN), "a", "w", NO, key="again")
    invited(small, "b", "w", NO).edge(Attendance, "b", "w", Event)
    turnout = meetings(small).turnout([ref(Actor, "a"), ref(Actor, "b")])
    assert turnout == Turnout(invited=2, came=1, stayed_away=1)


def test_whoever_came_without_an_invitation_came_but_is_no_invitation() -> None:
    small = event(Small().actors("a", "b"), "w").edge(Attendance, "a", "w", Event)
    held = meetings(small)
    assert held.came(ref(Actor, "a"), ref(Event, "w")) is YES
    assert held.came(ref(Actor, "b"), ref(Event, "w")) is None
    assert held.turnout([ref(Actor, "a")]) == Turnout()


def test_invitations_and_head_counts_are_never_added_up() -> None:
    small = event(Small().actors("a", "b"), "w")
    invited(invited(small, "a", "w", YES), "b", "w", NO)
    overall = meetings(counted(small, "z", "w", invited=400, attended=140)).overall
    assert overall is not None
    assert (overall.came, overall.of, overall.rate, overall.by_head) == (Amount(1), Amount(2), 0.5, False)


def test_heads_count_only_where_no_invitation_tells_and_stay_approximate() -> None:
    small = invited(event(Small().actors("a"), "w"), "a", "w", UNKNOWN)
    counted(small, "all", "w", invited=400, invited_text="mehr als 400", attended=140, attended_text="etwa 140")
    counted(small, "part", "w", invited=14, attended=7)
    overall = meetings(small).overall
    assert overall is not None
    assert (overall.of, overall.came) == (Amount(400, Qualifier.OVER), Amount(140, Qualifier.ABOUT))
    assert overall.rate == pytest.approx(0.35)
    assert overall.sentence.de == "Insgesamt kamen etwa 140 von mehr als 400 Eingeladenen, also etwa 35 %."
    assert overall.sentence.en == "Overall about 140 of more than 400 people invited came, so about 35%."


def test_heads_of_several_events_add_up_to_something_approximate() -> None:
    small = event(event(Small(), "v"), "w")
    counted(small, "v", "v", invited=100, attended=50)
    counted(small, "w", "w", invited=100, attended=25, attended_text="rund 25")
    overall = meetings(small).overall
    assert overall is not None
    assert (overall.of, overall.came, overall.is_exact) == (Amount(200), Amount(75, Qualifier.ABOUT), False)


@pytest.mark.parametrize("values", [{"invited": 0, "attended": 0}, {"attended": 130}, {"invited": 14}, {}])
def test_a_head_count_that_does_not_tell_both_gives_no_rate(values: dict[str, int]) -> None:
    assert meetings(counted(event(Small(), "w"), "z", "w", **values)).overall is None


def test_events_without_a_list_and_with_more_guests_than_listed_leave_open_who_was_there() -> None:
    small = event(event(event(Small().actors("a"), "listed"), "empty"), "short")
    invited(invited(small, "a", "listed", NO), "a", "short", NO)
    counted(small, "z", "short", invited=30)
    held = meetings(small)
    assert sorted(e.title for e in held.unlisted) == ["empty", "short"]
    assert held.reached([ref(Actor, "a")]) is UNKNOWN


@pytest.mark.parametrize(
    ("answers", "reached"), [([YES, UNKNOWN], YES), ([NO, UNKNOWN], UNKNOWN), ([NO, NO], NO)]
)  # fmt: skip
def test_whether_any_of_several_came(answers: list[Known], reached: Known) -> None:
    small = event(Small().actors("a", "b"), "w")
    for actor, answer in zip("ab", answers, strict=True):
        invited(small, actor, "w", answer)
    assert meetings(small).reached([ref(Actor, "a"), ref(Actor, "b")]) is reached
