"""Commands that answer the named questions and show the registers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.cli.analysis import AsOf, Csv, On, ScopeOption
from api.cli.data import Dataset, Json
from api.cli.output import note, print_csv, print_json, print_table
from api.cli.session import Session, say
from graph.errors import WrongUse
from graph.language import Text

if TYPE_CHECKING:
    from graph.questions.question import Question

Given = Annotated[
    list[str] | None,
    typer.Argument(help=say("Angaben wie field=Wohnen.", "Parameters such as field=Housing."), metavar="NAME=VALUE"),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("ask", help=say("Die benannten Fragen: Liste oder Antwort.", "The named questions: list or answer."))(
        _command("questions", "QUESTION", "q01 … q30")
    )
    app.command("register", help=say("Die Register: Liste oder Inhalt.", "The registers: list or content."))(
        _command("registers", "REGISTER", say("Schlüssel des Registers", "Key"))
    )


def _command(name: Literal["questions", "registers"], metavar: str, what: str) -> Callable[..., None]:
    """Lists what can be asked, under `name`, or answers one of them."""

    def command(
        context: typer.Context,
        key: Annotated[str | None, typer.Argument(help=what, metavar=metavar)] = None,
        given: Given = None,
        dataset: Dataset = None,
        on: On = None,
        as_of: AsOf = None,
        scope: ScopeOption = None,
        json: Json = False,
        as_csv: Csv = False,
    ) -> None:
        from graph.questions import all_questions, all_registers

        session: Session = context.obj
        if key is None:
            _list(session, all_questions() if name == "questions" else all_registers(), name, json, as_csv)
        else:
            _answer(session, key, given, dataset, on, as_of, scope, json, as_csv)

    return command


def _list(session: Session, questions: "tuple[Question, ...]", name: str, json: bool, as_csv: bool) -> None:
    from graph.questions.shape import question_as_dict

    listed = [question_as_dict(question, session.lang) for question in questions]
    if json:
        print_json({name: listed})
        return
    rows = [[q["key"], q["question"], " ".join(f"{p['name']}=…" for p in q["parameters"])] for q in listed]
    heads = Text("Schlüssel|Frage|Angaben", "Key|Question|Parameters").in_(session.lang).split("|")
    (print_csv if as_csv else print_table)(heads, rows)


def _answer(
    session: Session,
    key: str,
    given: list[str] | None,
    dataset: str | None,
    on: str | None,
    as_of: str | None,
    scope: list[str] | None,
    json: bool,
    as_csv: bool,
) -> None:
    from graph.questions import ask as answered
    from graph.questions import question_named
    from graph.questions.shape import answer_as_dict, asked_in_words, cells_of, columns_of, words_of
    from graph.scope import parse_scope

    question = question_named(key)
    with session.asked(dataset, on, as_of) as (view, name, today, _):
        part = parse_scope(view, name, scope or [])
        wanted = dict(map(_halves, given or []))
        answer = answered(view, name, today, question, wanted, part)
        columns = columns_of(question)
        if json:
            print_json(answer_as_dict(answer, session.lang))
        elif as_csv:
            print_csv([c.key for c in columns], [cells_of(row, session.lang) for row in answer.rows])
        else:
            heads = [c.label.in_(session.lang) for c in columns[len(question.about) :]]
            rows = [words_of(row, session.lang) for row in answer.rows]
            print_table(heads, rows, title=asked_in_words(answer, wanted, session.lang))
            for remark in answer.remarks:
                note(remark.in_(session.lang))


def _halves(pair: str) -> tuple[str, str]:
    name, separator, value = (part.strip() for part in pair.partition("="))
    if separator and name:
        return name, value
    raise WrongUse(
        Text(
            f"„{pair}“ ist keine Angabe. Bitte so schreiben: field=Wohnen.",
            f"“{pair}” is no parameter. Please write it like this: field=Housing.",
        )
    )
