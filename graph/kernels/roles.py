"""Brokerage: in which role an actor stands between two partners who don't work with each other."""

from graph.kernels.compiling import kernel


@kernel(
    "void(int64[::1], uint32[::1], int32[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1])"
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


@kernel("void(int64[::1], uint32[::1], int32[::1], int64[::1], int64[::1], int64[::1])")
def tally(start, neighbour, corners, groups, number, totals):  # type: ignore[no-untyped-def]  # the signature above types it
    """The same for several distributions of the groups, all actors together.

    `groups` holds one distribution after the other; `totals` becomes the four roles of the first, of the second …
    """
    n = len(start) - 1
    for first in range(0, len(groups), n):
        inside = 0
        alike = 0
        across = 0
        every = 0
        for v in range(n):
            mine = groups[first + v]
            if mine >= 0:
                known = 0
                for p in range(start[v], start[v + 1]):
                    g = groups[first + neighbour[p]]
                    if g >= 0:
                        alike += number[g]
                        number[g] += 1
                        known += 1
                own = number[mine]
                for p in range(start[v], start[v + 1]):
                    g = groups[first + neighbour[p]]
                    if g >= 0:
                        number[g] = 0
                inside += own * (own - 1) // 2
                across += own * (known - own)
                every += known * (known - 1) // 2
        whole = 0
        equal = 0
        one = 0
        for c in range(0, len(corners), 3):
            a = groups[first + corners[c]]
            b = groups[first + corners[c + 1]]
            g = groups[first + corners[c + 2]]
            pairs = (a == b) + (b == g) + (a == g)
            counts = (a >= 0) * (b >= 0) * (g >= 0)
            whole += counts
            equal += (pairs == 3) * counts
            one += (pairs == 1) * counts
        place = first // n * 4
        totals[place] = inside - 3 * equal
        totals[place + 1] = alike - inside - one
        totals[place + 2] = across - 2 * one
        totals[place + 3] = every - alike - across - 3 * (whole - equal - one)
