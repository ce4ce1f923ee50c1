"""Commands that look after a store: backup, restore, copy, check, migrate."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.data import Json
from api.cli.output import note, print_json
from api.cli.session import Session, say
from graph.language import Text

if TYPE_CHECKING:
    from graph.care.migration.result import Migration

Replace = Annotated[
    bool,
    typer.Option(
        "--replace", help=say("Inhalt des Ziels ersetzen; vorher sichern.", "Replace the target; save it first.")
    ),
]
Keep = Annotated[
    Path | None,
    typer.Option(
        "--keep", help=say("Wohin gesichert wird, was bisher da war.", "Where to save what was there."), metavar="FILE"
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("backup", help=say("Eine Sicherung schreiben.", "Write a backup."))(backup)
    app.command("restore", help=say("Eine Sicherung einspielen.", "Restore a backup."))(restore)
    app.command("copy", help=say("Einen Speicher in einen anderen kopieren.", "Copy a store into another."))(copy)
    app.command("check", help=say("Den Graphen prüfen.", "Check the graph."))(check)
    app.command("migrate", help=say("Einen älteren Speicher umstellen.", "Migrate an older store."))(migrate)


def backup(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help=say("Zieldatei.", "Target file."))],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=say("Eine vorhandene Datei ersetzen.", "Replace a file that is there."))
    ] = False,
    json: Json = False,
) -> None:
    from graph.care.backup import back_up

    session: Session = context.obj
    with session.store(create=False) as store:
        closing = back_up(store, out, now=datetime.now(UTC), overwrite=overwrite)
    if json:
        print_json(
            {
                "file": str(out),
                "revision": closing.revision,
                "head": closing.head,
                "hash": closing.content_hash,
                "records": dict(closing.records),
            }
        )
    else:
        count = sum(closing.records.values())
        text = Text("Gesichert: {out} (Stand {r}, {n} Einträge).", "Backed up: {out} (revision {r}, {n} records).")
        note(text.fill(out=out, r=closing.revision, n=count).in_(session.lang))


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="IN", help=say("Sicherung.", "Backup."))],
    replace: Replace = False,
    erasures: Annotated[
        Path | None,
        typer.Option(
            "--erasures",
            metavar="FILE",
            help=say(
                "Neuere Sicherung oder Liste von Kennungen: was seither gelöscht wurde.",
                "A newer backup or a list of ids: what was erased since.",
            ),
        ),
    ] = None,
    keep: Keep = None,
    json: Json = False,
) -> None:
    from graph.care.backup_file import BackupFile
    from graph.care.restore import restore as restore_into

    session: Session = context.obj
    BackupFile(source).close()  # before a store is made for what is no backup
    with session.store() as store:
        done = restore_into(
            store, source, author="cli", now=datetime.now(UTC), replace=replace, erasures=erasures, keep=keep
        )
    if json:
        print_json(
            {
                "revision": done.head.revision,
                "head": done.head.hash,
                "hash": done.content_hash,
                "fromRevision": done.from_revision,
                "madeAt": done.made_at.isoformat(),
                "erased": list(done.erased),
                "savedTo": _path(done.saved_to),
            }
        )
        return
    _saved(session, done.saved_to)
    text = Text("Eingespielt: {source} vom {day}, Stand {r}.", "Restored: {source} of {day}, revision {r}.")
    note(text.fill(source=source, day=done.made_at.date().isoformat(), r=done.from_revision).in_(session.lang))
    if done.erased:
        text = Text(
            "Wieder gelöscht, was seither gelöscht worden war: {n}.", "Erased again what was erased since: {n}."
        )
        note(text.fill(n=len(done.erased)).in_(session.lang))


def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help=say("Speicher, der kopiert wird.", "Store to copy."))],
    target: Annotated[str, typer.Argument(metavar="TO", help=say("Speicher, der entsteht.", "Store to make."))],
    replace: Replace = False,
    keep: Keep = None,
    json: Json = False,
) -> None:
    import os

    from graph.care.copying import copy as copy_store
    from graph.store import open_store

    session: Session = context.obj
    own = any(os.environ.get(f"GEFLECHT_COPY_TO_{name}") for name in ("USER", "PASSWORD", "PASSWORD_FILE"))
    secrets = "GEFLECHT_COPY_TO" if own else "GEFLECHT_STORE"
    with open_store(source, create=False) as first, open_store(target, secrets=secrets) as second:
        done = copy_store(first, second, now=datetime.now(UTC), replace=replace, keep=keep)
    if json:
        print_json(
            {
                "revision": done.head.revision,
                "head": done.head.hash,
                "hash": done.content_hash,
                "savedTo": _path(done.saved_to),
            }
        )
        return
    _saved(session, done.saved_to)
    text = Text(
        "Kopiert: {target} ist nun, was {source} ist (Stand {r}, Prüfsumme {hash}).",
        "Copied: {target} now is what {source} is (revision {r}, hash {hash}).",
    )
    values = {"target": target, "source": source, "r": done.head.revision, "hash": done.content_hash[:12]}
    note(text.fill(**values).in_(session.lang))


def check(
    context: typer.Context,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="BACKUP",
            help=say("Auch: Setzt der Speicher diese Sicherung fort?", "Also: does the store go on from this backup?"),
        ),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept",
            help=say("Was an Geflecht vorbei geändert wurde, übernehmen.", "Take in what was changed past Geflecht."),
        ),
    ] = False,
    json: Json = False,
) -> None:
    from api.cli.taking_in import as_dict, remaining, summary, take_in
    from graph.care.check import check as check_store

    session: Session = context.obj
    with session.store(create=False) as store:
        intake = take_in(store) if accept else None
        result = check_store(store, against)
    found_wrong = remaining(intake, result)
    if json:
        problems = [{"code": p.code, "subject": p.subject, "message": p.message.in_(session.lang)} for p in found_wrong]
        taken = {} if intake is None else {"takenIn": as_dict(intake)}
        print_json({"ok": result.ok, "problems": problems, "revision": result.revision, "hash": result.hash} | taken)
    else:
        for line in summary(intake, session.lang):
            note(line)
        for problem in found_wrong:
            note(f"{problem.subject}: {problem.message.in_(session.lang)}")
        found = Text("{n} Probleme gefunden.", "{n} problems found.").fill(n=len(found_wrong))
        fine = Text("Alles in Ordnung (Stand {r}).", "Everything is in order (revision {r}).").fill(r=result.revision)
        note((fine if result.ok else found).in_(session.lang))
    if not result.ok:
        raise typer.Exit(1)


def migrate(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("Nur sagen, was geschähe.", "Only say what would be done."))
    ] = False,
    keep: Keep = None,
    json: Json = False,
) -> None:
    session: Session = context.obj
    done = _migrated(session, dry_run=dry_run, keep=keep)
    if json:
        print_json(
            {
                "from": done.found,
                "to": done.current,
                "needed": done.is_needed,
                "dryRun": dry_run,
                "revisions": done.revisions,
                "records": done.records,
                "rewritten": done.rewritten,
                "unreadable": list(done.unreadable),
                "savedTo": _path(done.saved_to),
            }
        )
    else:
        _tell(session, done, dry_run)


def bring_up_to_date(session: Session) -> None:
    """Migrate the store of a session if it is of an older form; said only if there was something to do."""
    from graph.errors import StoreTooOld

    try:
        with session.store():
            return
    except StoreTooOld:
        _tell(session, _migrated(session, dry_run=False, keep=None), dry_run=False)


def _migrated(session: Session, *, dry_run: bool, keep: Path | None) -> "Migration":
    from graph.care.migration.migrate import migrate as migrate_store
    from graph.store import address_of

    return migrate_store(address_of(session.store_url), author="cli", now=datetime.now(UTC), dry_run=dry_run, keep=keep)


def _tell(session: Session, done: "Migration", dry_run: bool) -> None:
    if not done.is_needed:
        text = Text(
            "Nichts zu tun: Der Speicher hat schon die Form {form}.", "Nothing to do: the store has form {form}."
        )
        note(text.fill(form=done.current).in_(session.lang))
        return
    _saved(session, done.saved_to)
    text = Text("Würde umgestellt: ", "Would be migrated: ") if dry_run else Text("Umgestellt: ", "Migrated: ")
    what = Text(
        "Form {found} → {current}, {revisions} Stände, {records} Einträge; nicht mehr lesbar: {unreadable}.",
        "form {found} → {current}, {revisions} revisions, {records} records; no longer readable: {unreadable}.",
    ).fill(
        found=done.found,
        current=done.current,
        revisions=done.revisions,
        records=done.records,
        unreadable=len(done.unreadable),
    )
    note(text.in_(session.lang) + what.in_(session.lang))


def _saved(session: Session, to: Path | None) -> None:
    if to is not None:
        note(Text("Vorher gesichert: {to}", "Saved first: {to}").fill(to=to).in_(session.lang))


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)
