"""The named questions and the office's registers, one family per file; a new file with a `Question` is a new one."""

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from datetime import date
from functools import cache

from graph.errors import NotFound
from graph.gaps.scoping import record_is_within
from graph.gaps.situation import Situation
from graph.language import Text
from graph.picture import View
from graph.progress import stoppable
from graph.questions.parameters import understood
from graph.questions.question import Answer, Found, Question
from graph.scope import Scope
from graph.text import fold


@cache
def all_questions() -> tuple[Question, ...]:
    """The thirty questions, q01 to q30."""
    return tuple(question for question in _all() if not question.is_register)


@cache
def all_registers() -> tuple[Question, ...]:
    """The registers that the office keeps, by key."""
    return tuple(question for question in _all() if question.is_register)


def question_named(key: str) -> Question:
    """The question or register of that key. Raises NotFound with what comes close."""
    found = {fold(question.key): question for question in _all()}
    if fold(key) in found:
        return found[fold(key)]
    close = difflib.get_close_matches(fold(key), list(found), n=1, cutoff=0.6)
    de, en = (f" Meinten Sie {close[0]}?", f" Did you mean {close[0]}?") if close else ("", "")
    raise NotFound(
        Text(
            f"Eine Frage „{key}“ gibt es nicht. Die Fragen heißen q01 bis q30.{de}",
            f"There is no question “{key}”. The questions are q01 to q30.{en}",
        )
    )


def ask(
    view: View,
    dataset: str,
    on: date,
    question: Question,
    given: Mapping[str, str] | None = None,
    scope: Scope | None = None,
) -> Answer:
    """A question answered on a day, with parameters as people write them. Raises WrongUse for wrong ones."""
    return answer(Situation(view, dataset, on), question, given, scope)


def answer(
    situation: Situation, question: Question, given: Mapping[str, str] | None = None, scope: Scope | None = None
) -> Answer:
    """The same for a situation that is there already. With a scope only the rows of which every subject lies in it."""
    values, remarks = understood(situation, question.parameters, given or {})
    found = question.find(situation, values)
    if not isinstance(found, Found):
        found = Found(tuple(stoppable(found)))
    rows = found.rows
    if scope is not None and scope != Scope(situation.dataset):
        rows = tuple(r for r in rows if all(record_is_within(situation, about, scope) for about in r.about))
    return Answer(question, values, rows, (*remarks, *found.remarks), situation.dataset, situation.on)


@cache
def _all() -> tuple[Question, ...]:
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found = {value.key: value for module in modules for value in vars(module).values() if isinstance(value, Question)}
    return tuple(found[key] for key in sorted(found))
