"""Makes a backup of a store while others write: its log up to one revision, and so the graph at that revision."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graph.care.backup_file import BackupWriter, Closing, Heading
from graph.care.whole_file import whole_file
from graph.changes import Head
from graph.digest import digest_of_sorted
from graph.errors import StoreDamaged, StoreError
from graph.language import Text
from graph.log import GENESIS, Break, Chain, Logged
from graph.model import Ref
from graph.past.fold import Fold
from graph.store import Store


def back_up(store: Store, out: Path, *, now: datetime, overwrite: bool = False, as_it_is: bool = False) -> Closing:
    """Write the store's log to `out`, whole or not at all. Equal stores give equal bytes but for the moment.

    Raises StoreDamaged if the log is not sound: what can't be restored is no backup. With `as_it_is` it is written all
    the same, to keep what is about to be replaced; then `content_hash` is empty if the graph can't be read.
    """
    fold, head = Fold(), Head(0, GENESIS)
    log = explained_log(store)
    with whole_file(out, overwrite=overwrite) as file:
        writer = BackupWriter(file, Heading(now, product()))
        for logged in fold.watching(log if as_it_is else sound(store, log)):
            writer.add(logged)
            head = Head(logged.number, logged.hash)
        closing = Closing(head.revision, head.hash, _content_hash(fold, lenient=as_it_is), fold.counts)
        writer.close_with(closing)
    return closing


def sound(store: Store, log: Iterable[Logged]) -> Iterator[Logged]:
    """The whole log of the store as it passes; StoreDamaged where its chain is broken."""
    chain = Chain()
    for logged in log:
        _refuse(store, chain.follow(logged))
        yield logged
    _refuse(store, chain.ended())


def explained_log(store: Store) -> Iterator[Logged]:
    """The log of a store that others may be writing to, up to a revision at which it is whole in itself.

    While it is read, somebody may erase what a person is in it; then it is read on to the revision that says so.
    """
    after, until = 0, store.revision()
    missing: set[Ref] = set()
    while True:
        for logged in store.log(after, until):
            missing -= set(logged.erased)
            missing |= {entry.id for entry in logged.entries if entry.is_erased}
            yield logged
        newest = store.revision()
        if not missing or newest <= until:
            return
        after, until = until, newest


def product() -> str:
    """Name and version of what is running, as files say it."""
    try:
        return f"Geflecht {version('geflecht')}"
    except PackageNotFoundError:  # run from a folder that was never installed
        return "Geflecht"


def _content_hash(fold: Fold, *, lenient: bool) -> str:
    try:
        return digest_of_sorted(fold.records())
    except StoreError:
        if lenient:
            return ""
        raise


def _refuse(store: Store, breaks: Iterator[Break]) -> None:
    for broken in breaks:
        raise StoreDamaged(
            Text(
                f"Das Protokoll von {store.address} ist nicht heil ({broken.code} bei {broken.subject}). "
                "Nichts wurde geschrieben; „geflecht check“ nennt alles, was nicht stimmt.",
                f"The log of {store.address} is not sound ({broken.code} at {broken.subject}). "
                "Nothing was written; “geflecht check” names everything that is wrong.",
            )
        )
