"""The section of a report that answers the named questions: a table for each that has an answer, the rest as a list.

The registers that no other section tells follow them.
"""

from graph.gaps.gap import Truth
from graph.questions import all_questions, all_registers
from graph.questions.question import Answer, Question
from graph.questions.shape import columns_of, words_of
from visualise.reading import Reading
from visualise.report.blocks import Block, Listing, Prose
from visualise.report.spec import Section
from visualise.table import Cell, Column, Group, Row, Table, cell

_SHOWN = 10  # rows of a table; the rest is counted
_TOLD_ELSEWHERE = frozenset({
    "editions", "funding-gate", "fundings", "indicators", "needs", "papers", "participation", "proposals", "readings",
    "resolutions", "responsibilities", "statements", "turnout",
})  # fmt: skip


def answers(reading: Reading) -> tuple[Answer, ...]:
    """The answers to all questions that need no parameter."""
    asked = (question for question in all_questions() if _asks_for_nothing(question))
    return tuple(reading.answer(question) for question in asked)


def section(reading: Reading) -> Section:
    """How many questions have an answer, a table for each of these, and what has none."""
    words, found = reading.words, answers(reading)
    tables = [_table(reading, one) for one in found if one.rows]
    kept = [_table(reading, one) for one in registers(reading) if one.rows]
    say = words("questions.say", n=len(tables), of=len(found)) if tables else words("questions.sayNone", of=len(found))
    empty = without_answer(reading, found)
    last: list[Block] = []
    if empty:
        last.append(Listing(heading=words("questions.empty"), entries=tuple((line, "") for line in empty)))
    if kept:
        last.append(Prose(heading=words("questions.registers"), sentences=(words("questions.registersSay"),)))
    return Section(key="questions", aside=words("questions.aside"), say=say, blocks=(*tables, *last, *kept))


def registers(reading: Reading) -> tuple[Answer, ...]:
    """The registers of the office that no other section tells."""
    kept = (question for question in all_registers() if question.key not in _TOLD_ELSEWHERE)
    return tuple(reading.answer(question) for question in kept)


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


def _table(reading: Reading, one: Answer) -> Table:
    words, subjects = reading.words, len(one.question.about)
    columns = columns_of(one.question)[subjects:]
    unsure = any(row.truth is Truth.UNKNOWN for row in one.rows)
    shown = [n for n in range(len(columns)) if not (n < 2 * subjects and n % 2 == 0)]  # names say it, keys do not
    if not unsure:
        shown.pop()
    told = [words_of(row, reading.language) for row in one.rows[:_SHOWN]]
    shown = [n for n in shown if any(cells[n] is not None for cells in told)]  # what nobody entered takes no room
    yes = sum(row.truth is Truth.YES for row in one.rows)
    counted = [words.count("questions.rows", yes)] if yes else []
    if len(one.rows) > yes:
        counted.append(words.count("questions.unknown", len(one.rows) - yes))
    remarks = [reading.text(remark) for remark in one.remarks]
    rest = len(one.rows) - _SHOWN
    return Table(
        key=f"question-{one.question.key}",
        caption=_asked(reading, one.question),
        sub=" ".join([f"{', '.join(counted)}.", *remarks]),
        columns=tuple(Column(label=reading.text(columns[n].label)) for n in shown),
        groups=(Group(rows=tuple(_row(reading, cells, shown) for cells in told)),),
        rest=_more(reading, one.question, rest) if rest > 0 else "",
    )


def _more(reading: Reading, question: Question, rest: int) -> str:
    command = "register" if question.is_register else "ask"
    return reading.words.count("questions.more", rest, command=f"geflecht {command} {question.key}")


def _row(reading: Reading, cells: list[str | int | None], shown: list[int]) -> Row:
    return Row(cells=tuple(_cell(reading, cells[n]) for n in shown))


def _cell(reading: Reading, value: str | int | None) -> Cell:
    if isinstance(value, int):
        return cell(reading.words.number(value), value=value)
    return cell(value or "")


def _asked(reading: Reading, question: Question) -> str:
    text = reading.text(question.text)
    return text if question.is_register else f"{question.key} {text}"


def _asks_for_nothing(question: Question) -> bool:
    return not any(parameter.required for parameter in question.parameters)


def _required(reading: Reading, question: Question) -> list[str]:
    return [reading.text(parameter.label) for parameter in question.parameters if parameter.required]
