"""What a network takes: no more than 32 bytes a tie, and nothing gets lost for it, as many actors as there may be."""

from __future__ import annotations

import math

import numpy as np
import pytest

from graph.model import Ref
from graph.network.behind import Behind
from graph.network.joins import Joins
from graph.network.lines import lines
from graph.network.network import Network
from graph.network.packed import Layers, Levels, nbytes
from graph.scope import Scope
from tests.graph.small_district import ON, D

LAYERS = tuple(f"layer{n:02}" for n in range(11))


def taken(n: int, m: int, layers: int = 3, directed: float = 0.0) -> Network:
    """A network of random ties between n actors, some of them parallel; the last two actors are tied for certain."""
    chance = np.random.default_rng(n)
    a, b = (np.append(chance.integers(0, n, m - 1), n - 2 + end).astype(np.int32) for end in (0, 1))
    joins = Joins(
        a=a,
        b=b,
        level=chance.choice([np.nan, 1, 2, 2.5, 3, 4], m),
        layer=chance.integers(0, layers, m),
        layers=LAYERS,
        directed=chance.random(m) < directed,
        named=lambda: ([[Ref(f"tie{join}") for join in range(m)]], np.arange(m), np.arange(m)),
    )
    found = lines(joins, np.append(np.arange(n), -1), n)
    names = tuple(str(actor) for actor in range(n))
    return Network(
        scope=Scope(D), on=ON, ids=tuple(map(Ref, names)), external_ids=names, names=names, source=found.source,
        target=found.target, level=found.level, behind=found.behind, layers=found.layers, ways=found.ways,
    )  # fmt: skip


@pytest.mark.parametrize("directed", [0.0, 0.3])
def test_a_tie_takes_no_more_than_32_bytes(directed: float) -> None:
    network = taken(2_000, 20_000, directed=directed)
    assert nbytes(network) <= 32 * network.m
    assert len(network.behind[0]) > 0
    assert nbytes(network) <= 32 * network.m, "nor after it was asked on what its lines rest"


def test_no_place_of_a_pair_is_too_large_for_a_whole_country() -> None:
    network = taken(160_000, 5_000, directed=0.5)
    assert (int(network.source[-1]), int(network.target[-1])) == (159_998, 159_999)
    assert network.adjacency.neighbour[-1] == 159_998
    assert bool((network.source < network.target).all())
    assert network.arcs is not None
    there, other = (end.tolist() for end in network.arcs)
    pairs = set(zip(network.source.tolist(), network.target.tolist(), strict=True))
    assert {(min(pair), max(pair)) for pair in zip(there, other, strict=True)} == pairs


def test_levels_are_exact_and_found_by_line() -> None:
    stated = [1.0, math.nan, 7 / 3, 4.0, math.nan, 7 / 3]
    levels = Levels.of(np.array(stated))
    assert levels.code.dtype == np.uint8
    assert levels.stated.tolist() == [True, False, True, True, False, True]
    assert levels[2] == 7 / 3
    assert levels[levels.stated].tolist() == [1.0, 7 / 3, 4.0, 7 / 3]
    assert np.asarray(levels) == pytest.approx(stated, abs=0, nan_ok=True)
    assert len(Levels.of(np.zeros(0))) == 0


def test_more_layers_than_bits_of_a_byte() -> None:
    layer, line = np.array([0, 9, 10, 9, 2]), np.array([0, 1, 1, 2, 2])
    layers = Layers.of(list(LAYERS), layer, line, 4)
    assert {name: held.tolist() for name, held in layers.items()} == {
        "layer00": [True, False, False, False],
        "layer02": [False, False, True, False],
        "layer09": [False, True, True, False],
        "layer10": [False, True, False, False],
    }
    with pytest.raises(KeyError):
        layers["layer01"]
    eleven = Layers.of(list(LAYERS), np.arange(11), np.zeros(11, dtype=np.int64), 1)
    assert [held.tolist() for held in eleven.values()] == [[True]] * 11


def test_what_a_line_rests_on_is_told_in_order_from_every_list() -> None:
    lists = [[Ref("a"), Ref("b")], [], [Ref("c"), Ref("d"), Ref("e")]]
    where, place = np.array([4, 0, 1, 3]), np.array([0, 9, 2, 1])
    line, chosen = np.array([2, 0, 0, 2], dtype=np.int32), np.array([0, 1, 2, 3], dtype=np.int32)
    behind = Behind(3, line, chosen, lambda: (lists, where, place))
    told = [(Ref("b"), Ref("a")), (), (Ref("e"), Ref("d"))]
    assert list(behind) == told
    assert [behind[0], behind[1], behind[-1]] == told
    assert list(behind[1:]) == told[1:]
    with pytest.raises(IndexError):
        behind[3]
