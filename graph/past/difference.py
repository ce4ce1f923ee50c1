"""What two states of the graph differ in: two moments of one store, or two datasets that speak of the same things."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.language import Language, Text
from graph.model import KINDS, Record, Ref, global_id
from graph.past.comparing import PropertyChange, in_words, name_of, property_changes, same_content
from graph.picture import View
from graph.rows import references, targets
from graph.schema import ValueType
from graph.text import sort_key

COLUMNS = ("change", "kind", "name", "property", "before", "after")
"""The columns of `Difference.rows`."""

_ADDED, _REMOVED, _CHANGED = Text("neu", "added"), Text("entfallen", "removed"), Text("geändert", "changed")


@dataclass(frozen=True, slots=True)
class Differing:
    """One record that differs: what it is called, and the properties that changed; none where it came or went."""

    record: Record
    name: Text
    properties: tuple[PropertyChange, ...] = ()

    def as_dict(self, language: Language) -> dict[str, Any]:
        """`id`, `kind`, `externalId`, `name`, and `properties` where they changed."""
        found: dict[str, Any] = {
            "id": self.record.id,
            "kind": type(self.record).__name__,
            "externalId": self.record.external_id,
            "name": self.name.in_(language),
        }
        if self.properties:
            found["properties"] = [change.as_dict(language) for change in self.properties]
        return found


@dataclass(frozen=True, slots=True)
class Difference:
    """Records that came, went and changed, each in the order of the model's kinds, then of names, then of ids."""

    added: tuple[Differing, ...]
    removed: tuple[Differing, ...]
    changed: tuple[Differing, ...]

    def as_dict(self, language: Language) -> dict[str, list[dict[str, Any]]]:
        """The three lists for JSON."""
        lists = {"added": self.added, "removed": self.removed, "changed": self.changed}
        return {name: [one.as_dict(language) for one in found] for name, found in lists.items()}

    def rows(self, language: Language) -> Iterator[tuple[str | None, ...]]:
        """A row for each record that came or went and each property that changed, under `COLUMNS`, for people."""
        for word, found in ((_ADDED, self.added), (_REMOVED, self.removed), (_CHANGED, self.changed)):
            for one in found:
                head = (word.in_(language), one.record.meta.label.in_(language), one.name.in_(language))
                if not one.properties:
                    yield (*head, None, None, None)
                for change in one.properties:
                    before, after = (in_words(value, language) for value in (change.before, change.after))
                    yield (*head, change.property.label.in_(language), before, after)


def difference(before: View, after: View) -> Difference:
    """What one viewer sees differ between two moments. Versions are no content."""
    return _difference(_records(before), _records(after), _named_in(before), _named_in(after))


def difference_of_datasets(view: View, before: str, other: View, after: str) -> Difference:
    """What the dataset `after` of one state holds otherwise than the dataset `before` of another.

    Records are the same where kind and external id are.
    """
    records = _records(view, before)
    there = {ref: global_id(after, type(r).__name__, r.external_id) for ref, r in records.items()}
    moved = {there[ref]: _moved(record, after, there) for ref, record in records.items()}
    back = {new: old for old, new in there.items()}
    named = _named_in(view)
    return _difference(moved, _records(other, after), lambda ref: named(back.get(ref, ref)), _named_in(other))


def _records(view: View, dataset: str | None = None) -> dict[Ref, Record]:
    return {record.id: record for kind in KINDS.values() for record in view.all(kind, dataset)}


def _difference(
    before: Mapping[Ref, Record],
    after: Mapping[Ref, Record],
    name_before: Callable[[Ref], Text],
    name_after: Callable[[Ref], Text],
) -> Difference:
    added = (Differing(after[ref], name_after(ref)) for ref in after.keys() - before.keys())
    removed = (Differing(before[ref], name_before(ref)) for ref in before.keys() - after.keys())
    changed = (
        Differing(after[ref], name_after(ref), property_changes(before[ref], after[ref], name_before, name_after))
        for ref in before.keys() & after.keys()
        if not same_content(before[ref], after[ref])
    )
    return Difference(_sorted(added), _sorted(removed), _sorted(one for one in changed if one.properties))


def _sorted(found: Iterable[Differing]) -> tuple[Differing, ...]:
    return tuple(sorted(found, key=_order))


_KIND_ORDER = {kind: number for number, kind in enumerate(KINDS.values())}


def _order(one: Differing) -> tuple[int, str, str, str]:
    return _KIND_ORDER[type(one.record)], sort_key(one.name.de), one.record.external_id, one.record.id


def _named_in(view: View) -> Callable[[Ref], Text]:
    def name(ref: Ref) -> Text:
        return name_of(view.get(ref), name)

    return name


def _moved(record: Record, dataset: str, there: Mapping[Ref, Ref]) -> Record:
    """The record as if it lay in the other dataset; what it points at outside its own stays."""
    return replace(record, id=there[record.id], dataset=dataset, **dict(_links(record, there)))


def _links(record: Record, there: Mapping[Ref, Ref]) -> Iterator[tuple[str, Any]]:
    for prop in references(type(record)):
        moved = tuple(there.get(ref, ref) for ref in targets(record, prop))
        if prop.value_type is ValueType.REFERENCES:
            yield prop.name, moved
        else:
            yield prop.name, moved[0] if moved else None
