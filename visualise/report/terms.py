"""The glossary of a report: the terms that it really uses, each with what it means here."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from graph.text import sort_key
from visualise.reading import Reading
from visualise.report.blocks import Drawn
from visualise.report.spec import ReportSpec, Section
from visualise.table import Column, Group, Row, Table, cell

_TERMS = (
    "actor", "case", "covered", "planned", "gap", "unknown", "field", "targetGroup", "measure", "offer", "accepted",
    "tie", "connected", "level", "density", "centralization", "fragmentation", "transitivity", "core", "cutPoint",
    "range", "interval", "chance", "centre", "kim", "common", "ownResolution",
)  # fmt: skip
_WITHOUT_WORDS = frozenset({"key", "anchor", "href", "glyph", "state", "svg", "kind", "width"})


def with_glossary(reading: Reading, spec: ReportSpec) -> ReportSpec:
    """The report with a glossary at the end of its section on method, if it has one."""
    if not any(section.key == "method" for section in spec.sections):
        return spec
    said = " ".join(_words(spec))
    return replace(
        spec,
        sections=tuple(
            replace(section, blocks=(*section.blocks, glossary(reading, said))) if section.key == "method" else section
            for section in spec.sections
        ),
    )


def glossary(reading: Reading, said: str) -> Table:
    """The terms that occur in what is said, in the order of the alphabet."""
    words = reading.words
    used = [key for key in _TERMS if re.search(words(f"terms.{key}.seen"), said)]
    rows = [(words(f"terms.{key}.word"), words(f"terms.{key}.means")) for key in used]
    rows.sort(key=lambda row: sort_key(row[0]))
    return Table(
        key="glossary",
        caption=words("terms.caption"),
        sub=words("terms.sub"),
        columns=(Column(label=words("terms.term"), width="w22"), Column(label=words("terms.meaning"))),
        groups=(Group(rows=tuple(Row(cells=(cell(word), cell(meaning))) for word, meaning in rows)),),
    )


def _words(value: object) -> Iterator[str]:
    """Every text that is set; not what stands in the annex only."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _words(part)
    elif is_dataclass(value) and not isinstance(value, (type, Drawn)):
        left_out = {*_WITHOUT_WORDS, "annex"} if isinstance(value, Section) else _WITHOUT_WORDS
        for one in fields(value):
            if one.name not in left_out:
                yield from _words(getattr(value, one.name))
