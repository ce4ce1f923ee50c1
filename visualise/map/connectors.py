"""Who connects two kinds of actors: ties from one kind to the other, and the actors tied to both."""

from collections import defaultdict
from itertools import combinations

from visualise.map.spec import TIED, MapActor, MapSpec
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell
from visualise.wording import Wording

_NAMED = 6


def connector_table(spec: MapSpec, words: Wording) -> Table:
    """For every two kinds of the legend that somebody joins: how many ties lead across, and who is tied to both."""
    symbols = spec.symbols
    across: dict[tuple[str, str], int] = defaultdict(int)
    both: dict[tuple[str, str], list[MapActor]] = defaultdict(list)
    order = {symbol.key: number for number, symbol in enumerate(symbols)}
    kinds: list[set[str]] = [set() for _ in spec.actors]
    for tie in spec.ties:
        if tie.state in TIED and not tie.layer:
            ends = (spec.actors[tie.source].symbol.key, spec.actors[tie.target].symbol.key)
            one, other = sorted(ends, key=order.__getitem__)
            across[one, other] += one != other
            kinds[tie.source].add(ends[1])
            kinds[tie.target].add(ends[0])
    for actor in spec.actors:
        reached = sorted(kinds[actor.index] - {actor.symbol.key}, key=order.__getitem__)
        for pair in combinations(reached, 2):
            both[pair].append(actor)
    rows = [
        Row(
            cells=(
                cell(one.label(words.language), glyph=f"y-{one.key}"),
                cell(other.label(words.language), glyph=f"y-{other.key}"),
                cell(words.number(n), value=n),
                _named(both[one.key, other.key], words),
            )
        )
        for one, other in combinations(symbols, 2)
        if (n := across[one.key, other.key]) or both[one.key, other.key]
    ]
    return Table(
        key="connectors",
        caption=words("connectors.caption"),
        sub=words("connectors.sub"),
        columns=(
            Column(label=words("connectors.one"), width="c2"),
            Column(label=words("connectors.other"), width="c2"),
            Column(label=words("connectors.across"), width="c4", number=True),
            Column(label=words("connectors.both")),
        ),
        groups=(Group(rows=tuple(rows)),),
    )


def _named(actors: list[MapActor], words: Wording) -> Cell:
    """The actors in reading order; those beyond a few are counted."""
    if not actors:
        return cell(words("connectors.none"))
    marks = tuple(Mark(text=actor.name, href=f"#a-{actor.index}") for actor in actors[:_NAMED])
    rest = len(actors) - _NAMED
    return Cell(marks=(*marks, Mark(text=words("connectors.more", n=rest))) if rest > 0 else marks)
