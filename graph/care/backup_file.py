"""The file that a backup is: gzip'd lines of JSON, sealed. Described for readers without Geflecht in docs/backup.md.

First line: what this is. Then, oldest first, one line for each revision of the log, each followed by one line for each
record that it changed. Last line: what it comes to. A second gzip member of fixed length seals the file: it holds the
SHA-256 of every byte before it. So any gzip reads all of it, and a byte changed anywhere is noticed.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Self

from graph.care.backup_errors import damaged, no_backup, refuse_other_files, too_new, unreadable
from graph.care.seal import Hashed, Part, is_sealed, seal, sealed_length
from graph.log import Entry, Logged, moment
from graph.model import Ref
from graph.stores import SCHEMA_VERSION

FORMAT = "geflecht-backup"
FORM = 1
_OLDEST = 2  # the first stored form that keeps a log
_LONGEST_HEADING = 1 << 16


@dataclass(frozen=True, slots=True)
class Heading:
    """What a backup says of itself first. `schema_version` is the stored form of the store that it was made from."""

    made_at: datetime
    product: str
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Closing:
    """What a backup comes to: its last revision and that one's hash, the content hash, and the records by kind."""

    revision: int
    head: str
    content_hash: str
    records: Mapping[str, int]


class BackupWriter:
    """Writes a backup line by line. `close_with` is its last line; without it the file is no backup."""

    def __init__(self, file: BinaryIO, heading: Heading) -> None:
        self._hashed = Hashed(file)
        self._lines = gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=self._hashed, mtime=0)
        self._write(
            format=FORMAT,
            form=FORM,
            product=heading.product,
            schemaVersion=heading.schema_version,
            madeAt=moment(heading.made_at),
        )

    def add(self, logged: Logged) -> None:
        """The next revision."""
        self._write(
            number=logged.number,
            author=logged.author,
            reason=logged.reason,
            at=moment(logged.at),
            mutationId=logged.mutation_id,
            erased=list(logged.erased),
            previous=logged.previous,
            hash=logged.hash,
            changes=len(logged.entries),
        )
        for entry in logged.entries:
            self._write(**{name: getattr(entry, name) for name in _ENTRY})

    def close_with(self, closing: Closing) -> None:
        """The last line, and the seal."""
        self._write(
            revision=closing.revision,
            head=closing.head,
            contentHash=closing.content_hash,
            records=dict(closing.records),
        )
        self._lines.close()
        self._hashed.file.write(seal(self._hashed.sum.hexdigest()))

    def _write(self, **line: object) -> None:
        self._lines.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


class BackupFile:
    """A backup that is there to be read; its seal was found whole. May be read as often as you like."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file: BinaryIO = open(path, "rb")  # noqa: SIM115, PTH123 - closed by close()
            try:
                refuse_other_files(self._file, path)
                self._length = sealed_length(self._file)
                self.heading = self._read_heading(is_sealed(self._file))
            except BaseException:
                self._file.close()
                raise
        except OSError as error:
            raise unreadable(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the file."""
        self._file.close()

    def log(self) -> Iterator[Logged]:
        """The log that it holds, oldest first. Raises UnreadableInput for a line that says something else."""
        for read in self._contents():
            if isinstance(read, Logged):
                yield read

    def closing(self) -> Closing:
        """Its last line."""
        return next(read for read in self._contents() if isinstance(read, Closing))

    def _read_heading(self, sealed: bool) -> Heading:
        heading = _heading_of(self.path, _first_line(self._file))  # before the seal: a newer form may have another
        if not sealed:
            raise damaged(self.path)
        if heading is None:
            raise no_backup(self.path)
        return heading

    def _contents(self) -> Iterator[Logged | Closing]:
        lines = self._lines()
        next(lines)
        try:
            for line in lines:
                if "number" in line:
                    yield _logged(line, lines)
                else:
                    yield _closing(line)
                    return
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise damaged(self.path) from error
        raise damaged(self.path)

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Each line as it lies there. The place in the file is our own, so that two may read at once."""
        try:
            with gzip.GzipFile(fileobj=Part(self._file, self._length), mode="rb") as lines:
                for line in lines:
                    yield _object(line)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise damaged(self.path) from error


_ENTRY = ("kind", "id", "action", "version", "digest", "salt", "payload")


def _first_line(file: BinaryIO) -> dict[str, Any]:
    try:
        file.seek(0)
        return _object(zlib.decompressobj(31).decompress(file.read(_LONGEST_HEADING), _LONGEST_HEADING).split(b"\n")[0])
    except (zlib.error, ValueError):
        return {}


def _object(line: bytes) -> dict[str, Any]:
    read = json.loads(line)
    if not isinstance(read, dict):
        raise ValueError(line[:50])
    return read


def _heading_of(path: Path, line: Mapping[str, Any]) -> Heading | None:
    """The heading of one of our backups, else None. Raises UnreadableInput for one of a newer form."""
    form, schema_version = line.get("form"), line.get("schemaVersion")
    if line.get("format") != FORMAT or not isinstance(form, int) or not isinstance(schema_version, int):
        return None
    if form < 1 or schema_version < _OLDEST:
        return None
    if form > FORM or schema_version > SCHEMA_VERSION:
        raise too_new(path, str(line.get("product")))
    try:
        return Heading(datetime.fromisoformat(line["madeAt"]), str(line["product"]), schema_version)
    except (KeyError, TypeError, ValueError):
        return None


def _logged(line: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> Logged:
    entries = tuple(_entry(entry) for _, entry in zip(range(_typed(line["changes"], int)), lines, strict=False))
    if len(entries) != line["changes"]:
        raise ValueError(line["number"])
    return Logged(
        number=_typed(line["number"], int),
        author=_typed(line["author"], str),
        reason=_typed(line["reason"], str),
        at=datetime.fromisoformat(line["at"]),
        mutation_id=_typed(line["mutationId"], str, type(None)),
        erased=tuple(Ref(_typed(ref, str)) for ref in _typed(line["erased"], list)),
        previous=_typed(line["previous"], str),
        entries=entries,
        hash=_typed(line["hash"], str),
    )


def _entry(line: Mapping[str, Any]) -> Entry:
    if line["action"] not in ("put", "delete"):
        raise ValueError(line["action"])
    return Entry(
        kind=_typed(line["kind"], str),
        id=Ref(_typed(line["id"], str)),
        action=line["action"],
        version=_typed(line["version"], int),
        digest=_typed(line["digest"], str),
        salt=_typed(line["salt"], str, type(None)),
        payload=_typed(line["payload"], str, type(None)),
    )


def _closing(line: Mapping[str, Any]) -> Closing:
    return Closing(
        revision=_typed(line["revision"], int),
        head=_typed(line["head"], str),
        content_hash=_typed(line["contentHash"], str),
        records={str(kind): _typed(count, int) for kind, count in line["records"].items()},
    )


def _typed(value: Any, *types: type) -> Any:
    if not isinstance(value, types):
        raise TypeError(value)
    return value
