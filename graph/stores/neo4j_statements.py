"""The Cypher of the Neo4j store. Labels, types and property names come from the model, values only as parameters.

A node kind is a label and an edge kind a relationship type, with the model's properties in camelCase and Neo4j's own
types. A reference of a node is a relationship that carries the name of the `property` and its `position` in the list;
a reference of an edge is a list of ids on the relationship. Three kinds of node are the store's own:
`GeflechtStore` (one: its form, locked by whoever writes), `GeflechtHead` (one: the newest revision), and the log of
`GeflechtRevision` and `GeflechtChange`.
"""

from collections.abc import Iterator, Mapping

from graph.model import EDGE_KINDS, KINDS, NODE_KINDS, Contact, Record
from graph.rows import IDENTITY, columns, references
from graph.schema import Property, camel_case, is_edge, per_kind

LOCK = "MATCH (s:GeflechtStore {name: 'graph'}) SET s.locked = true"
LOCK_HEAD = "MATCH (h:GeflechtHead {name: 'graph'}) SET h.locked = true"
HEAD = "MATCH (h:GeflechtHead {name: 'graph'}) RETURN h.revision, h.hash"
SET_HEAD = "MATCH (h:GeflechtHead {name: 'graph'}) SET h.revision = $revision, h.hash = $hash"
DELETE_HEAD = "MATCH (h:GeflechtHead {name: 'graph'}) DELETE h"
PUT_HEAD = "MERGE (h:GeflechtHead {name: 'graph'}) SET h.revision = $revision, h.hash = $hash, h.locked = true"
MARK = "MATCH (s:GeflechtStore {name: 'graph'}) RETURN s.replacing"
SET_MARK = "MATCH (s:GeflechtStore {name: 'graph'}) SET s.replacing = $mark"
STORE_VERSION = "MATCH (s:GeflechtStore {name: 'graph'}) RETURN s.schemaVersion"
DELETE_LOG = "MATCH (x:GeflechtRevision|GeflechtChange) DELETE x"
SET_STORE_VERSION = "MATCH (s:GeflechtStore {name: 'graph'}) SET s.schemaVersion = $version"
EVERY_NODE = "MATCH (x) RETURN elementId(x) AS id, labels(x) AS labels, properties(x) AS properties"
EVERY_RELATIONSHIP = """
MATCH (a)-[x]->(b) RETURN elementId(a) AS start, type(x) AS type, elementId(b) AS end, properties(x) AS properties
"""
CREATE_STORE = """
MERGE (s:GeflechtStore {name: 'graph'}) ON CREATE SET s.schemaVersion = $version, s.locked = true
MERGE (h:GeflechtHead {name: 'graph'}) ON CREATE SET h.revision = 0, h.hash = $hash, h.locked = true
"""
REPLAY = "MATCH (r:GeflechtRevision {key: $key}) RETURN r.number"
LOG_REVISIONS = "UNWIND $rows AS row CREATE (r:GeflechtRevision) SET r = row"
LOG_CHANGES = "UNWIND $rows AS row CREATE (c:GeflechtChange) SET c = row"
ERASE = "UNWIND $ids AS id MATCH (c:GeflechtChange {id: id}) WHERE c.revision < $revision REMOVE c.salt, c.payload"
READ_REVISIONS = """
MATCH (r:GeflechtRevision) WHERE r.number > $after AND r.number <= $until
RETURN r ORDER BY r.number LIMIT $limit
"""
REVISION_AT = "MATCH (r:GeflechtRevision) WHERE r.at <= $at RETURN max(r.number)"
READ_REVISIONS_OF = """
UNWIND $ids AS id MATCH (c:GeflechtChange {id: id}) WHERE c.revision > $after AND c.revision <= $until
WITH DISTINCT c.revision AS number ORDER BY number LIMIT $limit
MATCH (r:GeflechtRevision {number: number}) RETURN r ORDER BY r.number
"""
READ_CHANGES = """
MATCH (c:GeflechtChange) WHERE c.revision >= $first AND c.revision <= $last RETURN c ORDER BY c.revision, c.position
"""
READ_CHANGES_OF = """
UNWIND $ids AS id MATCH (c:GeflechtChange {id: id}) WHERE c.revision >= $first AND c.revision <= $last
RETURN c ORDER BY c.revision, c.position
"""
CHANGES = """
MATCH (c:GeflechtChange) WHERE c.revision > $after
RETURN c.revision, c.kind, c.id, c.action ORDER BY c.revision, c.position
"""
CHANGED = """
MATCH (c:GeflechtChange) WHERE c.revision > $after AND c.kind IN $kinds RETURN c.id, c.version LIMIT 1
"""
LOGGED_VERSIONS = """
UNWIND $ids AS id MATCH (c:GeflechtChange {id: id}) WITH id, c ORDER BY c.revision DESC
WITH id, head(collect(c)) AS newest WHERE newest.action = 'put' RETURN id, newest.version
"""
CREATE_NODES = """
UNWIND $rows AS row CREATE (x:$(row.label)) SET x = row.properties RETURN x.id, elementId(x)
"""
CHANGE_NODES = """
UNWIND $rows AS row MATCH (x) WHERE elementId(x) = row.element SET x += row.properties
"""  # sets every property of the model; what a user has put beside them stays
DELETE_NODES = "UNWIND $elements AS element MATCH (x) WHERE elementId(x) = element DELETE x"
DELETE_RELATIONSHIPS = "UNWIND $elements AS element MATCH ()-[r]->() WHERE elementId(r) = element DELETE r"
CREATE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row.start
MATCH (b) WHERE elementId(b) = row.end
CREATE (a)-[x:$(row.type)]->(b) SET x = row.properties
"""
OWN_NODES = """
UNWIND ['GeflechtStore', 'GeflechtHead'] AS label
CALL (label) { MATCH (x:$(label)) RETURN count(*) AS number } RETURN label, number
"""
BEYOND_HEAD = """
MATCH (h:GeflechtHead {name: 'graph'}) MATCH (r:GeflechtRevision) WHERE r.number > h.revision RETURN r.number LIMIT 10
"""
WRONG_KEYS = """
MATCH (r:GeflechtRevision) WHERE r.key IS NULL OR r.mutationId IS NOT NULL AND r.key <> 'mutation ' + r.mutationId
RETURN r.number LIMIT 10
"""
LOOSE_CHANGES = """
MATCH (c:GeflechtChange) WHERE NOT EXISTS { MATCH (:GeflechtRevision {number: c.revision}) } RETURN c.revision LIMIT 10
"""
CONSTRAINT_NAMES = "SHOW CONSTRAINTS YIELD name"
INDEX_NAMES = "SHOW INDEXES YIELD name"
SEARCHED = "SHOW FULLTEXT INDEXES YIELD name, labelsOrTypes, properties WHERE name = 'geflecht_search'"
DROP_SEARCH = "DROP INDEX geflecht_search IF EXISTS"

ALL = "x.id IS NOT NULL"
OF_DATASETS = "x.dataset IN $datasets AND x.externalId IS NOT NULL"
WITH_IDS = "x.id IN $ids"


def _pattern(kind: type[Record]) -> str:
    """Where the records of a kind lie, as x."""
    return f"()-[x:{kind.meta.relation}]->()" if is_edge(kind) else f"(x:{kind.__name__})"


def _with_id(kind: type[Record], value: str) -> str:
    """The record of a kind with an id. The index is named since a plan made for an empty database would scan."""
    label = kind.meta.relation if is_edge(kind) else kind.__name__
    return f"MATCH {_pattern(kind)} USING INDEX SEEK x:{label}(id) WHERE x.id = {value}"


def constraints() -> dict[str, str]:
    """Every constraint by its name, with the statement that makes it."""
    made = {
        "geflecht_store": "FOR (s:GeflechtStore) REQUIRE s.name IS UNIQUE",
        "geflecht_head": "FOR (h:GeflechtHead) REQUIRE h.name IS UNIQUE",
        "geflecht_revision": "FOR (r:GeflechtRevision) REQUIRE r.number IS UNIQUE",
        "geflecht_mutation": "FOR (r:GeflechtRevision) REQUIRE r.key IS UNIQUE",
    }
    for kind in KINDS.values():
        name = f"geflecht_{kind.__name__.lower()}"
        made[f"{name}_id"] = f"FOR {_pattern(kind)} REQUIRE x.id IS UNIQUE"
        made[f"{name}_external_id"] = f"FOR {_pattern(kind)} REQUIRE (x.dataset, x.externalId) IS UNIQUE"
    return {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS {rule}" for name, rule in made.items()}


def indexes() -> dict[str, str]:
    """Every index that no constraint brings, by its name, with the statement that makes it."""
    return {
        "geflecht_change": "CREATE INDEX geflecht_change IF NOT EXISTS FOR (c:GeflechtChange) ON (c.revision)",
        "geflecht_change_id": "CREATE INDEX geflecht_change_id IF NOT EXISTS FOR (c:GeflechtChange) ON (c.id)",
        "geflecht_search": _full_text(),
    }


def searched() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels and properties that people recognise records by."""
    titled = [kind for kind in NODE_KINDS if kind.meta.title and kind is not Contact]
    names = dict.fromkeys((*(camel_case(kind.meta.title) for kind in titled), "altNames", "labelEn"))
    return tuple(kind.__name__ for kind in titled), tuple(names)


def _full_text() -> str:
    """One index over all of them, for Cypher and Bloom; our own search does not use it."""
    labels, names = searched()
    return (
        f"CREATE FULLTEXT INDEX geflecht_search IF NOT EXISTS FOR (x:{'|'.join(labels)}) "
        f"ON EACH [{', '.join(f'x.{name}' for name in names)}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'german'}}"
    )


def kinds_of() -> str:
    """Answers id, version, element id and kind of those of $ids that exist, whatever they are."""
    branches = " UNION ALL ".join(
        f"{_with_id(kind, 'id')} RETURN x.version AS version, elementId(x) AS element, '{name}' AS kind"
        for name, kind in KINDS.items()
    )
    return f"UNWIND $ids AS id CALL (id) {{ {branches} }} RETURN id, version, element, kind"


def datasets() -> str:
    """Answers the name of every dataset that holds a record."""
    branches = " UNION ".join(f"MATCH {_pattern(k)} RETURN DISTINCT x.dataset AS dataset" for k in KINDS.values())
    return f"CALL () {{ {branches} }} RETURN DISTINCT dataset ORDER BY dataset"


@per_kind
def set_keys(kind: type[Record]) -> str:
    """Puts search key and sort key of $rows beside those records that are still at that version."""
    named = f"UNWIND $rows AS row {_with_id(kind, 'row.id')} AND x.version = row.version"
    return f"{named} SET x.searchKey = row.search, x.sortKey = row.sort"


def rename_state(kind: type[Record], prop: Property) -> str:
    """Gives the code $today to those that have $former."""
    held = f"x.{camel_case(prop.name)}"
    return f"MATCH {_pattern(kind)} WHERE {held} = $former SET {held} = $today"


def keys(kind: type[Record]) -> str:
    """Answers id, search key and sort key of every node of the kind."""
    return f"MATCH {_pattern(kind)} WHERE x.id IS NOT NULL RETURN x.id, x.searchKey, x.sortKey"


@per_kind
def versions(kind: type[Record]) -> str:
    """Answers id, version and place of those of $ids that are records of the kind.

    The place of a node is its element id, that of an edge the ids at its ends.
    """
    place = "[startNode(x).id, endNode(x).id]" if is_edge(kind) else "elementId(x)"
    return f"UNWIND $ids AS id {_with_id(kind, 'id')} RETURN id, x.version, {place}"


@per_kind
def change_edges(kind: type[Record]) -> str:
    """To delete and draw anew would be simpler, but costs Neo4j two milliseconds for each."""
    return f"UNWIND $rows AS row {_with_id(kind, 'row.id')} SET x += row"


@per_kind
def delete_edges(kind: type[Record]) -> str:
    return f"UNWIND $ids AS id {_with_id(kind, 'id')} DELETE x"


@per_kind
def links(kind: type[Record]) -> tuple[tuple[bool, str], ...]:
    """For each direction in use, whether it is the inverse one, and the statement that answers the references.

    They are those of the nodes of $elements: element id of the relationship, id of the node, name, position, id at
    the other end.
    """
    node = "UNWIND $elements AS element MATCH (x) WHERE elementId(x) = element"
    answer = f"RETURN elementId(r), x.id, {_NAME}, r.position, t.id"
    directions = (False, True)
    return tuple((inv, f"{node} MATCH {_arrow(kind, inv)} {answer}") for inv in directions if _held(kind, inv))


def read(kind: type[Record], condition: str) -> str:
    """Answers identity and own values of each record, then its references, see `reference_columns`."""
    names = (*IDENTITY, *(column.name for column in columns(kind)))
    answered = ", ".join((*(f"x.{camel_case(name)}" for name in names), *reference_columns(kind)))
    pattern = f"(a)-[x:{kind.meta.relation}]->(b)" if is_edge(kind) else f"(x:{kind.__name__})"
    return f"MATCH {pattern} WHERE {condition} RETURN {answered}"


@per_kind
def reference_columns(kind: type[Record]) -> tuple[str, ...]:
    """One for each reference of an edge; for a node all that lead away from it, then all that lead to it."""
    if is_edge(kind):
        ends = {"source": "a.id", "target": "b.id"}
        return tuple(ends.get(prop.name, f"x.{prop.json_name}") for prop in references(kind))
    return tuple(_comprehension(kind, inverse) for inverse in (False, True))


def _comprehension(kind: type[Record], inverse: bool) -> str:
    """The references of one direction: name of the property, position, id at the other end."""
    if not _held(kind, inverse):
        return "[]"
    return f"[{_arrow(kind, inverse)} WHERE t.id IS NOT NULL | [{_NAME}, r.position, t.id]]"


_NAME = "coalesce(r.property, type(r) + ' ' + head(labels(t)))"
"""Of a reference; one drawn by hand has none, so its type and the label at its end stand in, see `held_by`."""


def _held(kind: type[Record], inverse: bool) -> list[Property]:
    return [prop for prop in references(kind) if prop.to is not None and prop.to.inverse is inverse]


def _arrow(kind: type[Record], inverse: bool) -> str:
    types = "|".join(sorted({prop.to.relation for prop in _held(kind, inverse) if prop.to is not None}))
    return f"(x)<-[r:{types}]-(t)" if inverse else f"(x)-[r:{types}]->(t)"


def held_by(kind: type[Record], *, inverse: bool) -> Mapping[str, Property]:
    """What the names answered by `read` stand for; a relationship drawn by hand means the first property it fits."""
    return _names(kind)[inverse]


@per_kind
def _names(kind: type[Record]) -> tuple[Mapping[str, Property], Mapping[str, Property]]:
    named: tuple[dict[str, Property], dict[str, Property]] = ({}, {})
    for prop in references(kind):
        assert prop.to is not None
        held = named[prop.to.inverse]
        held[prop.json_name] = prop
        for label in prop.to.kinds:
            held.setdefault(f"{prop.to.relation} {label}", prop)
    return named


def delete_everything() -> Iterator[str]:
    """Each takes $limit nodes away at most and answers how many; what others put into the database stays."""
    for pattern in ("(x:GeflechtChange)", "(x:GeflechtRevision)", *(f"(x:{kind.__name__})" for kind in NODE_KINDS)):
        ours = "" if pattern.startswith("(x:Geflecht") else "WHERE x.id IS NOT NULL "
        yield f"MATCH {pattern} {ours}WITH x LIMIT $limit DETACH DELETE x RETURN count(*)"


def edges_holding(kind_names: set[str]) -> Iterator[str]:
    """For each edge kind that can hold ids of nodes of these kinds: answers one of $ids that an edge still holds."""
    for kind in EDGE_KINDS:
        for prop in references(kind):
            if prop.to is not None and not prop.is_end and kind_names & set(prop.to.kinds):
                listed = f"x.{prop.json_name}"
                ids = listed if prop.value_type.name == "REFERENCES" else f"[{listed}]"
                yield f"MATCH {_pattern(kind)} UNWIND {ids} AS id WITH id WHERE id IN $ids RETURN id LIMIT 1"


NODE_LABELS = tuple(kind.__name__ for kind in NODE_KINDS)
