"""The questions of `benchmarks.algebra` written by hand: as loops over a networkx graph, and as Cypher."""

from collections.abc import Callable, Iterable
from typing import Any

import networkx

from graph.model import Edge, Record
from graph.rows import references, targets
from graph.schema import label_of
from graph.text import fold

Graph = Any


def networkx_graph(records: Iterable[Record]) -> Graph:
    """Nodes with their values, edges and references as edges that carry what they are."""
    graph = networkx.MultiDiGraph()
    listed = list(records)
    for record in listed:
        if not isinstance(record, Edge):
            graph.add_node(record.id, kind=type(record).__name__, label=label_of(record), key=fold(label_of(record)),
                           status=getattr(record, "status", None), end=getattr(record, "end", None))  # fmt: skip
    for record in listed:
        if isinstance(record, Edge):
            values = {name: getattr(record, name, None) for name in ("state", "layer", "role")}
            graph.add_edge(record.source, record.target, kind=type(record).__name__, **values)
        else:
            for prop in references(type(record)):
                for ref in targets(record, prop):
                    graph.add_edge(record.id, ref, kind=prop.name)
    return graph


def of_kind(g: Graph, kind: str) -> list[str]:
    return [n for n, held in g.nodes(data=True) if held["kind"] == kind]


def out(g: Graph, n: str, kind: str) -> list[tuple[str, Any]]:
    return [(m, held) for _, m, held in g.out_edges(n, data=True) if held["kind"] == kind]


def into(g: Graph, n: str, kind: str) -> list[tuple[str, Any]]:
    return [(m, held) for m, _, held in g.in_edges(n, data=True) if held["kind"] == kind]


def is_a(g: Graph, n: str, label: str) -> bool:
    return any(g.nodes[m]["label"] == label for m, _ in out(g, n, "type"))


def ties(g: Graph, n: str) -> list[tuple[str, Any]]:
    return [*out(g, n, "Tie"), *into(g, n, "Tie")]


def friends(g: Graph, n: str) -> set[str]:
    return {m for m, held in ties(g, n) if held["state"] == "EXISTS"}


def by_name(g: Graph, found: list[str]) -> int:
    sorted(found, key=lambda n: (g.nodes[n]["key"], n))[:50]
    return len(found)


def question_4(g: Graph) -> int:
    housing = {m for m in of_kind(g, "Measure") if any(g.nodes[t]["label"] == "Wohnen" for t, _ in out(g, m, "fields"))}
    return by_name(g, [
        p for p in of_kind(g, "Place")
        if not any(
            g.nodes[a]["kind"] == "Actor" and any(m in housing for m, _ in out(g, a, "Responsibility"))
            for a, _ in into(g, p, "places")
        )
    ])  # fmt: skip


def near_school(g: Graph) -> list[str]:
    schools = {a for a in of_kind(g, "Actor") if is_a(g, a, "Schule")}
    tied = {a: friends(g, a) for a in of_kind(g, "Actor")}
    close = {a for a, others in tied.items() if others & schools}
    return [a for a, others in tied.items() if not others & close]


def question_12(g: Graph) -> int:
    found = {a for a in of_kind(g, "Actor") if g.nodes[a]["label"] == "niemand"}
    tied = {a: friends(g, a) for a in of_kind(g, "Actor")}
    for _ in range(3):
        found = {a for a, others in tied.items() if others & found}
    return len(found)


NETWORKX: dict[str, Callable[[Graph], int]] = {
    "1": lambda g: by_name(g, [a for a in of_kind(g, "Actor") if is_a(g, a, "Verein")]),
    "2": lambda g: by_name(g, [
        m for m in of_kind(g, "Measure") if g.nodes[m]["status"] == "PLANNED" and not into(g, m, "Contribution")
    ]),
    "3": lambda g: by_name(g, [
        a for a in of_kind(g, "Actor")
        if is_a(g, a, "Verein") and not any(is_a(g, m, "Migrantenorganisation") for m in friends(g, a))
    ]),
    "4": question_4,
    "5": lambda g: by_name(g, [
        m for m in of_kind(g, "Measure")
        if len({a for a, _ in into(g, m, "Contribution")}) >= 3 and not into(g, m, "Responsibility")
    ]),
    "6": lambda g: by_name(g, [
        a for a in of_kind(g, "Actor") if len({m for m, held in ties(g, a) if held["layer"] == "working"}) >= 5
    ]),
    "7": lambda g: by_name(g, [
        m for m in of_kind(g, "Measure")
        if not any(held["state"] == "ACCEPTED" for _, held in into(g, m, "Responsibility"))
    ]),
    "8": lambda g: by_name(g, [a for a in of_kind(g, "Actor") if "eur 17" in g.nodes[a]["key"]]),
    "9": lambda g: len(sorted(of_kind(g, "Measure"), key=lambda m: (str(g.nodes[m]["end"]), g.nodes[m]["status"]))),
    "10": lambda g: by_name(g, near_school(g)),
    "11": lambda g: len(near_school(g)),
    "12": question_12,
}  # fmt: skip

_TIED = "(a)-[:COOPERATES_WITH {state: 'EXISTS'}]-(b:Actor)"
_NEAR = """MATCH (s:Actor)-[:HAS_TYPE]->(:Term {label: 'Schule'}) WITH collect(DISTINCT s) AS schools
CALL (schools) { UNWIND schools AS s MATCH (s)-[:COOPERATES_WITH {state: 'EXISTS'}]-(n:Actor)
RETURN collect(DISTINCT n) AS near }
CALL (near) { UNWIND near AS n MATCH (n)-[:COOPERATES_WITH {state: 'EXISTS'}]-(m:Actor)
RETURN collect(DISTINCT m) AS close }
MATCH (a:Actor) WHERE NOT a IN close """
CYPHER: dict[str, str] = {
    "1": "MATCH (a:Actor)-[:HAS_TYPE]->(:Term {label: 'Verein'}) WITH DISTINCT a ORDER BY a.sortKey, a.id "
    "WITH collect(a) AS found RETURN size(found)",
    "2": "MATCH (m:Measure {status: 'PLANNED'}) WHERE NOT EXISTS { (m)<-[:CONTRIBUTES_TO]-() } RETURN count(m)",
    "3": f"MATCH (a:Actor)-[:HAS_TYPE]->(:Term {{label: 'Verein'}}) WHERE NOT EXISTS {{ MATCH {_TIED} "
    "WHERE EXISTS { (b)-[:HAS_TYPE]->(:Term {label: 'Migrantenorganisation'}) } } RETURN count(DISTINCT a)",
    "4": "MATCH (p:Place) WHERE NOT EXISTS { MATCH (p)<-[:LOCATED_IN]-(:Actor)-[:RESPONSIBLE_FOR]->(:Measure)"
    "-[:IN_FIELD]->(:Term {label: 'Wohnen'}) } RETURN count(p)",
    "5": "MATCH (m:Measure) WHERE COUNT { MATCH (m)<-[:CONTRIBUTES_TO]-(a) RETURN DISTINCT a } >= 3 "
    "AND NOT EXISTS { (m)<-[:RESPONSIBLE_FOR]-() } RETURN count(m)",
    "6": "MATCH (a:Actor) WHERE COUNT { MATCH (a)-[:COOPERATES_WITH {layer: 'working'}]-(b) RETURN DISTINCT b } >= 5 "
    "RETURN count(a)",
    "7": "MATCH (m:Measure) WHERE NOT EXISTS { (m)<-[:RESPONSIBLE_FOR {state: 'ACCEPTED'}]-() } RETURN count(m)",
    "8": "MATCH (a:Actor) WHERE a.searchKey CONTAINS 'eur 17' RETURN count(a)",
    "9": "MATCH (m:Measure) WITH m ORDER BY m.endEarliest IS NULL, m.endEarliest DESC, m.status, m.id "
    "RETURN size(collect(m))",
    "10": _NEAR + "WITH a ORDER BY a.sortKey, a.id RETURN size(collect(a))",
    "11": _NEAR + "RETURN count(a)",
    "12": "MATCH (:Actor {name: 'niemand'})-[:COOPERATES_WITH {state: 'EXISTS'}]-()"
    "-[:COOPERATES_WITH {state: 'EXISTS'}]-()-[:COOPERATES_WITH {state: 'EXISTS'}]-(a:Actor) RETURN count(DISTINCT a)",
}
