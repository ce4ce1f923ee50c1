"""Weak ties: lines that join what would be far apart without them (Granovetter 1973)."""

from graph.network.network import Network


def local_bridges(network: Network) -> dict[int, int | None]:
    """The lines whose ends have no partner in common, by index, with how far apart the ends are without the line.

    None is a bridge: without the line there is no way at all. From 3 up.
    """
    partners = [set(network.graph.adj[i]) for i in range(network.n)]
    lines = zip(network.source.tolist(), network.target.tolist(), strict=True)
    return {k: _steps(partners, i, j) for k, (i, j) in enumerate(lines) if partners[i].isdisjoint(partners[j])}


def _steps(partners: list[set[int]], start: int, end: int) -> int | None:
    """The length of a shortest way that is not the line between the two."""
    found, front, steps = {start}, partners[start] - {end}, 1
    while front:
        if end in front:
            return steps
        found |= front
        front = {other for actor in front for other in partners[actor]} - found
        steps += 1
    return None
