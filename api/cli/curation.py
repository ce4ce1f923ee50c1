"""Commands that care for entries: merge doubles, delete, confirm, erase persons. Each tells first; --yes does it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import curation_told as told
from api.cli.data import Dataset, Json
from api.cli.entries import entries_meant, entry_meant
from api.cli.output import note, print_json
from api.cli.session import day, now, say
from graph.errors import WrongUse
from graph.language import Language, Text

if TYPE_CHECKING:
    from graph.service.combining import Choice

Kind = Annotated[str, typer.Argument(metavar="KIND", help=say("Art, etwa Akteur.", "Kind, such as actor."))]
Key = Annotated[str, typer.Argument(metavar="KEY", help=say("Kennung oder Name.", "Key or name."))]
Why = Annotated[str, typer.Option("--reason", help=say("Warum; bleibt im Verlauf.", "Why; stays in the history."))]
Yes = Annotated[bool, typer.Option("--yes", help=say("Ausführen, nicht nur zeigen.", "Do it, don't only show."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("merge", help=say("Zwei Einträge zusammenführen.", "Merge two entries."))(merge)
    app.command("delete", help=say("Einen Eintrag löschen.", "Delete an entry."))(delete)
    app.command("confirm", help=say("Festhalten: stimmt noch.", "Record that an entry is still right."))(confirm)
    app.command("erase", help=say("Eine Person tilgen (Art. 17 DSGVO).", "Erase a person (Art. 17 GDPR)."))(erase)


def merge(
    context: typer.Context,
    kind: Kind,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help=say("Bleibt.", "Stays."))],
    away: Annotated[str, typer.Argument(metavar="AWAY", help=say("Geht darin auf.", "Goes into it."))],
    dataset: Dataset = None,
    choose: Annotated[
        list[str] | None,
        typer.Option(
            "--choose",
            help=say("Wessen Angabe gilt, etwa name=away.", "Whose value holds, such as name=away."),
            metavar="PROPERTY=keep|away",
        ),
    ] = None,
    reason: Why = "doppelt erfasst",
    yes: Yes = False,
    json: Json = False,
) -> None:
    from graph.service import merge as merge_entries
    from graph.service import preview

    chosen = _choices(choose or [])
    with entries_meant(context, dataset, kind, keep, away) as (store, viewer, (kept, gone), lang):
        if kept.id == gone.id:
            raise WrongUse(Text("Das ist schon ein und derselbe Eintrag.", "This is one and the same entry already."))
        planned = preview(store, viewer, kept.id, gone.id, choose=chosen)
        revision = None
        if yes:
            done = merge_entries(
                store, viewer, kept.id, gone.id, expected=planned.expected, choose=chosen, reason=reason, at=now()
            )
            revision = done.revision
        _answer(told.merging(planned, revision), told.merging_told(planned), lang, revision, json=json)


def delete(
    context: typer.Context,
    kind: Kind,
    key: Key,
    reason: Why,
    dataset: Dataset = None,
    detach: Annotated[
        bool,
        typer.Option("--detach", help=say("Verweise darauf lösen.", "Take it out of what refers to it.")),
    ] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    from graph.service import delete as delete_entry
    from graph.service import what_hangs_on

    with entries_meant(context, dataset, kind, key) as (store, viewer, (record,), lang):
        hanging = what_hangs_on(store, viewer, record.id)
        revision = None
        if yes:
            done = delete_entry(
                store, viewer, record.id, expected_version=record.version, detach=detach, reason=reason, at=now()
            )
            revision = done.revision
        _answer(told.hanging(hanging, revision), told.hanging_told(hanging), lang, revision, json=json)


def confirm(
    context: typer.Context,
    kind: Kind,
    key: Key,
    dataset: Dataset = None,
    on: Annotated[str | None, typer.Option("--on", help=say("Tag, sonst heute.", "Day, else today."))] = None,
    by: Annotated[str | None, typer.Option("--by", help=say("Akteur, der es sagt.", "Actor who says so."))] = None,
    function: Annotated[
        str | None, typer.Option("--function", help=say("In welcher Funktion.", "In which function."))
    ] = None,
    way: Annotated[str | None, typer.Option("--way", help="link, phone, meeting, mail")] = None,
    json: Json = False,
) -> None:
    from graph.model import Actor
    from graph.model.states import ConfirmationWay
    from graph.service import confirm as confirm_entry

    if way is not None and way.upper() not in ConfirmationWay.__members__:
        raise WrongUse(Text("Möglich sind link, phone, meeting, mail.", "Use link, phone, meeting or mail."))
    with entries_meant(context, dataset, kind, key) as (store, viewer, (record,), lang):
        actor = entry_meant(store, record.dataset, Actor, by) if by is not None else None
        done = confirm_entry(
            store,
            viewer,
            record.id,
            expected_version=record.version,
            on=day(on),
            way=ConfirmationWay[way.upper()] if way is not None else None,
            by=actor.id if actor is not None else None,
            function=function,
            reason="stimmt noch",
            at=now(),
        )
        made = done.record.id if done.record is not None else None
        sentence = [Text("Festgehalten (Stand {r}).", "Recorded (revision {r}).").fill(r=done.revision)]
        answer = {"id": made, "about": record.id, "version": record.version, "revision": done.revision}
        _answer(answer, sentence, lang, done.revision, json=json)


def erase(
    context: typer.Context,
    kind: Kind,
    key: Key,
    reason: Why,
    dataset: Dataset = None,
    whole: Annotated[
        bool, typer.Option("--whole", help=say("Den ganzen Kontakt löschen.", "Delete the whole contact."))
    ] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", help=say("email, phone: gehört der Funktion.", "email, phone: is the function's.")),
    ] = None,
    yes: Yes = False,
    json: Json = False,
) -> None:
    from graph.service import erase as erase_person

    if set(keep or ()) - {"email", "phone"}:
        raise WrongUse(Text("Behalten lassen sich email und phone.", "What can be kept is email and phone."))
    with entries_meant(context, dataset, kind, key) as (store, viewer, (record,), lang):
        if not yes:
            _answer({"id": record.id, "revision": None}, [_WOULD_ERASE], lang, None, json=json)
            return
        proof = erase_person(
            store,
            viewer,
            record.id,
            expected_version=record.version,
            whole=whole,
            keep=tuple(keep or ()),
            reason=reason,
            at=now(),
        )
        _answer(told.proof(proof), told.proof_told(proof), lang, proof.revision, json=json)
    if proof.mentions:
        raise typer.Exit(1)


def _answer(
    answer: dict[str, Any], sentences: Iterable[Text], lang: Language, revision: int | None, *, json: bool
) -> None:
    if json:
        print_json(answer)
        return
    for sentence in sentences:
        note(sentence.in_(lang))
    if revision is None:
        note(_NOT_YET.in_(lang))


def _choices(words: Sequence[str]) -> "dict[str, Choice]":
    chosen: dict[str, Any] = {}
    for word in words:
        name, _, side = word.partition("=")
        if side not in ("keep", "away"):
            raise WrongUse(
                Text(f"„{word}“: Bitte so: name=keep oder name=away.", f"“{word}”: use name=keep or name=away.")
            )
        chosen[name] = side
    return chosen


_NOT_YET = Text("Nichts ist geschrieben; mit --yes wird es ausgeführt.", "Nothing is written; --yes carries it out.")
_WOULD_ERASE = Text(
    "Das nimmt die Person aus diesem Kontakt und aus dem ganzen Verlauf. Es lässt sich nicht zurücknehmen.",
    "This takes the person out of this contact and the whole history. It can't be taken back.",
)
