"""Brings a store of an older form into the current one, after a copy of it was made."""

from datetime import datetime
from pathlib import Path

from graph.care.migration.result import Migration
from graph.errors import StoreUnreachable, WrongUse
from graph.language import Text


def migrate(address: str, *, author: str, now: datetime, dry_run: bool = False, keep: Path | None = None) -> Migration:
    """Migrate the store at that address, in one transaction: afterwards it is the old one or the new one.

    A copy is made first: of an embedded store's file beside it, of a Neo4j database as a file in the current folder, or
    as `keep`. Of two who migrate at once one does it, and the other finds it done. Raises StoreTooNew for a newer form,
    StoreDamaged for what can't be read, StoreBusy while somebody else is writing; then the store is as it was. With
    `dry_run` nothing is written.
    """
    if not address.startswith("sqlite:"):
        from graph.stores import neo4j_migrating

        return neo4j_migrating.migrate(address, author=author, now=now, dry_run=dry_run, keep=keep)
    from graph.stores import sqlite_migrating

    name = address.removeprefix("sqlite:")
    if name == ":memory:":
        raise WrongUse(Text("Ein Speicher im Arbeitsspeicher ist immer neu.", "A store in memory is always new."))
    if not Path(name).is_file():
        raise StoreUnreachable(Text(f"Unter {address} liegt kein Speicher.", f"There is no store at {address}."))
    return sqlite_migrating.migrate(Path(name), author=author, now=now, dry_run=dry_run, keep=keep)
