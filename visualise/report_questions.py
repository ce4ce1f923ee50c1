"""The section of a report that answers the named questions: a table for each that has an answer, the rest as a list."""

from graph.gaps.gap import Truth
from graph.questions import all_questions, answer
from graph.questions.question import Answer, Question
from graph.questions.shape import columns_of, words_of
from visualise.reading import Reading
from visualise.report_spec import QuestionTable, Section

_SHOWN = 10  # rows of a table; the rest is counted


def answers(reading: Reading) -> tuple[Answer, ...]:
    """The answers to all questions that need no parameter."""
    asked = (question for question in all_questions() if _asks_for_nothing(question))
    return tuple(answer(reading.situation, question, scope=reading.scope) for question in asked)


def section(reading: Reading, found: tuple[Answer, ...]) -> Section:
    """How many questions have an answer."""
    words = reading.words
    some = sum(bool(one.rows) for one in found)
    say = words("questions.say", n=some, of=len(found)) if some else words("questions.sayNone", of=len(found))
    return Section(aside=words("questions.aside"), say=say)


def tables(reading: Reading, found: tuple[Answer, ...]) -> tuple[QuestionTable, ...]:
    """A table for each question that has an answer."""
    return tuple(_table(reading, one) for one in found if one.rows)


def without_answer(reading: Reading, found: tuple[Answer, ...]) -> tuple[str, ...]:
    """The questions with nothing to answer, why, and those that want to be told what about."""
    words = reading.words
    empty = [
        " ".join([_asked(reading, one.question), *(reading.text(remark) for remark in one.remarks)])
        for one in found
        if not one.rows
    ]
    open_ = [
        words("questions.needs", question=_asked(reading, question), names=words.listing(_required(reading, question)))
        for question in all_questions()
        if not _asks_for_nothing(question)
    ]
    return (*empty, *open_)


def _table(reading: Reading, one: Answer) -> QuestionTable:
    words, subjects = reading.words, len(one.question.about)
    columns = columns_of(one.question)[subjects:]
    unsure = any(row.truth is Truth.UNKNOWN for row in one.rows)
    shown = [n for n in range(len(columns)) if not (n < 2 * subjects and n % 2 == 0)]  # names say it, keys do not
    if not unsure:
        shown.pop()
    yes = sum(row.truth is Truth.YES for row in one.rows)
    counted = [words.count("questions.rows", yes)] if yes else []
    if len(one.rows) > yes:
        counted.append(words.count("questions.unknown", len(one.rows) - yes))
    remarks = [reading.text(remark) for remark in one.remarks]
    rest = len(one.rows) - _SHOWN
    return QuestionTable(
        anchor=f"question-{one.question.key}",
        caption=_asked(reading, one.question),
        sub=" ".join([f"{', '.join(counted)}.", *remarks]),
        columns=tuple(reading.text(columns[n].label) for n in shown),
        rows=tuple(tuple(_cells(reading, words_of(row, reading.language), shown)) for row in one.rows[:_SHOWN]),
        rest=words.count("questions.more", rest, question=one.question.key) if rest > 0 else "",
    )


def _cells(reading: Reading, cells: list[str | int | None], shown: list[int]) -> list[str]:
    return [_written(reading, cells[n]) for n in shown]


def _written(reading: Reading, value: str | int | None) -> str:
    if value is None:
        return ""
    return reading.words.number(value) if isinstance(value, int) else value


def _asked(reading: Reading, question: Question) -> str:
    return f"{question.key} {reading.text(question.text)}"


def _asks_for_nothing(question: Question) -> bool:
    return not any(parameter.required for parameter in question.parameters)


def _required(reading: Reading, question: Question) -> list[str]:
    return [reading.text(parameter.label) for parameter in question.parameters if parameter.required]
