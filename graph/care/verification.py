"""Whether a backup can be restored: it is as it was written, and says a log and a graph that hold together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.care.backup_errors import contradicts_itself
from graph.care.backup_file import BackupFile, Closing
from graph.care.record_check import UNKEEPABLE, problems_of
from graph.digest import digest_of_sorted
from graph.errors import StoreDamaged
from graph.language import Text
from graph.log import Entry, Logged, breaks
from graph.model import Record, Ref
from graph.past.fold import Fold
from graph.stores import SCHEMA_VERSION


@dataclass(slots=True)
class Verified:
    """A backup that was read from end to end, and what was learnt of it."""

    closing: Closing
    fold: Fold = field(default_factory=Fold)
    hashes: dict[int, str] = field(default_factory=dict)
    """The hash of each revision."""
    seen: set[Ref] = field(default_factory=set)
    """The id of every record that there ever was."""


def verified(backup: BackupFile) -> Verified:
    """The backup, read and found sound. Raises UnreadableInput, and says what is wrong with it."""
    found = Verified(backup.closing())
    try:
        for broken in breaks(found.fold.watching(_readable(_noted(backup.log(), found)))):
            raise contradicts_itself(backup.path, _text(broken.code, broken.subject))
        content_hash = digest_of_sorted(keepable(found.fold))
        if backup.heading.schema_version < SCHEMA_VERSION:  # a state may have been called otherwise then
            content_hash = found.closing.content_hash
    except StoreDamaged as error:
        raise contradicts_itself(backup.path, _without_stop(error.message)) from error
    last = max(found.hashes, default=0)
    said = (found.closing.revision, found.closing.head, found.closing.content_hash, dict(found.closing.records))
    if said[0] != last or (last and said[1] != found.hashes[last]) or said[2:] != (content_hash, found.fold.counts):
        raise contradicts_itself(backup.path, _text("CLOSING", str(said[0])))
    return found


def keepable(fold: Fold) -> Iterator[Record]:
    """The records of a fold; StoreDamaged at the first that no store could keep."""
    for record in fold.records():
        for problem in problems_of(record, fold.kinds):
            if problem.code in UNKEEPABLE:
                raise StoreDamaged(_text(problem.code, problem.subject))
        yield record
    for ref in fold.lost:
        raise StoreDamaged(_text("LOST_RECORD", ref))


def fits_its_payload(entry: Entry) -> bool:
    """Whether the payload is that of the record and version that the entry names. StoreDamaged if it can't be read."""
    record = entry.record
    return record is None or (type(record).__name__, record.id, record.version) == (entry.kind, entry.id, entry.version)


def _noted(log: Iterable[Logged], found: Verified) -> Iterator[Logged]:
    for logged in log:
        found.hashes[logged.number] = logged.hash
        found.seen.update(entry.id for entry in logged.entries)
        yield logged


def _readable(log: Iterable[Logged]) -> Iterator[Logged]:
    """The same log; StoreDamaged at the first payload that is not a record of the model."""
    for logged in log:
        for entry in logged.entries:
            if not fits_its_payload(entry):
                raise StoreDamaged(_text("WRONG_PAYLOAD", f"{entry.kind} {entry.id}"))
        yield logged


def _text(code: str, subject: str) -> Text:
    return Text(f"{code} bei {subject}", f"{code} at {subject}")


def _without_stop(text: Text) -> Text:
    return Text(text.de.rstrip("."), text.en.rstrip("."))
