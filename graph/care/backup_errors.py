"""What is said of a file that is no backup, or no longer one."""

from pathlib import Path
from typing import BinaryIO

from graph.care.seal import GZIP
from graph.errors import UnreadableInput
from graph.language import Text

_DATABASE = b"SQLite format 3\0"


def refuse_other_files(file: BinaryIO, path: Path) -> None:
    """Raises UnreadableInput for a file that is plainly something else."""
    start = file.read(len(_DATABASE))
    if start == _DATABASE:
        raise UnreadableInput(
            Text(
                f"„{path}“ ist ein Speicher, keine Sicherung. Zum Übertragen dient „geflecht copy sqlite:{path} ZIEL“.",
                f"“{path}” is a store, not a backup. To move it, use “geflecht copy sqlite:{path} TO”.",
            )
        )
    if not start.startswith(GZIP):
        raise no_backup(path)


def no_backup(path: Path) -> UnreadableInput:
    """The error for a file of somebody else."""
    return UnreadableInput(
        Text(f"„{path}“ ist keine Sicherung von Geflecht.", f"“{path}” is no backup made by Geflecht.")
    )


def damaged(path: Path) -> UnreadableInput:
    """The error for a file whose seal is broken, or that does not say what a backup says."""
    return UnreadableInput(
        Text(
            f"„{path}“ ist beschädigt oder unvollständig: Die Prüfsumme stimmt nicht. Bitte eine andere nehmen.",
            f"“{path}” is damaged or incomplete: its checksum does not fit. Please take another one.",
        )
    )


def contradicts_itself(path: Path, what: Text) -> UnreadableInput:
    """The error for a backup that is as it was written, but can't be the log of a graph."""
    return UnreadableInput(
        Text(
            f"„{path}“ lässt sich nicht einspielen: {what.de}. Bitte eine andere Sicherung nehmen.",
            f"“{path}” can't be restored: {what.en}. Please take another backup.",
        )
    )


def too_new(path: Path, product: str) -> UnreadableInput:
    """The error for a backup made by a newer version of the product."""
    return UnreadableInput(
        Text(
            f"„{path}“ wurde von einer neueren Version geschrieben ({product}). Bitte Geflecht aktualisieren.",
            f"“{path}” was written by a newer version ({product}). Please update Geflecht.",
        )
    )


def unreadable(path: Path, error: OSError) -> UnreadableInput:
    """The error for a file that can't be opened or read."""
    if isinstance(error, FileNotFoundError):
        return UnreadableInput(Text(f"„{path}“ gibt es nicht.", f"“{path}” does not exist."))
    reason = error.strerror or str(error)
    return UnreadableInput(Text(f"„{path}“ lässt sich nicht lesen: {reason}.", f"“{path}” can't be read: {reason}."))
