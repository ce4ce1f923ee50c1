"""Who works with whom by group: ties between types of actors or municipalities, of those that are possible."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import Ref
from graph.network.network import Network


@dataclass(frozen=True, slots=True)
class Between:
    """Two groups (or one with itself): their lines, and how many there could be; `share` is None where none could."""

    one: Ref
    other: Ref
    ties: int
    possible: int

    @property
    def share(self) -> float | None:
        """Ties g×h / possible ties g×h, 0 to 1 (Wasserman & Faust 1994, block densities)."""
        return self.ties / self.possible if self.possible else None


@dataclass(frozen=True, slots=True)
class Collaboration:
    """The ties of a network by the groups of their ends; each pair of groups once, in the order of their ids.

    `size` has the actors of each group. Actors without a group are in no cell.
    """

    size: Mapping[Ref, int]
    cells: Mapping[tuple[Ref, Ref], Between]

    def between(self, one: Ref, other: Ref) -> Between:
        """The cell of two groups, whichever comes first. Raises KeyError for a group that nobody belongs to."""
        return self.cells[(one, other) if one <= other else (other, one)]

    def ei_index(self, group: Ref) -> float | None:
        """(E - I) / (E + I) of the ties of a group's members, -1 to 1, E with others, I within; None without a tie."""
        within = self.between(group, group).ties
        others = sum(cell.ties for cell in self.cells.values() if group in (cell.one, cell.other)) - within
        return (others - within) / (others + within) if others + within else None

    @property
    def across(self) -> float | None:
        """The share of the ties that join two groups, 0 to 1; None without a tie between actors with a group."""
        ties = sum(cell.ties for cell in self.cells.values())
        return sum(cell.ties for cell in self.cells.values() if cell.one != cell.other) / ties if ties else None


def collaboration(network: Network, by: str) -> Collaboration:
    """The matrix of a network by "actorType" or "place"; an actor counts for the first group that it names."""
    group = network.groups.get(by, (None,) * network.n)
    size = Counter(ref for ref in group if ref is not None)
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    pairs = ((group[i], group[j]) for i, j in ends)
    ties = Counter((a, b) if a <= b else (b, a) for a, b in pairs if a is not None and b is not None)
    held = sorted(size)
    cells = {
        (a, b): Between(a, b, ties[a, b], size[a] * size[b] if a != b else size[a] * (size[a] - 1) // 2)
        for i, a in enumerate(held)
        for b in held[i:]
    }
    return Collaboration({ref: size[ref] for ref in held}, cells)
