"""Cores: the largest parts in which everybody is joined to at least k others of it."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1])")
def peel(start, neighbour, core, position, order, first):  # type: ignore[no-untyped-def]  # the signature above types it
    """`core` becomes the number of the highest core of each actor (Batagelj & Zaversnik 2003).

    `position` and `order` hold n numbers, `first` two more than the largest degree; all are borrowed and come as zeros.
    """
    n = len(start) - 1
    for i in range(n):
        core[i] = start[i + 1] - start[i]
        first[core[i] + 1] += 1
    for degree in range(1, len(first)):
        first[degree] += first[degree - 1]
    for i in range(n):
        position[i] = first[core[i]]
        order[position[i]] = i
        first[core[i]] += 1
    for degree in range(len(first) - 1, 0, -1):
        first[degree] = first[degree - 1]
    first[0] = 0
    for place in range(n):
        i = order[place]
        for p in range(start[i], start[i + 1]):
            j = neighbour[p]
            if core[j] > core[i]:
                swap = first[core[j]]
                other = order[swap]
                if other != j:
                    order[position[j]] = other
                    position[other] = position[j]
                    order[swap] = j
                    position[j] = swap
                first[core[j]] += 1
                core[j] -= 1
