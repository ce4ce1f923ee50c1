"""Commands that record what was decided: about a gap, about cells that need nothing, and that somebody looked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.data import Dataset, Json
from api.cli.entries import entry_meant
from api.cli.output import note, print_json
from api.cli.session import Session, day, now, say
from graph.errors import NotFound, WrongUse
from graph.language import Language, Text

if TYPE_CHECKING:
    from graph.model import Record, Ref
    from graph.model.states import GapState
    from graph.rights import Viewer
    from graph.service import Cells, Written
    from graph.store import Store

By = Annotated[str | None, typer.Option("--by", help=say("Akteur, der es sagt.", "Actor who says so."))]
OnDay = Annotated[str | None, typer.Option("--on", help=say("Tag, sonst heute.", "Day, else today."))]
Field = Annotated[list[str] | None, typer.Option("--field", help=say("Handlungsfeld; mehrfach.", "Field; repeatable."))]
Place = Annotated[str | None, typer.Option("--place", help=say("Ort; sonst alle.", "Place; else all."))]
Group = Annotated[
    list[str] | None,
    typer.Option("--group", help=say("Zielgruppe; mehrfach; sonst alle.", "Target group; repeatable; else all.")),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("decide", help=say("Über eine Lücke entscheiden.", "Decide about a gap."))(decide)
    app.command("not-required", help=say("Zellen für nicht nötig erklären.", "Declare cells not required."))(waive)
    app.command("inventory", help=say("Bestandsaufnahme festhalten.", "Record an inventory."))(inventory)


def decide(
    context: typer.Context,
    gap: Annotated[
        str,
        typer.Argument(
            metavar="GAP", help=say("Kennung aus gaps --json, oder G3:m25-49.", "Id from gaps --json, or G3:m25-49.")
        ),
    ],
    state: Annotated[
        str,
        typer.Argument(
            metavar="STATE",
            help=say(
                "acknowledged, planned, accepted, false_alarm oder open.",
                "acknowledged, planned, accepted, false_alarm or open.",
            ),
        ),
    ],
    dataset: Dataset = None,
    reason: Annotated[str | None, typer.Option("--reason", help=say("Grund.", "Reason."))] = None,
    review_on: Annotated[
        str | None, typer.Option("--review-on", help=say("Wiedervorlage am.", "To be looked at again on."))
    ] = None,
    measure: Annotated[
        str | None,
        typer.Option(
            "--measure", help=say("Maßnahme oder Angebot, das sie schließt.", "Measure or offer to close it.")
        ),
    ] = None,
    tie: Annotated[
        str | None, typer.Option("--tie", help=say("Gewünschte Verbindung.", "Wished tie that is to close it."))
    ] = None,
    by: By = None,
    on: OnDay = None,
    json: Json = False,
) -> None:
    from graph.model import Actor, Measure, Offer, Tie
    from graph.service import Decided, decide_gap

    with _writing(context, dataset) as (store, name, viewer, lang):
        decided = Decided(
            _state(state),
            reason,
            day(review_on) if review_on is not None else None,
            _ref(store, name, measure, Measure, Offer),
            _ref(store, name, tie, Tie),
            _ref(store, name, by, Actor),
        )
        done = decide_gap(store, viewer, name, gap, decided, on=day(on), at=now())
    _answer(done, lang, json=json)


def waive(
    context: typer.Context,
    reason: Annotated[str, typer.Option("--reason", help=say("Grund.", "Reason."))],
    field: Field = None,
    place: Place = None,
    group: Group = None,
    until: Annotated[str | None, typer.Option("--until", help=say("Gilt bis.", "Holds until."))] = None,
    by: By = None,
    on: OnDay = None,
    dataset: Dataset = None,
    json: Json = False,
) -> None:
    from graph.model import Actor
    from graph.service import decide_cells

    with _writing(context, dataset) as (store, name, viewer, lang):
        done = decide_cells(
            store,
            viewer,
            name,
            _cells(store, name, field, place, group),
            reason=reason,
            on=day(on),
            at=now(),
            until=day(until) if until is not None else None,
            by=_ref(store, name, by, Actor),
        )
    _answer(done, lang, json=json)


def inventory(
    context: typer.Context,
    field: Field = None,
    place: Place = None,
    group: Group = None,
    on: Annotated[str | None, typer.Option("--date", "--on", help=say("Tag, sonst heute.", "Day, else today."))] = None,
    by: By = None,
    source: Annotated[str | None, typer.Option("--source", help=say("Quelle.", "Source."))] = None,
    remark: Annotated[str | None, typer.Option("--note", help=say("Bemerkung.", "Note."))] = None,
    dataset: Dataset = None,
    json: Json = False,
) -> None:
    from graph.model import Actor, Source
    from graph.service import take_inventory

    with _writing(context, dataset) as (store, name, viewer, lang):
        done = take_inventory(
            store,
            viewer,
            name,
            _cells(store, name, field, place, group),
            on=day(on),
            at=now(),
            by=_ref(store, name, by, Actor),
            source=_ref(store, name, source, Source),
            note=remark,
        )
    _answer(done, lang, json=json)


@contextmanager
def _writing(context: typer.Context, dataset: str | None) -> "Iterator[tuple[Store, str, Viewer, Language]]":
    """The store, the dataset, who writes and in which language."""
    from graph.picture import dataset_named
    from graph.rights import OFFICE

    session: Session = context.obj
    with session.store(create=False) as store:
        yield store, dataset_named(session.current(store, dataset), dataset), replace(OFFICE, name="cli"), session.lang


def _cells(
    store: "Store", dataset: str, fields: list[str] | None, place: str | None, groups: list[str] | None
) -> "Cells":
    from graph.model import Place as PlaceKind
    from graph.service import Cells

    of_place = _ref(store, dataset, place, PlaceKind)
    return Cells(
        [_term(store, dataset, word, "field") for word in fields or []],
        of_place,
        [_term(store, dataset, word, "target_group") for word in groups or []],
    )


def _term(store: "Store", dataset: str, word: str, scheme: str) -> "Ref":
    from graph.meaning import meant
    from graph.model import Term
    from graph.picture import Pictures
    from graph.rights import OFFICE

    called = Text("Handlungsfeld", "field") if scheme == "field" else Text("Zielgruppe", "target group")
    view = Pictures(store, [dataset]).current().seen_by(OFFICE)
    return meant(view, dataset, Term, word, called, scheme=scheme).id


def _ref(store: "Store", dataset: str, word: str | None, *kinds: "type[Record]") -> "Ref | None":
    """The entry of one of these kinds that a word means."""
    if word is None:
        return None
    refused: NotFound | None = None
    for kind in kinds:
        try:
            return entry_meant(store, dataset, kind, word).id
        except NotFound as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _state(word: str) -> "GapState":
    from graph.model.states import GapState
    from graph.text import fold

    for state in GapState:
        if fold(word) in {fold(spelling) for spelling in (state.name, state.name.replace("_", "-"), *state.label)}:
            return state
    raise WrongUse(
        Text(
            f"„{word}“ ist kein Stand. Möglich: acknowledged, planned, accepted, false_alarm, open.",
            f"“{word}” is no state. Choices: acknowledged, planned, accepted, false_alarm, open.",
        )
    )


def _answer(done: "Written", lang: Language, *, json: bool) -> None:
    made = done.record.id if done.record is not None else None
    if json:
        print_json({"id": made, "revision": done.revision})
    else:
        note(Text("Festgehalten (Stand {r}).", "Recorded (revision {r}).").fill(r=done.revision).in_(lang))
