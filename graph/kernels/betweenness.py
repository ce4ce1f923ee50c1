"""Betweenness: how often an actor lies on the shortest ways between others."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], int32[::1], int64[::1], int32[::1], float64[::1], float64[::1], int32[::1], float64[::1])")
def accumulate(start, neighbour, sources, distance, ways, share, order, total):  # type: ignore[no-untyped-def]  # the signature above types it
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


@kernel("void(int64[::1], int32[::1], int64[::1], int32[::1], float64[::1], float64[::1], float64[::1], float64[::1])")
def accumulate_together(start, neighbour, sources, distance, ways, front, coming, total):  # type: ignore[no-untyped-def]  # the signature above types it
    """Adds to `total` the same dependencies, from four sources at a time, level by level: no branch for each tie.

    Compiled this is two to three times as fast as `accumulate`, interpreted slower. `distance`, `ways`, `front` and
    `coming` hold four numbers for each actor and are borrowed, whatever they hold.
    """
    n = len(start) - 1
    for begin in range(0, len(sources), 4):
        for i in range(4 * n):
            distance[i] = -1
            ways[i] = 0.0
            front[i] = 0.0
        for k in range(min(4, len(sources) - begin)):
            s = sources[begin + k]
            distance[4 * s + k] = 0
            ways[4 * s + k] = 1.0
            for p in range(start[s], start[s + 1]):
                i = 4 * neighbour[p] + k
                distance[i] = 1
                ways[i] = 1.0
                front[i] = 1.0
        depth = 1
        moving = True
        while moving:
            moving = False
            depth += 1
            for w in range(n):
                a = 4 * w
                waiting = False
                for k in range(a, a + 4):
                    coming[k] = 0.0
                    if distance[k] < 0:
                        waiting = True
                if waiting:
                    for p in range(start[w], start[w + 1]):
                        b = 4 * neighbour[p]
                        for k in range(4):
                            coming[a + k] += front[b + k]
                    for k in range(a, a + 4):
                        if distance[k] < 0 and coming[k] > 0.0:
                            distance[k] = depth
                            ways[k] = coming[k]
                            moving = True
                        else:
                            coming[k] = 0.0
            front, coming = coming, front
        for i in range(4 * n):
            front[i] = 0.0
        for level in range(depth - 1, 0, -1):
            for w in range(n):
                a = 4 * w
                here = False
                for k in range(a, a + 4):
                    coming[k] = 0.0
                    if distance[k] == level:
                        here = True
                if here:
                    for p in range(start[w], start[w + 1]):
                        b = 4 * neighbour[p]
                        for k in range(4):
                            coming[a + k] += front[b + k]
                    for k in range(a, a + 4):
                        if distance[k] == level:
                            beyond = coming[k] * ways[k]
                            total[w] += beyond
                            coming[k] = (1.0 + beyond) / ways[k]
                        else:
                            coming[k] = 0.0
            front, coming = coming, front
