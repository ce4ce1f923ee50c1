"""Circles where there has to be an order: an edition that succeeds itself, a field that is narrower than itself."""

from collections.abc import Iterator, Sequence

from graph.contradictions.contradiction import Contradiction
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Goal, Offer, Place, Plan, Record, Ref, Term
from graph.schema import label_of, property_of

_ORDERS: tuple[tuple[type[Record], str], ...] = (
    (Plan, "supersedes"),
    (Plan, "based_on"),
    (Term, "broader"),
    (Goal, "broader"),
    (Place, "part_of"),
    (Offer, "follows"),
    (Offer, "part_of"),
)


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each circle, about its first record by external id."""
    for kind, name in _ORDERS:
        for circle in _circles(situation.view.all(kind, situation.dataset), name):
            yield _contradiction(circle, name)


def _circles(records: Sequence[Record], name: str) -> Iterator[list[Record]]:
    """Walks from record to record; whoever comes to a record of the same walk has found a circle."""
    by_id = {record.id: record for record in records}
    walked: dict[Ref, int] = {}
    for number, start in enumerate(sorted(records, key=lambda record: record.external_id)):
        step: Record | None = start
        path: list[Record] = []
        while step is not None and step.id not in walked:
            walked[step.id] = number
            path.append(step)
            step = by_id.get(getattr(step, name))
        if step is not None and walked[step.id] == number:
            yield _from_first(path[path.index(step) :])


def _from_first(circle: list[Record]) -> list[Record]:
    first = min(range(len(circle)), key=lambda index: circle[index].external_id)
    return circle[first:] + circle[:first]


def _contradiction(circle: Sequence[Record], name: str) -> Contradiction:
    first = circle[0]
    relation = property_of(type(first), name).label
    kind = first.meta.label
    return Contradiction(
        subject=first,
        key=name,
        message=Text(
            "Im Kreis: Von „{first}“ aus führt „{relation}“ wieder zu „{first}“: {names}.",
            "A circle: from “{first}” on, “{relation}” leads back to “{first}”: {names}.",
        ).fill(first=label_of(first), relation=relation, names=" → ".join(map(label_of, (*circle, first)))),
        sides=tuple(
            Evidence(
                Text("{kind} „{one}“ – {relation}: „{other}“.", "{kind} “{one}” – {relation}: “{other}”.").fill(
                    kind=kind, one=label_of(one), relation=relation, other=label_of(other)
                ),
                (*one.stated_in, one.id, other.id),
            )
            for one, other in zip(circle, (*circle[1:], first), strict=True)
        ),
    )
