"""Form 1 in Neo4j: how its list of changes is read. It had no chain, its nodes no keys, its mutation ids no key."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from neo4j import ManagedTransaction

from graph.care.migration.from_form_1 import OldChange, OldRevision

DROP_CONSTRAINT = "DROP CONSTRAINT geflecht_mutation IF EXISTS"
"""Form 2 has one of that name on another property."""
_REVISIONS = "MATCH (r:GeflechtRevision) RETURN r ORDER BY r.number"
_CHANGES = """
MATCH (c:GeflechtChange) RETURN c.revision, c.kind, c.id, c.action, c.after ORDER BY c.revision, c.position
"""
_MADE_UP = "one call "
"""How the mutation id begins of a transaction that had none."""


def revisions(tx: ManagedTransaction) -> Iterator[OldRevision]:
    """Every transaction, oldest first."""
    changes: dict[int, list[OldChange]] = defaultdict(list)
    for number, *change in tx.run(_CHANGES).values():
        changes[number].append(OldChange(*change))
    for (row,) in tx.run(_REVISIONS).values():
        yield OldRevision(
            row["author"], row["reason"], row["at"].to_native(), _mutation_id(row), tuple(changes[row["number"]])
        )


def _mutation_id(row: Any) -> str | None:
    key: str | None = row["mutationId"]
    return None if key is None or key.startswith(_MADE_UP) else key
