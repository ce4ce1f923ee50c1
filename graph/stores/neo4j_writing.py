"""Writing into Neo4j: one transaction, all or nothing. The store's record is locked before anything is read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from neo4j import ManagedTransaction

from graph.changes import Change, Commit, Put, Transaction
from graph.model import Edge, Record, Ref
from graph.rows import references, targets
from graph.schema import Property, is_edge, kind_named
from graph.stores import neo4j_log as log
from graph.stores import neo4j_statements as cypher
from graph.stores.neo4j_rows import properties_of
from graph.stores.transactions import (
    broken_reference,
    check_basis,
    check_erasures,
    check_versions,
    damaging,
    keys_of,
    next_logged,
    prepared,
    settled,
)


@dataclass(slots=True)
class _Work:
    """One transaction on its way into the graph, and what the graph holds of its records."""

    tx: ManagedTransaction
    put: dict[type[Record], list[Record]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[type[Record], list[Ref]] = field(default_factory=lambda: defaultdict(list))
    versions: dict[Ref, int] = field(default_factory=dict)
    elements: dict[Ref, str] = field(default_factory=dict)
    """Neo4j's own id of each node that is written or pointed at; it holds only within the transaction."""
    ends: dict[Ref, list[Ref]] = field(default_factory=dict)
    """Source and target of each edge that is there already."""
    links: set[tuple[Ref, str, int, Ref]] = field(default_factory=set)
    """The references that are drawn already and stay: owner, property, position, target."""

    def each(self, statement: str, items: Iterable[Any], name: str = "rows") -> Iterator[Any]:
        """What the statement answers, run on the items batch by batch."""
        for batch in log.batches(items):
            yield from self.tx.run(statement, {name: batch}).values()

    def run(self, statement: str, items: Iterable[Any], name: str = "rows") -> None:
        for batch in log.batches(items):
            self.tx.run(statement, {name: batch}).consume()


def write(tx: ManagedTransaction, transaction: Transaction, key: str) -> Commit:
    """`key` is the mutation id, or one made up for this call: it tells a retry of the driver that it is one."""
    tx.run(cypher.LOCK).consume()
    first = tx.run(cypher.REPLAY, key=key).single()
    if first is not None:
        return Commit(first[0], replayed=transaction.mutation_id is not None)
    changes = prepared(transaction)
    work = _Work(tx)
    _sort_in(work, changes)
    _look_up(work, (*transaction.expected, *transaction.erase))
    check_versions(transaction, work.versions)
    if transaction.rests_on:
        check_basis(transaction, log.changed(tx, transaction.rests_on, transaction.seen))
    check_erasures(transaction, changes, work.versions)
    written = [settled(change, work.versions) for change in changes]
    _sort_in(work, written)
    _clear(work)
    _put_nodes(work)
    _find_targets(work)
    _put_relationships(work)
    _delete_nodes(work)
    lost = log.versions(tx, [ref for gone in work.gone.values() for ref in gone if ref not in work.versions])
    logged = next_logged(log.head(tx), transaction, written, work.versions | lost)
    log.append(tx, [logged], {logged.number: key})
    return Commit(logged.number)


def put_new_nodes(tx: ManagedTransaction, records: Sequence[Record]) -> None:
    """Create the nodes of records that aren't there yet, without their references; edges among them are left out."""
    work = _Work(tx)
    _sort_in(work, map(Put, records))
    _put_nodes(work)


def draw_relationships(tx: ManagedTransaction, records: Sequence[Record]) -> None:
    """Draw the edges, and the references of nodes, of records whose nodes all lie there without any."""
    work = _Work(tx)
    _sort_in(work, map(Put, records))
    for kind, put in work.put.items():
        if not is_edge(kind):
            found = work.each(cypher.versions(kind), [record.id for record in put], "ids")
            work.elements.update((ref, element) for ref, _, element in found)
    _find_targets(work)
    _put_relationships(work)


def put_again(tx: ManagedTransaction, records: Sequence[Record]) -> None:
    """Write records over what the graph holds of them, at the versions that they carry."""
    work = _Work(tx)
    _sort_in(work, map(Put, records))
    _look_up(work, ())
    _clear(work)
    _put_nodes(work)
    _find_targets(work)
    _put_relationships(work)


def write_keys(tx: ManagedTransaction, records: Iterable[Record]) -> None:
    """Write the search and sort keys of nodes anew, and nothing else."""
    rows: dict[type[Record], list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        search, sort = keys_of(record)
        rows[type(record)].append({"id": record.id, "version": record.version, "search": search, "sort": sort})
    for kind, listed in rows.items():
        if not is_edge(kind):
            for batch in log.batches(listed):
                tx.run(cypher.set_keys(kind), rows=batch).consume()


def _sort_in(work: _Work, changes: Iterable[Change]) -> None:
    work.put.clear()
    work.gone.clear()
    for change in changes:
        if isinstance(change, Put):
            work.put[type(change.record)].append(change.record)
        else:
            work.gone[kind_named(change.kind)].append(change.id)


def _look_up(work: _Work, expected: Iterable[Ref]) -> None:
    """What the graph holds of the records that are written or expected at a version."""
    for kind in {*work.put, *work.gone}:
        ids = [*(record.id for record in work.put.get(kind, ())), *work.gone.get(kind, ())]
        for ref, version, place in work.each(cypher.versions(kind), ids, "ids"):
            work.versions[ref] = version
            if is_edge(kind):
                work.ends[ref] = place
            else:
                work.elements[ref] = place
    others = [ref for ref in expected if ref not in work.versions]
    work.versions.update((ref, version) for ref, version, _, _ in work.each(cypher.kinds_of(), others, "ids"))


def _clear(work: _Work) -> None:
    """Take away what goes: edges that are deleted or change their ends, references of nodes. Nodes go last."""
    for kind in {*work.put, *work.gone}:
        put, gone = work.put.get(kind, ()), [ref for ref in work.gone.get(kind, ()) if ref in work.versions]
        if is_edge(kind):
            moved = [edge.id for edge in put if isinstance(edge, Edge) and _is_moved(work, edge)]
            work.run(cypher.delete_edges(kind), gone + moved, "ids")
        else:
            known = [record for record in put if record.id in work.elements]
            elements = [work.elements[ref] for ref in (*gone, *(record.id for record in known))]
            stay = {link for prop in references(kind) for record in known for link in _links(record, prop)}
            for inverse, statement in cypher.links(kind):
                gone_links = list(_links_to_cut(work, kind, inverse, work.each(statement, elements, "elements"), stay))
                work.run(cypher.DELETE_RELATIONSHIPS, gone_links, "elements")


def _links_to_cut(
    work: _Work, kind: type[Record], inverse: bool, drawn: Iterable[Any], stay: set[tuple[Ref, str, int, Ref]]
) -> Iterator[str]:
    names = cypher.held_by(kind, inverse=inverse)
    for element, owner, name, position, target in drawn:
        link = (owner, name, position, target)
        if link in stay and link not in work.links:
            work.links.add(link)
        elif name in names:  # else it belongs to the node at its other end, or is nothing of ours
            yield element


def _is_moved(work: _Work, edge: Edge) -> bool:
    return work.ends.get(edge.id, [edge.source, edge.target]) != [edge.source, edge.target]


def _put_nodes(work: _Work) -> None:
    new, known = [], []
    for kind, put in work.put.items():
        for record in () if is_edge(kind) else put:
            properties = properties_of(record)
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
    new: list[dict[str, Any]] = []
    for kind, put in work.put.items():
        known: list[dict[str, Any]] = []
        for record in put:
            if isinstance(record, Edge):
                properties = properties_of(record)
                if record.id in work.ends and not _is_moved(work, record):
                    known.append(properties)
                else:
                    new.append(_relationship(work, record.meta.relation, record.source, record.target, properties))
            else:
                new += _new_links(work, record)
        work.run(cypher.change_edges(kind), known)
    work.run(cypher.CREATE_RELATIONSHIPS, new)


def _links(record: Record, prop: Property) -> Iterator[tuple[Ref, str, int, Ref]]:
    """The references of one property of one node: owner, property, position, target."""
    return ((record.id, prop.json_name, position, target) for position, target in enumerate(targets(record, prop)))


def _new_links(work: _Work, record: Record) -> Iterator[dict[str, Any]]:
    for prop in references(type(record)):
        assert prop.to is not None
        for owner, name, position, target in _links(record, prop):
            if (owner, name, position, target) not in work.links:
                start, end = (target, owner) if prop.to.inverse else (owner, target)
                properties = {"property": name, "position": position}
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
