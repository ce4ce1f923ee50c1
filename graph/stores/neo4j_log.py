"""The log in Neo4j: a node `GeflechtRevision` for each transaction, a node `GeflechtChange` for each record in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from graph.changes import Head
from graph.errors import StoreDamaged, StoreHalfReplaced
from graph.language import Text
from graph.log import Entry, Logged
from graph.model import Ref
from graph.stores import neo4j_statements as cypher

_CHUNK = 200  # revisions read in one go
BATCH = 5_000  # rows in one statement

_Item = TypeVar("_Item")


def head(tx: ManagedTransaction) -> Head:
    """The newest revision and its hash."""
    found = tx.run(cypher.HEAD).single()
    if found is None:
        raise _headless(tx)
    return Head(int(found[0]), str(found[1]))


def _headless(tx: ManagedTransaction) -> StoreDamaged:
    mark = tx.run(cypher.MARK).single()
    if mark is not None and mark[0] is not None:
        return StoreHalfReplaced(
            Text(
                "In diese Neo4j-Datenbank wird gerade eine Sicherung eingespielt, oder das brach ab; "
                "läuft nichts mehr, bitte noch einmal einspielen (--replace).",
                "A backup is being restored into this Neo4j database, or that was cut off; if none is running, "
                "please restore again (--replace).",
            )
        )
    return StoreDamaged(
        Text(
            "In dieser Neo4j-Datenbank fehlt der Knoten GeflechtHead. Bitte eine Sicherung einspielen.",
            "The node GeflechtHead is missing from this Neo4j database. Please restore a backup.",
        )
    )


def versions(tx: ManagedTransaction, ids: Sequence[Ref]) -> dict[Ref, int]:
    """The newest version in the log of those of the records that it does not know as deleted."""
    return {
        ref: version for batch in batches(ids) for ref, version in tx.run(cypher.LOGGED_VERSIONS, ids=batch).values()
    }


def changed(tx: ManagedTransaction, kinds: Sequence[str], after: int) -> list[tuple[Ref, int]]:
    """Id and version of the first record of these kinds that was changed after a revision, if any."""
    return [(Ref(ref), version) for ref, version in tx.run(cypher.CHANGED, kinds=list(kinds), after=after).values()]


def append(tx: ManagedTransaction, revisions: Sequence[Logged], keys: Mapping[int, str]) -> None:
    """Write revisions; what they erase is emptied in all revisions before. The head moves to the last of them.

    These are the last steps of a transaction: the head is locked only from here to the end of the commit, so readers
    seldom wait. `keys` holds for each revision the key that tells a retry that it is one.
    """
    for batch in batches(revision_row(logged, keys[logged.number]) for logged in revisions):
        tx.run(cypher.LOG_REVISIONS, rows=batch).consume()
    for batch in batches(row for logged in revisions for row in change_rows(logged)):
        tx.run(cypher.LOG_CHANGES, rows=batch).consume()
    for logged in revisions:
        if logged.erased:
            tx.run(cypher.ERASE, ids=list(logged.erased), revision=logged.number).consume()
    if revisions:
        tx.run(cypher.SET_HEAD, revision=revisions[-1].number, hash=revisions[-1].hash).consume()


def read(tx: ManagedTransaction, after: int, until: int, ids: Sequence[Ref] | None) -> list[Logged]:
    """The next revisions of the log, some hundred at most; with `ids` those that changed one of them."""
    of_ids: dict[str, Any] = {} if ids is None else {"ids": list(ids)}
    revisions = cypher.READ_REVISIONS if ids is None else cypher.READ_REVISIONS_OF
    rows = [row for (row,) in tx.run(revisions, after=after, until=until, limit=_CHUNK, **of_ids).values()]
    if not rows:
        return []
    changes = cypher.READ_CHANGES if ids is None else cypher.READ_CHANGES_OF
    read = [
        change for (change,) in tx.run(changes, first=rows[0]["number"], last=rows[-1]["number"], **of_ids).values()
    ]
    entries: dict[int, list[Entry]] = {}
    try:
        for change in read:
            entries.setdefault(change["revision"], []).append(_entry(change))
        return [_logged(row, entries.get(row["number"], ())) for row in rows]
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise StoreDamaged(
            Text(
                f"Im Protokoll liegt ein Knoten, den Geflecht nicht so geschrieben hat ({error!r}).",
                f"In the log lies a node that Geflecht did not write like this ({error!r}).",
            )
        ) from error


def key_of(mutation_id: str) -> str:
    """The key under which a mutation is found again; those that others choose can't meet those that we make up."""
    return f"mutation {mutation_id}"


def batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items, so many at a time as one statement takes."""
    held = list(items)
    return (held[start : start + BATCH] for start in range(0, len(held), BATCH))


def revision_row(logged: Logged, key: str) -> dict[str, Any]:
    """The properties of a revision's node."""
    return {
        "number": logged.number,
        "author": logged.author,
        "reason": logged.reason,
        "at": logged.at.astimezone(UTC),
        "mutationId": logged.mutation_id,
        "key": key,
        "erased": list(logged.erased),
        "previous": logged.previous,
        "hash": logged.hash,
    }


def change_rows(logged: Logged) -> Iterator[dict[str, Any]]:
    """The properties of the nodes of its changes, in their order."""
    for position, entry in enumerate(logged.entries):
        yield {
            "revision": logged.number,
            "position": position,
            "kind": entry.kind,
            "id": entry.id,
            "action": entry.action,
            "version": entry.version,
            "digest": entry.digest,
            "salt": entry.salt,
            "payload": entry.payload,
        }


def _logged(row: Any, entries: Iterable[Entry]) -> Logged:
    return Logged(
        number=row["number"],
        author=row["author"],
        reason=row["reason"],
        at=row["at"].to_native().astimezone(UTC),
        mutation_id=row.get("mutationId"),
        erased=tuple(row["erased"]),
        previous=row["previous"],
        entries=tuple(entries),
        hash=row["hash"],
    )


def _entry(row: Any) -> Entry:
    kind, ref = row["kind"], row["id"]
    if not isinstance(kind, str) or not isinstance(ref, str):
        raise TypeError("no kind or id")
    return Entry(
        kind,
        Ref(ref),
        row["action"],
        row["version"],
        row["digest"],
        row.get("salt"),
        row.get("payload"),
    )
