"""Depth-first search: in which order actors are reached, and how early an actor their branch is joined to."""

from graph.kernels.compiling import kernel


@kernel(
    "void(int64[::1], uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[::1], "
    "int64[::1], int64[::1])"
)
def search(start, neighbour, order, reached, end, back, root, before, path, turn):  # type: ignore[no-untyped-def]  # the signature above types it
    """Searches all parts (Hopcroft & Tarjan 1973), from the lowest index not reached, neighbours as they come.

    `order` becomes the actors as they are reached, `reached` the place of each in it, `end` the place behind the last
    who was reached by way of it, `back` the earliest place that anyone of these is joined to, `root` the first of its
    part, `before` the actor from which it was reached, -1 for a root. `reached` comes filled with -1; `path` and `turn`
    are borrowed, whatever they hold.
    """
    n = len(start) - 1
    place = 0
    for first in range(n):
        if reached[first] < 0:
            depth = 0
            path[0] = first
            before[first] = -1
            root[first] = first
            order[place] = first
            reached[first] = place
            back[first] = place
            turn[first] = start[first]
            place += 1
            while depth >= 0:
                i = path[depth]
                if turn[i] < start[i + 1]:
                    j = neighbour[turn[i]]
                    turn[i] += 1
                    if reached[j] < 0:
                        depth += 1
                        path[depth] = j
                        before[j] = i
                        root[j] = first
                        order[place] = j
                        reached[j] = place
                        back[j] = place
                        turn[j] = start[j]
                        place += 1
                    elif j != before[i] and reached[j] < back[i]:
                        back[i] = reached[j]
                else:
                    end[i] = place
                    depth -= 1
                    if depth >= 0 and back[i] < back[path[depth]]:
                        back[path[depth]] = back[i]
