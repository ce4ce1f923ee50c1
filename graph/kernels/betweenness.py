"""Betweenness: how often an actor lies on the shortest ways between others."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], int32[::1], int64[::1], int32[::1], float64[::1], float64[::1], int32[::1], float64[::1])")
def accumulate(start, neighbour, sources, distance, ways, dependency, order, total):  # type: ignore[no-untyped-def]
    """Adds to `total` the dependencies of every source on every actor (Brandes 2001, unweighted).

    `distance` comes filled with -1, `ways` and `dependency` with 0, and are left so.
    """
    for k in range(len(sources)):
        s = sources[k]
        distance[s] = 0
        ways[s] = 1.0
        order[0] = s
        head = 0
        tail = 1
        while head < tail:
            v = order[head]
            head += 1
            further = distance[v] + 1
            for p in range(start[v], start[v + 1]):
                w = neighbour[p]
                if distance[w] < 0:
                    distance[w] = further
                    order[tail] = w
                    tail += 1
                if distance[w] == further:
                    ways[w] += ways[v]
        for position in range(tail - 1, 0, -1):
            w = order[position]
            share = (1.0 + dependency[w]) / ways[w]
            nearer = distance[w] - 1
            for p in range(start[w], start[w + 1]):
                v = neighbour[p]
                if distance[v] == nearer:
                    dependency[v] += ways[v] * share
            total[w] += dependency[w]
        for position in range(tail):
            v = order[position]
            distance[v] = -1
            ways[v] = 0.0
            dependency[v] = 0.0
