"""Every question and register on every district that is shipped: answers, defaults, and parameters that don't fit."""

from datetime import date

import pytest

from api.cli.entry import run
from graph.errors import WrongUse
from graph.gaps.situation import Situation
from graph.model import Actor, Paper, Place, Plan, Term
from graph.questions import all_questions, all_registers, answer
from graph.questions.question import Question
from graph.questions.shape import answer_as_dict, columns_of, words_of
from tests.importers.district_files import EXAMPLES, REAL
from tests.shipped import Shipped

ON = date(2026, 1, 15)
LINDENTAL = "kreis-lindental"
REQUIRED = {"q08", "q14", "q20", "q23", "q24"}
EVERYTHING = (*all_questions(), *all_registers())


@pytest.fixture(scope="module", params=[*REAL, LINDENTAL])
def district(request: pytest.FixtureRequest, shipped: Shipped) -> Situation:
    name: str = request.param
    return Situation(shipped.view(name), name, ON)


@pytest.fixture(scope="module")
def lindental(shipped: Shipped) -> Situation:
    return Situation(shipped.view(LINDENTAL), LINDENTAL, ON)


def test_all_but_five_answer_without_parameters(district: Situation) -> None:
    assert {question.key for question in EVERYTHING if any(p.required for p in question.parameters)} == REQUIRED
    for question in EVERYTHING:
        if question.key in REQUIRED:
            with pytest.raises(WrongUse):
                answer(district, question)
        else:
            _is_a_table(question, district, {})


def test_those_five_answer_with_them(district: Situation) -> None:
    view, name = district.view, district.dataset
    first = {kind: [r.id for r in view.all(kind, name)][:1] for kind in (Paper, Place, Plan, Actor)}
    groups = [term.id for term in view.all(Term, name) if term.scheme == "target_group"][:1]
    given = {
        "q08": {"paper": first[Paper]},
        "q14": {"place": first[Place], "targetGroup": groups},
        "q20": {"from": first[Plan], "to": first[Plan]},
        "q23": {"from": first[Actor], "to": first[Actor]},
        "q24": {"plan": first[Plan]},
    }
    for question in all_questions():
        if question.key in REQUIRED and all(given[question.key].values()):
            _is_a_table(question, district, {name: refs[0] for name, refs in given[question.key].items()})


def _is_a_table(question: Question, district: Situation, given: dict[str, str]) -> None:
    found = answer(district, question, given)
    for lang in ("de", "en"):
        told = answer_as_dict(found, lang)
        assert told["question"] and told["asOf"] == "2026-01-15" and told["dataset"] == district.dataset
        assert all(len(row) == len(told["columns"]) == len(columns_of(question)) for row in told["rows"])
        assert all(row[0] and district.view.get(row[0]) is not None for row in told["rows"])
        assert all(row[-1] in ("YES", "UNKNOWN") for row in told["rows"])
        assert all(words_of(row, lang) for row in found.rows)


def test_each_question_finds_something_in_the_complete_district(lindental: Situation) -> None:
    given = {
        "q08": {"paper": "VL 2024/118"},
        "q14": {"place": "Eschenfurt", "targetGroup": "Schutzsuchende seit 2015"},
        "q20": {"from": "p2016", "to": "p2025"},
        "q23": {"to": "sv-01"},
        "q24": {"plan": "p2025"},
    }
    empty = [q.key for q in all_questions() if not answer(lindental, q, given.get(q.key, {})).rows]
    assert empty == []


def test_one_row_tells_of_one_thing(lindental: Situation) -> None:
    """Several names stand in one cell; only a way has a row for each tie, and a cell two subjects."""
    for question in all_questions():
        if question.key not in REQUIRED:
            subjects = [tuple(record.id for record in row.about) for row in answer(lindental, question).rows]
            assert len(subjects) == len(set(subjects)), question.key


@pytest.mark.parametrize("question", EVERYTHING, ids=lambda question: question.key)
def test_what_does_not_fit_is_refused(lindental: Situation, question: Question) -> None:
    with pytest.raises(WrongUse, match="gibtesnicht"):
        answer(lindental, question, {"gibtesnicht": "1"})
    wrong = {
        "number": ("", "drei", "-1", "nan", "inf", "1e400", "0x10"), "switch": ("", "vielleicht", "2"),
        "record": ("", " ", "gibtesnicht", "{who}"), "choice": ("", "gibtesnicht"),
        "day": ("", "gestern", "2026-13-01"),
    }  # fmt: skip
    fitting = {p.name: lindental.view.all(Actor, LINDENTAL)[0].id for p in question.parameters if "Actor" in p.kinds}
    for parameter in question.parameters:
        for text in wrong.get(parameter.type, ()):
            with pytest.raises(WrongUse) as refused:
                answer(lindental, question, {**fitting, parameter.name: text})
            assert refused.value.in_("de") != refused.value.in_("en")


@pytest.mark.parametrize("key", sorted(REQUIRED))
def test_a_missing_parameter_is_exit_code_2(
    key: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:{tmp_path_factory.getbasetemp() / 'soest.db'}"
    assert run(["--store", address, "import", str(EXAMPLES / "kreis-soest")]) in (0, 1)
    capsys.readouterr()
    assert run(["--store", address, "ask", key, "--json"]) == 2
    assert '"error"' in capsys.readouterr().out
