"""Erasures made after a backup, done again on what it holds: a person deleted since must not come back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from graph.care.backup_errors import unreadable
from graph.care.backup_file import BackupFile
from graph.care.seal import GZIP
from graph.errors import UnreadableInput
from graph.language import Text
from graph.log import Entry, Logged, delete_entry, put_entry
from graph.model import Record, Ref
from graph.past.fold import Fold
from graph.rows import references, targets
from graph.schema import ValueType

Erasures = dict[Ref, Record | None]
"""By id what an erasure left of the record; None where it was deleted."""

_ID = re.compile(r"[0-9a-f]{24}")


def erasures_since(log: Iterable[Logged], known: Mapping[int, str]) -> Erasures:
    """The erasures of a log that a backup does not know; `known` holds the hashes of the backup's revisions."""
    found: Erasures = {}
    for logged in log:
        if known.get(logged.number) != logged.hash:
            left = {entry.id: entry.record for entry in logged.entries}
            found |= {ref: left.get(ref) for ref in logged.erased}
    return found


def erasures_of_file(path: Path, known: Mapping[int, str]) -> Erasures:
    """Those of another backup, or of a list with one id on each line. Raises UnreadableInput for anything else."""
    try:
        with path.open("rb") as file:
            is_backup = file.read(len(GZIP)) == GZIP
        if is_backup:
            with BackupFile(path) as backup:
                return erasures_since(backup.log(), known)
        return dict.fromkeys(_listed(path))
    except OSError as error:
        raise unreadable(path, error) from error


def _listed(path: Path) -> Iterator[Ref]:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        word = line.split("#")[0].strip()
        if _ID.fullmatch(word):
            yield Ref(word)
        elif word:
            raise UnreadableInput(
                Text(
                    f"„{path}“, Zeile {number}: Erwartet ist eine Kennung aus 24 Zeichen, eine in jeder Zeile.",
                    f"“{path}”, line {number}: expected an id of 24 characters, one on each line.",
                )
            )


def without_payloads(log: Iterable[Logged], erased: Mapping[Ref, object]) -> Iterator[Logged]:
    """The log, without what it held of these records; its chain stays whole."""
    for logged in log:
        if erased.keys().isdisjoint(entry.id for entry in logged.entries):
            yield logged
        else:
            yield replace(logged, entries=tuple(_emptied(entry, erased) for entry in logged.entries))


def _emptied(entry: Entry, erased: Mapping[Ref, object]) -> Entry:
    return replace(entry, salt=None, payload=None) if entry.id in erased else entry


def changes_for(fold: Fold, erasures: Erasures) -> list[Entry]:
    """The entries that do the erasures again on a graph, and take away or mend what pointed at what is gone."""
    left: Erasures = {ref: record for ref, record in erasures.items() if ref in fold.kinds}
    gone = {ref for ref, record in left.items() if record is None}
    while True:
        before = len(gone)
        for ref in sorted(fold.kinds.keys() - gone) if gone or left else ():
            record = left[ref] if ref in left else fold.record(ref)
            mended = None if record is None else _mended(record, fold, gone)
            if mended is None:
                gone.add(ref)
            if mended != record or ref in left:
                left[ref] = mended
        if len(gone) == before:
            break
    return [_entry(ref, record, fold) for ref, record in sorted(left.items())]


def _entry(ref: Ref, record: Record | None, fold: Fold) -> Entry:
    if record is None:
        return delete_entry(fold.kinds[ref], ref, fold.versions[ref])
    return put_entry(replace(record, version=fold.versions[ref] + 1))


def _mended(record: Record, fold: Fold, gone: set[Ref]) -> Record | None:
    """The record without references to what isn't there; None where it can't be without one."""
    changed: dict[str, object] = {}
    for prop in references(type(record)):
        held = targets(record, prop)
        there = tuple(ref for ref in held if ref in fold.kinds and ref not in gone)
        if there == held:
            continue
        if prop.required and not there:
            return None
        changed[prop.name] = there if prop.value_type is ValueType.REFERENCES else None
    return replace(record, **changed) if changed else record  # type: ignore[arg-type]  # names of its own properties
