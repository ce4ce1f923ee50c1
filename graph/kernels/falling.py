"""What is left of a network when those with the most ties drop out one after the other."""

from graph.kernels.compiling import kernel


@kernel("void(int64[::1], uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1])")
def order_of_loss(start, neighbour, ranked, place, left, number, order):  # type: ignore[no-untyped-def]  # the signature above types it
    """`order` becomes the actors in the order in which they drop out: always the one with the most ties left.

    Of several the one that comes first in `ranked` goes first. `place`, `left` and
    `number` are borrowed; `number` holds a zero for each number of ties from none to the most.
    """
    n = len(start) - 1
    for p in range(n):
        i = ranked[p]
        place[i] = p
        left[p] = start[i + 1] - start[i]
        number[left[p]] += 1
    step = 0
    for ties in range(len(number) - 1, -1, -1):  # ties only get fewer, so whoever was passed by has its turn later
        p = -1
        while number[ties] > 0:
            p += 1
            if left[p] == ties:
                i = ranked[p]
                order[step] = i
                step += 1
                left[p] = -1
                number[ties] -= 1
                for q in range(start[i], start[i + 1]):
                    other = place[neighbour[q]]
                    if left[other] > 0:
                        number[left[other]] -= 1
                        left[other] -= 1
                        number[left[other]] += 1


@kernel("void(int64[::1], uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1])")
def largest_left(start, neighbour, order, root, size, largest):  # type: ignore[no-untyped-def]  # the signature above types it
    """`largest[q]` becomes the size of the largest part after the first q + 1 of the `order` dropped out.

    Worked out backwards, by joining parts. `root` and `size` are borrowed; `root` comes filled with -1.
    """
    n = len(order)
    most = 0
    for step in range(n - 1, -1, -1):
        largest[step] = most
        v = order[step]
        root[v] = v
        size[v] = 1
        for p in range(start[v], start[v + 1]):
            w = neighbour[p]
            if root[w] >= 0:
                a = v
                while root[a] != a:
                    root[a] = root[root[a]]
                    a = root[a]
                b = w
                while root[b] != b:
                    root[b] = root[root[b]]
                    b = root[b]
                if a != b:
                    if size[a] < size[b]:
                        a, b = b, a
                    root[b] = a
                    size[a] += size[b]
        a = v
        while root[a] != a:
            a = root[a]
        if size[a] > most:
            most = size[a]
