"""Brings a backup back into a store: verified before anything is replaced, erasures since then done again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from graph.care.backup_file import BackupFile
from graph.care.making_room import make_room
from graph.care.reading_back import require_same
from graph.care.reapplying import Erasures, changes_for, erasures_of_file, erasures_since, without_payloads
from graph.care.verification import Verified, verified
from graph.changes import Head
from graph.digest import digest_of_sorted
from graph.log import GENESIS, Logged
from graph.model import Ref
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore. `erased` are the erasures done again, `changed` the records that changed by them."""

    head: Head
    content_hash: str
    from_revision: int
    made_at: datetime
    erased: tuple[Ref, ...]
    changed: int
    saved_to: Path | None


def restore(
    store: Store,
    path: Path,
    *,
    author: str,
    now: datetime,
    replace: bool = False,
    erasures: Path | None = None,
    keep: Path | None = None,
) -> Restored:
    """Make the store what the backup holds, and add a revision that says so: by whom, from when.

    What a store that isn't empty holds is saved first (see `make_room`), and needs `replace`. The erasures in its log
    that the backup does not know are done again, and those of the file `erasures` (see `erasures_of_file`). Raises
    UnreadableInput for a file that is no sound backup; then, as after any other error, the store is as it was.
    """
    with BackupFile(path) as backup:
        found = verified(backup)
        known = erasures_of_file(erasures, found.hashes) if erasures is not None else {}
        room = make_room(store, replace=replace, keep=keep, beside=path.parent, now=now)
        if room.head is not None:
            known = known | erasures_since(store.log(until=room.head.revision), found.hashes)
        again = {ref: record for ref, record in known.items() if ref in found.seen}
        last = _last(found, backup, again, author, now)
        store.replace(_log(backup, again, last), expected=room.head)
        found.fold.add(last)
        content_hash = digest_of_sorted(found.fold.records())
        head = Head(last.number, last.hash)
        require_same(store, head, content_hash)
        return Restored(
            head=head,
            content_hash=content_hash,
            from_revision=found.closing.revision,
            made_at=backup.heading.made_at,
            erased=tuple(sorted(again)),
            changed=len(last.entries),
            saved_to=room.saved_to,
        )


def _log(backup: BackupFile, again: Erasures, last: Logged) -> Iterator[Logged]:
    return chain(without_payloads(backup.log(), again), (last,))


def _last(found: Verified, backup: BackupFile, again: Erasures, author: str, now: datetime) -> Logged:
    """The revision that says who restored what; it makes the head another than any before."""
    made_at = backup.heading.made_at.astimezone(UTC).isoformat(timespec="seconds")
    return Logged(
        number=found.closing.revision + 1,
        author=author,
        reason=f"restore of the backup of {made_at}, revision {found.closing.revision}",
        at=now,
        mutation_id=None,
        erased=tuple(sorted(again)),
        previous=found.closing.head if found.closing.revision else GENESIS,
        entries=tuple(changes_for(found.fold, again)),
    ).chained()
