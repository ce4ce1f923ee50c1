"""Resolutions and money: what bodies decided on which paper, who pays a measure until when, what is not secured."""

from collections.abc import Iterator

from graph.gaps.gap import Gap
from graph.model import Funding, Measure, Resolution
from graph.model.states import EventState, Known
from graph.office.funding import Money, name_of, second_source
from graph.office.funding_gate import Gate, GateState, OwnResolution, gate
from graph.office.resolution_chain import Chain, Standing, Step, chains
from graph.text import fold
from visualise.reading import Reading
from visualise.report.blocks import Block, Prose
from visualise.report.measures import open_measures
from visualise.report.spec import Section
from visualise.report.within import lies_within
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell

_NAMED = 12
_VOTES = ("yes", "no", "abstain", "biased")


def section(reading: Reading) -> Section | None:
    """Who pays what and until when, and how the papers went; None where there is neither a measure nor a paper."""
    words, gates, papers = reading.words, gates_of(reading), _papers(reading)
    told = [held for held in gates if _is_told(held)]
    if not gates and not papers.size:
        return None
    blocks: list[Block] = []
    if told:
        blocks.append(_table(reading, told))
    blocks.append(Prose(sentences=tuple(_rest(reading, [held for held in gates if not _is_told(held)]))))
    blocks.append(papers if papers.size else Prose(sentences=(words("money.noPapers"),)))
    return Section(
        key="money",
        aside=words("money.aside"),
        say=_say(reading, gates),
        blocks=tuple(block for block in blocks if not isinstance(block, Prose) or block.sentences),
    )


def gates_of(reading: Reading) -> list[Gate]:
    """How every open measure stands with its money."""
    return [gate(reading.view, measure, reading.on) for measure in open_measures(reading)]


def second_sources(reading: Reading) -> list[Measure]:
    """The open measures with KIM money and certainly other money at the same time."""
    found = ((m, second_source(reading.view, m.id, reading.on)) for m in open_measures(reading))
    return [measure for measure, second in found if second is not None and second.truth is Known.YES]


def consulted(reading: Reading, step: Step) -> str:
    """`Kreistag, 17.02.2025`, with what came of it where it is over: body, day and result of a consultation."""
    one = step.consultation
    body = one.body_name or reading.name(one.body)
    result = reading.text(step.result.label) if step.result else ""
    return ", ".join(part for part in (body, reading.when(one.date), result) if part)


def _is_told(held: Gate) -> bool:
    """Whether there is anything to say of its money but that it needs none or that nothing is known."""
    return bool(held.decided or held.money) or held.needs is Known.YES


def _say(reading: Reading, gates: list[Gate]) -> str:
    words = reading.words
    closed = sum(held.state is GateState.CLOSED for held in gates)
    early = sum(held.ends_early is Known.YES for held in gates)
    unknown = sum(held.state is GateState.UNKNOWN for held in gates)
    if not gates:
        return words("money.sayPapers")
    if unknown == len(gates):
        return words.count("money.allUnknown", unknown)
    said = [words.count("money.closed", closed)] if closed else [words("money.noneClosed")]
    if early:
        said.append(words.count("money.early", early))
    if unknown:
        said.append(words.count("money.unknown", unknown))
    return " ".join(said)


def _rest(reading: Reading, gates: list[Gate]) -> Iterator[str]:
    """What is said of the measures that the table leaves out."""
    words = reading.words
    free = sum(held.needs is Known.NO for held in gates)
    dark = [held.measure.title for held in gates if held.needs is Known.UNKNOWN]
    if free:
        yield words.count("money.free", free)
    if dark:
        who = reading.text(reading.situation.coordination)
        yield words.count("money.dark", len(dark), names=reading.listed(dark, _NAMED), who=who)


def _table(reading: Reading, gates: list[Gate]) -> Table:
    words = reading.words
    found = {gap.subject.id: gap for gap in reading.gaps if gap.rule == "G15" and gap.subject}
    second = {measure.id for measure in second_sources(reading)}
    rows = tuple(
        _row(reading, held, found.get(held.measure.id), both=held.measure.id in second)
        for held in sorted(gates, key=lambda held: (held.measure.number or "~", held.measure.title))
    )
    heads = (("measure", "w22"), ("resolution", "w22"), ("funds", "w22"), ("open", ""))
    return Table(
        key="money-table",
        caption=words("money.caption"),
        sub=words("money.sub"),
        columns=tuple(Column(label=words(f"money.{name}"), width=width) for name, width in heads),
        groups=(Group(rows=rows),),
    )


def _row(reading: Reading, held: Gate, gap: Gap | None, *, both: bool) -> Row:
    words, measure = reading.words, held.measure
    end = words("money.end", end=reading.when(measure.end)) if measure.end else ""
    said = [reading.text(gap.message)] if gap else []
    if both:
        said.append(words("decisions.secondSource", title=measure.title))
    return Row(
        cells=(
            cell(measure.title, sub=" · ".join(part for part in (measure.number or "", end) if part)),
            _lines([_resolved(reading, one) for one in held.decided] or [_no_resolution(reading, held)]),
            _lines([_paid(reading, one) for one in held.money] or [words("money.noFunds")]),
            cell(" ".join(said) or _lasts(reading, held), sub=reading.text(gap.action) if gap else ""),
        )
    )


def _lasts(reading: Reading, held: Gate) -> str:
    """Whether its money is there to its end, where no gap says otherwise; what is not stated is said to be unknown."""
    words = reading.words
    if not held.money:
        return words("money.noneStated")
    if any(one.until is None for one in held.money):
        return words("money.untilUnknown")
    return words("money.lasts") if held.ends_early is Known.NO else words("money.endUnknown")


def _lines(texts: list[str]) -> Cell:
    return Cell(marks=tuple(Mark(text=text) for text in texts), lines=len(texts) > 1)


def _resolved(reading: Reading, one: Resolution) -> str:
    result = reading.text(one.result.label) if one.result else reading.words("money.noResult")
    body = ", ".join(part for part in (reading.name(one.body), reading.when(one.date)) if part)
    return f"{one.title}: {result}" + (f" ({body})" if body else "")


def _no_resolution(reading: Reading, held: Gate) -> str:
    if held.needs is Known.NO:
        return reading.words("money.noNeed")
    if held.own is OwnResolution.NO:
        return reading.words("money.noResolution")
    return reading.words("money.resolutionStated" if held.own is OwnResolution.YES else "money.resolutionUnknown")


def _paid(reading: Reading, money: Money) -> str:
    words, record = reading.words, money.record
    until = words("money.until", day=reading.when(money.until)) if money.until else words("money.noEnd")
    if isinstance(record, Funding):
        name, amount = reading.text(name_of(reading.view, record)), "money.yearly"
    else:
        name, amount = words("money.granted"), "money.amount"
    euros = words(amount, euros=words.number(record.amount_eur)) if record.amount_eur is not None else ""
    return ", ".join(part for part in (name, euros, until) if part)


def _papers(reading: Reading) -> Table:
    """The way of every paper through the bodies."""
    words = reading.words
    heads = (("body", "w22"), ("date", "w14"), ("result", "w22"), ("votes", "w22"), ("amendment", ""))
    found = [c for c in chains(reading.view, reading.dataset, reading.on) if c.paper and lies_within(reading, c.paper)]
    return Table(
        key="papers-table",
        caption=words("money.papers"),
        sub=words("money.papersSub", decided=sum(c.standing is Standing.DECIDED for c in found), of=len(found)),
        columns=tuple(Column(label=words(f"money.{name}"), width=width) for name, width in heads),
        groups=tuple(
            Group(title=_titled(reading, chain), rows=tuple(_step(reading, step) for step in chain.steps))
            for chain in found
            if chain.steps
        ),
    )


def _titled(reading: Reading, chain: Chain) -> str:
    title = chain.paper.title if chain.paper else ""
    return f"{title} ({reading.text(chain.standing.label)})"


def _step(reading: Reading, step: Step) -> Row:
    words, one = reading.words, step.consultation
    votes = [one.votes_yes, one.votes_no, one.votes_abstain, one.votes_biased or None]
    counted = ", ".join(words(f"votes.{how}", n=n) for how, n in zip(_VOTES, votes, strict=True) if n is not None)
    state = reading.text(step.state.label) if step.state else words("state.UNKNOWN")
    ahead = step.state is EventState.PLANNED
    result = reading.text(step.result.label) if step.result else state
    return Row(
        cells=(
            cell(one.body_name or reading.name(one.body), sub=one.role or ""),
            cell(reading.when(one.date) or words("state.UNKNOWN")),
            cell(result, sub="" if ahead or fold(one.result_text or "") == fold(result) else one.result_text or ""),
            cell(("" if ahead else counted) or words("votes.ahead" if ahead else "votes.none")),
            cell("" if ahead else one.amendment or ""),
        )
    )
