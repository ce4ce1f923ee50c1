"""What a named question is: a text, parameters, columns, and how its rows are found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Record, Ref
from graph.model.states import State
from graph.questions.parameters import Parameter

Value = str | int | float | bool | date | Text | State | Truth | Ref | None
"""What a cell holds; None: unknown, or there is none (the column says which)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; `key` is what scripts call it."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: what it is about, and the cells after it, one for each column of the question.

    `about` holds the subject, or the several that identify the row (field, place). `truth` UNKNOWN: it is not known
    whether it belongs here; such a row never counts. `evidence` names the records that it is read from.
    """

    about: tuple[Record, ...]
    cells: tuple[Value, ...] = ()
    truth: Truth = Truth.YES
    evidence: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The rows in their order, and what has to be said beside them, such as: this dataset knows no such field."""

    rows: tuple[Row, ...]
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that a district asks again and again. A module beside this one that holds it is all it takes.

    The keys of the thirty questions are q01 to q30; any other key is a register that the office keeps. `about` labels
    the subjects of a row: usually one; `columns` are those after id, key and name of each subject. `find` gets the
    situation and the values of the parameters by name: records, numbers, days, texts; None where left out and without
    a default.
    """

    key: str
    text: Text
    about: tuple[Column, ...]
    columns: tuple[Column, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    find: Callable[[Situation, Mapping[str, Any]], Found | Iterable[Row]]
    rests_on_ties: bool = False

    @property
    def is_register(self) -> bool:
        """Whether it is a register and none of the thirty questions."""
        return not (self.key[:1] == "q" and self.key[1:].isdigit())


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered on a day: `parameters` as they were understood, defaults included, with what they mean."""

    question: Question
    parameters: Mapping[str, Value]
    rows: tuple[Row, ...]
    remarks: tuple[Text, ...]
    dataset: str
    on: date
    complete: bool = True
