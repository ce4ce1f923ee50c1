"""Copies a store into another one of any sort: the same log, so the same graph, read back at both ends."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from graph.care.backup import explained_log, sound
from graph.care.making_room import make_room
from graph.care.reading_back import require_same
from graph.care.reapplying import erasures_since
from graph.care.verification import keepable
from graph.changes import Head
from graph.digest import digest_of_sorted
from graph.errors import StoreDamaged, StoreHalfReplaced, WrongUse
from graph.language import Text
from graph.log import GENESIS, Logged
from graph.past.fold import Fold
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of a copy: head and content hash, equal at both ends."""

    head: Head
    content_hash: str
    saved_to: Path | None


def copy(source: Store, target: Store, *, now: datetime, replace: bool = False, keep: Path | None = None) -> Copied:
    """Make `target` what `source` is; others may go on writing to `source`.

    What a target that isn't empty holds is saved first (see `make_room`), and needs `replace`. Raises WrongUse if it
    has erasures that the source does not know: they would be undone. Raises StoreDamaged if the source is not sound.
    """
    with suppress(StoreHalfReplaced):
        _refuse_itself(source, target)
    _look_through(source)
    room = make_room(target, replace=replace, keep=keep, beside=Path(), now=now)
    if room.head is not None:
        _refuse_undoing(source, target, room.head)
    fold, last = Fold(), [Head(0, GENESIS)]
    target.replace(_watched(source, fold, last), expected=room.head)
    head, digest = last[0], digest_of_sorted(fold.records())
    require_same(target, head, digest)
    require_same(source, head, digest)
    _require_same_log(source, target, head)
    return Copied(head, digest, room.saved_to)


def _look_through(source: Store) -> None:
    """Before anything is replaced: StoreDamaged if the source holds what no store could keep."""
    fold = Fold()
    for logged in sound(source, explained_log(source)):
        fold.add(logged)
    for _ in keepable(fold):
        pass


def _watched(source: Store, fold: Fold, last: list[Head]) -> Iterator[Logged]:
    """The log of the source, folded as it passes."""
    for logged in sound(source, explained_log(source)):
        fold.add(logged)
        last[0] = Head(logged.number, logged.hash)
        yield logged


def _require_same_log(source: Store, target: Store, head: Head) -> None:
    read = zip_longest(source.log(until=head.revision), target.log(until=head.revision))
    if target.head() == head and not all(_same(there, here) for there, here in read):
        raise StoreDamaged(
            Text(
                f"Das Protokoll in {target.address} ist nicht das von {source.address}. Bitte noch einmal kopieren.",
                f"The log in {target.address} is not that of {source.address}. Please copy again.",
            )
        )


def _same(there: Logged | None, here: Logged | None) -> bool:
    """Whether a revision is alike at both ends; what was erased since at one of them may still be at the other."""
    if there is None or here is None or there.hash != here.hash or len(there.entries) != len(here.entries):
        return False
    return all(a == b or a.is_erased for a, b in zip(there.entries, here.entries, strict=True))


def _refuse_itself(source: Store, target: Store) -> None:
    """A store copied onto itself would be read while it is replaced."""
    if source.head() == target.head() != Head(0, GENESIS):
        raise WrongUse(
            Text(
                f"{source.address} und {target.address} halten schon denselben Stand. Nichts wurde kopiert.",
                f"{source.address} and {target.address} hold the same already. Nothing was copied.",
            )
        )


def _refuse_undoing(source: Store, target: Store, head: Head) -> None:
    known = {logged.number: logged.hash for logged in source.log()} if head.revision else {}
    if erasures_since(target.log(until=head.revision), known):
        raise WrongUse(
            Text(
                f"In {target.address} wurden Personen gelöscht, die {source.address} noch hält. Bitte statt dessen "
                "sichern und einspielen: „geflecht restore“ löscht sie wieder.",
                f"Persons were erased from {target.address} that {source.address} still holds. Please back up and "
                "restore instead: “geflecht restore” erases them again.",
            )
        )
