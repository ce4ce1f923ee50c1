"""What became of each measure from one edition of a plan to another.

What people recorded counts (`PlanChange`). Where nothing is recorded, a measure is the same if it is the same entry,
has the same external id in another dataset, or alone has the same title; never if it is merely similar. And what can't
be told is UNKNOWN: that a measure is not in the newer edition does not say that it was dropped.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.language import Language, Text
from graph.model import Measure, Plan, PlanChange, Ref, Term
from graph.model.states import MeasureStatus, PlanChangeKind, State
from graph.past.comparing import Names, PropertyChange, name_of, property_changes
from graph.picture import View
from graph.text import fold, sort_key


class Fate(State):
    """What became of a measure."""

    NEW = "NEW", "neu", "new"
    CONTINUED = "CONTINUED", "fortgeführt", "continued"
    CHANGED = "CHANGED", "geändert", "changed"
    MOVED = "MOVED", "in ein anderes Handlungsfeld verschoben", "moved to another field of action"
    COMPLETED = "COMPLETED", "abgeschlossen", "completed"
    DROPPED = "DROPPED", "entfallen", "dropped"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class Basis(State):
    """What the answer rests on."""

    RECORDED = "RECORDED", "als Planänderung verzeichnet", "recorded as a plan change"
    SAME_ENTRY = "SAME_ENTRY", "derselbe Eintrag steht in beiden Ausgaben", "the same entry is in both editions"
    SAME_ID = "SAME_ID", "beide haben dieselbe Kennung", "both have the same id"
    SAME_TITLE = (
        "SAME_TITLE",
        "beide heißen gleich, und keine andere heißt so",
        "both have the same title, no other has",
    )
    STATUS = "STATUS", "aus dem Status der alten Maßnahme", "from the status of the old measure"
    NO_MATCH = "NO_MATCH", "nichts verzeichnet und keine gleiche gefunden", "nothing recorded and none the same found"


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a measure, or where one came from: `old` None for a new one, `new` None for one without successor.

    `reason` is what people wrote on it; `properties` is what differs between the two.
    """

    fate: Fate
    basis: Basis
    old: Measure | None
    new: Measure | None
    reason: str | None = None
    properties: tuple[PropertyChange, ...] = ()

    def as_dict(self, language: Language) -> dict[str, Any]:
        """The same for JSON."""
        return {
            "fate": str(self.fate),
            "old": _named(self.old),
            "new": _named(self.new),
            "basis": str(self.basis),
            "explanation": self.basis.label.in_(language),
            "reason": self.reason,
            "properties": [change.as_dict(language) for change in self.properties],
        }


@dataclass(frozen=True, slots=True)
class Editions:
    """Two editions and what became of the measures: those of the old one in their order, then the new ones."""

    old: Plan
    new: Plan
    measures: tuple[Became, ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """The same for JSON; `counts` by fate."""
        counts = Counter(str(became.fate) for became in self.measures)
        return {
            "old": {"id": self.old.id, "externalId": self.old.external_id, "title": self.old.title},
            "new": {"id": self.new.id, "externalId": self.new.external_id, "title": self.new.title},
            "counts": {str(fate): counts[str(fate)] for fate in Fate},
            "measures": [became.as_dict(language) for became in self.measures],
        }

    def rows(self, language: Language) -> Iterator[tuple[str | None, ...]]:
        """A row for each measure under `COLUMNS`, for people."""
        for one in self.measures:
            old, new = ((m.external_id, m.title) if m is not None else (None, None) for m in (one.old, one.new))
            yield one.fate.label.in_(language), *old, *new, one.basis.label.in_(language), one.reason


COLUMNS = ("fate", "old", "oldTitle", "new", "newTitle", "basis", "reason")
"""The columns of `Editions.rows`."""


def compare_editions(view: View, old: Plan, new: Plan) -> Editions:
    """What became of the measures of `old` in `new`. Both plans must be ones that the viewer sees."""
    before, after = _measures(view, old), _measures(view, new)
    found = list(_recorded(view, before, after))
    told_old = {became.old.id for became in found if became.old is not None}
    told_new = {became.new.id for became in found if became.new is not None}
    left = {ref: measure for ref, measure in before.items() if ref not in told_old}
    free = {ref: measure for ref, measure in after.items() if ref not in told_new}
    for basis, matches in _MATCHES:
        for one, other in matches(left, free):
            del left[one.id], free[other.id]
            found.append(_continued(view, one, other, basis))
    found += (_without_successor(measure) for measure in left.values())
    found += (Became(Fate.NEW, Basis.NO_MATCH, None, measure) for measure in free.values())
    return Editions(old, new, tuple(sorted(found, key=_order)))


def _measures(view: View, plan: Plan) -> dict[Ref, Measure]:
    """What belongs to an edition: measures that name it, and those that it took over."""
    own = view.referring(plan.id, Measure, "plan")
    return {measure.id: measure for measure in (*own, *view.many(Measure, plan.adopts))}


def _recorded(view: View, before: Mapping[Ref, Measure], after: Mapping[Ref, Measure]) -> Iterator[Became]:
    """Changes between these two editions. One that leads from or to a third edition says nothing about these."""
    for change in view.all(PlanChange):
        old, new = change.old_measure, change.new_measure
        is_between = (old is None or old in before) and (new is None or new in after) and (old or new)
        if change.change is not None and is_between:
            one, other = before.get(Ref(old or "")), after.get(Ref(new or ""))
            properties = _differences(view, one, other) if one is not None and other is not None else ()
            yield Became(_RECORDED[change.change], Basis.RECORDED, one, other, change.reason, properties)


_RECORDED = {
    PlanChangeKind.NEW: Fate.NEW,
    PlanChangeKind.CONTINUED: Fate.CONTINUED,
    PlanChangeKind.CHANGED: Fate.CHANGED,
    PlanChangeKind.COMPLETED: Fate.COMPLETED,
    PlanChangeKind.DROPPED: Fate.DROPPED,
}

Pairs = Iterable[tuple[Measure, Measure]]
Held = Mapping[Ref, Measure]


def _same_entry(left: Held, free: Held) -> Pairs:
    return [(measure, free[ref]) for ref, measure in left.items() if ref in free]


def _same_id(left: Held, free: Held) -> Pairs:
    return _pairs(left, free, lambda measure: measure.external_id)


def _same_title(left: Held, free: Held) -> Pairs:
    return _pairs(left, free, lambda measure: fold(measure.title))


_MATCHES: tuple[tuple[Basis, Callable[[Held, Held], Pairs]], ...] = (
    (Basis.SAME_ENTRY, _same_entry),
    (Basis.SAME_ID, _same_id),
    (Basis.SAME_TITLE, _same_title),
)


def _pairs(left: Held, free: Held, key: Callable[[Measure], str]) -> Pairs:
    """One of each side where nobody else on either side has the same key."""
    there, here = _by(free.values(), key), _by(left.values(), key)
    return [(old[0], there[k][0]) for k, old in here.items() if k and len(old) == 1 and len(there.get(k, ())) == 1]


def _by(measures: Iterable[Measure], key: Callable[[Measure], str]) -> Mapping[str, list[Measure]]:
    found: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        found[key(measure)].append(measure)
    return found


def _continued(view: View, old: Measure, new: Measure, basis: Basis) -> Became:
    properties = _differences(view, old, new)
    fields = [_words(view, measure) for measure in (old, new)]
    if all(fields) and fields[0].isdisjoint(fields[1]):
        return Became(Fate.MOVED, basis, old, new, None, properties)
    return Became(Fate.CHANGED if properties else Fate.CONTINUED, basis, old, new, None, properties)


def _words(view: View, measure: Measure) -> set[str]:
    """The fields of a measure as words: each edition may have a vocabulary of its own."""
    return {fold(term.label) for term in view.many(Term, measure.fields)}


_NO_CONTENT = frozenset(
    {"plan", "number", "stated_in", "source_date", "invented", "visibility", "note", "as_written"}
    | {"status", "status_text", "status_basis", "confirmed_on", "confirmed_by"}
)


def _differences(view: View, old: Measure, new: Measure) -> tuple[PropertyChange, ...]:
    """What differs in content: neither where it stands nor how far it has come is part of that.

    The same word of two vocabularies is the same.
    """

    def name(ref: Ref) -> Text:
        return name_of(view.get(ref), name)

    changes = property_changes(old, new, name, name)
    return tuple(c for c in changes if c.property.name not in _NO_CONTENT and _plain(c.before) != _plain(c.after))


def _plain(value: object) -> object:
    return frozenset(fold(name.de) for name in value.names) if isinstance(value, Names) else value


def _without_successor(measure: Measure) -> Became:
    if measure.status is MeasureStatus.COMPLETED:
        return Became(Fate.COMPLETED, Basis.STATUS, measure, None)
    if measure.status is MeasureStatus.CANCELLED:
        return Became(Fate.DROPPED, Basis.STATUS, measure, None)
    return Became(Fate.UNKNOWN, Basis.NO_MATCH, measure, None)


def _order(became: Became) -> tuple[bool, tuple[str, str], tuple[str, str]]:
    return became.old is None, _place(became.old or became.new), _place(became.new)


def _place(measure: Measure | None) -> tuple[str, str]:
    return (sort_key(measure.number or measure.title), measure.id) if measure is not None else ("", "")


def _named(measure: Measure | None) -> dict[str, str] | None:
    if measure is None:
        return None
    return {"id": measure.id, "externalId": measure.external_id, "title": measure.title}
