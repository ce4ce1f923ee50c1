"""Shortest ways through a network, each tie one step; of several the one whose actors come first by name."""

from collections import deque

from graph.network.network import Network


def steps_from(network: Network, start: int) -> dict[int, int]:
    """How many ties away from the start everybody is who can be reached, the start itself with 0."""
    found = {start: 0}
    waiting = deque([start])
    while waiting:
        actor = waiting.popleft()
        for other in network.graph.adj[actor]:
            if other not in found:
                found[other] = found[actor] + 1
                waiting.append(other)
    return found


def way(network: Network, start: int, end: int) -> tuple[int, ...] | None:
    """The actors of a shortest way, both ends included; None where there is none."""
    left = steps_from(network, end)
    if start not in left:
        return None
    found = [start]
    while found[-1] != end:
        found.append(min(other for other in network.graph.adj[found[-1]] if left[other] == left[found[-1]] - 1))
    return tuple(found)
