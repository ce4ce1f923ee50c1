"""Dependencies of shortest paths by whole arrays: what betweenness is worked out with where no kernel is compiled."""

import numpy as np
from numpy.typing import NDArray

from graph.network.adjacency import Adjacency, Ints


def dependencies(rows: Adjacency, sources: Ints) -> NDArray[np.float64]:
    """What the shortest paths from these sources owe to each actor (Brandes 2001, unweighted), all sources at once.

    An actor seen from a source has a place of its own: that of the source times n, and the actor's.
    """
    n, places = rows.n, len(sources) * rows.n
    neighbour, start, degree = rows.neighbour.astype(np.int64), rows.start.astype(np.int64), rows.degree
    ways, unseen = np.zeros(places), np.ones(places, dtype=np.bool_)
    front = np.arange(len(sources), dtype=np.int64) * n + sources
    ways[front], unseen[front] = 1.0, False
    steps: list[tuple[Ints, Ints]] = []
    while len(front):
        actor = front % n
        many = degree[actor]
        ends = np.cumsum(many)
        line = np.arange(ends[-1]) + np.repeat(start[actor] - ends + many, many)
        head = neighbour[line] + np.repeat(front - actor, many)
        new = np.flatnonzero(unseen[head])
        head, tail = head[new], np.repeat(front, many)[new]
        came = np.bincount(head, ways[tail], places)
        front = np.flatnonzero(came)
        ways[front], unseen[front] = came[front], False
        steps.append((tail, head))
    share = np.zeros(places)
    for tail, head in reversed(steps):
        share += np.bincount(tail, ways[tail] * ((1.0 + share) / np.maximum(ways, 1.0))[head], places)
    share[np.arange(len(sources)) * n + sources] = 0.0
    return np.asarray(share.reshape(-1, n).sum(axis=0))
