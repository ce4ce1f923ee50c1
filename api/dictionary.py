"""The data dictionary, read from the model: what can be imported, stored and asked."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from graph.model import EDGE_KINDS, NODE_KINDS, Record
from graph.schema import Property, ValueType, properties

_COMMON = frozenset(field.name for field in fields(Record))
_TYPES = {
    ValueType.TEXT: "Text",
    ValueType.INTEGER: "Ganzzahl",
    ValueType.NUMBER: "Zahl",
    ValueType.FLAG: "ja/nein",
    ValueType.DATE: "Tag",
    ValueType.VAGUE_DATE: "Zeitangabe (auch vage)",
    ValueType.TEXTS: "mehrere Texte, mit „; “ getrennt",
}


def dictionary() -> str:
    """The whole dictionary as Markdown, German first."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Datenwörterbuch / Data dictionary"
    yield ""
    yield "Aus dem Modell erzeugt mit `scripts/docs`. Überschriften werden in beliebiger Reihenfolge und Schreibweise"
    yield "erkannt; es gelten die Spalte, beide Bezeichnungen und die weiteren Wörter."
    yield ""
    yield "Generated from the model by `scripts/docs`."
    yield ""
    yield "## Was jeder Eintrag hat / What every record has"
    yield from _table(prop for prop in properties(NODE_KINDS[0]) if prop.name in _COMMON)
    for kind in (*NODE_KINDS, *EDGE_KINDS):
        yield from _kind(kind)


def _kind(kind: type[Record]) -> Iterator[str]:
    meta = kind.meta
    yield ""
    yield f"## {meta.label.de} / {meta.label.en} (`{kind.__name__}`)"
    yield ""
    yield " ".join((kind.__doc__ or "").split())
    yield ""
    if meta.table:
        key = f", Schlüssel `{meta.key}`" if meta.key else ""
        yield f"Tabelle `{meta.table}.csv`{key}."
    if meta.relation:
        yield f"In Neo4j: `{meta.relation}`."
    yield from _table(prop for prop in properties(kind) if prop.name not in _COMMON)


def _table(props: Iterable[Property]) -> Iterator[str]:
    yield ""
    yield "| Spalte | Bezeichnung | Label | Art | Name im Graphen | weitere Wörter |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for prop in props:
        yield _row(prop)


def _row(prop: Property) -> str:
    column = ", ".join(f"`{name}`" for name in prop.columns) or "–"
    needed = " (nötig)" if prop.required else ""
    words = ", ".join(prop.headings)
    help_text = f"<br>{prop.help.de}" if prop.help else ""
    cells = (column, f"{prop.label.de}{needed}{help_text}", prop.label.en, _type(prop), f"`{prop.json_name}`", words)
    return f"| {' | '.join(cells)} |"


def _type(prop: Property) -> str:
    if prop.to is not None:
        kinds = " oder ".join(prop.to.kinds)
        scheme = f" ({prop.to.scheme})" if prop.to.scheme else ""
        many = "mehrere " if prop.value_type is ValueType.REFERENCES else ""
        return f"→ {many}{kinds}{scheme}, `{prop.to.relation}`"
    if prop.states is not None:
        return ", ".join(f"`{state}` {state.label.de}" for state in prop.states)
    return _TYPES[prop.value_type]
