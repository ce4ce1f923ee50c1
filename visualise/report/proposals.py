"""Who should work with whom next: the few ties that would bring most, each with its reasons and the next step."""

from graph.network.ways import way
from graph.planning.effect import Effect
from graph.planning.propose import Suggestion, Suggestions, propose
from graph.strength.written import written
from visualise.reading import Reading
from visualise.report.blocks import Block, Prose
from visualise.report.spec import Section
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell

_PROPOSED = 8
_TO_ASK = 5
_REASONS = 2
"""A proposal is told with at least so many reasons."""


def section(reading: Reading) -> Section | None:
    """Proposals, what they would bring, and whom to ask first; None where nothing can be proposed."""
    words, found = reading.words, propose(reading.situation, _PROPOSED, reading.scope)
    chosen = [one for one in found.chosen if len(one.reasons) >= _REASONS]
    to_ask = [one for one in found.to_ask if len(one.reasons) >= _REASONS][:_TO_ASK]
    if not chosen and not to_ask:
        return None
    blocks: list[Block] = []
    if chosen:
        blocks.append(_table(reading, chosen))
        if any(effect.before != effect.after for effect in found.effects):
            blocks.append(_effects(reading, found.effects))
    if to_ask:
        blocks.append(_asked(reading, to_ask, found.all_to_ask))
    blocks.append(Prose(sentences=(words("proposals.how"), *_left_out(reading, found)), small=True))
    say = words.count("proposals.say", len(chosen)) if chosen else words.count("proposals.sayAsk", found.all_to_ask)
    return Section(key="proposals", aside=words("proposals.aside"), say=say, blocks=tuple(blocks))


def _left_out(reading: Reading, found: Suggestions) -> list[str]:
    words = reading.words
    said = [words.count("proposals.declined", found.declined)] if found.declined else []
    return said + ([words.count("proposals.underWay", found.under_way)] if found.under_way else [])


def _table(reading: Reading, chosen: list[Suggestion]) -> Table:
    words = reading.words
    heads = (("pair", "w22"), ("reasons", "w34"), ("today", "w14"), ("next", ""))
    return Table(
        key="proposals-table",
        caption=words("proposals.caption"),
        sub=words("proposals.sub"),
        columns=tuple(Column(label=words(f"proposals.{name}"), width=width) for name, width in heads),
        groups=(Group(rows=tuple(_row(reading, one) for one in chosen)),),
    )


def _row(reading: Reading, one: Suggestion) -> Row:
    words = reading.words
    closes = words.count("proposals.closes", len(one.closes)) if one.closes else ""
    return Row(
        cells=(
            _pair(reading, one),
            Cell(marks=tuple(Mark(text=reading.text(reason.text)) for reason in one.reasons), lines=True),
            cell(_way(reading, one)),
            cell(reading.text(one.next_step), sub=closes),
        )
    )


def _asked(reading: Reading, to_ask: list[Suggestion], of: int) -> Table:
    words = reading.words
    heads = (("pair", "w28"), ("reasons", "w34"), ("next", ""))
    return Table(
        key="ask-first-table",
        caption=words("proposals.ask"),
        sub=words("proposals.askSub", n=len(to_ask), of=of),
        columns=tuple(Column(label=words(f"proposals.{name}"), width=width) for name, width in heads),
        groups=(
            Group(
                rows=tuple(
                    Row(
                        cells=(
                            _pair(reading, one),
                            Cell(marks=tuple(Mark(text=reading.text(r.text)) for r in one.reasons), lines=True),
                            cell(reading.text(one.next_step)),
                        )
                    )
                    for one in to_ask
                )
            ),
        ),
    )


def _pair(reading: Reading, one: Suggestion) -> Cell:
    pair = one.candidate.pair
    marks = (Mark(text=actor.name, glyph=f"y-{reading.symbol(actor.id).key}") for actor in (pair.a, pair.b))
    return Cell(marks=tuple(marks))


def _way(reading: Reading, one: Suggestion) -> str:
    """The shortest way between the two today."""
    network, pair = reading.situation.network, one.candidate.pair
    index = {ref: position for position, ref in enumerate(network.ids)}
    if pair.a.id not in index or pair.b.id not in index:
        return reading.words("proposals.outside")
    found = way(network, index[pair.a.id], index[pair.b.id])
    if found is None:
        return reading.words("proposals.noWay")
    between = [network.names[position] for position in found[1:-1]]
    return reading.words.count("proposals.way", len(found) - 1, names=reading.words.listing(between))


def _effects(reading: Reading, effects: tuple[Effect, ...]) -> Table:
    """What the network would be like with all proposed ties."""
    words = reading.words
    heads = ("measured", "now", "then")
    return Table(
        key="effects-table",
        caption=words("proposals.effects"),
        sub=words("proposals.effectsSub"),
        columns=tuple(Column(label=words(f"proposals.{name}"), number=name != "measured") for name in heads),
        groups=(
            Group(
                rows=tuple(
                    Row(
                        cells=(
                            cell(reading.text(effect.name)),
                            _number(reading, effect.key, effect.before),
                            _number(reading, effect.key, effect.after),
                        )
                    )
                    for effect in effects
                )
            ),
        ),
    )


def _number(reading: Reading, key: str, value: float | None) -> Cell:
    return cell(reading.words("metric.none") if value is None else reading.text(written(key, value)), value=value)
