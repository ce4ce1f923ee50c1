"""Networks of plain pairs, for what is true of any graph: the classic data sets and random ones."""

from collections.abc import Iterable

import networkx as nx
import numpy as np

from graph.model import Ref
from graph.network.network import Network
from graph.network.packed import Levels
from graph.network.waves import Wave
from graph.scope import Scope
from tests.graph.small_district import ON, D

MARRIAGES = (
    "Acciaiuoli-Medici Castellani-Peruzzi Castellani-Strozzi Castellani-Barbadori Medici-Barbadori Medici-Ridolfi "
    "Medici-Tornabuoni Medici-Albizzi Medici-Salviati Salviati-Pazzi Peruzzi-Strozzi Peruzzi-Bischeri Strozzi-Ridolfi "
    "Strozzi-Bischeri Ridolfi-Tornabuoni Tornabuoni-Guadagni Albizzi-Ginori Albizzi-Guadagni Bischeri-Guadagni "
    "Guadagni-Lamberteschi"
)
"""Padgett's Florentine families by marriage: 15 families, 20 ties."""


def of(pairs: Iterable[tuple[str, str]], alone: Iterable[str] = (), wave: Wave | None = None) -> Network:
    edges = [(str(a), str(b)) for a, b in pairs]
    names = sorted({name for pair in edges for name in pair} | set(alone))
    index = {name: position for position, name in enumerate(names)}
    lines = sorted({(min(index[a], index[b]), max(index[a], index[b])) for a, b in edges})
    return Network(
        scope=Scope(D),
        on=ON,
        ids=tuple(Ref(name) for name in names),
        external_ids=tuple(names),
        names=tuple(names),
        source=np.array([i for i, _ in lines], dtype=np.int32),
        target=np.array([j for _, j in lines], dtype=np.int32),
        level=Levels.of(np.full(len(lines), np.nan)),
        behind=tuple((Ref(f"{i}-{j}"),) for i, j in lines),
        wave=wave,
    )


def from_networkx(graph: "nx.Graph[int]") -> Network:
    """Nodes are written with leading zeros so that their order is that of the numbers."""
    return of(((f"{a:03}", f"{b:03}") for a, b in graph.edges), (f"{a:03}" for a in graph))


def florentine(*alone: str) -> Network:
    return of(((a, b) for a, _, b in (pair.partition("-") for pair in MARRIAGES.split())), alone)
