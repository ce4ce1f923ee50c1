"""Entries that there are, that went into others, and that were deleted: by whom, when and why."""

from dataclasses import dataclass
from datetime import datetime

from graph.errors import NotFound
from graph.language import Text
from graph.log import Logged
from graph.model import KINDS, Edge, Record, Ref
from graph.phrases import day
from graph.redirects import leading_on, resolve, survivor
from graph.rights import Action, Viewer, ends, may, may_see, shown
from graph.schema import label_of
from graph.store import Store

NO_SUCH_ENTRY = Text("Diesen Eintrag gibt es nicht.", "There is no such entry.")


@dataclass(frozen=True, slots=True)
class Deleted:
    """When an entry was deleted, by whom and why. `name` is what people recognised it by, None once that was erased.

    `merged_into` is where it went, if it was a double.
    """

    kind: str
    id: Ref
    revision: int
    at: datetime
    author: str
    reason: str
    name: str | None
    merged_into: Ref | None = None

    @property
    def sentence(self) -> Text:
        """The same for readers."""
        what = KINDS[self.kind].meta.label
        named = Text(f"{what.de} „{self.name}“", f"{what.en} “{self.name}”") if self.name else what
        told = _MERGED if self.merged_into is not None else _DELETED
        return told.fill(what=named, day=day(self.at.date()), who=self.author, why=self.reason)


def existing(store: Store, viewer: Viewer, ref: Ref) -> Record:
    """The entry of that id, or the one that it was merged into, as the viewer may see it.

    Raises NotFound; with when, who and why for those who may know that it was deleted.
    """
    found = store.get([ref]).get(ref)
    if found is None:
        ref = resolve(store, ref)
        found = store.get([ref]).get(ref)
    if found is None:
        deleted = find_deleted(store, viewer, ref)
        raise NotFound(deleted.sentence if deleted is not None else NO_SUCH_ENTRY)
    if not sees(store, viewer, found):
        raise NotFound(NO_SUCH_ENTRY)
    return shown(viewer, found)


def find_deleted(store: Store, viewer: Viewer, ref: Ref) -> Deleted | None:
    """What the log says of an entry that is gone. None for one that is there, that never was, or if not to be told."""
    log = list(store.log(ids=[ref]))
    if not log or log[-1].entries[-1].action != "delete":
        return None
    logged, kind = log[-1], KINDS[log[-1].entries[-1].kind]
    last = next((record for before in reversed(log) for e in before.entries if (record := e.record)), None)
    if not may(viewer, Action.READ_METADATA, last if last is not None else kind):
        return None
    return Deleted(
        kind=kind.__name__,
        id=ref,
        revision=logged.number,
        at=logged.at,
        author=logged.author,
        reason=logged.reason,
        name=label_of(last) if last is not None else None,
        merged_into=_merged_into(store, logged, ref),
    )


def sees(store: Store, viewer: Viewer, record: Record) -> bool:
    """Whether the viewer may see the entry; of an edge both ends as well."""
    if not may_see(viewer, record):
        return False
    if not isinstance(record, Edge) or viewer.sees_everything:
        return True
    found = store.get(Ref(end) for end in ends(record))
    return all((end := found.get(Ref(ref))) is not None and may_see(viewer, end) for ref in ends(record))


def _merged_into(store: Store, logged: Logged, ref: Ref) -> Ref | None:
    whole = next(iter(store.log(after=logged.number - 1, until=logged.number)))
    leading = leading_on(record for entry in whole.entries if (record := entry.record) is not None)
    to = survivor(leading, ref)
    return to if to != ref else None


_DELETED = Text("{what} wurde am {day} von {who} gelöscht: {why}.", "{what} was deleted on {day} by {who}: {why}.")
_MERGED = Text(
    "{what} wurde am {day} von {who} mit einem anderen Eintrag zusammengeführt: {why}.",
    "{what} was merged into another entry on {day} by {who}: {why}.",
)
