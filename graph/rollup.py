"""What counts for what: a sub-field for its field, a quarter for its municipality, an office for the administration."""

from collections.abc import Iterable

from graph.model import Place, Ref, Term
from graph.picture import View


def upwards(view: View, ref: Ref) -> tuple[Ref, ...]:
    """A term or place, then what it belongs to, step by step. A circle in the data ends the walk."""
    found: dict[Ref, None] = {}
    step: Ref | None = ref
    while step is not None and step not in found:
        found[step] = None
        term, place = view.one(Term, step), view.one(Place, step)
        step = term.broader if term else place.part_of if place else None
    return tuple(found)


def downwards(view: View, ref: Ref) -> frozenset[Ref]:
    """A term with all narrower ones, or a place with all its parts."""
    found: set[Ref] = set()
    waiting = [ref]
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += [term.id for term in view.referring(step, Term, "broader")]
            waiting += [place.id for place in view.referring(step, Place, "part_of")]
    return frozenset(found)


def axis(view: View, dataset: str, scheme: str) -> tuple[Term, ...]:
    """The terms that stand for a scheme: those marked as main, else those that have nothing above them."""
    terms = [term for term in view.all(Term, dataset) if term.scheme == scheme]
    return tuple(term for term in terms if term.main) or tuple(term for term in terms if term.broader is None)


class Ladder:
    """Finds, for any term or place, the first one above it (or itself) that stands on an axis."""

    def __init__(self, view: View, rungs: Iterable[Ref]) -> None:
        self._view = view
        self._rungs = frozenset(rungs)
        self._known: dict[Ref, Ref | None] = {}

    def rung(self, ref: Ref) -> Ref | None:
        """The place on the axis that it counts for, or None."""
        if ref not in self._known:
            above = upwards(self._view, ref)
            self._known[ref] = next((step for step in above if step in self._rungs), None)
        return self._known[ref]

    def rungs(self, refs: Iterable[Ref]) -> tuple[Ref, ...]:
        """The places on the axis that these count for, each once."""
        return tuple(dict.fromkeys(found for ref in refs if (found := self.rung(ref)) is not None))
