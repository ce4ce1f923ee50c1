"""Triangles: three actors each of whom is joined to the other two."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], uint32[::1], int64[::1])")
def count(start, neighbour, triangles):  # type: ignore[no-untyped-def]  # the signature above types it
    """Adds to `triangles` in how many each actor stands; rows have to be ascending."""
    n = len(start) - 1
    for i in range(n):
        for p in range(start[i], start[i + 1]):
            j = neighbour[p]
            if j > i:
                a = p + 1
                b = start[j]
                while a < start[i + 1] and b < start[j + 1]:
                    if neighbour[a] < neighbour[b]:
                        a += 1
                    elif neighbour[a] > neighbour[b]:
                        b += 1
                    else:
                        triangles[i] += 1
                        triangles[j] += 1
                        triangles[neighbour[a]] += 1
                        a += 1
                        b += 1


@kernel("void(int64[::1], uint32[::1], int32[::1])")
def corners(start, neighbour, found):  # type: ignore[no-untyped-def]  # the signature above types it
    """`found` becomes the three actors of each triangle, one after the other; rows have to be ascending."""
    n = len(start) - 1
    place = 0
    for i in range(n):
        for p in range(start[i], start[i + 1]):
            j = neighbour[p]
            if j > i:
                a = p + 1
                b = start[j]
                while a < start[i + 1] and b < start[j + 1]:
                    if neighbour[a] < neighbour[b]:
                        a += 1
                    elif neighbour[a] > neighbour[b]:
                        b += 1
                    else:
                        found[place] = i
                        found[place + 1] = j
                        found[place + 2] = neighbour[a]
                        place += 3
                        a += 1
                        b += 1
