"""A disk that keeps for sure only what was synced: what may lie on it after the power went away.

Of the writes to a file since its last sync any may have reached the disk, in any order, a write also in parts (whole
sectors). Names made or removed in a folder are kept in order, but only from its own sync on. This is harsher than
common file systems are, and as harsh as POSIX allows; bytes beside a write are not harmed (SQLite relies on that).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.syscalls import Call

SECTOR = 512
Image = dict[str, bytes]


@dataclass(frozen=True)
class State:
    """What may lie on the disk. States of the same key are the same; None is like no other."""

    key: Hashable
    image: Callable[[], Image]


@dataclass(frozen=True)
class _Write:
    offset: int
    data: bytes


@dataclass(frozen=True)
class _Cut:
    length: int


_Step = _Write | _Cut


@dataclass
class _File:
    safe: bytes = b""
    unsafe: list[_Step] = field(default_factory=list)
    whole: bytearray = field(default_factory=bytearray)
    """What there is when nothing gets lost."""
    written: int = 0
    synced: int = 0
    """How many steps there were in all, and until the last sync."""

    def do(self, step: _Step) -> None:
        self.unsafe.append(step)
        _do(step, self.whole)
        self.written += 1

    def with_(self, steps: Iterable[_Step]) -> bytes:
        content = bytearray(self.safe)
        for step in steps:
            _do(step, content)
        return bytes(content)

    def sync(self) -> None:
        if self.unsafe:
            self.safe = bytes(self.whole)
            self.unsafe.clear()
        self.synced = self.written


def _do(step: _Step, content: bytearray) -> None:
    if isinstance(step, _Cut):
        del content[step.length :]
        content.extend(bytes(step.length - len(content)))
    else:
        content.extend(bytes(max(0, step.offset - len(content))))
        content[step.offset : step.offset + len(step.data)] = step.data


class Disk:
    """One folder on such a disk. Files whose names end in `-shm` are shared memory and not looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: dict[str, _File] = {}
        self._safe_names: dict[str, _File] = {}
        self._renamed: list[tuple[str, _File | None]] = []
        self._open: dict[int, _File | None] = {}

    def apply(self, call: Call) -> bool:
        """Do what the process did; whether it concerned this folder."""
        if call.name in ("open", "unlink"):
            return self._name(call)
        if call.name in ("rename", "renameat", "renameat2", "fallocate"):
            assert not call.path.startswith(f"{self._folder}/"), f"{call.name} is not understood yet"
            return False
        if call.handle not in self._open:
            return False
        file = self._open[call.handle]
        if call.name == "close":
            del self._open[call.handle]
            return False
        if file is None:
            assert call.name == "sync"
            self._safe_names, self._renamed = dict(self._names), []
        elif call.name == "sync":
            file.sync()
        elif call.name == "truncate":
            file.do(_Cut(call.offset))
        else:
            assert call.name == "write", f"{call.name} is not understood yet"
            file.do(_Write(call.offset, call.data))
        return True

    def _name(self, call: Call) -> bool:
        if call.path == self._folder:
            self._open[call.handle] = None
            return False
        name = call.path.removeprefix(f"{self._folder}/")
        if name == call.path or name.endswith("-shm"):
            self._open.pop(call.handle, None)
            return False
        if call.name == "unlink":
            del self._names[name]
            self._renamed.append((name, None))
            return True
        known = name in self._names
        if not known:
            assert "O_CREAT" in call.flags, call
            self._names[name] = _File()
            self._renamed.append((name, self._names[name]))
        assert "O_TRUNC" not in call.flags
        self._open[call.handle] = self._names[name]
        return not known

    def everything(self) -> State:
        """Nothing was lost."""
        key = frozenset((name, id(file), file.written) for name, file in self._names.items())
        return State(key, lambda: {name: bytes(file.whole) for name, file in self._names.items()})

    def synced(self) -> State:
        """All was lost that was not synced."""
        key = frozenset((name, id(file), file.synced) for name, file in self._safe_names.items())
        return State(key, lambda: {name: file.safe for name, file in self._safe_names.items()})

    def something(self, chance: random.Random) -> State:
        """Some of it was lost."""
        return State(None, lambda: self._something(chance))

    def _something(self, chance: random.Random) -> Image:
        names = dict(self._safe_names)
        for name, file in self._renamed[: chance.randint(0, len(self._renamed))]:
            if file is None:
                del names[name]
            else:
                names[name] = file
        return {name: file.with_(_some(file.unsafe, chance)) for name, file in names.items()}


def _some(steps: list[_Step], chance: random.Random) -> Iterator[_Step]:
    """Some of the steps; a few writes torn, with later ones before earlier ones where they do not overlap."""
    share = chance.choice((0.1, 0.5, 0.9))
    for step in steps:
        if chance.random() < share:
            yield step
        elif isinstance(step, _Write) and chance.random() < 0.3:
            yield from _sectors(step, chance)


def _sectors(write: _Write, chance: random.Random) -> Iterator[_Write]:
    begin = write.offset
    end = begin + len(write.data)
    first = begin // SECTOR * SECTOR
    for sector in range(first, end, SECTOR):
        low, high = max(sector, begin), min(sector + SECTOR, end)
        if chance.random() < 0.5:
            yield _Write(low, write.data[low - begin : high - begin])
