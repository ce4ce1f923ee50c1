"""The power goes away at any moment of a process that writes: what it had acknowledged has to be there.

The process itself is recorded, not a copy of its database library: its writes and syncs are replayed up to every point,
and what may then lie on the disk is opened with the product.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Hashable, Iterator
from pathlib import Path

from graph.errors import StoreError
from graph.store import open_store
from tests.torture import batches
from tests.torture.disk import Disk, State
from tests.torture.figures import Figures, measured
from tests.torture.syscalls import NotTraceable, recorded

_FAULTS = batches.WRONG


def power_loss(commits: int, seed: int, folder: Path, *, every: int = 1, synchronous: str = "FULL") -> Figures:
    """Record `commits` commits and try every n-th point between them.

    `synchronous` is for showing that this test can fail: a store that does not sync loses what it acknowledged.
    """
    store, said = folder / "store", folder / "said"
    store.mkdir(parents=True)
    command = [sys.executable, "-m", "tests.torture.power", str(store / "graph.db"), str(said), str(commits)]
    chance = random.Random(seed)
    with measured("power loss, embedded", *_FAULTS) as figures, _in_memory() as place:
        disk, acknowledged, handle, point = Disk(store), set[int](), -1, 0
        seen: set[Hashable] = set()
        try:
            for call in recorded([*command, synchronous], folder / "trace"):
                if call.name == "open" and call.path == str(said):
                    handle = call.handle
                elif call.name == "append" and call.handle == handle:
                    acknowledged.add(int(call.data))
                    figures.done["acknowledged"] += 1
                before_sync = call.name == "sync" and point % every == 0
                if before_sync:
                    _try(disk.synced(), acknowledged, seen, place, figures, repeat=True)
                if disk.apply(call):
                    point += 1
                    if point % every == 0:
                        _try(disk.everything(), acknowledged, seen, place, figures, repeat=before_sync)
                        _try(disk.something(chance), acknowledged, seen, place, figures, repeat=before_sync)
        except NotTraceable as error:
            figures.left_out = str(error)
        figures.done["points"] = point
    return figures


def _try(
    state: State, acknowledged: set[int], seen: set[Hashable], place: Path, figures: Figures, *, repeat: bool
) -> None:
    key = None if state.key is None else (state.key, len(acknowledged))
    if key is not None and key in seen:
        return
    seen.add(key)
    image = state.image()
    for left in place.iterdir():
        left.unlink()
    for name, content in image.items():
        (place / name).write_bytes(content)
    if "graph.db" not in image:
        if acknowledged:
            figures.fault("lost", "the file itself")
        return
    figures.done["states opened"] += 1
    following = max(acknowledged, default=-1) + 1
    try:
        with open_store(f"sqlite:{place / 'graph.db'}") as store:
            batches.look(store).judge(figures, acknowledged, {following})
            for line in store.damage():
                figures.fault("unreadable", line)
            if repeat:  # the client asks again for what it had no answer to
                batches.write(store, following)
                batches.look(store).judge(figures, acknowledged | {following})
    except StoreError as error:
        figures.fault("unreadable", error)


class _in_memory:  # noqa: N801 - used as a function
    """A folder in memory where there is one: what is tried here needs no disk."""

    def __enter__(self) -> Path:
        memory = Path("/dev/shm")
        self._folder = tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None, prefix="geflecht-")
        return Path(self._folder)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder)


def _write(file: str, said: str, commits: int, synchronous: str) -> None:
    """What the recorded process does: commits of several sizes, and now and then the store is closed."""
    from graph.stores import sqlite_connection

    sqlite_connection.SYNCHRONOUS = synchronous
    handle = os.open(said, os.O_CREAT | os.O_WRONLY)
    for first in _starts(commits):
        with open_store(f"sqlite:{file}") as store:
            for number in range(first[0], first[1]):
                batches.write(store, number, text=(20, 1_500, 20, 6_000)[number % 4])
                os.write(handle, str(number).encode())


def _starts(commits: int) -> Iterator[tuple[int, int]]:
    size = max(2, commits // 5)
    for first in range(0, commits, size):
        yield first, min(first + size, commits)


if __name__ == "__main__":
    _write(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
