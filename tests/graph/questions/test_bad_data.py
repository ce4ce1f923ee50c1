"""Whatever stands in the data: no rule, question, register or report fails, and what is wrong is told."""

import contextlib
import random
from datetime import UTC, date, datetime

import pytest

from api.drawing import Drawing
from graph.blueprint import models, plan_slice, wanted_for_gap
from graph.blueprint.shape import models_as_dict, slice_as_dict
from graph.errors import GeflechtError, NotFound, WrongUse
from graph.gaps.find import find_gaps
from graph.gaps.rules import all_rules
from graph.gaps.shape import gaps_as_dict
from graph.gaps.situation import Situation
from graph.model import KINDS, Place, Record, Ref
from graph.picture import Picture
from graph.planning.propose import propose
from graph.planning.shape import suggestions_as_dict
from graph.questions import all_questions, all_registers, answer
from graph.questions.question import Question
from graph.questions.shape import answer_as_dict, columns_of
from graph.rights import GUEST, OFFICE
from graph.scope import Scope
from tests.graph.questions.random_district import ON, D
from tests.graph.questions.random_spoiling import a_spoiled_district

GRAPHS = 25
DAYS = (ON, date.min, date.max)


def spoiled(seed: int) -> dict[Ref, Record]:
    return a_spoiled_district(random.Random(seed), share=0.03 if seed % 2 else 0.3)


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_every_rule_copes(seed: int) -> None:
    view = Picture(1, spoiled(seed)).seen_by(GUEST if seed % 5 == 0 else OFFICE)
    for on in DAYS if seed < 6 else (ON,):
        found = find_gaps(view, D, on)
        assert len({gap.id for gap in found}) == len(found)
        assert all(gap.message.de and gap.message.en and gap.action.de and gap.action.en for gap in found)
        gaps_as_dict(found, "en")


def given_to(situation: Situation, question: Question, chance: random.Random) -> dict[str, str]:
    """Something for what a question requires."""
    given = {}
    for parameter in question.parameters:
        if parameter.required:
            kind = next(k for k in parameter.kinds) if parameter.kinds else ""
            records = [r for r in situation.view.all(KINDS[kind], D) if _fits(r, parameter.scheme)] if kind else []
            given[parameter.name] = chance.choice(records).external_id if records else "1"
    return given


def _fits(record: Record, scheme: str | None) -> bool:
    return scheme is None or getattr(record, "scheme", None) == scheme


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_every_question_and_register_copes(seed: int) -> None:
    chance = random.Random(seed)
    situation = Situation(Picture(1, spoiled(seed)).seen_by(GUEST if seed % 5 == 0 else OFFICE), D, ON)
    for question in (*all_questions(), *all_registers()):
        try:
            found = answer(situation, question, given_to(situation, question, chance))
        except GeflechtError as error:  # a name that fits nothing or several
            assert str(error)
        else:
            told = answer_as_dict(found, "en")
            assert all(len(row) == len(columns_of(question)) for row in told["rows"])


@pytest.mark.parametrize("on", [date.min, date.max, date(1900, 2, 28)])
def test_every_question_copes_with_any_day_and_the_largest_numbers(on: date) -> None:
    situation = Situation(Picture(1, spoiled(1)).seen_by(OFFICE), D, on)
    for question in (*all_questions(), *all_registers()):
        numbers = [p.name for p in question.parameters if p.type == "number"]
        for given in (
            {},
            dict.fromkeys(numbers, "999999999"),
            dict.fromkeys(numbers, "0"),
            dict.fromkeys(numbers, "1.5"),
        ):
            with contextlib.suppress(WrongUse):
                answer(situation, question, {**given_to(situation, question, random.Random(1)), **given})


def test_there_are_rules_and_questions() -> None:
    assert len(all_rules()) > 20
    assert len(all_questions()) == 30


@pytest.mark.parametrize("seed", range(10))
def test_proposals_blueprints_and_slices_cope(seed: int) -> None:
    situation = Situation(Picture(1, spoiled(seed)).seen_by(GUEST if seed % 5 == 0 else OFFICE), D, ON)
    suggestions_as_dict(propose(situation, 5), "en")
    for gap in [gap for gap in find_gaps(situation.view, D, ON) if gap.cell is not None][:3]:
        wanted = wanted_for_gap(situation.view, D, ON, gap.id)
        models_as_dict(situation.view, wanted, models(situation.view, wanted, ON), "en")
    for place in situation.view.all(Place, D):
        with contextlib.suppress(NotFound):  # without an adopted plan
            slice_as_dict(situation.view, plan_slice(situation.view, D, ON, place), "en")


@pytest.mark.parametrize("seed", range(4))
def test_the_report_copes(seed: int) -> None:
    view = Picture(1, spoiled(seed)).seen_by(OFFICE)
    page = Drawing(view, Scope(D), "de" if seed % 2 else "en", ON, datetime(2026, 1, 15, tzinfo=UTC)).report()
    assert page.rstrip().endswith("</html>")
