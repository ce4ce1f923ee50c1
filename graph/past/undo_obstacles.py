"""Why a revision can't be taken back, told in one sentence for each record that stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph.language import Language, Text
from graph.log import Entry
from graph.model import KINDS, Ref
from graph.past.remembering import Memory
from graph.past.undo_plan import Block, Blocked
from graph.rights import Action, Viewer, may
from graph.store import Store

_SENTENCES = {
    Blocked.CHANGED_LATER: Text(
        "{record} wurde mit Stand {revision} wieder geändert ({by}).",
        "{record} was changed again by revision {revision} ({by}).",
    ),
    Blocked.DELETED_LATER: Text(
        "{record} wurde mit Stand {revision} gelöscht ({by}).", "{record} was deleted by revision {revision} ({by})."
    ),
    Blocked.CREATED_AGAIN: Text(
        "{record} wurde mit Stand {revision} neu angelegt ({by}).",
        "{record} was created anew by revision {revision} ({by}).",
    ),
    Blocked.REFERRED_TO: Text(
        "{record} wird gebraucht: Mit Stand {revision} verweist {other} darauf ({by}).",
        "{record} is needed: since revision {revision}, {other} points at it ({by}).",
    ),
    Blocked.TARGET_DELETED: Text(
        "{record} verwies auf {other}, was mit Stand {revision} gelöscht wurde ({by}).",
        "{record} pointed at {other}, which was deleted by revision {revision} ({by}).",
    ),
    Blocked.ERASED: Text(
        "{record}: Was vorher darin stand, wurde mit Stand {revision} endgültig gelöscht ({by}).",
        "{record}: what it held before was erased for good by revision {revision} ({by}).",
    ),
}

_HIDDEN = Text("ein Eintrag, den Sie nicht sehen dürfen", "an entry that you may not see")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A record that can't be put back, and the later revision that keeps it from being: what, when, who and why."""

    code: Blocked
    id: Ref
    kind: str
    name: Text
    revision: int
    at: datetime
    author: str | None
    reason: str | None
    message: Text

    def as_dict(self, language: Language) -> dict[str, Any]:
        """The same for JSON."""
        return {
            "code": str(self.code),
            "id": self.id,
            "kind": self.kind,
            "name": self.name.in_(language),
            "revision": self.revision,
            "at": self.at,
            "author": self.author,
            "reason": self.reason,
            "message": self.message.in_(language),
        }


def obstacles(store: Store, viewer: Viewer, blocks: Sequence[Block]) -> tuple[Obstacle, ...]:
    """What stands in the way, in the order of the later revisions, as the viewer may be told."""
    memory = Memory(store, viewer)
    memory.learn(entry.id for block in blocks for entry in (block.entry, block.other) if entry is not None)
    ordered = sorted(blocks, key=lambda block: (block.later.number, block.entry.kind, block.entry.id))
    return tuple(_obstacle(block, viewer, memory) for block in ordered)


def _obstacle(block: Block, viewer: Viewer, memory: Memory) -> Obstacle:
    entry, later = block.entry, block.later
    told = may(viewer, Action.READ_METADATA, KINDS[entry.kind])
    sentence = _SENTENCES[block.why].fill(
        record=_called(entry, memory),
        other=_called(block.other, memory) if block.other is not None else "",
        revision=later.number,
        by=f"{later.author}: {later.reason}" if told else "–",
    )
    return Obstacle(
        block.why,
        entry.id,
        entry.kind,
        memory.name(entry.id) if _may_name(entry, memory) else _HIDDEN,
        later.number,
        later.at,
        later.author if told else None,
        later.reason if told else None,
        sentence,
    )


def _called(entry: Entry, memory: Memory) -> Text:
    if not _may_name(entry, memory):
        return _HIDDEN
    return Text("{kind} „{name}“", "{kind} “{name}”").fill(
        kind=KINDS[entry.kind].meta.label, name=memory.name(entry.id)
    )


def _may_name(entry: Entry, memory: Memory) -> bool:
    last = memory.last(entry.id).record
    return last is None or memory.sees(last)
