"""The registers of participation, and G11 on the shipped districts."""

import pytest

from graph.gaps.gap import Truth
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.model import Event, Invitation
from graph.model.states import Known
from graph.picture import View
from graph.questions.turnout import Counted
from tests.graph import lindental_by_hand as by_hand
from tests.graph.questions.test_taking_part import LINDENTAL, SOEST, asked, cells
from tests.graph.small_district import ON, Small
from tests.graph.test_participation import counted, event, invited
from tests.shipped import Shipped

YES = Truth.YES


@pytest.fixture(scope="module")
def districts(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL, SOEST)


def test_registers_tell_invitations_and_heads_apart() -> None:
    small = invited(event(Small().term("actor_type", "Kita").actor("k", types=["Kita"]), "w"), "k", "w", Known.YES)
    counted(
        small, "z", "w", group="alle", invited=400, invited_text="mehr als 400", attended=140, attended_text="etwa 140"
    )
    answer = asked(small.view(), "participation")
    by_invitation, by_head = cells(answer)
    assert (by_invitation["counted"], by_invitation["invited"], by_invitation["came"]) == (Counted.INVITATIONS, 1, 1)
    assert (by_head["counted"], by_head["invited"], by_head["rate"]) == (Counted.HEADS, 400, 0.35)
    assert (by_head["low"], by_head["high"]) == (None, None)


def test_soest_140_of_400_both_approximate(districts: View) -> None:
    answer = asked(districts, "participation", SOEST)
    assert [text.en for text in answer.remarks] == [
        "Overall about 140 of more than 400 people invited came, so about 35%."
    ]
    row = next(row for row in answer.rows if "alle Akteure" in row.cells)
    columns = [column.key for column in answer.question.columns]
    cells = dict(zip(columns, row.cells, strict=True))
    texts = [getattr(cells[key], "de", None) for key in ("invitedText", "cameText")]
    assert (cells["invited"], cells["came"], cells["rate"], texts) == (400, 140, 0.35, ["mehr als 400", "etwa 140"])


def test_turnout_on_lindental_adds_up_to_its_files(districts: View) -> None:
    answer = asked(districts, "turnout", LINDENTAL)
    held = {row["event_id"] for row in by_hand.rows("events") if row["type"] in ("Workshop", "Konferenz")}
    rows = [row for row in by_hand.rows("attendances") if row["event_id"] in held]
    found = {row.about[0].external_id: told for row, told in zip(answer.rows, cells(answer), strict=True)}
    assert sum(int(str(told["invited"])) for told in found.values()) == len(rows) == 780
    assert sum(int(str(told["came"] or 0)) for told in found.values()) == 344
    assert [key for key, told in found.items() if told["below"] is Known.YES] == ["at-mo", "at-sport"]


def test_g11_on_lindental_finds_what_was_planted(districts: View) -> None:
    (rule,) = (rule for rule in all_rules() if rule.key == "G11")
    found = list(rule.find(Situation(districts, LINDENTAL, ON)))
    assert {f.subject.external_id: f.truth for f in found if f.subject} == dict.fromkeys(
        ("at-mo", "at-sport", "at-kita", "at-stiftung", "99001052"), YES
    )


def test_an_invitation_to_nothing_stops_nothing() -> None:
    small = Small().actor("a").edge(Invitation, "a", "gone", Event).edge(Invitation, "gone", "gone", Event)
    for key in ("q05", "q06", "q07", "q25", "participation", "turnout"):
        assert asked(small.view(), key).rows == ()
