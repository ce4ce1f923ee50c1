"""Writing into Neo4j: one transaction, all or nothing. The store's record is locked before anything is read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from graph.changes import Commit, Delete, Put, Transaction
from graph.model import Edge, Record, Ref
from graph.rows import references, targets
from graph.schema import Property, is_edge, kind_named
from graph.stores import neo4j_statements as cypher
from graph.stores.neo4j_rows import properties_of
from graph.stores.transactions import broken_reference, check_versions, damaging, id_of, last_of_each, payload

BATCH = 5_000  # rows in one statement

_Item = TypeVar("_Item")


@dataclass(slots=True)
class _Work:
    """One transaction on its way into the graph, and what the graph holds of its records."""

    tx: ManagedTransaction
    put: dict[type[Record], list[Record]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[type[Record], list[Ref]] = field(default_factory=lambda: defaultdict(list))
    versions: dict[Ref, int] = field(default_factory=dict)
    elements: dict[Ref, str] = field(default_factory=dict)
    """Neo4j's own id of each node that is written or pointed at; it holds only within the transaction."""

    def each(self, statement: str, items: Iterable[Any], name: str = "rows") -> Iterator[Any]:
        """What the statement answers, run on the items batch by batch."""
        for batch in _batches(items):
            yield from self.tx.run(statement, {name: batch}).values()

    def run(self, statement: str, items: Iterable[Any], name: str = "rows") -> None:
        for batch in _batches(items):
            self.tx.run(statement, {name: batch}).consume()

    def known(self, kind: type[Record]) -> list[Ref]:
        """The ids of the kind that are changed or deleted, not created."""
        ids = [*(record.id for record in self.put.get(kind, ())), *self.gone.get(kind, ())]
        return [ref for ref in ids if ref in self.versions]


def write(tx: ManagedTransaction, transaction: Transaction, key: str) -> Commit:
    """`key` is the mutation id, or one made up for this call: it tells a retry of the driver that it is one."""
    tx.run(cypher.LOCK).consume()
    first = tx.run(cypher.REPLAY, key=key).single()
    if first is not None:
        return Commit(first[0], replayed=transaction.mutation_id is not None)
    changes = last_of_each(transaction.changes)
    work = _Work(tx)
    for change in changes:
        if isinstance(change, Put):
            work.put[type(change.record)].append(change.record)
        else:
            work.gone[kind_named(change.kind)].append(change.id)
    _look_up(work, transaction)
    check_versions(transaction, work.versions)
    _clear(work)
    _put_nodes(work)
    _find_targets(work)
    _put_relationships(work)
    _delete_nodes(work)
    return Commit(_log(tx, transaction, changes, key))


def _look_up(work: _Work, transaction: Transaction) -> None:
    """What the graph holds of the records that are written or expected at a version."""
    for kind in {*work.put, *work.gone}:
        ids = [*(record.id for record in work.put.get(kind, ())), *work.gone.get(kind, ())]
        for ref, version, element in work.each(cypher.versions(kind), ids, "ids"):
            work.versions[ref] = version
            if not is_edge(kind):
                work.elements[ref] = element
    others = [ref for ref in transaction.expected if ref not in work.versions]
    work.versions.update((ref, version) for ref, version, _, _ in work.each(cypher.kinds_of(), others, "ids"))


def _clear(work: _Work) -> None:
    """Take away what is replaced or deleted, but for the nodes themselves."""
    for kind in {*work.put, *work.gone}:
        known = work.known(kind)
        if is_edge(kind):
            work.run(cypher.delete_edges(kind), known, "ids")
        else:
            for statement in cypher.cut_links(kind):
                work.run(statement, [work.elements[ref] for ref in known], "elements")


def _put_nodes(work: _Work) -> None:
    new, known = [], []
    for kind, put in work.put.items():
        for record in () if is_edge(kind) else put:
            properties = properties_of(record, work.versions.get(record.id, 0) + 1)
            if record.id in work.versions:
                known.append({"element": work.elements[record.id], "properties": properties})
            else:
                new.append({"label": kind.__name__, "properties": properties})
    work.elements.update(work.each(cypher.CREATE_NODES, new))
    work.run(cypher.CHANGE_NODES, known)


def _find_targets(work: _Work) -> None:
    """The nodes that references point at: looked for among the kinds that the model names, then among all."""
    wanted: dict[str, set[Ref]] = defaultdict(set)
    for kind, put in work.put.items():
        for prop in references(kind):
            missing = {ref for record in put for ref in targets(record, prop)} - work.elements.keys()
            for label in prop.to.kinds if prop.to is not None else ():
                wanted[label] |= missing
    for label, refs in wanted.items():
        found = work.each(cypher.versions(kind_named(label)), refs - work.elements.keys(), "ids")
        work.elements.update((ref, element) for ref, _, element in found)
    missing = set().union(*wanted.values()) - work.elements.keys()
    for ref, _, element, name in work.each(cypher.kinds_of(), missing, "ids"):
        if not is_edge(kind_named(name)):
            work.elements[ref] = element
    missing -= work.elements.keys()
    if missing:
        raise broken_reference(min(missing))


def _put_relationships(work: _Work) -> None:
    rows: list[dict[str, Any]] = []
    for kind, put in work.put.items():
        if is_edge(kind):
            rows += (_edge(work, edge) for edge in put if isinstance(edge, Edge))
        else:
            rows += (row for prop in references(kind) for record in put for row in _links(work, record, prop))
    work.run(cypher.CREATE_RELATIONSHIPS, rows)


def _edge(work: _Work, edge: Edge) -> dict[str, Any]:
    properties = properties_of(edge, work.versions.get(edge.id, 0) + 1)
    return _relationship(work, edge.meta.relation, edge.source, edge.target, properties)


def _links(work: _Work, record: Record, prop: Property) -> Iterator[dict[str, Any]]:
    """What has to be drawn for one reference property of one node."""
    assert prop.to is not None
    for position, target in enumerate(targets(record, prop)):
        start, end = (target, record.id) if prop.to.inverse else (record.id, target)
        properties = {"property": prop.json_name, "position": position}
        yield _relationship(work, prop.to.relation, start, end, properties)


def _relationship(work: _Work, type_: str, start: Ref, end: Ref, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": type_, "start": work.elements[start], "end": work.elements[end], "properties": properties}


def _delete_nodes(work: _Work) -> None:
    """Neo4j refuses to delete a node that still has a relationship; the ids that edges hold we look for ourselves."""
    nodes = [kind for kind in work.gone if not is_edge(kind)]
    ids = [ref for kind in nodes for ref in work.gone[kind] if ref in work.versions]
    work.run(cypher.DELETE_NODES, [work.elements[ref] for ref in ids], "elements")
    for statement in cypher.edges_holding({kind.__name__ for kind in nodes}) if ids else ():
        held = next(work.each(statement, ids, "ids"), None)
        if held is not None:
            raise damaging(held[0])


def _log(tx: ManagedTransaction, transaction: Transaction, changes: list[Put | Delete], key: str) -> int:
    """The last steps: the head is locked only from here to the end of the commit, so readers seldom wait."""
    (revision,) = tx.run(cypher.REVISION).single(strict=True)
    revision += 1
    tx.run(
        cypher.LOG_REVISION,
        revision=revision,
        author=transaction.author,
        reason=transaction.reason,
        at=transaction.at,
        key=key,
    ).consume()
    rows = ({"revision": revision, "position": n, **_logged(change)} for n, change in enumerate(changes))
    for batch in _batches(rows):
        tx.run(cypher.LOG_CHANGES, rows=batch).consume()
    tx.run(cypher.SET_REVISION, revision=revision).consume()
    return int(revision)


def _logged(change: Put | Delete) -> dict[str, Any]:
    if isinstance(change, Delete):
        return {"kind": change.kind, "id": change.id, "action": "delete"}
    kind = type(change.record).__name__
    return {"kind": kind, "id": id_of(change), "action": "put", "after": payload(change.record)}


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    held = list(items)
    return (held[start : start + BATCH] for start in range(0, len(held), BATCH))
