"""What people decide about gaps and cells, and that somebody looked: entries of their own, nothing else changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from graph.dates import VagueDate
from graph.errors import NotFound
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap
from graph.gaps.rules import all_rules
from graph.language import Text
from graph.model import CellDecision, GapDecision, Inventory, Place, Ref, Term, Tie
from graph.model.states import CellDecisionKind, GapState, PlaceLevel, TieState
from graph.picture import Pictures, View
from graph.rights import Viewer
from graph.rollup import axis
from graph.service.steps import New
from graph.service.values import refuse
from graph.service.writing import create
from graph.service.written import Written, first_time
from graph.store import Store
from graph.text import fold


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided about a gap: planned needs what is to close it, accepted a reason and a day to look again.

    `measure` is a measure or an offer, `tie` a wished tie. OPEN takes an earlier decision back.
    """

    state: GapState
    reason: str | None = None
    review_on: date | None = None
    measure: Ref | None = None
    tie: Ref | None = None
    by: Ref | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of the coverage cube: fields and a municipality (without one: all), and target groups (without: all)."""

    fields: Sequence[Ref]
    place: Ref | None = None
    target_groups: Sequence[Ref] = ()


def decide_gap(
    store: Store,
    viewer: Viewer,
    dataset: str,
    gap: str,
    decided: Decided,
    *,
    on: date,
    at: datetime,
    mutation_id: str | None = None,
) -> Written:
    """Record a decision about a gap that is there on the day, named by its id or as `G3:m25-49`.

    Raises NotFound for a rule or gap that there is not, Invalid for a decision that lacks what it needs, NotAllowed,
    Conflict and StoreError as every write.
    """
    _not_to_come(on, at)
    why = (decided.reason or "").strip() or decided.state.label.de
    first = first_time(store, mutation_id, viewer, why)
    made = next((e.record for e in first.entries if isinstance(e.record, GapDecision)), None) if first else None
    if made is not None:  # it may be closed by now
        rule, subject = made.rule, made.subject
    else:
        view = Pictures(store, [dataset]).current().seen_by(viewer)
        _check(view, decided, on)
        found = gap_named(view, dataset, on, gap)
        rule, subject = found.rule, found.named
    values = {
        "rule": rule, "subject": subject, "state": decided.state, "reason": decided.reason,
        "date": VagueDate.on(on), "review_on": decided.review_on, "by": decided.by, "measure": decided.measure,
        "edge": decided.tie,
    }  # fmt: skip
    return create(store, viewer, New(GapDecision, dataset, values), reason=why, at=at, mutation_id=mutation_id)


def decide_cells(
    store: Store,
    viewer: Viewer,
    dataset: str,
    cells: Cells,
    *,
    reason: str,
    on: date,
    at: datetime,
    until: date | None = None,
    by: Ref | None = None,
    mutation_id: str | None = None,
) -> Written:
    """Declare that nothing is required in these cells, from the day on, until a day or until further notice.

    Raises Invalid for fields, places and target groups that are no axes of the cube, and as every write.
    """
    _not_to_come(on, at)
    _check_cells(Pictures(store, [dataset]).current().seen_by(viewer), dataset, cells)
    if until is not None and until < on:
        refuse({"until": _BACKWARDS})
    values = {
        "fields": tuple(cells.fields), "place": cells.place, "target_groups": tuple(cells.target_groups),
        "decision": CellDecisionKind.NOT_REQUIRED, "reason": reason, "date": VagueDate.on(on),
        "until": VagueDate.on(until) if until is not None else None, "by": by,
    }  # fmt: skip
    return create(store, viewer, New(CellDecision, dataset, values), reason=reason, at=at, mutation_id=mutation_id)


def take_inventory(
    store: Store,
    viewer: Viewer,
    dataset: str,
    cells: Cells,
    *,
    on: date,
    at: datetime,
    by: Ref | None = None,
    source: Ref | None = None,
    note: str | None = None,
    mutation_id: str | None = None,
) -> Written:
    """Record that somebody listed on a day what there is; without fields, in all of them.

    Sub-fields may be named, but tell nothing of the main field. Raises Invalid and as every write.
    """
    _not_to_come(on, at)
    values = {
        "fields": tuple(cells.fields), "place": cells.place, "target_groups": tuple(cells.target_groups),
        "date": VagueDate.on(on), "by": by, "stated_in": (source,) if source is not None else (), "note": note,
    }  # fmt: skip
    new = New(Inventory, dataset, values)
    return create(store, viewer, new, reason="Bestandsaufnahme", at=at, mutation_id=mutation_id)


def gap_named(view: View, dataset: str, on: date, name: str) -> Gap:
    """The gap of that id, or of that rule and subject (`G3:m25-49`), on a day. Raises NotFound."""
    rule, colon, subject = (part.strip() for part in name.partition(":"))
    if colon and fold(rule) not in {fold(known.key) for known in all_rules()}:
        raise NotFound(_NO_RULE.fill(rule=rule))
    wanted = sorted(part.strip().casefold() for part in subject.split("|"))
    for gap in find_gaps(view, dataset, on):
        same = fold(gap.rule) == fold(rule) and sorted(p.casefold() for p in gap.named.split("|")) == wanted
        if gap.id == name or (colon and same):
            return gap
    raise NotFound(_NO_GAP.fill(name=name))


def _check(view: View, decided: Decided, on: date) -> None:
    fields: dict[str, Text] = {}
    if decided.state is GapState.CLOSED:
        fields["state"] = _CLOSES_ITSELF
    if decided.state is GapState.PLANNED and decided.measure is None and decided.tie is None:
        fields["measure"] = _NEEDS_LINK
    if decided.state is GapState.ACCEPTED and not (decided.reason or "").strip():
        fields["reason"] = _NEEDS_REASON
    if decided.state is GapState.ACCEPTED and decided.review_on is None:
        fields["reviewOn"] = _NEEDS_REVIEW
    if decided.review_on is not None and decided.review_on <= on:
        fields["reviewOn"] = _REVIEW_PAST
    if decided.tie is not None:
        tie = view.one(Tie, decided.tie)
        if tie is None or tie.state is TieState.ENDED:
            fields["edge"] = _NO_TIE
    refuse(fields)


def _check_cells(view: View, dataset: str, cells: Cells) -> None:
    fields: dict[str, Text] = {}
    known = {term.id for term in axis(view, dataset, "field")}
    if not cells.fields or not known.issuperset(cells.fields):
        fields["fields"] = _NO_AXIS.fill(what=_what(view, cells.fields, known))
    place = view.one(Place, cells.place)
    if cells.place is not None and (place is None or place.level is PlaceLevel.QUARTER):
        fields["place"] = _NO_PLACE
    groups = {term.id for term in axis(view, dataset, "target_group")}
    if not groups.issuperset(cells.target_groups):
        fields["targetGroups"] = _NO_AXIS.fill(what=_what(view, cells.target_groups, groups))
    refuse(fields)


def _what(view: View, refs: Sequence[Ref], known: set[Ref]) -> str:
    return ", ".join(t.label for t in view.many(Term, [ref for ref in refs if ref not in known])) or "–"


def _not_to_come(on: date, at: datetime) -> None:
    if on > at.date():
        refuse({"date": _TO_COME})


_NO_RULE = Text("Eine Regel „{rule}“ gibt es nicht.", "There is no rule “{rule}”.")
_NO_GAP = Text(
    "Eine Lücke „{name}“ gibt es an diesem Tag nicht; vielleicht ist sie schon geschlossen.",
    "There is no gap “{name}” on this day; it may have been closed.",
)
_CLOSES_ITSELF = Text(
    "Eine Lücke schließt sich von selbst, wenn sie nicht mehr besteht.",
    "A gap closes by itself once it is no longer there.",
)
_NEEDS_LINK = Text(
    "„In Planung“ braucht die Maßnahme oder die gewünschte Verbindung, die sie schließen soll.",
    "“Planned” needs the measure or the wished tie that is to close it.",
)
_NEEDS_REASON = Text("„Bewusst offen“ braucht einen Grund.", "“Accepted” needs a reason.")
_NEEDS_REVIEW = Text("„Bewusst offen“ braucht eine Wiedervorlage.", "“Accepted” needs a day to look again.")
_REVIEW_PAST = Text("Die Wiedervorlage muss nach der Entscheidung liegen.", "The review must come after the decision.")
_NO_TIE = Text("Diese Verbindung gibt es hier nicht, oder sie ist beendet.", "There is no such tie here, or it ended.")
_NO_AXIS = Text("Keine Achse der Matrix: {what}.", "Not an axis of the matrix: {what}.")
_NO_PLACE = Text("Der Ort muss eine Kommune oder der Kreis sein.", "The place must be a municipality or the district.")
_BACKWARDS = Text("Das Ende liegt vor dem Beginn.", "The end lies before the beginning.")
_TO_COME = Text("Der Tag liegt in der Zukunft.", "The day lies ahead.")
