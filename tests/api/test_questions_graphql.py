"""The named questions over GraphQL: the same answers as on the command line, and nothing that rests on the hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.graphql.context import Context
from api.graphql.schema import schema
from graph.model import KINDS, Measure
from graph.model.states import Visibility
from graph.picture import Picture
from graph.questions import all_questions, all_registers, ask
from graph.questions.shape import answer_as_dict
from graph.rights import GUEST, OFFICE, Viewer
from tests.shipped import Shipped

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
D, ON = "kreis-lindental", date(2026, 1, 15)
QUESTION = """query ($key: String!, $parameters: [ParameterInput!]) {
  question(key: $key, parameters: $parameters, on: "2026-01-15") {
    complete dataset on parameters remarks question { key text columns { key label } }
    rows { truth cells about { id } evidence { id } } } }"""


@pytest.fixture(scope="module")
def picture(shipped: Shipped) -> Picture:
    return shipped.picture(D)


def asked(picture: Picture, viewer: Viewer, key: str, **parameters: str) -> dict[str, Any]:
    given = [{"name": name, "value": value} for name, value in parameters.items()]
    values = {"key": key, "parameters": given}
    answered = schema().execute_sync(QUESTION, values, context_value=Context(picture, viewer))
    assert answered.errors is None, answered.errors
    found: dict[str, Any] = answered.data["question"] if answered.data else {}
    return found


def test_both_lists_are_told(picture: Picture) -> None:
    query = "{ questions { key text parameters { name required } } registers { key text(lang: EN) } }"
    answered = schema().execute_sync(query, context_value=Context(picture, GUEST))
    assert answered.data is not None
    assert [q["key"] for q in answered.data["questions"]] == [q.key for q in all_questions()]
    assert [(q["key"], q["text"]) for q in answered.data["registers"]] == [(q.key, q.text.en) for q in all_registers()]


def test_the_office_gets_the_answers_of_the_command_line(picture: Picture) -> None:
    view = picture.seen_by(OFFICE)
    for question in (*all_questions(), *all_registers()):
        if any(parameter.required for parameter in question.parameters):
            continue
        plain = json.loads(json.dumps(answer_as_dict(ask(view, D, ON, question), "de")))
        told = asked(picture, OFFICE, question.key)
        assert [row["cells"] for row in told["rows"]] == plain["rows"], question.key
        assert [column["key"] for column in told["question"]["columns"]] == plain["columns"]
        assert (told["parameters"], told["remarks"]) == (plain["parameters"], plain["remarks"])
        assert told["complete"] is True


def test_a_guest_is_told_nothing_that_rests_on_something_hidden(picture: Picture) -> None:
    """A hidden measure leaves no trace: not its name, and no row in which it would make a difference."""
    view = picture.seen_by(OFFICE)
    kept = {record.id: record for kind in KINDS.values() for record in view.all(kind)}
    hidden = next(measure for measure in view.all(Measure, D) if measure.places)
    kept[hidden.id] = replace(hidden, visibility=Visibility.INTERNAL)
    partly = Picture(picture.revision, kept)
    for question in all_questions():
        if any(parameter.required for parameter in question.parameters):
            continue
        told = asked(partly, GUEST, question.key)
        assert hidden.id not in json.dumps(told["rows"]), question.key
        assert hidden.title not in json.dumps(told["rows"], ensure_ascii=False), question.key
        assert told["complete"] is False


def test_a_wrong_parameter_is_an_error_with_one_sentence(picture: Picture) -> None:
    values = {"key": "q21", "parameters": [{"name": "months", "value": "viele"}]}
    answered = schema().execute_sync(QUESTION, values, context_value=Context(picture, OFFICE))
    assert answered.errors is not None
    assert "viele" in str(answered.errors[0])
