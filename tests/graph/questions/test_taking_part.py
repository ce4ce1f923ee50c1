"""Who was invited and did not come, who speaks for whom, what was made without whom (q05, q06, q07, q25)."""

from collections import defaultdict

import pytest

from graph.gaps.gap import Truth
from graph.model import Attendance, Event, Group, Membership
from graph.model.states import Daypart, Known, ResponsibilityState
from graph.picture import View
from graph.questions import ask, question_named
from graph.questions.participation import Reached
from graph.questions.question import Answer
from tests.graph import lindental_by_hand as by_hand
from tests.graph.small_district import ON, D, Small, on, ref
from tests.graph.test_participation import event, invited
from tests.shipped import Shipped

YES, UNKNOWN = Truth.YES, Truth.UNKNOWN
LINDENTAL, SOEST = "kreis-lindental", "kreis-soest"


@pytest.fixture(scope="module")
def districts(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL, SOEST)


def cells(answer: Answer) -> list[dict[str, object]]:
    """The cells of each row by the keys of their columns."""
    columns = [column.key for column in answer.question.columns]
    return [dict(zip(columns, row.cells, strict=True)) for row in answer.rows]


def asked(view: View, key: str, dataset: str = D, **given: str) -> Answer:
    return ask(view, dataset, ON, question_named(key), given)


def told(answer: Answer) -> dict[str, Truth]:
    return {row.about[0].external_id: row.truth for row in answer.rows}


def cell(answer: Answer, key: str, column: str) -> object:
    (found,) = [c for row, c in zip(answer.rows, cells(answer), strict=True) if row.about[0].external_id == key]
    return found[column]


# q05


def workshop(*, came: Known = Known.NO) -> Small:
    return invited(event(Small().actors("a", "b"), "w", regular=True), "a", "w", came)


def test_q05_whoever_was_invited_and_came_to_none() -> None:
    assert told(asked(workshop().view(), "q05")) == {"a": YES}
    assert told(asked(workshop(came=Known.YES).view(), "q05")) == {}
    assert told(asked(workshop(came=Known.UNKNOWN).view(), "q05")) == {"a": UNKNOWN}


def test_q05_an_additional_date_counts_for_coming_but_not_for_being_invited() -> None:
    small = event(workshop(), "abend", regular=False)
    assert told(asked(invited(small, "b", "abend", Known.NO).view(), "q05")) == {"a": YES}
    assert told(asked(invited(small, "a", "abend", Known.YES).view(), "q05")) == {}


def test_q05_a_conference_is_no_workshop_and_a_workshop_to_come_is_none_yet() -> None:
    small = event(event(workshop(), "k", type="Konferenz"), "next", date=on("2026-02-01"))
    invited(invited(small, "b", "next", Known.NO), "a", "k", Known.YES)
    assert told(asked(small.view(), "q05")) == {"a": YES}


def test_q05_on_lindental_is_what_its_files_say(districts: View) -> None:
    events = {row["event_id"]: row for row in by_hand.rows("events")}
    rows = [row for row in by_hand.rows("attendances") if events[row["event_id"]]["type"] == "Workshop"]
    came = {row["actor_id"] for row in rows if row["attended"] == "yes"}
    regular = {row["actor_id"] for row in rows if events[row["event_id"]]["regular"] == "yes"}
    answer = asked(districts, "q05", LINDENTAL)
    assert told(answer) == dict.fromkeys(regular - came, YES)
    assert len(answer.rows) == 27


def test_q05_in_soest_nobody_knows_which_town_halls_came(districts: View) -> None:
    answer = asked(districts, "q05", SOEST)
    assert (len(answer.rows), set(told(answer).values())) == (14, {UNKNOWN})


# q06


def reached(**came: Known) -> Small:
    """A migrant organisation, a workshop by day and one in the evening."""
    small = Small().term("actor_type", "Migrantenorganisation").actor("mo", types=["Migrantenorganisation"])
    event(event(small, "tag", daypart=Daypart.MORNING), "abend", daypart=Daypart.EVENING)
    for key in ("tag", "abend"):
        invited(small.actor("x"), "x", key, Known.YES)
    for key, answer in came.items():
        invited(small, "mo", key, answer)
    return small


@pytest.mark.parametrize(
    ("came", "how", "truth"),
    [
        ({"abend": Known.YES}, Reached.EVENING_ONLY, YES),
        ({"abend": Known.YES, "tag": Known.NO}, Reached.EVENING_ONLY, YES),
        ({"abend": Known.YES, "tag": Known.UNKNOWN}, Reached.EVENING_ONLY, UNKNOWN),
        ({"abend": Known.NO}, Reached.NOT_AT_ALL, YES),
        ({}, Reached.NOT_AT_ALL, YES),
        ({"abend": Known.UNKNOWN}, Reached.NOT_AT_ALL, UNKNOWN),
    ],
)
def test_q06_two_groups_told_by_a_column(came: dict[str, Known], how: Reached, truth: Truth) -> None:
    answer = asked(reached(**came).view(), "q06")
    assert (told(answer), cell(answer, "mo", "reached")) == ({"mo": truth}, how)


def test_q06_whoever_came_by_day_was_reached() -> None:
    assert told(asked(reached(tag=Known.YES, abend=Known.YES).view(), "q06")) == {}


def test_q06_without_a_daypart_or_a_list_nobody_knows() -> None:
    small = event(reached(abend=Known.YES), "irgendwann")
    assert told(asked(small.view(), "q06")) == {"mo": UNKNOWN}
    assert told(asked(invited(small, "mo", "irgendwann", Known.YES).view(), "q06")) == {"mo": UNKNOWN}


def test_q06_an_evening_without_a_list_does_not_matter_to_who_came_to_another() -> None:
    small = event(reached(abend=Known.YES), "abend2", daypart=Daypart.EVENING)
    assert told(asked(small.view(), "q06")) == {"mo": YES}
    assert told(asked(event(reached(), "abend2", daypart=Daypart.EVENING).view(), "q06")) == {"mo": UNKNOWN}


def test_q06_on_lindental_is_what_its_files_say(districts: View) -> None:
    events = {row["event_id"]: row for row in by_hand.rows("events") if row["type"] == "Workshop"}
    came: dict[str, set[str]] = defaultdict(set)
    for row in by_hand.rows("attendances"):
        if row["attended"] == "yes" and row["event_id"] in events:
            came[row["actor_id"]].add(events[row["event_id"]]["daypart"])
    own = [row["actor_id"] for row in by_hand.rows("actors") if row["actor_type"] == "Migrantenorganisation"]
    answer = asked(districts, "q06", LINDENTAL)
    expected = {
        key: Reached.EVENING_ONLY if came[key] else Reached.NOT_AT_ALL for key in own if came[key] <= {"EVENING"}
    }
    assert {key: cell(answer, key, "reached") for key in told(answer)} == expected
    assert sorted(expected) == ["mo-03", "mo-05", "mo-07", "mo-09", "mo-10", "mo-11", "mo-12", "mo-14"]
    assert set(told(answer).values()) == {YES}


def test_q06_in_soest_is_unknown(districts: View) -> None:
    """Two evening workshops were held for migrant organisations; nobody wrote down who came."""
    assert set(told(asked(districts, "q06", SOEST)).values()) == {UNKNOWN}


# q07


def editing(from_event: str | None = "w") -> Small:
    small = event(event(Small().actors("a", "b"), "w"), "v").add(Group, "lk", name="Lektorengruppe")
    sent = ref(Event, from_event) if from_event else None
    return small.edge(Membership, "a", "lk", Group, from_event=sent, until=on("2025-09-30"))


def test_q07_workshops_that_sent_nobody_even_if_its_work_is_done() -> None:
    assert told(asked(editing().view(), "q07")) == {"v": YES}


def test_q07_where_nobody_noted_who_speaks_for_what_it_is_unknown() -> None:
    assert told(asked(editing(None).view(), "q07")) == {"v": UNKNOWN, "w": UNKNOWN}


def test_q07_groups_that_share_no_member() -> None:
    small = editing().group("ak", "a").group("netz", "b").group("leer")
    assert told(asked(small.view(), "q07")) == {"v": YES, "netz": YES, "leer": UNKNOWN}


def test_q07_whoever_was_there_can_be_asked() -> None:
    small = editing().edge(Attendance, "b", "v", Event)
    assert cell(asked(small.view(), "q07"), "v", "whoToAsk") == "b"


def test_q07_without_an_editing_group_that_is_said() -> None:
    answer = asked(event(Small(), "w").view(), "q07")
    assert (answer.rows, len(answer.remarks)) == ((), 1)
    small = event(Small(), "w").add(Group, "x", name="Schreibwerkstatt")
    assert told(asked(small.view(), "q07", group="Schreibwerkstatt")) == {"w": UNKNOWN}


def test_q07_on_lindental_is_what_its_files_say(districts: View) -> None:
    spoken = {row["from_event_id"] for row in by_hand.rows("memberships") if row["group_id"] == "gr-lk"}
    held = {row["event_id"] for row in by_hand.rows("events") if row["type"] == "Workshop"}
    answer = asked(districts, "q07", LINDENTAL)
    assert told(answer) == dict.fromkeys(held - spoken, YES)
    assert sorted(told(answer)) == ["wa-02", "ws-11", "ws-12", "ws-13", "ws-15"]


# q25


def made(state: ResponsibilityState | None = None) -> Small:
    """A measure to which an office contributes, and for which a migrant organisation stands or stood."""
    small = Small().term("actor_type", "Migrantenorganisation")
    small.term("actor_type", "Frauen", broader="Migrantenorganisation").actor("mo", types=["Frauen"])
    small.actor("amt").measure("m").contributes("amt", "m")
    return small if state is None else small.responsible("mo", "m", state=state)


@pytest.mark.parametrize(
    ("state", "without"),
    [(None, True), (ResponsibilityState.ACCEPTED, False), (ResponsibilityState.PROPOSED, False),
     (ResponsibilityState.ENDED, False), (ResponsibilityState.DECLINED, True)],
)  # fmt: skip
def test_q25_whoever_stood_for_it_took_part_and_whoever_declined_did_not(
    state: ResponsibilityState | None, without: bool
) -> None:
    assert told(asked(made(state).view(), "q25")) == ({"m": YES} if without else {})


def test_q25_contributions_count_and_offers_are_asked_for_separately() -> None:
    small = made().offer("o").measure("n").contributes("mo", "n")
    assert told(asked(small.view(), "q25")) == {"m": YES}
    assert told(asked(small.view(), "q25", kinds="Offer")) == {"o": YES}


def test_q25_on_lindental_is_what_its_files_say(districts: View) -> None:
    own = {row["actor_id"] for row in by_hand.rows("actors") if row["actor_type"] == "Migrantenorganisation"}
    edges = [*by_hand.rows("responsibilities"), *by_hand.rows("contributions")]
    took_part = {row["measure_id"] for row in edges if row["actor_id"] in own and row.get("state") != "DECLINED"}
    measures = {row["measure_id"] for row in by_hand.rows("measures")}
    assert told(asked(districts, "q25", LINDENTAL)) == dict.fromkeys(measures - took_part, YES)
    assert len(measures - took_part) == 74
