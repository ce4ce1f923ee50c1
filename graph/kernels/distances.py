"""How far everybody is from everybody: breadth-first searches from 62 actors at a time, one bit each."""

from graph.kernels.compiling import kernel

BITS = 62
"""Sources of one search: a word of 64 bits without its sign, one to spare."""


@kernel(
    "void(int64[::1], uint32[::1], int64, int64, int64[::1], int64[::1], int64[::1], "
    "int64[::1], int64[::1], int64[::1], float64[::1])"
)
def search(start, neighbour, first, last, seen, front, coming, reached, total, farthest, inverse):  # type: ignore[no-untyped-def]  # the signature above types it
    """Adds up, for every actor, its distances to the sources from `first` up to `last` (Then et al. 2014, VLDB).

    Adds to `reached` how many of them have a path to it (itself not), to `total` the distances, to `inverse` their
    reciprocals; `farthest` becomes the largest. `seen`, `front` and `coming` are borrowed, whatever they hold.
    """
    n = len(start) - 1
    for begin in range(first, last, 62):
        for v in range(n):
            seen[v] = 0
            front[v] = 0
            coming[v] = 0
        for s in range(begin, min(begin + 62, last)):
            seen[s] = 1 << (s - begin)
            front[s] = seen[s]
        distance = 0
        moving = True
        while moving:
            moving = False
            distance += 1
            for v in range(n):
                bits = front[v]
                if bits:
                    for p in range(start[v], start[v + 1]):
                        coming[neighbour[p]] |= bits
            for v in range(n):
                new = coming[v] ^ (coming[v] & seen[v])
                coming[v] = 0
                front[v] = new
                if new:
                    moving = True
                    seen[v] |= new
                    count = new - ((new >> 1) & 0x5555555555555555)
                    count = (count & 0x3333333333333333) + ((count >> 2) & 0x3333333333333333)
                    count = (count + (count >> 4)) & 0x0F0F0F0F0F0F0F0F
                    count += count >> 8
                    count += count >> 16
                    count = (count + (count >> 32)) & 0x7F
                    reached[v] += count
                    total[v] += count * distance
                    inverse[v] += count / distance
                    if distance > farthest[v]:
                        farthest[v] = distance
