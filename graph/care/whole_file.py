"""A file that is there whole or not at all: written beside its place, synced, and put there in one step."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, EEXIST, EFBIG, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import BinaryIO

from graph.errors import UnwritableOutput, WrongUse
from graph.language import Text

OWNER = 0o600
ANYBODY = 0o666
"""Who may read a new file; the umask takes away from it."""


@contextmanager
def whole_file(target: Path, *, overwrite: bool = False, mode: int = OWNER) -> Iterator[BinaryIO]:
    """The file to write to, readable by its owner only unless `mode` says otherwise.

    After an error there is nothing at `target` that wasn't before.

    Raises WrongUse if something is there already and may not be overwritten, UnwritableOutput if it can't be written.
    """
    with part_beside(target, overwrite=overwrite, mode=mode) as part, open(part, "wb") as file:  # noqa: PTH123 - no Path method is shorter
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def part_beside(target: Path, *, overwrite: bool = False, mode: int = OWNER) -> Iterator[Path]:
    """An empty file that takes the place of `target` at the end; for writers that want a name and sync themselves."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        refuse_taken(target, overwrite=overwrite)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        yield part
        refuse_taken(target, overwrite=overwrite)
        part.replace(target)
        _sync_entries(target.parent)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink()


def unwritable(target: Path, error: OSError) -> UnwritableOutput:
    """The error for a file that can't be written, with the reason."""
    reason = _REASONS.get(error.errno or 0) or Text(*(error.strerror or str(error),) * 2)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = Text(f"Den Ordner {target.parent} gibt es nicht", f"the folder {target.parent} does not exist")
    return UnwritableOutput(
        Text(
            f"„{target}“ ist nicht geschrieben worden: {reason.de}.",
            f"“{target}” was not written: {reason.en}.",
        )
    )


_FORBIDDEN = Text("In den Ordner darf nicht geschrieben werden", "the folder may not be written to")
_FULL = Text("Auf dem Datenträger ist kein Platz mehr", "there is no room left on the disk")
_REASONS = {
    **dict.fromkeys((EACCES, EPERM, EROFS), _FORBIDDEN),
    **dict.fromkeys((ENOSPC, EDQUOT, EFBIG), _FULL),
    EEXIST: Text("Wo ein Ordner sein soll, liegt eine Datei", "there is a file where a folder should be"),
}


def refuse_taken(target: Path, *, overwrite: bool) -> None:
    """Raises WrongUse for a folder, and for a file that is there and may not be overwritten."""
    if target.is_dir():
        raise WrongUse(
            Text(f"„{target}“ ist ein Ordner. Bitte eine Datei nennen.", f"“{target}” is a folder. Please name a file.")
        )
    if target.exists() and not overwrite:
        raise WrongUse(
            Text(
                f"„{target}“ gibt es schon. Bitte einen anderen Namen wählen oder --overwrite angeben.",
                f"“{target}” exists already. Please choose another name, or give --overwrite.",
            )
        )


def _sync_entries(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
