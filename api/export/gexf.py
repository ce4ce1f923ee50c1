"""GEXF 1.3, for Gephi and its like."""

import json
from collections.abc import Iterable, Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from api.export.flat import Plain, flat, measured, type_of, written
from api.export.records import PRODUCT, Extract
from graph.schema import label_of


def write_gexf(extract: Extract, file: TextIO) -> None:
    """Write it as GEXF: the attributes are called as in JSON, what is not known is left out.

    Lists are JSON texts; a vague date is its wording, with `…Earliest` and `…Latest` beside it. Every edge is directed;
    ties that hold both ways say `directed` false. The hash, and what was measured, stand in the description.
    """
    nodes = measured(extract)
    edges = [(record, flat(record)) for record in extract.edges]
    of_nodes, of_edges = (type_of(values for _, values in records) for records in (nodes, edges))
    described = escape(json.dumps({**extract.meta, **extract.measures.stated}, ensure_ascii=False))
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    file.write(f"<meta><creator>{PRODUCT}</creator><description>{described}</description></meta>\n")
    file.write('<graph defaultedgetype="directed">\n')
    file.write(_declared("node", of_nodes) + _declared("edge", of_edges))
    file.write("<nodes>\n")
    for node, values in nodes:
        file.write(
            f"<node id={quoteattr(node.id)} label={quoteattr(label_of(node))}>{_values(values, of_nodes)}</node>\n"
        )
    file.write("</nodes>\n<edges>\n")
    for edge, values in edges:
        ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        file.write(f"<edge {ends}>{_values(values, of_edges)}</edge>\n")
    file.write("</edges>\n</graph>\n</gexf>\n")


def _declared(of_class: str, types: Mapping[str, str]) -> str:
    listed = "".join(_attribute(name, kind) for name, kind in types.items())
    return f'<attributes class="{of_class}">{listed}</attributes>\n'


def _attribute(name: str, kind: str) -> str:
    return f"<attribute id={quoteattr(name)} title={quoteattr(name)} type={quoteattr(kind)}/>"


def _values(values: Mapping[str, Plain], types: Mapping[str, str]) -> str:
    pairs: Iterable[tuple[str, str]] = ((name, written(value, types[name])) for name, value in values.items())
    listed = "".join(f"<attvalue for={quoteattr(name)} value={quoteattr(text)}/>" for name, text in pairs)
    return f"<attvalues>{listed}</attvalues>"
