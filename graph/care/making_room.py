"""Before a store is replaced: is that wanted, and what it holds is saved beside it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.care.backup import back_up
from graph.changes import Head
from graph.errors import StoreDamaged, StoreHalfReplaced, WrongUse
from graph.language import Text
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Room:
    """A store that may be replaced: the head that it must still have then, and where its content was saved.

    `head` is None where a restore was cut off before: there is nothing to keep, and the one before had saved it.
    """

    head: Head | None
    saved_to: Path | None = None


def make_room(store: Store, *, replace: bool, keep: Path | None, beside: Path, now: datetime) -> Room:
    """Save what the store holds to `keep`, else beside an embedded store's file, else into the folder `beside`.

    Raises WrongUse if it holds something and `replace` is not given.
    """
    try:
        head = store.head()
    except StoreHalfReplaced:
        if not replace:
            raise
        return Room(None)
    if head.revision == 0:
        return Room(head)
    if not replace:
        raise WrongUse(
            Text(
                f"{store.address} ist nicht leer (Stand {head.revision}). Mit --replace wird der Inhalt ersetzt und "
                "vorher gesichert.",
                f"{store.address} is not empty (revision {head.revision}). With --replace its content is replaced, "
                "and saved first.",
            )
        )
    out = keep or _place(store.address, beside, now)
    try:
        saved = back_up(store, out, now=now, as_it_is=True)
    except StoreDamaged as error:
        raise _cannot_be_saved(store, error) from error
    return Room(Head(saved.revision, saved.head), out)


def _place(address: str, beside: Path, now: datetime) -> Path:
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    file = Path(address.removeprefix("sqlite:"))
    if address.startswith("sqlite:") and file.name != ":memory:":
        return file.with_name(f"{file.stem}-replaced-{moment}.geflecht")
    return beside / f"geflecht-replaced-{moment}.geflecht"


def _cannot_be_saved(store: Store, error: StoreDamaged) -> StoreDamaged:
    de, en = error.message
    return StoreDamaged(
        Text(
            f"{store.address} ist so beschädigt, dass sein Inhalt nicht gesichert werden kann; nichts wurde ersetzt. "
            f"Bitte in einen leeren Speicher einspielen und diesen hier aufheben. ({de})",
            f"{store.address} is so damaged that its content can't be saved; nothing was replaced. "
            f"Please restore into an empty store, and keep this one. ({en})",
        )
    )
