"""GraphML, for networkx, Gephi, yEd and their like."""

from collections.abc import Iterable, Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from api.export.flat import Plain, flat, measured, type_of, written
from api.export.records import Extract

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(extract: Extract, file: TextIO) -> None:
    """Write it as GraphML: the attributes are called as in JSON, what is not known is left out.

    Lists are JSON texts; a vague date is its wording, with `…Earliest` and `…Latest` beside it. Every edge is directed,
    since readers refuse a mixture; ties that hold both ways say `directed` false.
    """
    nodes = measured(extract)
    edges = [(record, flat(record)) for record in extract.edges]
    meta: dict[str, Plain] = {name: value for name, value in extract.meta.items() if value is not None}
    meta |= extract.measures.stated
    keys = {
        "graph": _keys("g", [meta]),
        "node": _keys("n", (values for _, values in nodes)),
        "edge": _keys("e", (values for _, values in edges)),
    }
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n' + f"<graphml xmlns={quoteattr(_NAMESPACE)}>\n")
    for owner, declared in keys.items():
        for name, (key, kind) in declared.items():
            file.write(_tag("key", {"id": key, "for": owner, "attr.name": name, "attr.type": kind}))
    file.write(f'<graph edgedefault="directed">{_data(meta, keys["graph"])}\n')
    for node, values in nodes:
        file.write(_tag("node", {"id": node.id}, _data(values, keys["node"])))
    for edge, values in edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        file.write(_tag("edge", ends, _data(values, keys["edge"])))
    file.write("</graph>\n</graphml>\n")


def _tag(name: str, attributes: Mapping[str, str], inside: str = "") -> str:
    listed = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{listed}>{inside}</{name}>\n" if inside else f"<{name}{listed}/>\n"


def _data(values: Mapping[str, Plain], keys: Mapping[str, tuple[str, str]]) -> str:
    return "".join(
        f'<data key="{keys[name][0]}">{_escaped(written(value, keys[name][1]))}</data>'
        for name, value in values.items()
    )


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})  # a reader of XML takes a bare carriage return for a line break


def _keys(prefix: str, rows: Iterable[Mapping[str, Plain]]) -> dict[str, tuple[str, str]]:
    """Key and type of every attribute."""
    return {name: (f"{prefix}{number}", kind) for number, (name, kind) in enumerate(type_of(rows).items())}
