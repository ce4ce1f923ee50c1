"""Deleting is a decision: what hangs on an entry is told before, who deleted it and why is known afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from graph import phrases
from graph.errors import NotFound
from graph.language import Text
from graph.model import Confirmation, Edge, Record, Redirect, Ref
from graph.rights import Action, Viewer, require
from graph.rows import references, targets
from graph.schema import Property, ValueType, label_of
from graph.service.finding import NO_SUCH_ENTRY, sees
from graph.service.values import refuse
from graph.service.work import Work
from graph.store import Store
from graph.ties import is_derived


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry that names another by one of its properties."""

    record: Record
    by: Property

    @property
    def sentence(self) -> Text:
        """The same for readers."""
        kind, label = self.record.meta.label, self.by.label
        name = label_of(self.record)
        return Text(f"{kind.de} „{name}“ ({label.de})", f"{kind.en} “{name}” ({label.en})")


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on an entry: `goes_along` is deleted with it, `referring` keeps it from being deleted.

    Edges at it go along, and what only speaks of it: confirmations and redirects. With `detach` the references are
    taken out instead.
    """

    record: Record
    goes_along: tuple[Record, ...]
    referring: tuple[Reference, ...]


def what_hangs_on(store: Store, viewer: Viewer, ref: Ref) -> Hanging:
    """What deleting the entry would take along and what stands in its way. Raises NotFound."""
    work = Work(store)
    record = work.get(ref)
    if record is None or not sees(store, viewer, record):
        raise NotFound(NO_SUCH_ENTRY)
    require(viewer, Action.DELETE, record)
    return hanging(record, work.everything(record.dataset).values())


def hanging(record: Record, everything: Iterable[Record]) -> Hanging:
    """The same, of records that are at hand."""
    listed = [other for other in everything if other.id != record.id]
    edges = [e for e in listed if isinstance(e, Edge) and record.id in (e.source, e.target)]
    going = {record.id, *(edge.id for edge in edges)}
    speaking = [
        r
        for r in listed
        if (isinstance(r, Confirmation) and (r.about in going or r.edge in going))
        or (isinstance(r, Redirect) and (r.leads_to in going or r.edge in going))
    ]
    going |= {one.id for one in speaking}
    referring = (found for other in listed if other.id not in going for found in _references(other, record.id))
    return Hanging(record, (*edges, *speaking), tuple(referring))


def _references(record: Record, ref: Ref) -> Iterator[Reference]:
    for prop in references(type(record)):
        if ref in targets(record, prop) and not (is_derived(record) and prop.name in ("reports", "evidence")):
            yield Reference(record, prop)


def plan_removal(work: Work, record: Record, *, detach: bool, path: str = "") -> None:
    """Put the deletion into the work. Raises Invalid that names what refers to the entry, unless it is detached."""
    found = hanging(record, work.everything(record.dataset).values())
    if found.referring and not detach:
        refuse({f"{path}id": _blocked(record, found.referring)})
    work.delete(record)
    for along in found.goes_along:
        work.delete(along)
    for reference in found.referring:
        held = work.get(reference.record.id)
        assert held is not None
        work.put(replace(held, **{reference.by.name: _without(held, reference.by, record.id)}))


def _without(record: Record, prop: Property, ref: Ref) -> Any:
    if prop.value_type is ValueType.REFERENCES:
        return tuple(one for one in targets(record, prop) if one != ref)
    return None


def _blocked(record: Record, referring: tuple[Reference, ...]) -> Text:
    told = [reference.sentence for reference in referring]
    names = Text(phrases.listed(t.de for t in told).de, phrases.listed(t.en for t in told).en)
    return _REFERRED.fill(what=label_of(record), listed=names)


_REFERRED = Text(
    "Auf „{what}“ verweisen noch: {listed}. Bitte zuerst dort ändern, oder die Verweise beim Löschen lösen.",
    "“{what}” is still referred to by: {listed}. Please change these first, or detach them when deleting.",
)
