"""Generated stakeholder networks: who works together in a district or a state. The same every time.

Municipalities differ much in size and organisations much in weight. Most ties come of measures: one in the lead and
some partners, who are mostly of the same municipality and field; the rest are made directly, the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from graph.changes import Put, Transaction
from graph.model import Actor, Place, Record, Ref, Term, Tie, global_id
from graph.store import Store

DATASET = "generated"
SIZES = {"district": (500, 3_000, 13), "state": (20_000, 200_000, 396)}
"""Actors, ties and municipalities."""

_FIELDS, _TYPES = 6, 10
_NEIGHBOURS = 13  # municipalities of one district
_NEAR = (0.45, 0.80, 0.96)  # partners of the same municipality and field, municipality, district; the rest is anywhere
_BY_MEASURES = 0.7
_PARTNERS = 2.2

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stakeholders:
    """Actors by index with their municipality and type, and the pairs that are tied, each once, with a level."""

    n: int
    towns: int
    town: Ints
    kind: Ints
    source: Ints
    target: Ints
    level: Ints


def stakeholders(n: int, m: int, towns: int, seed: int = 7) -> Stakeholders:
    """A network of n actors and m ties."""
    chance = np.random.default_rng(seed)
    share = chance.pareto(1.3, towns) + 1
    everywhere = np.arange(towns)
    town = np.sort(np.concatenate((everywhere, chance.choice(towns, n - towns, p=share / share.sum()))))
    cell = town * _FIELDS + chance.integers(0, _FIELDS, n)
    order = np.argsort(cell, kind="stable")
    town, cell = town[order], cell[order]
    weight = np.minimum(chance.pareto(1.6, n) + 1, 0.02 * n)
    draw = _Draw(chance, town, cell, np.concatenate(([0.0], np.cumsum(weight))))
    found = np.zeros(0, dtype=np.int64)
    while len(found) < m:
        missing = m - len(found)
        direct = len(found) >= _BY_MEASURES * m
        a, b = draw.pairs(missing * 2) if direct else draw.measures(max(50, missing // 6))
        new = np.minimum(a, b) * n + np.maximum(a, b)
        found = np.concatenate((found, np.setdiff1d(new[a != b], found)[: None if not direct else missing]))
    found = chance.permutation(found)[:m]
    name = chance.permutation(n)  # the order of names is not that of municipalities
    return Stakeholders(
        n, towns, town[np.argsort(name)], chance.integers(0, _TYPES, n),
        name[found // n], name[found % n], chance.integers(0, 5, m),
    )  # fmt: skip


class _Draw:
    """Draws actors by their weight from some stretch of their order."""

    def __init__(self, chance: np.random.Generator, town: Ints, cell: Ints, below: NDArray[np.float64]) -> None:
        self._chance, self._below, self._n = chance, below, len(town)
        district = town // _NEIGHBOURS
        self._stretches = [_stretches(cell), _stretches(town), _stretches(district)]

    def pairs(self, number: int) -> tuple[Ints, Ints]:
        """Somebody, and a partner."""
        lead = self._from(np.zeros(number, dtype=np.int64), np.full(number, self._n))
        return lead, self._partners(lead)

    def measures(self, number: int) -> tuple[Ints, Ints]:
        """Everybody of some measures with everybody else of it."""
        lead = self._from(np.zeros(number, dtype=np.int64), np.full(number, self._n))
        which = np.repeat(np.arange(number), 1 + np.minimum(self._chance.poisson(_PARTNERS, number), 8))
        keys = np.unique(
            np.concatenate((np.arange(number), which)) * self._n + np.concatenate((lead, self._partners(lead[which])))
        )
        measure, actor = keys // self._n, keys % self._n
        shifted = [
            (actor[:-s][same], actor[s:][same]) for s in range(1, 10) if (same := measure[:-s] == measure[s:]).any()
        ]
        return np.concatenate([a for a, _ in shifted]), np.concatenate([b for _, b in shifted])

    def _partners(self, lead: Ints) -> Ints:
        how_near = np.searchsorted(_NEAR, self._chance.random(len(lead)), side="right")
        first, last = np.zeros(len(lead), dtype=np.int64), np.full(len(lead), self._n)
        for nearness, (start, end) in enumerate(self._stretches):
            chosen = how_near == nearness
            first[chosen], last[chosen] = start[lead[chosen]], end[lead[chosen]]
        return self._from(first, last)

    def _from(self, first: Ints, last: Ints) -> Ints:
        low, high = self._below[first], self._below[last]
        drawn = np.searchsorted(self._below, low + self._chance.random(len(first)) * (high - low), side="right") - 1
        return np.minimum(drawn, self._n - 1)


def _stretches(key: Ints) -> tuple[Ints, Ints]:
    """For each actor where those of the same key begin and end; the key ascends."""
    return np.searchsorted(key, key), np.searchsorted(key, key, side="right")


def fill(store: Store, made: Stakeholders) -> None:
    """Write the network into a store."""
    puts = tuple(map(Put, records(made)))
    store.commit(Transaction(puts, author="benchmark", reason="benchmark", at=datetime.now(UTC)))


def records(made: Stakeholders) -> Iterator[Record]:
    """The network as records."""
    for t in range(made.towns):
        yield Place(**_identity(Place, f"p{t}"), name=f"Ort {t}")
    for t in range(_TYPES):
        yield Term(**_identity(Term, f"t{t}"), scheme="actor_type", label=f"Typ {t}")
    for f in range(_FIELDS):
        yield Term(**_identity(Term, f"f{f}"), scheme="field", label=f"Feld {f}")
    for i in range(made.n):
        yield Actor(
            **_identity(Actor, f"a{i}"), name=f"Akteur {i:05}", places=(_ref(Place, f"p{made.town[i]}"),),
            type=(_ref(Term, f"t{made.kind[i]}"),),
        )  # fmt: skip
    for a, b, level in zip(made.source.tolist(), made.target.tolist(), made.level.tolist(), strict=True):
        yield Tie(
            **_identity(Tie, f"a{a}|a{b}"), source=_ref(Actor, f"a{a}"), target=_ref(Actor, f"a{b}"),
            level=float(level) if level else None, fields=(_ref(Term, f"f{(a + b) % _FIELDS}"),) if level else (),
        )  # fmt: skip


def _identity(kind: type[Record], key: str) -> dict[str, str]:
    return {"id": _ref(kind, key), "dataset": DATASET, "external_id": key}


def _ref(kind: type[Record], key: str) -> Ref:
    return global_id(DATASET, kind.__name__, key)
