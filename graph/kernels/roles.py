"""Brokerage: in which role an actor stands between two partners who don't work with each other."""

from graph.kernels.compiling import kernel


@kernel(
    "void(int64[::1], uint32[::1], uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1])"
)
def play(start, neighbour, corners, group, number, coordinates, itinerates, keeps, liaises):  # type: ignore[no-untyped-def]  # the signature above types it
    """How often each actor plays each role (Gould & Fernandez 1989), counted over all pairs of its partners but those
    who are joined, which `corners` has, three actors for each triangle.

    `group` is -1 for who has none and counts nowhere. `number` holds a zero for each group and is left so; the last
    four come as zeros, one for each actor.
    """
    n = len(start) - 1
    for v in range(n):
        if group[v] >= 0:
            known = 0
            alike = 0
            for p in range(start[v], start[v + 1]):
                g = group[neighbour[p]]
                if g >= 0:
                    alike += number[g]
                    number[g] += 1
                    known += 1
            own = number[group[v]]
            for p in range(start[v], start[v + 1]):
                g = group[neighbour[p]]
                if g >= 0:
                    number[g] = 0
            inside = own * (own - 1) // 2
            coordinates[v] = inside
            itinerates[v] = alike - inside
            keeps[v] = own * (known - own)
            liaises[v] = known * (known - 1) // 2 - alike - own * (known - own)
    for c in range(0, len(corners), 3):
        x = corners[c]
        y = corners[c + 1]
        z = corners[c + 2]
        a = group[x]
        b = group[y]
        g = group[z]
        if a >= 0 and b >= 0 and g >= 0:
            if a == b and b == g:
                coordinates[x] -= 1
                coordinates[y] -= 1
                coordinates[z] -= 1
            elif a == b:
                keeps[x] -= 1
                keeps[y] -= 1
                itinerates[z] -= 1
            elif a == g:
                keeps[x] -= 1
                keeps[z] -= 1
                itinerates[y] -= 1
            elif b == g:
                keeps[y] -= 1
                keeps[z] -= 1
                itinerates[x] -= 1
            else:
                liaises[x] -= 1
                liaises[y] -= 1
                liaises[z] -= 1


@kernel("void(int64[::1], uint32[::1], uint32[::1], uint16[::1], int64, int32[::1], int64[::1])")
def tally(start, neighbour, corners, labels, tries, number, totals):  # type: ignore[no-untyped-def]  # the signature above types it
    """The same for several distributions of the groups, all actors together; everybody has a group.

    `labels` has the groups of the first actor in all `tries`, then those of the second … `number` holds a zero for each
    group and try and is left so. `totals` comes as zeros and becomes the first role of all tries, then the second …
    """
    n = len(start) - 1
    every = 0
    for v in range(n):
        known = start[v + 1] - start[v]
        every += known * (known - 1) // 2
        for p in range(start[v], start[v + 1]):
            a = tries * neighbour[p]
            for t in range(tries):
                number[labels[a + t] * tries + t] += 1
        for t in range(tries):
            own = number[labels[tries * v + t] * tries + t]
            totals[t] += own * (own - 1) // 2
            totals[2 * tries + t] += own * (known - own)
        for p in range(start[v], start[v + 1]):
            a = tries * neighbour[p]
            for t in range(tries):
                place = labels[a + t] * tries + t
                number[place] -= 1
                totals[tries + t] += number[place]
    for t in range(tries):
        totals[tries + t] -= totals[t]
        totals[3 * tries + t] = every - totals[t] - totals[tries + t] - totals[2 * tries + t]
    for c in range(0, len(corners) - 2, 3):
        x = tries * corners[c]
        y = tries * corners[c + 1]
        z = tries * corners[c + 2]
        for t in range(tries):
            first = labels[x + t]
            second = labels[y + t]
            third = labels[z + t]
            alike = (first == second) + (second == third) + (first == third)
            whole = alike == 3
            pair = alike == 1
            totals[t] -= 3 * whole
            totals[tries + t] -= pair
            totals[2 * tries + t] -= 2 * pair
            totals[3 * tries + t] -= 3 - 3 * whole - 3 * pair
