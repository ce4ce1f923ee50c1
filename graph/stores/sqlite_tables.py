"""The tables of the embedded store, derived from the model: one STRICT table per kind, one for all references."""

from graph.model import KINDS, Record
from graph.rows import Column, columns
from graph.schema import ValueType, per_kind

_SQL_TYPE = {
    ValueType.INTEGER: "INTEGER",
    ValueType.NUMBER: "REAL",
    ValueType.FLAG: "INTEGER",
}

FIXED = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS node (
    pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, dataset TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS reference (
    owner INTEGER NOT NULL REFERENCES node(pk) DEFERRABLE INITIALLY DEFERRED,
    property TEXT NOT NULL,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES node(pk) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (owner, property, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reference_target ON reference (target, property);
CREATE TABLE IF NOT EXISTS revision (
    number INTEGER PRIMARY KEY, author TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, mutation_id TEXT UNIQUE,
    erased TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS change (
    position INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision(number),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('put', 'delete')),
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    salt TEXT,
    payload TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS change_revision ON change (revision);
CREATE INDEX IF NOT EXISTS change_id ON change (id);
"""


def table(kind: type[Record]) -> str:
    """The name of the kind's table, quoted: `"Group"` is a word of SQL."""
    return f'"{kind.__name__}"'


@per_kind
def create_table(kind: type[Record]) -> str:
    """The statement that makes the kind's table."""
    declared = [
        "pk INTEGER PRIMARY KEY REFERENCES node(pk) DEFERRABLE INITIALLY DEFERRED",
        "id TEXT NOT NULL UNIQUE",
        "dataset TEXT NOT NULL",
        "external_id TEXT NOT NULL",
        "version INTEGER NOT NULL",
        "search_key TEXT",
        "sort_key TEXT",
    ]
    declared += map(declaration, columns(kind))
    return f"CREATE TABLE IF NOT EXISTS {table(kind)} ({', '.join(declared)}, UNIQUE (dataset, external_id)) STRICT"


def declaration(column: Column) -> str:
    """How a column of a kind's own is declared."""
    needed = " NOT NULL" if column.property.required and not column.part else ""
    return f'"{column.name}" {_SQL_TYPE.get(column.property.value_type, "TEXT")}{needed}'


def schema() -> str:
    """Everything a new file needs."""
    return FIXED + ";\n".join(create_table(kind) for kind in KINDS.values()) + ";"
