"""Betweenness: how often an actor lies on the shortest ways between others."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], int32[::1], int64[::1], int32[::1], float64[::1], float64[::1], int32[::1], float64[::1])")
def accumulate(start, neighbour, sources, distance, ways, share, order, total):  # type: ignore[no-untyped-def]
    """Adds to `total` the dependencies of every source on every actor (Brandes 2001, unweighted).

    `distance` comes filled with -1 and is left so; `ways`, `share` and `order` are borrowed, whatever they hold.
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
            mine = ways[v]
            for p in range(start[v], start[v + 1]):
                w = neighbour[p]
                if distance[w] < 0:
                    distance[w] = further
                    ways[w] = mine
                    order[tail] = w
                    tail += 1
                elif distance[w] == further:
                    ways[w] += mine
        farthest = distance[order[tail - 1]]
        for position in range(tail - 1, 0, -1):
            w = order[position]
            further = distance[w] + 1
            beyond = 0.0
            if further <= farthest:
                for p in range(start[w], start[w + 1]):
                    v = neighbour[p]
                    if distance[v] == further:
                        beyond += share[v]
            beyond *= ways[w]
            total[w] += beyond
            share[w] = (1.0 + beyond) / ways[w]
        for position in range(tail):
            distance[order[position]] = -1
