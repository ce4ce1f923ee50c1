"""Core and periphery: moving one actor at a time between them, as long as that helps."""

from graph.kernels.compiling import kernel


@kernel("float64(int64[::1], uint32[::1], int64[::1], int64[::1])")
def improve(start, neighbour, core, loose):  # type: ignore[no-untyped-def]  # the signature above types it
    """Makes `core` (1 inside, 0 outside) the best that moves of one actor lead to, and returns its fit.

    The fit is Pearson's r, over all pairs, between being joined and having at least one of the two in the core. Each
    time the actor moves who helps most, of several the first. `core` holds at least one actor and not all of them, and
    not all pairs or none are joined. `loose` is borrowed and comes as zeros.
    """
    n = len(start) - 1
    pairs = n * (n - 1) / 2
    m = len(neighbour) / 2
    size = 0
    outside = 0
    for i in range(n):
        size += core[i]
        for p in range(start[i], start[i + 1]):
            if core[neighbour[p]] == 0:
                loose[i] += 1
        if core[i] == 0:
            outside += loose[i]
    outside = outside // 2
    ideal = pairs - (n - size) * (n - size - 1) / 2
    r = (pairs * (m - outside) - m * ideal) / (m * (pairs - m) * ideal * (pairs - ideal)) ** 0.5
    while True:
        most = -1
        least = -1
        for i in range(n):
            if core[i] == 0:
                if most < 0 or loose[i] > loose[most]:
                    most = i
            elif least < 0 or loose[i] < loose[least]:
                least = i
        best = -1
        reached = r + 1e-12
        for turn in range(2):
            i = most
            left = n - size - 1
            missed = outside
            if turn == 1:
                i = least
                left = n - size + 1
                if least >= 0:
                    missed += loose[least]
            elif most >= 0:
                missed -= loose[most]
            ideal = pairs - left * (left - 1) / 2
            if i >= 0 and 0 < left < n and ideal < pairs:
                tried = (pairs * (m - missed) - m * ideal) / (m * (pairs - m) * ideal * (pairs - ideal)) ** 0.5
                if tried > reached or (best >= 0 and tried == reached and i < best):
                    best = i
                    reached = tried
        if best < 0:
            return r
        r = reached
        if core[best] == 0:
            outside -= loose[best]
            size += 1
            core[best] = 1
            for p in range(start[best], start[best + 1]):
                loose[neighbour[p]] -= 1
        else:
            outside += loose[best]
            size -= 1
            core[best] = 0
            for p in range(start[best], start[best + 1]):
                loose[neighbour[p]] += 1
