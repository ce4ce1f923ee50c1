"""What a check asks of Neo4j beside its records and its log."""

from neo4j import ManagedTransaction

from graph.model import Record, Ref
from graph.schema import is_edge
from graph.stores import neo4j_statements as cypher

Keys = dict[Ref, tuple[str | None, str | None]]


def keys(tx: ManagedTransaction, kind: type[Record]) -> Keys:
    """The stored search key and sort key of each record of a kind; an edge has none."""
    if is_edge(kind):
        return {}
    return {ref: (search, sort) for ref, search, sort in tx.run(cypher.keys(kind)).values()}


def faults(tx: ManagedTransaction) -> list[str]:
    """What is wrong with the store's own nodes that no reading of the log shows."""
    counted = tx.run(cypher.OWN_NODES).values()
    found = [f"{number} nodes {label} instead of one" for label, number in counted if number != 1]
    for statement, fault in _FAULTS.items():
        found += [f"GeflechtRevision {number}: {fault}" for (number,) in tx.run(statement).values()]
    return found


_FAULTS = {
    cypher.BEYOND_HEAD: "newer than the head",
    cypher.WRONG_KEYS: "its key is not that of its mutation id",
    cypher.LOOSE_CHANGES: "there are changes of it, but it is missing",
}
