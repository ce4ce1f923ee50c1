"""The decisions that are due: papers on their way, money without a resolution, tasks without anybody."""

from collections.abc import Iterator

from graph.gaps.gap import Gap, Truth
from graph.labels import label
from graph.office.resolution_chain import Chain, Standing, chains
from graph.questions import question_named
from visualise.reading import Reading
from visualise.report import measures
from visualise.report.blocks import Block, Prose
from visualise.report.gaps import certain
from visualise.report.money import consulted, second_sources
from visualise.report.spec import Section
from visualise.report.within import lies_within
from visualise.table import Column, Group, Row, Table, cell

_FUNDING = "G15"
_NOT_RANKED = "q28"
_NAMED = 12


def section(reading: Reading) -> Section:
    """What has to be decided, and who does it."""
    words, table = reading.words, decisions(reading)
    blocks: tuple[Block, ...] = (table,) if table.size else (Prose(sentences=(words("decisions.lacking"),)),)
    say = words.count("decisions.say", table.size) if table.size else words("decisions.none")
    return Section(key="decisions", aside=words("decisions.aside"), say=say, blocks=blocks)


def decisions(reading: Reading) -> Table:
    """Everything to be decided: papers, money, who answers for what."""
    words = reading.words
    groups = (
        Group(title=words("decisions.papers"), rows=tuple(_papers(reading))),
        Group(title=words("decisions.money"), rows=tuple(_money(reading))),
        Group(title=words("decisions.people"), rows=tuple(_people(reading))),
        Group(title=words("decisions.themes"), rows=tuple(_themes(reading))),
    )
    return Table(
        key="decisions-table",
        caption=words("decisions.caption"),
        sub=words("decisions.sub"),
        columns=(Column(label=words("decisions.what"), width="w34"), Column(label=words("proposals.next"))),
        groups=tuple(group for group in groups if group.rows),
    )


def open_papers(reading: Reading) -> list[Chain]:
    """The papers that are not decided yet."""
    found = chains(reading.view, reading.dataset, reading.on)
    return [
        chain
        for chain in found
        if chain.paper and chain.standing is Standing.OPEN and lies_within(reading, chain.paper)
    ]


def _papers(reading: Reading) -> Iterator[Row]:
    for chain in open_papers(reading):
        assert chain.paper is not None
        following, last = chain.next, chain.last
        ahead = reading.words("decisions.next.paper", step=consulted(reading, following)) if following else ""
        so_far = reading.words("decisions.last", step=consulted(reading, last)) if last else ""
        yield Row(cells=(cell(chain.paper.title, sub=so_far), cell(ahead or reading.words("decisions.noStep"))))


def _money(reading: Reading) -> Iterator[Row]:
    for gap in _certain(reading, _FUNDING):
        yield Row(cells=(cell(reading.text(gap.message)), cell(reading.text(gap.action))))
    for measure in second_sources(reading):
        said = reading.words("decisions.secondSource", title=measure.title)
        yield Row(cells=(cell(said), cell(reading.words("decisions.next.secondSource"))))


def _people(reading: Reading) -> Iterator[Row]:
    """The measures for which nobody is named."""
    open_ones = [m for m in measures.open_measures(reading) if not reading.situation.answering(m.id)]
    if open_ones:
        said = reading.words.count("decisions.nobody", len(open_ones))
        names = reading.listed([measure.title for measure in open_ones], _NAMED)
        who = reading.text(reading.situation.coordination)
        yield Row(cells=(cell(said, sub=names), cell(reading.words("decisions.next.nobody", who=who))))


def _themes(reading: Reading) -> Iterator[Row]:
    """The themes that the steering group has not ranked."""
    found = reading.answer(question_named(_NOT_RANKED))
    names = [reading.text(label(row.about[0])) for row in found.rows if row.truth is Truth.YES]
    if names:
        said = reading.words.count("decisions.notRanked", len(names))
        yield Row(cells=(cell(said, sub=reading.listed(names, _NAMED)), cell(reading.words("decisions.next.rank"))))


def _certain(reading: Reading, rule: str) -> list[Gap]:
    return [gap for bundle in certain(reading) for gap in bundle.gaps if gap.rule == rule]
