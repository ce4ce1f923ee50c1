"""What falls apart when an actor or a tie drops out of a network: cut points, bridges and the pieces they leave.

One depth-first search finds all (Hopcroft and Tarjan 1973): what was reached by way of an actor falls off without it
unless some of it also reaches an actor found earlier.
"""

from functools import cached_property

import numpy as np

from graph.kernels.searching import search
from graph.network.adjacency import Adjacency


class Separation:
    """A network as rows of neighbours, asked what holds it together."""

    def __init__(self, rows: Adjacency) -> None:
        n = rows.n
        order, reached, end, back, root, before, path, turn = (np.full(n, -1, dtype=np.int64) for _ in range(8))
        search(rows.start, rows.neighbour, order, reached, end, back, root, before, path, turn)
        self._order: list[int] = order.tolist()  # as they were reached; whoever was reached by way of one follows it
        self._reached: list[int] = reached.tolist()  # the place of each in that order
        self._end: list[int] = end.tolist()  # behind the last who was reached by way of it
        self._back: list[int] = back.tolist()  # the earliest place that anyone of these is joined to
        self._root: list[int] = root.tolist()
        self._branches: list[list[int]] = [[] for _ in range(n)]  # who was reached from it directly
        reached_from: list[int] = before.tolist()
        for branch in self._order:
            if reached_from[branch] >= 0:
                self._branches[reached_from[branch]].append(branch)

    @cached_property
    def part_sizes(self) -> list[int]:
        """How many actors each part has, in the order of the first of each."""
        return [self._end[i] - self._reached[i] for i, root in enumerate(self._root) if i == root]

    def part_size(self, actor: int) -> int:
        """How many actors the part of the actor has."""
        root = self._root[actor]
        return self._end[root] - self._reached[root]

    @cached_property
    def cut_points(self) -> tuple[int, ...]:
        """Those without whom their part falls into more pieces."""
        return tuple(actor for actor in range(len(self._order)) if len(self._pieces(actor)) > 1)

    @cached_property
    def bridges(self) -> tuple[tuple[int, int], ...]:
        """The lines without which their part falls in two, the smaller index first."""
        found = (
            (min(actor, branch), max(actor, branch))
            for actor, branches in enumerate(self._branches)
            for branch in branches
            if self._back[branch] > self._reached[actor]
        )
        return tuple(sorted(found))

    def pieces(self, actor: int) -> list[list[int]]:
        """What is left of its part without the actor, piece by piece."""
        return [self._members(actor, piece) for piece in self._pieces(actor)]

    def sizes(self, actor: int) -> list[int]:
        """How large the pieces are that are left of its part without the actor."""
        return [self._size(actor, piece) for piece in self._pieces(actor)]

    def lost_count(self, actor: int) -> int:
        """How many fall off without the actor."""
        sizes = self.sizes(actor)
        return sum(sizes) - (max(sizes) if max(sizes, default=0) > 1 else 0)

    def lost(self, actor: int) -> list[int]:
        """Who falls off without the actor: all but the largest piece; everybody where each is left alone.

        Of pieces of the same size the one with the smallest index stays.
        """
        pieces = self._pieces(actor)
        most = max((self._size(actor, piece) for piece in pieces), default=0)
        if most < 2:
            return sorted(i for piece in pieces for i in self._members(actor, piece))
        largest = [piece for piece in pieces if self._size(actor, piece) == most]
        stays = largest[0] if len(largest) == 1 else min(largest, key=lambda piece: min(self._members(actor, piece)))
        return sorted(i for piece in pieces if piece != stays for i in self._members(actor, piece))

    def beyond(self, bridge: tuple[int, int]) -> list[int]:
        """Who falls off without the bridge: the smaller side; of equal sides the one without the smallest index."""
        branch = max(bridge, key=lambda end: self._reached[end])
        inner = self._order[self._reached[branch] : self._end[branch]]
        root = self._root[branch]
        outer_size = self._end[root] - self._reached[root] - len(inner)
        if len(inner) < outer_size:
            return sorted(inner)
        outer = self._rest(branch)
        inner_falls = len(inner) == outer_size and min(inner) > min(outer)
        return sorted(inner if inner_falls else outer)

    def _pieces(self, actor: int) -> list[int]:
        """The pieces without the actor, each by the branch that it is; -1 is all the rest."""
        fallen = [b for b in self._branches[actor] if self._back[b] >= self._reached[actor]]
        return fallen if self._root[actor] == actor else [*fallen, -1]

    def _size(self, actor: int, piece: int) -> int:
        if piece >= 0:
            return self._end[piece] - self._reached[piece]
        root = self._root[actor]
        fallen = sum(self._size(actor, branch) for branch in self._pieces(actor) if branch >= 0)
        return self._end[root] - self._reached[root] - 1 - fallen

    def _members(self, actor: int, piece: int) -> list[int]:
        if piece >= 0:
            return self._order[self._reached[piece] : self._end[piece]]
        gone = {actor}.union(*(self._members(actor, branch) for branch in self._pieces(actor) if branch >= 0))
        root = self._root[actor]
        return [i for i in self._order[self._reached[root] : self._end[root]] if i not in gone]

    def _rest(self, branch: int) -> list[int]:
        root = self._root[branch]
        return (
            self._order[self._reached[root] : self._reached[branch]] + self._order[self._end[branch] : self._end[root]]
        )
