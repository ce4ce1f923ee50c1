"""Where results are written for others to read: whole or not at all, in a folder that is made if need be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.care.whole_file import ANYBODY, unwritable, whole_file


@contextmanager
def written(out: Path) -> Iterator[BinaryIO]:
    """The file to write to; it takes the place of an earlier one at the end. Raises UnwritableOutput."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(out, error) from error
    with whole_file(out, overwrite=True, mode=ANYBODY) as file:
        yield file
