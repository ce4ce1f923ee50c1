"""What the errors of SQLite and of the file system mean to us."""

import os
import sqlite3
from pathlib import Path

from graph.errors import StoreBusy, StoreDamaged, StoreUnreachable
from graph.language import Text

BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")


def has_code(error: Exception, *codes: str) -> bool:
    """Whether SQLite gave the error one of these names, or a closer one under it (SQLITE_IOERR_FSYNC)."""
    name: str = getattr(error, "sqlite_errorname", "")
    return any(name == code or name.startswith(f"{code}_") for code in codes)


def translated(error: Exception, address: str, path: Path | None) -> Exception:
    """Our error for one of SQLite's or the file system's; those of a wrong statement are handed on."""
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return error
    if has_code(error, *BUSY):
        return busy(address)
    if not isinstance(error, OSError) and not has_code(error, *_SENTENCES, "SQLITE_CANTOPEN"):
        return damaged(address, error)
    return unreachable(address, path, error)


def busy(address: str) -> StoreBusy:
    """The error for a lock that somebody else held all the time that we waited for it."""
    return StoreBusy(
        Text(
            f"{address} wird gerade von anderer Seite beschrieben. Bitte gleich noch einmal versuchen.",
            f"{address} is being written by somebody else. Please try again in a moment.",
        )
    )


def damaged(address: str, error: object) -> StoreDamaged:
    """The error for a file that does not hold what it should."""
    return StoreDamaged(
        Text(
            f"{address} ist beschädigt oder keine Datenbank von Geflecht ({error}). Bitte eine Sicherung einspielen.",
            f"{address} is damaged or no database of Geflecht ({error}). Please restore a backup.",
        )
    )


def unreachable(address: str, path: Path | None, error: Exception) -> StoreUnreachable:
    """The error for a file that can't be opened, read or written, with the reason as far as it can be seen."""
    reason = (
        _reason(path) if has_code(error, "SQLITE_CANTOPEN", "SQLITE_READONLY") or isinstance(error, OSError) else None
    )
    reason = reason or next((text for code, text in _SENTENCES.items() if has_code(error, code)), None)
    if reason is None:
        why = getattr(error, "strerror", None) or error
        return StoreUnreachable(
            Text(
                f"{address} lässt sich nicht öffnen oder schreiben: {why}.",
                f"{address} can't be opened or written: {why}.",
            )
        )
    return StoreUnreachable(Text(f"{address}: {reason.de}", f"{address}: {reason.en}"))


_SENTENCES = {
    "SQLITE_FULL": Text(
        "Der Datenträger ist voll. Nichts wurde geschrieben. Bitte Platz schaffen und noch einmal versuchen.",
        "The disk is full. Nothing was written. Please make room and try again.",
    ),
    "SQLITE_READONLY": Text(
        "Hier darf nur gelesen werden. Bitte die Rechte an Datei und Ordner prüfen.",
        "Nothing may be written here. Please check the permissions of the file and its folder.",
    ),
    "SQLITE_IOERR": Text(
        "Der Datenträger meldet einen Fehler. Bitte ihn und seinen freien Platz prüfen und noch einmal versuchen.",
        "The disk reports an error. Please check it and its free space and try again.",
    ),
}


def _reason(path: Path | None) -> Text | None:
    """Why a file can't be opened, by looking at where it should be."""
    if path is None:
        return None
    above = next((above for above in path.parents if os.path.exists(above)), path)  # noqa: PTH110
    if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir, it does not fail in a closed folder
        return Text("Das ist ein Ordner, keine Datei.", "This is a folder, not a file.")
    if not above.is_dir():
        return Text("Auf dem Weg dorthin liegt eine Datei, kein Ordner.", "A file lies on the way there, not a folder.")
    if not os.access(above, os.W_OK | os.X_OK):
        return Text(
            "In den Ordner darf nicht geschrieben werden; SQLite braucht dort Platz für sein Journal. "
            "Bitte die Rechte prüfen oder die Datei an einen anderen Ort kopieren.",
            "The folder may not be written to, and SQLite needs room for its journal there. "
            "Please check the permissions or copy the file elsewhere.",
        )
    if os.path.exists(path) and not os.access(path, os.R_OK):  # noqa: PTH110
        return Text(
            "Die Datei darf nicht gelesen werden. Bitte ihre Rechte prüfen.",
            "The file may not be read. Please check its permissions.",
        )
    return None
