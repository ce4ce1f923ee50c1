"""Migrates a Neo4j database: all of it into a file first, then all steps in one transaction."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from neo4j import ManagedTransaction

from graph.care.migration.from_form_1 import migrated
from graph.care.migration.gained import GAINED_SINCE, changed_by_defaults, renamed_states
from graph.care.migration.result import Migration, Step
from graph.care.whole_file import refuse_taken, whole_file
from graph.log import Logged, last_entries
from graph.model import KINDS, Record, Ref
from graph.rows import records
from graph.stores import SCHEMA_VERSION, neo4j_form_1, neo4j_reading
from graph.stores import neo4j_log as log
from graph.stores import neo4j_statements as cypher
from graph.stores.neo4j_connection import open_driver
from graph.stores.neo4j_sessions import Sessions
from graph.stores.neo4j_writing import put_again, write_keys
from graph.stores.transactions import refuse_other_form


def migrate(address: str, *, author: str, now: datetime, dry_run: bool, keep: Path | None) -> Migration:
    """Bring the database into the current form; see `graph.care.migration.migrate`."""
    sessions = Sessions(open_driver(address), address)
    try:
        found = sessions.read(_form)
        if found not in STEPS:
            refuse_other_form(address, found, SCHEMA_VERSION)
            return Migration(found, SCHEMA_VERSION)
        if not dry_run and keep is not None:
            refuse_taken(keep, overwrite=False)
        if not dry_run and found == 1:
            sessions.write(lambda tx: tx.run(neo4j_form_1.DROP_CONSTRAINT).consume())
        work = partial(_in_one_go, address=address, author=author, now=now, dry_run=dry_run, keep=keep)
        return sessions.commit(work)
    finally:
        sessions.close()


def _form(tx: ManagedTransaction) -> int:
    found = tx.run(cypher.STORE_VERSION).single()
    return SCHEMA_VERSION if found is None else int(found[0])


def _in_one_go(
    tx: ManagedTransaction, address: str, author: str, now: datetime, dry_run: bool, keep: Path | None
) -> Migration:
    """Under the lock of all writers: whoever comes second finds it done."""
    tx.run(cypher.LOCK).consume()
    found = _form(tx)
    if found not in STEPS:
        refuse_other_form(address, found, SCHEMA_VERSION)
        return Migration(found, SCHEMA_VERSION)
    step = STEPS[found](tx, _records(tx), author, now)
    if dry_run:
        return Migration.of(found, SCHEMA_VERSION, step)
    out = keep or Path(f"geflecht-form-{found}-{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}.jsonl.gz")
    _save(tx, out, found)
    step.write()
    tx.run(cypher.SET_STORE_VERSION, version=SCHEMA_VERSION).consume()
    return Migration.of(found, SCHEMA_VERSION, step, out)


def _from_form_1(tx: ManagedTransaction, held: dict[Ref, Record], author: str, now: datetime) -> Step:
    done = migrated(neo4j_form_1.revisions(tx), held, author=author, now=now)

    def write() -> None:
        """The graph stays where it lies; the log is written anew, and the records that are not what they were."""
        write_keys(tx, held.values())
        put_again(tx, done.rewritten)
        tx.run(cypher.DELETE_LOG).consume()
        keys = {
            logged.number: log.key_of(logged.mutation_id) if logged.mutation_id else f"migrated {logged.number}"
            for logged in done.log
        }
        log.append(tx, done.log, keys)

    return Step(len(done.log) - 1, done.records, write, len(done.rewritten), done.unreadable)


def _gained(tx: ManagedTransaction, held: dict[Ref, Record], author: str, now: datetime) -> Step:
    revision = log.head(tx).revision
    changed = changed_by_defaults(held, last_entries(_whole_log(tx, revision)))

    def write() -> None:
        put_again(tx, changed)
        for kind, prop, codes in renamed_states():
            for former, today in codes.items():
                tx.run(cypher.rename_state(kind, prop), former=former, today=today).consume()

    return Step(revision, len(held), write)


STEPS: dict[int, Callable[[ManagedTransaction, dict[Ref, Record], str, datetime], Step]] = {1: _from_form_1}
"""By the form that is found, the step to the current one."""
STEPS |= dict.fromkeys(GAINED_SINCE, _gained)


def _whole_log(tx: ManagedTransaction, until: int) -> Iterator[Logged]:
    after = 0
    while chunk := log.read(tx, after, until, None):
        yield from chunk
        after = chunk[-1].number


def _records(tx: ManagedTransaction) -> dict[Ref, Record]:
    read = (neo4j_reading.rows(tx, kind, cypher.ALL, {}) for kind in KINDS.values())
    return {record.id: record for rows in read for record in records(rows)}


def _save(tx: ManagedTransaction, out: Path, form: int) -> None:
    """Every node and relationship of the database as a line of JSON."""
    with whole_file(out, overwrite=True) as file, gzip.GzipFile(filename="", mode="wb", fileobj=file) as lines:
        lines.write(_line({"format": "geflecht-neo4j", "form": form}))
        for name, statement in (("node", cypher.EVERY_NODE), ("relationship", cypher.EVERY_RELATIONSHIP)):
            for element in tx.run(statement):
                lines.write(_line({name: element.data()}))


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, default=str).encode() + b"\n"
