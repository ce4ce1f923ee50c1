"""Answers as plain values: the shape that scripts read in JSON, the same in every way out."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from graph.labels import label
from graph.language import Language, Text
from graph.model import Record
from graph.model.states import State
from graph.phrases import day, decimal
from graph.questions.question import Answer, Column, Question, Row
from graph.text import fold

TRUTH = Column("truth", Text("Gilt", "Holds"))


def columns_of(question: Question) -> tuple[Column, ...]:
    """All columns of an answer: ids of the subjects, key and name of each, the question's own, truth."""
    several = len(question.about) > 1
    ids = [
        Column(c.key if several else "id", Text(f"{c.label.de} (Kennung)", f"{c.label.en} (id)"))
        for c in question.about
    ]
    named = [
        column
        for c in question.about
        for column in (
            Column(
                f"{c.key}Key" if several else "externalId", Text(f"{c.label.de} (Schlüssel)", f"{c.label.en} (key)")
            ),
            Column(f"{c.key}Name" if several else "name", c.label),
        )
    ]
    return (*ids, *named, *question.columns, TRUTH)


def cells_of(row: Row, lang: Language) -> list[Any]:
    """The cells of a row in the order of the columns, as JSON holds them; states as their codes."""
    return list(_cells(row, lang, readable=False))


def words_of(row: Row, lang: Language) -> list[str | int | None]:
    """The same for people: states, truths, switches, decimals and days as words, without the ids."""
    return list(_cells(row, lang, readable=True))[len(row.about) :]


def asked_in_words(answer: Answer, given: Collection[str], lang: Language) -> str:
    """The question, and in brackets what was given for it (names as people write them), not what it asks by itself."""
    written = {fold(name) for name in given}
    asked = [
        f"{p.label.in_(lang)}: {_word(_called(answer.parameters[p.name]), lang)}"
        for p in answer.question.parameters
        if written & {fold(p.name), fold(p.label.de), fold(p.label.en)}
    ]
    told = answer.question.text.in_(lang)
    return f"{told} ({'; '.join(asked)})" if asked else told


def _called(value: Any) -> Any:
    return label(value) if isinstance(value, Record) else value


def answer_as_dict(answer: Answer, lang: Language) -> dict[str, Any]:
    """`{key, question, parameters, columns, rows, remarks, asOf}`."""
    question = answer.question
    return {
        "key": question.key,
        "question": question.text.in_(lang),
        "dataset": answer.dataset,
        "parameters": {name: _plain(value, lang) for name, value in answer.parameters.items()},
        "columns": [column.key for column in columns_of(question)],
        "rows": [cells_of(row, lang) for row in answer.rows],
        "remarks": [remark.in_(lang) for remark in answer.remarks],
        "complete": answer.complete,
        "asOf": answer.on.isoformat(),
    }


def question_as_dict(question: Question, lang: Language) -> dict[str, Any]:
    """`{key, question, parameters: [{name, label, required}]}`, for a list of what can be asked."""
    return {
        "key": question.key,
        "question": question.text.in_(lang),
        "parameters": [
            {"name": p.name, "label": p.label.in_(lang), "required": p.required} for p in question.parameters
        ],
    }


def _cells(row: Row, lang: Language, *, readable: bool) -> Iterator[Any]:
    yield from (record.id for record in row.about)
    for record in row.about:
        yield record.external_id
        yield label(record).in_(lang)
    for value in row.cells:
        yield _word(value, lang) if readable else _plain(value, lang)
    yield row.truth.label.in_(lang) if readable else str(row.truth)


def _word(value: Any, lang: Language) -> Any:
    if isinstance(value, State):
        return value.label.in_(lang)
    if isinstance(value, bool):
        return Text("ja" if value else "nein", "yes" if value else "no").in_(lang)
    if isinstance(value, float):
        return decimal(value).in_(lang)
    if isinstance(value, date):
        return day(value).in_(lang)
    return _plain(value, lang)


def _plain(value: Any, lang: Language) -> Any:
    if isinstance(value, Text):
        return value.in_(lang)
    if isinstance(value, Record):
        return value.id
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
