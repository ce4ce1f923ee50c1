"""Who works with whom as a matrix: the same network as the map, actor by actor or group by group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graph.model import Ref
from graph.network.adjacency import Ints
from graph.network.collaboration import Between, collaboration
from graph.network.network import Network
from graph.network.unknown_ties import unknown_ties
from visualise.map.actor_matrix_spec import ActorLine, ActorMatrix, GroupCell, GroupLine, GroupMatrix, PairCell
from visualise.map.labels import fitted
from visualise.map.spec import MapSpec, MapTie, TieState
from visualise.reading import Reading
from visualise.shapes import Symbol

MOST_ACTORS = 60
MOST_GROUPS = 40
STEPS = (0.05, 0.10, 0.25)
"""Shares of possible ties up to which a cell is drawn in the first, second and third step."""

_LABEL, _PLACE = 190.0, 130.0
_GRAVEST_LAST = (TieState.ENDED, TieState.WISHED, TieState.EXISTS, TieState.NEW)


def actor_matrix(reading: Reading, spec: MapSpec) -> ActorMatrix | None:
    """The matrix of the network that the map draws; None for fewer than two actors."""
    words = reading.words
    if len(spec.actors) < 2:
        return None
    surveyed = reading.wave is not None
    if len(spec.actors) <= MOST_ACTORS:
        return ActorMatrix(
            caption=words("actorMatrix.caption"),
            say=words("actorMatrix.sayActors"),
            actors=_actor_lines(reading, spec),
            since=spec.since,
            surveyed=surveyed,
            notes=() if surveyed else (reading.survey_words("actorMatrix.survey"),),
        )
    groups = [_by_type(reading, spec)]
    used = sorted({actor.place for actor in spec.actors})
    notes = [] if surveyed else [reading.survey_words("actorMatrix.survey")]
    if len(used) <= MOST_GROUPS:
        groups.append(_by_place(reading, spec, used))
        empty = [place.name for number, place in enumerate(spec.places) if number not in used]
        notes += [words("actorMatrix.empty", places=reading.listed(empty))] if empty else []
    else:
        notes.append(words("actorMatrix.manyPlaces", n=len(used), most=MOST_GROUPS))
    return ActorMatrix(
        caption=words("actorMatrix.caption"),
        say=words("actorMatrix.sayGroups", n=len(spec.actors), most=MOST_ACTORS),
        groups=tuple(groups),
        surveyed=surveyed,
        notes=tuple(notes),
    )


def _actor_lines(reading: Reading, spec: MapSpec) -> tuple[ActorLine, ...]:
    words, wave = reading.words, reading.wave
    drawn: dict[tuple[int, int], PairCell] = {}
    for tie in sorted((one for one in spec.ties if one.state in _GRAVEST_LAST and not one.layer), key=_rank):
        drawn[tie.source, tie.target] = drawn[tie.target, tie.source] = _tied(reading, spec, tie)
    unknown = PairCell(style="unknown", short="?" if wave else "", words=words("state.UNKNOWN") if wave else "")
    none, own = PairCell(style="none"), PairCell(style="self", short="–", words=words("actorMatrix.self"))
    by_place = Counter(actor.place for actor in spec.actors)
    lines = []
    for actor in spec.actors:
        cells = []
        for other in spec.actors:
            cell = own if other is actor else drawn.get((actor.index, other.index))
            if cell is None:
                cell = none if wave and wave.knows(Ref(actor.id), Ref(other.id)) else unknown
            cells.append(cell)
        lines.append(
            ActorLine(
                index=actor.index,
                name=actor.name,
                label=fitted(actor.name, _LABEL),
                symbol=actor.symbol,
                place=fitted(spec.places[actor.place].name, _PLACE),
                place_rows=by_place.pop(actor.place, 0),
                cells=tuple(cells),
            )
        )
    return tuple(lines)


def _rank(tie: MapTie) -> tuple[int, int]:
    """What is drawn where a pair has several ties: the last in this order."""
    return _GRAVEST_LAST.index(tie.state), tie.level or 0


def _tied(reading: Reading, spec: MapSpec, tie: MapTie) -> PairCell:
    words = reading.words
    if tie.state is TieState.WISHED:
        return PairCell(style="wished", short="↔", words=words("legend.wished"))
    if tie.state is TieState.ENDED:
        return PairCell(style="ended", short="×", words=words("legend.ended"))
    new = tie.state is TieState.NEW
    said = words("tie.level", level=tie.level) if tie.level else words("tie.noLevel")
    return PairCell(
        style=f"t{tie.level or 0}",
        short=str(tie.level) if tie.level else "•",
        words=f"{said}, {words('legend.new', since=spec.since)}" if new else said,
        new=new,
    )


def _by_type(reading: Reading, spec: MapSpec) -> GroupMatrix:
    symbols = spec.symbols
    names = [(symbol.label(reading.language), symbol) for symbol in symbols]
    groups = {actor.id: symbols.index(actor.symbol) for actor in spec.actors}
    return _matrix(reading, "matrix-types", "actorMatrix.byType", groups, names)


def _by_place(reading: Reading, spec: MapSpec, used: Sequence[int]) -> GroupMatrix:
    names: list[tuple[str, Symbol | None]] = [(spec.places[place].name, None) for place in used]
    groups = {actor.id: used.index(actor.place) for actor in spec.actors}
    return _matrix(reading, "matrix-places", "actorMatrix.byPlace", groups, names)


def _matrix(
    reading: Reading, key: str, title: str, groups: dict[str, int], names: Sequence[tuple[str, Symbol | None]]
) -> GroupMatrix:
    """The ties between groups, by numbers of groups for each actor and the groups' names and symbols."""
    words, network = reading.words, reading.network
    group = [groups[ref] for ref in network.ids]
    keys = [Ref(f"{number:06}") for number in range(len(names))]
    found = collaboration(replace(network, groups={title: tuple(keys[number] for number in group)}), title)
    unknown = _unknown(network, group, len(names))
    lines = []
    for row, (name, symbol) in enumerate(names):
        cells = [
            _group_cell(reading, found.between(keys[row], keys[column]), int(unknown[row, column]))
            for column in range(len(names))
        ]
        size = words.count("n.actors", found.size[keys[row]])
        lines.append(GroupLine(name=name, size=size, symbol=symbol, cells=tuple(cells)))
    return GroupMatrix(
        key=key,
        caption=words(title),
        sub=words("actorMatrix.sub"),
        corner=words("actors.type" if key == "matrix-types" else "actors.place"),
        lines=tuple(lines),
    )


def _unknown(network: Network, group: Sequence[int], groups: int) -> Ints:
    """Of how many pairs of two groups nobody said yes or no; all without a tie where there was no survey."""
    found = network.once(unknown_ties)
    of = np.array(group, dtype=np.int64)
    counts = np.zeros((groups, groups), dtype=np.int64)
    if found is None:
        size = np.bincount(of, minlength=groups)
        counts += np.outer(size, size)
        counts[np.diag_indices(groups)] = size * (size - 1) // 2
        return counts - _pairs(of[network.source], of[network.target], groups)
    one, other = found.pairs(np.arange(found.count))
    return _pairs(of[one], of[other], groups)


def _pairs(one: Ints, other: Ints, groups: int) -> Ints:
    """How many pairs join each two groups, the same in both directions."""
    ordered = np.bincount(one * groups + other, minlength=groups * groups).reshape(groups, groups)
    both: Ints = ordered + ordered.T
    both[np.diag_indices(groups)] //= 2
    return both


def _group_cell(reading: Reading, between: Between, unknown: int) -> GroupCell:
    words, share = reading.words, between.share
    if share is None:
        return GroupCell(style="none", ties="–", possible="", words=words("actorMatrix.none"))
    said = [words("actorMatrix.of", n=between.ties, of=between.possible, share=words.percent(share))]
    if unknown:
        said.append(words("actorMatrix.unknown", n=unknown))
    dark = not between.ties and unknown == between.possible
    return GroupCell(
        style="UNKNOWN" if dark else f"q{_step(share)}",
        ties="?" if dark else words.number(between.ties),
        possible=words("actorMatrix.ofShort", of=between.possible),
        words=words("state.UNKNOWN") if dark else ", ".join(said),
        open=not dark and 2 * unknown > between.possible,
    )


def _step(share: float) -> int:
    """0 for no tie, then the step of the scale."""
    return 1 + sum(share > bound for bound in STEPS) if share else 0
