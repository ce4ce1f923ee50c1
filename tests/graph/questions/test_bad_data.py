"""Whatever stands in the data: no rule, question, register or report fails, and what is wrong is told."""

import random
from datetime import date

import pytest

from graph.errors import GeflechtError
from graph.gaps.find import find_gaps
from graph.gaps.rules import all_rules
from graph.gaps.shape import gaps_as_dict
from graph.gaps.situation import Situation
from graph.model import Record, Ref
from graph.picture import Picture
from graph.questions import all_questions, all_registers, answer
from graph.questions.question import Question
from graph.questions.shape import answer_as_dict, columns_of
from graph.rights import GUEST, OFFICE
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
            records = [r for r in situation.view.all(_kind(kind), D) if _fits(r, parameter.scheme)] if kind else []
            given[parameter.name] = chance.choice(records).external_id if records else "1"
    return given


def _kind(name: str) -> type[Record]:
    from graph.model import KINDS

    return KINDS[name]


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


def test_there_are_rules_and_questions() -> None:
    assert len(all_rules()) > 20
    assert len(all_questions()) == 30
