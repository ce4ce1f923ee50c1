"""What is known between the actors of a map: ties on every layer, wishes, what ended, and what is missing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from graph.gaps.gap import PAIR, Truth
from graph.model import Actor, Ref, Tie, TieReport
from graph.model.states import GapState, TieAnswer
from graph.model.states import TieState as Stated
from graph.network.network import Network, Networks, networks
from graph.rollup import Ladder, axis
from graph.scope import ALL_LAYERS, COOPERATION, LAYERS
from graph.validity import tie_holds
from visualise.map.choosing import GROUPED_ABOVE
from visualise.map.spec import TieFact, TieState
from visualise.reading import Reading

_Pair = tuple[Ref, Ref]

MOST_LINES = 3000
"""The lines up to which a layer is offered beside that of the scope."""

_SHOULD_COOPERATE = "G9"
_SETTLED = frozenset({GapState.CLOSED, GapState.ACCEPTED, GapState.FALSE_ALARM})


@dataclass(frozen=True, slots=True)
class Known:
    """The ties of a scope's actors, the layers that hold some, its own first, and what the map leaves out."""

    ties: tuple[TieFact, ...]
    layers: tuple[str, ...]
    notes: tuple[str, ...]


def all_ties(reading: Reading, members: frozenset[Ref]) -> Known:
    """The ties of a scope's actors on its layer and on the others, where these can be drawn."""
    own, words, notes = reading.scope.layer, reading.words, []
    found = list(_declared(reading, members) if own == COOPERATION else _lines(reading, reading.network))
    if own == COOPERATION and len(members) <= GROUPED_ABOVE:
        found += _missing(reading, members, found)
    elif own == COOPERATION:
        notes.append(words("map.missingLater"))
    layers = [own]
    networks = reading.once(_networks)
    for layer in LAYERS:
        if layer in (own, ALL_LAYERS):
            continue
        if layer == COOPERATION:
            more = list(_declared(reading, members))
        else:
            network = networks.of(replace(reading.scope, layer=layer))
            drawable = network.m <= MOST_LINES
            more = list(_lines(reading, network)) if drawable else []
            if not drawable:
                notes.append(words("map.layerLater", layer=words(f"layer.{layer}"), n=network.m))
        if more:
            layers.append(layer)
            found += more
    return Known(tuple(found), tuple(layers), tuple(notes))


def _networks(reading: Reading) -> Networks:
    return networks(reading.view, reading.dataset, reading.on)


def _missing(reading: Reading, members: frozenset[Ref], known: list[TieFact]) -> Iterator[TieFact]:
    """Pairs that ought to know each other: those known to have no tie, and those of which nobody answered.

    Only for who sees everything: a tie that is hidden would seem to be missing.
    """
    if not reading.view.viewer.sees_everything:
        return
    drawn = {frozenset((tie.source, tie.target)) for tie in known if tie.state is not TieState.ENDED}
    for gap in reading.gaps:
        if gap.rule != _SHOULD_COOPERATE or gap.subject is None or gap.subject.kind != PAIR or gap.state in _SETTLED:
            continue
        names = gap.subject.id.split("|")
        ends = [actor.id for name in names if (actor := reading.view.find(Actor, reading.dataset, name)) is not None]
        if len(ends) == 2 and members.issuperset(ends) and frozenset(ends) not in drawn:
            state = TieState.MISSING if gap.truth is Truth.YES else TieState.UNKNOWN
            yield TieFact(source=ends[0], target=ends[1], state=state)


def _declared(reading: Reading, members: frozenset[Ref]) -> Iterator[TieFact]:
    """The declared ties: existing, wished and ended."""
    scope = replace(reading.scope, layer=COOPERATION)
    existing: dict[_Pair, list[Tie]] = defaultdict(list)
    others: dict[tuple[_Pair, TieState], list[Tie]] = defaultdict(list)
    in_scope = frozenset(tie.id for tie in reading.situation.district.ties_in(scope))
    for tie in reading.view.all(Tie, reading.dataset):
        pair = (min(tie.source, tie.target), max(tie.source, tie.target))
        if not members.issuperset(pair):
            continue
        if tie.id in in_scope:
            existing[pair].append(tie)
        elif tie.state is Stated.WISHED:
            others[pair, TieState.WISHED].append(tie)
        elif not tie_holds(tie, reading.on) and not (tie.since and tie.since.certainly_after(reading.on)):
            others[pair, TieState.ENDED].append(tie)
    before = _told_before(reading)
    ladder = Ladder(reading.view, (term.id for term in axis(reading.view, reading.dataset, "field")))
    for pair, ties in existing.items():
        state = TieState.NEW if _is_new(reading, pair, ties, before) else TieState.EXISTS
        yield _tie(reading, ladder, pair, state, ties)
    for (pair, state), ties in others.items():
        if state is TieState.WISHED or pair not in existing:
            yield _tie(reading, ladder, pair, state, ties)


def _lines(reading: Reading, network: Network) -> Iterator[TieFact]:
    """The lines of a layer that is not only made of ties: what joins two actors may be a shared measure."""
    for line, behind in enumerate(network.behind):
        shared = [ref for ref in behind if reading.view.one(Tie, ref) is None]
        yield TieFact(
            source=network.ids[network.source[line]],
            target=network.ids[network.target[line]],
            level=_level(float(network.level[line])) if network.level_stated[line] else None,
            note=reading.words("tie.shared", names=reading.listed(reading.names(shared), 3)) if shared else "",
            layer=network.scope.layer,
        )


def _tie(reading: Reading, ladder: Ladder, pair: _Pair, state: TieState, ties: list[Tie]) -> TieFact:
    levels = [tie.level for tie in ties if tie.level is not None]
    return TieFact(
        source=pair[0],
        target=pair[1],
        state=state,
        level=_level(max(levels)) if levels else None,
        fields=tuple(dict.fromkeys(reading.names(ref for tie in ties for ref in ladder.rungs(tie.fields)))),
        note=reading.words("tie.formal") if any(tie.formal for tie in ties) else "",
    )


def _level(mean: float) -> int:
    """The step that a mean of stated levels is drawn as; half a step counts up."""
    return max(1, min(4, int(mean + 0.5)))


def _told_before(reading: Reading) -> frozenset[frozenset[Ref]]:
    """The pairs of which a side said yes in the survey before the newest."""
    if reading.earlier_wave is None:
        return frozenset()
    reports = reading.view.referring(reading.earlier_wave.survey.id, TieReport, "survey")
    return frozenset(
        frozenset((r.reporter, r.about)) for r in reports if r.answer is TieAnswer.YES and r.reporter and r.about
    )


def _is_new(reading: Reading, pair: _Pair, ties: list[Tie], before: frozenset[frozenset[Ref]]) -> bool:
    """Whether a tie came up since the survey before: told now, denied then, and no document knows it longer."""
    earlier = reading.earlier_wave
    if earlier is None or frozenset(pair) in before or not earlier.knows(*pair):
        return False
    return not any(_known_by(tie, earlier.ended_on) for tie in ties)


def _known_by(tie: Tie, day: date | None) -> bool:
    return day is not None and tie.since is not None and tie.since.certainly_by(day)
