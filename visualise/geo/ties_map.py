"""The municipalities by their ties: how many lead out of each, and how many of its actors are in the largest part."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import networkx as nx

from graph.model import Ref
from graph.network.network import Network
from graph.network.waves import Wave
from visualise.geo.coverage_map import row_anchor
from visualise.geo.spec import Entry, Picture, Shade
from visualise.reading import Reading
from visualise.table import Cell, Column, Group, Row, Table, cell

_STEPS = 4
_UNKNOWN = "UNKNOWN"
_SCALE = frozenset(f"q{step}" for step in range(1, _STEPS + 1))
_LADDER = (1, 2, 3, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000)


@dataclass(frozen=True, slots=True)
class TownTies:
    """The ties of the actors of one municipality, and who of them is in the largest part of the network.

    `silent` are those of whom no answer is known: what is counted may be more. `apart` are those of them that are not
    in the largest part as far as is known.
    """

    actors: int
    silent: int
    inside: int
    across: int
    in_largest: int
    apart: int


def town_ties(network: Network, wave: Wave | None, places: Sequence[Ref]) -> Mapping[Ref, TownTies]:
    """The ties of each of these municipalities, those without an actor included."""
    town = network.groups.get("place", (None,) * network.n)
    answered = frozenset(wave.answered) if wave else frozenset()
    largest = max(nx.connected_components(network.graph), key=lambda part: (len(part), -min(part)), default=set())
    inside, across = dict.fromkeys(places, 0), dict.fromkeys(places, 0)
    for one, other in zip(network.source.tolist(), network.target.tolist(), strict=True):
        a, b = town[one], town[other]
        if a == b:
            if a in inside:
                inside[a] += 1
        else:
            for end in (a, b):
                if end in across:
                    across[end] += 1
    members: dict[Ref | None, list[int]] = {}
    for index, place in enumerate(town):
        members.setdefault(place, []).append(index)
    found = {}
    for place in places:
        own = members.get(place, [])
        silent = [index for index in own if network.ids[index] not in answered]
        found[place] = TownTies(
            actors=len(own),
            silent=len(silent),
            inside=inside[place],
            across=across[place],
            in_largest=sum(index in largest for index in own),
            apart=sum(index not in largest for index in silent),
        )
    return found


def pictures(reading: Reading, ties: Mapping[Ref, TownTies]) -> tuple[Picture, ...]:
    """Both measures as maps on neutral scales; none where no tie is known."""
    return (_across(reading, ties), _largest(reading, ties)) if any(one.across for one in ties.values()) else ()


def ties_table(reading: Reading, ties: Mapping[Ref, TownTies]) -> Table:
    """The same numbers as a table."""
    words, asked = reading.words, reading.wave is not None
    return Table(
        key="geo-ties",
        caption=words("geo.tiesTable"),
        sub=words("geo.tiesSub"),
        columns=(
            Column(label=words("matrix.place")),
            Column(label=words("geo.actors"), number=True),
            *((Column(label=words("geo.silent"), number=True),) if asked else ()),
            Column(label=words("geo.inside"), number=True),
            Column(label=words("geo.across"), number=True),
            Column(label=words("geo.largest")),
        ),
        groups=(
            Group(
                rows=tuple(
                    Row(
                        cells=(
                            cell(reading.name(place)),
                            cell(words.number(one.actors), value=one.actors),
                            *((cell(words.number(one.silent), value=one.silent),) if asked else ()),
                            _number(reading, one, one.inside),
                            _number(reading, one, one.across),
                            cell(_in_largest(reading, one)),
                        )
                    )
                    for place, one in ties.items()
                )
            ),
        ),
    )


def _across(reading: Reading, ties: Mapping[Ref, TownTies]) -> Picture:
    words, most = reading.words, max(one.across for one in ties.values())
    bounds = _bounds(most)
    shades = []
    for place, one in ties.items():
        known = bool(one.across or (one.actors and not one.silent))
        style = f"q{bisect_left(bounds, one.across) + 1 if one.across else 0}" if known else _UNKNOWN
        short = words.number(one.across) + ("+" if one.silent else "")
        shades.append(_shade(reading, place, _counted(reading, one, one.across), style, short))
    steps = [Entry(style="q0", words=words("geo.noneAcross"))]
    for step, (low, high) in enumerate(pairwise((0, *bounds)), start=1):
        said = words.number(high) if high == low + 1 else words("geo.step", low=low + 1, high=high)
        steps.append(Entry(style=f"q{step}", words=said))
    return _measured("across", reading, shades, steps)


def _bounds(most: int) -> list[int]:
    """The upper bounds of the steps of a scale for numbers up to that; each about twice the one before."""
    last = bisect_left(_LADDER, most)
    return list(_LADDER[max(0, last - _STEPS + 1) : last + 1]) or [most]


def _largest(reading: Reading, ties: Mapping[Ref, TownTies]) -> Picture:
    words = reading.words
    shades = []
    for place, one in ties.items():
        known = one.actors > one.apart
        step = ceil(_STEPS * one.in_largest / one.actors) if one.actors else 0
        short = words("foot.covered", n=one.in_largest, of=one.actors)
        shades.append(_shade(reading, place, _in_largest(reading, one), f"q{step}" if known else _UNKNOWN, short))
    quarters = [Entry(style=f"q{step}", words=words(f"geo.quarter.{step}")) for step in range(_STEPS + 1)]
    return _measured("largest", reading, shades, quarters)


def _measured(key: str, reading: Reading, shades: Sequence[Shade], steps: Sequence[Entry]) -> Picture:
    used = {shade.style for shade in shades}
    unknown = Entry(style=_UNKNOWN, words=reading.words("state.UNKNOWN"), glyph=_UNKNOWN)
    return Picture(
        key=f"geo-{key}",
        title=reading.words(f"geo.{key}"),
        say=reading.words(f"geo.say.{key}"),
        shades=tuple(shades),
        legend=tuple(one for one in (*steps, unknown) if one.style in used or one.style in _SCALE),
    )


def _shade(reading: Reading, place: Ref, said: str, style: str, short: str) -> Shade:
    known = style != _UNKNOWN
    return Shade(
        style=style,
        said=(said,),
        label=reading.words("geo.label", name=reading.name(place), said=said),
        glyph="" if known else _UNKNOWN,
        short=short if known else "",
        href=f"#{row_anchor(place)}",
    )


def _counted(reading: Reading, one: TownTies, n: int) -> str:
    """A number of ties; "at least" where somebody has not answered, unknown where nobody knows of any."""
    words = reading.words
    if not one.actors:
        return words("map.noActor")
    if one.silent:
        return words("geo.atLeast", n=n) if n else words("state.UNKNOWN")
    return words.number(n)


def _number(reading: Reading, one: TownTies, n: int) -> Cell:
    return cell(_counted(reading, one, n), value=n if one.actors and (n or not one.silent) else None)


def _in_largest(reading: Reading, one: TownTies) -> str:
    words = reading.words
    if not one.actors:
        return words("map.noActor")
    if one.apart == one.actors:
        return words("state.UNKNOWN")
    said = words("foot.covered", n=one.in_largest, of=one.actors)
    return f"{said}, {words('geo.unknown', n=one.apart)}" if one.apart else said
