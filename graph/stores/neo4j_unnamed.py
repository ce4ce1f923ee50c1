"""Nodes and edges that somebody created by hand, without an id: finding them, and giving them one."""

from collections.abc import Iterator, Sequence

from neo4j import ManagedTransaction

from graph.care.record_check import hindrances
from graph.care.unnamed import Named, Unnamed, completed
from graph.errors import StoreDamaged
from graph.language import Text
from graph.model import KINDS, Record
from graph.rows import records, references, targets
from graph.schema import camel_case, is_edge, kind_named, per_kind
from graph.stores import neo4j_reading as reading
from graph.stores import neo4j_statements as cypher


def unnamed(tx: ManagedTransaction) -> list[Unnamed]:
    """All of them, sorted by kind and place."""
    found = []
    for kind, place, *said in sorted(tx.run(_find()).values(), key=lambda row: row[:2]):
        words, dataset, external_id = (value if isinstance(value, str) and value else None for value in said)
        found.append(Unnamed(place, kind, words or "", dataset, external_id))
    return found


def give_ids(tx: ManagedTransaction, named: Sequence[Named]) -> dict[str, Text]:
    """Make records of those that can be read then and fit the model; by place, why others can't."""
    tx.run(cypher.LOCK).consume()
    refused: dict[str, Text] = {}
    for kind in sorted({kind_named(one.kind) for one in named}, key=is_edge):  # edges need the ids at their ends
        of_kind = [one for one in named if one.kind == kind.__name__]
        before = {place: said for place, *said in tx.run(_give(kind), rows=[_row(one) for one in of_kind]).values()}
        for one, why in _unfit(tx, kind, [one for one in of_kind if one.place in before]):
            dataset, external_id = before[one.place]
            tx.run(_take_back(kind), place=one.place, dataset=dataset, externalId=external_id).consume()
            refused[one.place] = why
    return refused


def _row(one: Named) -> dict[str, str]:
    return {"place": one.place, "id": one.id, "dataset": one.dataset, "externalId": one.external_id}


def _unfit(tx: ManagedTransaction, kind: type[Record], named: Sequence[Named]) -> Iterator[tuple[Named, Text]]:
    """Those that can't be records, and why; where they can't be read together, they are read in ever smaller parts."""
    if not named:
        return
    try:
        found = {r.id: r for r in records(reading.rows(tx, kind, cypher.WITH_IDS, {"ids": [one.id for one in named]}))}
    except StoreDamaged as error:
        if len(named) == 1:
            yield named[0], Text(*(said.replace(f" {named[0].id}", "") for said in error.message))  # it keeps no id
            return
        half = len(named) // 2
        yield from _unfit(tx, kind, named[:half])
        yield from _unfit(tx, kind, named[half:])
        return
    ends = {ref for record in found.values() for prop in references(kind) for ref in targets(record, prop)}
    kinds = {ref: name for ref, _, _, name in tx.run(cypher.kinds_of(), ids=sorted(ends)).values()}
    for one in named:
        problem = next(hindrances(completed(found[one.id]), kinds), None)
        if problem is not None:
            yield one, problem.message


def _find() -> str:
    """Answers kind, place, name, dataset and external id; one statement, since each new one has to be planned."""
    return f"CALL () {{ {' UNION ALL '.join(map(_branch, KINDS.values()))} }} RETURN kind, place, name, dataset, key"


def _branch(kind: type[Record]) -> str:
    if is_edge(kind):
        name, dataset = "a.externalId + ' ' + b.externalId", "coalesce(x.dataset, a.dataset)"
    else:
        name, dataset = f"x.{camel_case(kind.meta.title or 'externalId')}", "x.dataset"
    return (
        f"{_match(kind)} WHERE x.id IS NULL RETURN '{kind.__name__}' AS kind, elementId(x) AS place, "
        f"{name} AS name, {dataset} AS dataset, x.externalId AS key"
    )


@per_kind
def _give(kind: type[Record]) -> str:
    """Answers place, and dataset and external id as they were before."""
    return (
        f"UNWIND $rows AS row {_match(kind)} WHERE elementId(x) = row.place AND x.id IS NULL "
        "WITH row, x, x.dataset AS dataset, x.externalId AS externalId "
        "SET x.id = row.id, x.dataset = row.dataset, x.externalId = row.externalId, x.version = 0 "
        "RETURN row.place, dataset, externalId"
    )


@per_kind
def _take_back(kind: type[Record]) -> str:
    return (
        f"{_match(kind)} WHERE elementId(x) = $place "
        "REMOVE x.id, x.version SET x.dataset = $dataset, x.externalId = $externalId"
    )


def _match(kind: type[Record]) -> str:
    return f"MATCH (a)-[x:{kind.meta.relation}]->(b)" if is_edge(kind) else f"MATCH (x:{kind.__name__})"
