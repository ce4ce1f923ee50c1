"""Triangles: three actors each of whom is joined to the other two."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], uint32[::1], int64[::1], int64[::1])")
def count(start, neighbour, marked, triangles):  # type: ignore[no-untyped-def]  # the signature above types it
    """`triangles` becomes in how many each actor stands; it and `marked`, which is borrowed, come as zeros.

    Of each line the partners of the end that has fewer are gone through (of equal ones the first).
    """
    n = len(start) - 1
    for i in range(n):
        mine = start[i + 1] - start[i]
        for p in range(start[i], start[i + 1]):
            marked[neighbour[p]] = 1
        for p in range(start[i], start[i + 1]):
            j = neighbour[p]
            others = start[j + 1] - start[j]
            if others < mine or (others == mine and j < i):
                both = 0
                for q in range(start[j], start[j + 1]):
                    both += marked[neighbour[q]]
                triangles[i] += both
                triangles[j] += both
        for p in range(start[i], start[i + 1]):
            marked[neighbour[p]] = 0
    for i in range(n):
        triangles[i] //= 2


@kernel("void(int64[::1], uint32[::1], int64[::1], uint32[::1])")
def corners(start, neighbour, marked, found):  # type: ignore[no-untyped-def]  # the signature above types it
    """`found` becomes the three actors of each triangle, one after the other, and three numbers without meaning.

    Rows have to be ascending. `marked` is borrowed and comes as zeros.
    """
    n = len(start) - 1
    place = 0
    for i in range(n):
        for p in range(start[i], start[i + 1]):
            marked[neighbour[p]] = 3
        for p in range(start[i], start[i + 1]):
            j = neighbour[p]
            if j > i:
                for q in range(start[j + 1] - 1, start[j] - 1, -1):
                    k = neighbour[q]
                    if k <= j:
                        break
                    found[place] = i
                    found[place + 1] = j
                    found[place + 2] = k
                    place += marked[k]  # written over by the next one unless the three are joined
        for p in range(start[i], start[i + 1]):
            marked[neighbour[p]] = 0
