"""Structural holes: how much an actor's partners depend on each other."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], uint32[::1], float64[::1])")
def constrain(start, neighbour, constraint):  # type: ignore[no-untyped-def]  # the signature above types it
    """`constraint` becomes Burt's for every actor that has a tie, every tie weighing the same; rows are ascending."""
    n = len(start) - 1
    for i in range(n):
        total = 0.0
        mine = start[i + 1] - start[i]
        for p in range(start[i], start[i + 1]):
            j = neighbour[p]
            through = 0.0
            a = start[i]
            b = start[j]
            while a < start[i + 1] and b < start[j + 1]:
                if neighbour[a] < neighbour[b]:
                    a += 1
                elif neighbour[a] > neighbour[b]:
                    b += 1
                else:
                    q = neighbour[a]
                    through += 1.0 / (start[q + 1] - start[q])
                    a += 1
                    b += 1
            share = (1.0 + through) / mine
            total += share * share
        constraint[i] = total
