"""Proposals and what-if over GraphQL: what the command line says, and nothing for those who do not see everything."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.graphql.context import Context
from api.graphql.schema import schema
from graph.gaps.situation import Situation
from graph.model import Actor
from graph.picture import Picture
from graph.planning.altered import Changes
from graph.planning.propose import propose
from graph.planning.shape import suggestions_as_dict
from graph.planning.what_if import what_if
from graph.planning.what_if_shape import what_if_as_dict
from graph.rights import GUEST, OFFICE, Viewer
from tests.shipped import Shipped

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
D, ON = "kreis-lindental", date(2026, 1, 15)
PROPOSALS = """{ proposals(budget: 4, on: "2026-01-15") { candidates askFirstCount declined underWay
  effects { key before after } proposals { actors { id } points truth common nextStep closes reasons { text } }
  askFirst { actors { id } truth points } } }"""
WHAT_IF = """{ whatIf(remove: ["ki"], on: "2026-01-15") { sentences effects { key name before after }
  orphaned { record { id } alternates { id } } cutOff { id } opened { id } closed { id } lost { place { id } } } }"""


@pytest.fixture(scope="module")
def picture(shipped: Shipped) -> Picture:
    return shipped.picture(D)


def asked(picture: Picture, viewer: Viewer, query: str) -> Any:
    answered = schema().execute_sync(query, context_value=Context(picture, viewer))
    assert answered.errors is None, answered.errors
    return answered.data


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def test_proposals_are_those_of_the_command_line(picture: Picture) -> None:
    told = asked(picture, OFFICE, PROPOSALS)["proposals"]
    plain = suggestions_as_dict(propose(Situation(picture.seen_by(OFFICE), D, ON), 4), "de")
    assert [ids(one["actors"]) for one in told["proposals"]] == [ids(one["actors"]) for one in plain["proposals"]]
    for one, other in zip(told["proposals"], plain["proposals"], strict=True):
        assert all(one[key] == other[key] for key in ("points", "truth", "common", "nextStep", "closes"))
        assert [reason["text"] for reason in one["reasons"]] == [reason["text"] for reason in other["reasons"]]
    assert {one["truth"] for one in told["askFirst"]} == {"UNKNOWN"}
    assert [told[key] for key in ("candidates", "askFirstCount", "declined", "underWay")] == [
        plain[key] for key in ("candidates", "askFirstCount", "declined", "underWay")
    ]


def test_what_if_is_that_of_the_command_line(picture: Picture) -> None:
    view = picture.seen_by(OFFICE)
    centre = view.find(Actor, D, "ki")
    assert centre is not None
    plain = what_if_as_dict(view, what_if(Situation(view, D, ON), Changes(remove=(centre.id,))), "de")
    told = asked(picture, OFFICE, WHAT_IF)["whatIf"]
    assert told["sentences"] == plain["sentences"]
    assert told["effects"] == json.loads(json.dumps(plain["effects"]))
    assert [orphan["record"]["id"] for orphan in told["orphaned"]] == ids(plain["orphaned"])
    assert [ids(told[key]) for key in ("cutOff", "opened", "closed")] == [
        ids(plain[key]) for key in ("cutOff", "opened", "closed")
    ]


def test_who_does_not_see_everything_is_told_neither(picture: Picture) -> None:
    assert asked(picture, GUEST, PROPOSALS) == {"proposals": None}
    assert asked(picture, GUEST, WHAT_IF) == {"whatIf": None}


def test_a_budget_has_its_limits(picture: Picture) -> None:
    answered = schema().execute_sync("{ proposals(budget: 51) { candidates } }", context_value=Context(picture, OFFICE))
    assert answered.errors is not None
    assert "50" in str(answered.errors[0])
