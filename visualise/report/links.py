"""Links within a report: a form leaves things out, and no link may lead to what is not there."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from visualise.report.blocks import Block
from visualise.report.matrix import MatrixSpec
from visualise.report.spec import ReportSpec, Section, ShortList
from visualise.table import Row, Table


def kept(spec: ReportSpec) -> ReportSpec:
    """The report with those links of its lists, its matrix and its tables that lead somewhere."""
    known = frozenset(_anchors(spec))
    return replace(
        spec,
        lists=tuple(_list(one, known) for one in spec.lists),
        sections=tuple(_section(section, known) for section in spec.sections),
    )


def _anchors(spec: ReportSpec) -> Iterator[str]:
    for section in spec.sections:
        yield section.key
        for block in (*section.blocks, *section.annex):
            yield getattr(block, "key", "")
        for table in section.tables:
            yield table.key
            yield from (row.anchor for row in table.rows)


def _list(one: ShortList, known: Collection[str]) -> ShortList:
    return replace(one, items=tuple(replace(item, href=_there(item.href, known)) for item in one.items))


def _section(section: Section, known: Collection[str]) -> Section:
    blocks, annex = (tuple(_block(block, known) for block in held) for held in (section.blocks, section.annex))
    return replace(section, blocks=blocks, annex=annex)


def _block(block: Block, known: Collection[str]) -> Block:
    if isinstance(block, Table):
        groups = (replace(group, rows=tuple(_row(row, known) for row in group.rows)) for group in block.groups)
        return replace(block, groups=tuple(groups))
    if not isinstance(block, MatrixSpec):
        return block
    return replace(
        block,
        rows=tuple(
            replace(row, cells=tuple(replace(cell, href=_there(cell.href, known)) for cell in row.cells))
            for row in block.rows
        ),
    )


def _row(row: Row, known: Collection[str]) -> Row:
    if all(_there(mark.href, known) == mark.href for cell in row.cells for mark in cell.marks if mark.href):
        return row
    cells = (
        replace(cell, marks=tuple(replace(mark, href=_there(mark.href, known)) for mark in cell.marks))
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _there(href: str, known: Collection[str]) -> str:
    return href if href.removeprefix("#") in known else ""
