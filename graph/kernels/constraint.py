"""Structural holes: how much an actor's partners depend on each other."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], uint32[::1], float64[::1], float64[::1])")
def constrain(start, neighbour, share, constraint):  # type: ignore[no-untyped-def]  # the signature above types it
    """`constraint` becomes Burt's for every actor that has a tie, every tie weighing the same.

    It and `share`, which is borrowed, come as zeros. What two joined actors have by way of others is the same for both,
    so each line is looked at once, from the end that has more partners.
    """
    n = len(start) - 1
    for i in range(n):
        mine = start[i + 1] - start[i]
        for p in range(start[i], start[i + 1]):
            q = neighbour[p]
            share[q] = 1.0 / (start[q + 1] - start[q])
        for p in range(start[i], start[i + 1]):
            j = neighbour[p]
            others = start[j + 1] - start[j]
            if others < mine or (others == mine and j < i):
                through = 1.0
                for q in range(start[j], start[j + 1]):
                    through += share[neighbour[q]]
                constraint[i] += (through / mine) ** 2
                constraint[j] += (through / others) ** 2
        for p in range(start[i], start[i + 1]):
            share[neighbour[p]] = 0.0
