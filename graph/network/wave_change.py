"""What became of a network between two surveys: ties that came and went, actors that entered and left."""

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from graph.model import Ref, Survey
from graph.network.district import District
from graph.network.network import Network, Networks, networks
from graph.network.waves import Wave, wave_before
from graph.scope import COOPERATION

Pair = tuple[Ref, Ref]


@dataclass(frozen=True, slots=True)
class WaveChange:
    """Two surveys of the same part of a dataset, told on the actors that were asked in both.

    `both`, `entered` (asked in the later one only) and `left` come in the order of names; `kept`, `born` and `gone` are
    pairs tied in both, only later, only earlier. A pair counts as tied if either side said yes. `unsure` are those of
    `born` and `gone` of which no side said yes or no in the other survey, so that nobody knows whether they changed;
    `hidden` counts the pairs tied in neither of which the same is true in one survey, `hidden_twice` in both.
    """

    earlier: Survey
    later: Survey
    both: tuple[Ref, ...]
    entered: tuple[Ref, ...]
    left: tuple[Ref, ...]
    kept: tuple[Pair, ...]
    born: tuple[Pair, ...]
    gone: tuple[Pair, ...]
    unsure: frozenset[Pair]
    hidden: int
    hidden_twice: int

    @property
    def jaccard(self) -> float | None:
        """N₁₁ / (N₁₁ + N₁₀ + N₀₁), 0 to 1: of the ties of either survey those in both; None without a tie."""
        ties = len(self.kept) + len(self.born) + len(self.gone)
        return len(self.kept) / ties if ties else None

    @property
    def jaccard_range(self) -> tuple[float, float] | None:
        """Its extremes over what nobody said: all of it against, all of it for a stable network; None without a tie."""
        ties = len(self.kept) + len(self.born) + len(self.gone)
        if not ties:
            return None
        stable = len(self.kept) + len(self.unsure) + self.hidden_twice
        return len(self.kept) / (ties + self.hidden + self.hidden_twice), stable / (ties + self.hidden_twice)


def wave_change(network: Network) -> WaveChange | None:
    """The survey of a network against the one before, in the same scope, on the layer of ties.

    None if there is no such survey or none before it.
    """
    found = wave_networks(network)
    return None if found is None else change_between(*found)


def wave_networks(network: Network) -> tuple[Network, Network] | None:
    """The network of the survey before that of a network, and that of its own; None if one of them is missing."""
    district, wave = network.district, network.wave
    before = wave_before(district.view, wave, network.on) if district is not None and wave is not None else None
    if district is None or wave is None or before is None:
        return None
    scope = replace(network.scope, layer=COOPERATION)
    return _told(district, before.survey).of(scope), _told(district, wave.survey).of(scope)


def _told(district: District, survey: Survey) -> Networks:
    return networks(district.view, district.dataset, district.on, survey)


def change_between(earlier: Network, later: Network) -> WaveChange:
    """What changed between two networks, each of one survey; told once."""
    told = later.once(_changes)
    if earlier not in told:
        told[earlier] = _change(earlier, later)
    return told[earlier]


def _changes(_: Network) -> "WeakKeyDictionary[Network, WaveChange]":
    return WeakKeyDictionary()


def _change(earlier: Network, later: Network) -> WaveChange:
    before, after = earlier.wave, later.wave
    assert before is not None
    assert after is not None
    members, others = frozenset(earlier.ids), frozenset(later.ids)
    both = tuple(ref for ref in later.ids if ref in members)
    place = {ref: i for i, ref in enumerate(both)}
    ties, newer = _pairs(earlier, place), _pairs(later, place)
    listed = sorted(ties | newer, key=lambda pair: (place[pair[0]], place[pair[1]]))
    told = frozenset(both)
    unsure = {pair for pair in newer - ties if not before.knows(*pair)}
    unsure |= {pair for pair in ties - newer if not after.knows(*pair)}
    hidden, twice = _hidden((before, after), told, ties | newer)
    return WaveChange(
        earlier=before.survey,
        later=after.survey,
        both=both,
        entered=tuple(ref for ref in later.ids if ref not in members),
        left=tuple(ref for ref in earlier.ids if ref not in others),
        kept=tuple(pair for pair in listed if pair in ties and pair in newer),
        born=tuple(pair for pair in listed if pair not in ties),
        gone=tuple(pair for pair in listed if pair not in newer),
        unsure=frozenset(unsure),
        hidden=hidden,
        hidden_twice=twice,
    )


def _pairs(network: Network, place: Mapping[Ref, int]) -> frozenset[Pair]:
    """The lines between these actors, each pair in their order."""
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    pairs = ((network.ids[i], network.ids[j]) for i, j in ends)
    return frozenset((a, b) if place[a] < place[b] else (b, a) for a, b in pairs if a in place and b in place)


def _hidden(waves: tuple[Wave, Wave], both: Set[Ref], tied: Set[Pair]) -> tuple[int, int]:
    """Of how many pairs tied in neither survey no side said yes or no in one of them, and in both."""
    silent = [both - wave.answered if wave.complete_roster else frozenset(both) for wave in waves]
    single = [math.comb(len(quiet), 2) for quiet in silent]
    twice = math.comb(len(silent[0] & silent[1]), 2)
    once = single[0] + single[1] - 2 * twice
    seen = {frozenset(pair) for pair in tied}
    for pair in seen | {told for wave in waves for told in wave.told if len(told) == 2 and told <= both}:
        by_roster = sum(pair <= quiet for quiet in silent)
        once -= by_roster == 1
        twice -= by_roster == 2
        if pair not in seen:
            unknown = sum(not wave.knows(*pair) for wave in waves)
            once += unknown == 1
            twice += unknown == 2
    return once, twice
