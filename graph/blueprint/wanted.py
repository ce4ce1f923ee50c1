"""What is missing and where: of a gap, or as somebody names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import NotFound, WrongUse
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap
from graph.language import Text
from graph.meaning import meant
from graph.model import Duty, Goal, Measure, Need, Offer, Place, Record, Ref, Term
from graph.picture import View


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that a district lacks: in which fields, for which target groups, where, with which task.

    What is empty is not asked for. `subject` is the measure, offer, duty, goal or need that it is about, if one.
    """

    dataset: str
    fields: tuple[Term, ...] = ()
    target_groups: tuple[Term, ...] = ()
    places: tuple[Place, ...] = ()
    task: Term | None = None
    subject: Record | None = None


def wanted_for_gap(view: View, dataset: str, on: date, gap_id: str) -> Wanted:
    """What a gap lacks. Raises NotFound for an unknown gap, WrongUse for one that names neither field nor task."""
    gap = next((gap for gap in find_gaps(view, dataset, on) if gap.id == gap_id), None)
    if gap is None:
        raise NotFound(
            Text(
                f"Eine Lücke „{gap_id}“ gibt es an diesem Tag nicht. geflecht gaps --json nennt die Kennungen.",
                f"There is no gap “{gap_id}” on this day. geflecht gaps --json lists the ids.",
            )
        )
    found = _of_gap(view, dataset, gap)
    if found is None or not (found.fields or found.task):
        raise WrongUse(
            Text(
                "Für diese Lücke gibt es kein Vorbild: Sie nennt weder ein Handlungsfeld noch eine Aufgabe.",
                "There is no blueprint for this gap: it names neither a field of action nor a task.",
            )
        )
    return found


def wanted_in(view: View, dataset: str, pairs: Sequence[str]) -> Wanted:
    """What `field=… place=… group=… task=…` mean. Raises WrongUse for anything else, and without a field or a task."""
    chosen: dict[str, str] = {}
    for pair in pairs:
        name, _, value = (part.strip() for part in pair.partition("="))
        if name not in _WORDS or not value:
            raise WrongUse(_PLEASE.fill(given=pair))
        chosen[name] = value
    terms = {
        name: meant(view, dataset, Term, chosen[name], label, scheme=scheme)
        for name, (scheme, label) in _SCHEMES.items()
        if name in chosen
    }
    if not terms.keys() & {"field", "task"}:
        raise WrongUse(_PLEASE.fill(given=" ".join(pairs)))
    place = meant(view, dataset, Place, chosen["place"], Text("Ort", "place")) if "place" in chosen else None
    return Wanted(
        dataset,
        tuple(terms[name] for name in ("field",) if name in terms),
        tuple(terms[name] for name in ("group",) if name in terms),
        (place,) if place else (),
        terms.get("task"),
    )


def _of_gap(view: View, dataset: str, gap: Gap) -> Wanted | None:
    if gap.cell is not None:
        return Wanted(
            dataset,
            view.many(Term, (gap.cell.field,)),
            view.many(Term, (gap.cell.target_group,)),
            view.many(Place, (gap.cell.place,)),
        )
    subject = view.get(gap.subject.id) if gap.subject is not None else None
    if isinstance(subject, Term) and subject.scheme == "field":
        return Wanted(dataset, (subject,))
    if not isinstance(subject, Measure | Offer | Duty | Goal | Need):
        return None
    refs: dict[str, tuple[Ref, ...]] = {
        name: getattr(subject, name, ()) for name in ("fields", "target_groups", "places")
    }
    return Wanted(
        dataset,
        view.many(Term, refs["fields"]),
        view.many(Term, refs["target_groups"]),
        view.many(Place, refs["places"]),
        view.one(Term, getattr(subject, "task", None)),
        subject,
    )


_SCHEMES = {
    "field": ("field", Text("Handlungsfeld", "field of action")),
    "group": ("target_group", Text("Zielgruppe", "target group")),
    "task": ("task", Text("Aufgabe", "task")),
}
_WORDS = frozenset({*_SCHEMES, "place"})
_PLEASE = Text(
    "„{given}“: Bitte eine Lücke nennen, oder field=… oder task=…, dazu place=… und group=….",
    "“{given}”: please name a gap, or field=… or task=…, with place=… and group=….",
)
