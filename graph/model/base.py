"""What every record has, and the small language in which the kinds of the model are declared.

A kind is a frozen dataclass; each of its properties is declared once, as an annotation:

    capacity_fte: Annotated[float | None, P("Kapazität (VZÄ)", "Capacity (FTE)", "capacity_fte")] = None
    fields: Annotated[tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term")] = ()

Tables, constraints, import headings, validation and the data dictionary are read from these (`graph.schema`).
"""

import hashlib
from dataclasses import dataclass
from typing import Annotated, ClassVar, NewType

from graph.language import Text
from graph.model.states import Visibility

Ref = NewType("Ref", str)
"""The global id of a record: opaque, equal on every store."""


class P:
    """One property: its label, the import columns that fill it (the first is the one we write) and what it means.

    `headings` are further spellings accepted on import; the German and English label always are.
    """

    __slots__ = ("columns", "headings", "help", "label")

    def __init__(
        self, de: str, en: str, *columns: str, help: Text | None = None, headings: tuple[str, ...] = ()
    ) -> None:
        self.label = Text(de, en)
        self.columns = columns
        self.help = help
        self.headings = headings


class To:
    """What a reference points at: the relationship type in Neo4j and the kinds allowed at its end.

    `by` says what an import cell holds: the external `id`, the `label` of a term (of `scheme`) or the `name` of a
    place. `inverse` draws the relationship from the referenced node to the one that declares it, where the
    established name reads that way round: (:Measure)-[:DECIDED_BY]->(:Resolution).
    """

    __slots__ = ("by", "inverse", "kinds", "relation", "scheme")

    def __init__(
        self, relation: str, *kinds: str, by: str = "id", scheme: str | None = None, inverse: bool = False
    ) -> None:
        self.relation = relation
        self.kinds = kinds
        self.by = "label" if scheme else by
        self.scheme = scheme
        self.inverse = inverse


@dataclass(frozen=True, slots=True)
class Meta:
    """What a kind is called and where it comes from: labels, import table, its key column, extra table names.

    `key` is empty where the rows of the table have no key of their own. `title` names the property that people
    recognise a record by.
    """

    label: Text
    plural: Text
    table: str = ""
    key: str = ""
    title: str = ""
    relation: str = ""
    symmetric: bool = False
    help: Text | None = None


def global_id(dataset: str, kind: str, external_id: str) -> Ref:
    """The id of a record everywhere: a function of dataset, kind and external id, so equal on every store."""
    return Ref(hashlib.blake2b("\x1f".join((dataset, kind, external_id)).encode(), digest_size=12).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every node and edge carries. `version` counts the writes of this record and is no content."""

    meta: ClassVar[Meta]

    id: Ref
    dataset: str
    external_id: str
    version: int = 1
    visibility: Annotated[Visibility, P("Sichtbarkeit", "Visibility")] = Visibility.PUBLIC
    invented: Annotated[bool, P("Erfunden", "Invented", "invented")] = False
    stated_in: Annotated[
        tuple[Ref, ...], P("Quellen", "Sources", "source", headings=("Quelle",)), To("STATED_IN", "Source")
    ] = ()
    source_date: Annotated[str | None, P("Datum der Quelle", "Date of the source", "source_date")] = None
    note: Annotated[str | None, P("Bemerkung", "Note", "note", headings=("Notiz", "Hinweis", "Anmerkung"))] = None
    as_written: Annotated[
        tuple[str, ...],
        P(
            "Wie geschrieben",
            "As written",
            help=Text(
                "„Spalte: Wortlaut“ für Angaben, die kein eigenes Feld haben.",
                "“column: wording” for what has no property of its own.",
            ),
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Record):
    """A thing with a life of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Record):
    """A current state between two nodes, with an id of its own. The kinds allowed at its ends are declared there."""

    source: Ref
    target: Ref
