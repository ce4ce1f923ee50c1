"""The named questions and the registers: what can be asked, and the answers as tables."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.arguments import Info, On, OneDataset
from api.graphql.datasets import audience_of, chosen_dataset, kept
from api.graphql.declare import TYPES, declare, field
from api.graphql.following import listed, many
from api.graphql.metrics import Lang, sentence
from graph.language import Language
from graph.picture import View
from graph.questions import all_questions, all_registers, ask, question_named
from graph.questions.parameters import Parameter
from graph.questions.question import Answer, Column, Question, Row
from graph.questions.shape import answer_as_dict, cells_of, columns_of


class Value:
    """What a cell of a table holds; on its way out it is JSON."""


VALUE = strawberry.scalar(
    name="Value",
    description="What a cell holds: text, a number, true or false, or null; parameters are an object of these.",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)


@strawberry.input(name="ParameterInput", description="A parameter of a question, as people write it.")
class Given:
    """A parameter of a question, as people write it."""

    name: str = strawberry.field(description="What it is called.")
    value: str = strawberry.field(description="An id, an external id, a name, a number, a day, yes or no.")


Key = Annotated[str, strawberry.argument(description="q01 to q30, or the key of a register.")]
Parameters = Annotated[
    list[Given] | None, strawberry.argument(description="Parameters; those left out have their defaults.")
]


def question_roots() -> Sequence[StrawberryField]:
    """The root fields `questions`, `registers` and `question`; their types are declared with them."""
    _declare()

    def resolve(info: Info, key: Key, parameters: Parameters = None, dataset: OneDataset = None, on: On = None) -> Any:
        day = info.context.remember(info.path, on)
        name = chosen_dataset(info.context.view, dataset)
        question = question_named(key)
        given = {entry.name: entry.value for entry in parameters or ()}

        known = info.context.known

        def answered(view: View) -> Answer:
            return ask(view, name, day, question, given)

        memory = ("question", question.key, name, day, tuple(sorted(given.items())))
        return kept(known, memory, lambda: audience_of(known, info.context.whole, name).answer(answered))

    return (
        field("questions", "list[Question]", "The thirty questions that can be asked by name.", _all(all_questions)),
        field("registers", "list[Question]", "The registers that the office keeps.", _all(all_registers)),
        field("question", "Answer", "A question answered, or a register, as a table.", resolve),
    )


def _all(questions: Callable[[], tuple[Question, ...]]) -> Callable[..., object]:
    def resolve(info: Info) -> Any:
        return info.context.taken(list(questions()))

    return resolve


def _declare() -> None:
    TYPES["Value"] = Value
    declare(
        "Parameter",
        "A parameter of a question.",
        [
            field("name", "str", "What it is called."),
            sentence("label", "What it means."),
            field("required", "bool", "Whether it has no default."),
        ],
        of=Parameter,
    )
    declare(
        "Column",
        "A column of an answer.",
        [field("key", "str", "What scripts call it."), sentence("label", "What people call it.")],
        of=Column,
    )
    declare(
        "Question",
        "A question that can be asked by name.",
        [
            field("key", "str", "q01 to q30, or the key of a register."),
            sentence("text", "The question."),
            field("parameters", "list[Parameter]", "What can be chosen.", listed("parameters")),
            field("columns", "list[Column]", "The columns of its answer.", _columns),
        ],
        of=Question,
    )
    declare(
        "AnswerRow",
        "A row of an answer.",
        [
            field("about", "list[Record]", "What the row is about.", _about),
            field("cells", "list[Value | None]", "The cells, in the order of the columns.", _cells),
            field("truth", "Truth", "Whether it holds; what is unknown never counts."),
            field("evidence", "list[Record]", "What it is read from.", many("evidence")),
        ],
        of=Row,
    )
    declare(
        "Answer",
        "A question answered on a day.",
        [
            field("key", "str", "The key of the question.", _key),
            field("question", "Question", "The question."),
            field("columns", "list[str]", "What scripts call the columns, in order.", _column_keys),
            field("parameters", "Value", "The parameters as they were understood, by name.", _parameters),
            field("rows", "list[AnswerRow]", "The answer.", listed("rows")),
            field("remarks", "list[str]", "What has to be said beside it.", _remarks),
            field("dataset", "str", "The dataset that was asked."),
            field("on", "date", "The day that it holds for."),
            field("as_of", "date", "The same, as answers on the command line call it.", _as_of),
            field("complete", "bool", "Whether you see all of the dataset; if not, some rows may be left out."),
        ],
        of=Answer,
    )


def _key(root: Any) -> Any:
    return root.question.key


def _as_of(root: Any) -> Any:
    return root.on


def _column_keys(root: Any) -> Any:
    return [column.key for column in columns_of(root.question)]


def _columns(root: Any, info: Info) -> Any:
    return info.context.taken(list(columns_of(root)))


def _about(root: Any, info: Info) -> Any:
    return info.context.seen([record.id for record in root.about])


def _language(info: Info, lang: Lang) -> Language:
    return lang.value if lang is not None else info.context.language


def _cells(root: Any, info: Info, lang: Lang = None) -> Any:
    return cells_of(root, _language(info, lang))


def _parameters(root: Any, info: Info, lang: Lang = None) -> Any:
    return answer_as_dict(root, _language(info, lang))["parameters"]


def _remarks(root: Any, info: Info, lang: Lang = None) -> Any:
    return [remark.in_(_language(info, lang)) for remark in root.remarks]
