"""The disk is full, fails or may only be read, from the n-th write of a process on, and mends itself later.

strace makes the system calls fail. It counts them for each process anew, so all processes are forked from one that it
watches; each makes as many calls that do nothing as are missing for the fault to fall on the n-th that counts.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from graph.check import check
from graph.errors import StoreError
from graph.model import Actor, Tie
from graph.store import Store, open_store
from importers.run import import_path
from tests.torture import batches, syscalls
from tests.torture.figures import Figures, measured
from tests.torture.kills import IMPORTED, folder_to_import

FOR = 100  # calls that fail before the disk is well again
WRITTEN_BEFORE = 3  # batches that are in the store when the fault comes

Fault = tuple[str, str]
FAULTS: tuple[Fault, ...] = (
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("pwrite64", "EROFS"),
    ("fdatasync", "EIO"),
    ("fdatasync", "ENOSPC"),
    ("ftruncate", "EIO"),
)


def disk_faults(faults: Sequence[Fault], until: int, folder: Path, *, every: int = 1) -> Figures:
    """Each of the faults at every n-th of its calls up to `until`: opening, writing, importing, reading, once more."""
    wrong = (*batches.WRONG, "unclear", "not recovered")
    with measured("disk faults, embedded", *wrong) as figures:
        problem = syscalls.missing()
        if problem is not None:
            figures.left_out = problem
            return figures
        folder_to_import(folder / "tables")
        with open_store(f"sqlite:{folder / 'before' / 'graph.db'}") as store:
            for number in range(WRITTEN_BEFORE):
                batches.write(store, number)
        for call, error in faults:
            for line in _under_strace(call, error, until, every, folder):
                _count(json.loads(line), f"{call} {error}", figures)
    return figures


def _under_strace(call: str, error: str, until: int, every: int, folder: Path) -> list[str]:
    inject = f"inject={call}:error={error}:when={until + 1}..{until + FOR}"
    strace = ["strace", "-f", "--seccomp-bpf", "-qqq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
    command = [*strace, sys.executable, "-m", "tests.torture.faults", call, str(until), str(every), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.stderr[-2000:]}")
    return done.stdout.splitlines()


def _count(told: dict[str, object], where: str, figures: Figures) -> None:
    figures.done["faults"] += bool(told["refused"])
    figures.done["without effect"] += not told["refused"]
    figures.done["refusals told"] += int(str(told["refused"]))
    wrong = told["wrong"]
    assert isinstance(wrong, list)
    for what, detail in wrong:
        figures.fault(str(what), f"{where} at call {told['n']}, {told['store']}: {detail}")


def _serve(call: str, until: int, every: int, folder: Path) -> None:
    """What strace watches: one process after the other, each with the fault at a later call."""
    for n in range(1, until + 1, every):
        for kind in ("old store", "new store"):
            place = folder / "now"
            shutil.rmtree(place, ignore_errors=True)
            if kind == "old store":
                shutil.copytree(folder / "before", place)
            child = os.fork()
            if child == 0:
                _suffer(call, n, until, place / "graph.db", kind, folder / "tables")
            if os.waitpid(child, 0)[1] != 0:
                died = [("unclear", "the process died")]
                _say({"n": n, "store": kind, "refused": 0, "wrong": died})


def _suffer(call: str, n: int, until: int, file: Path, kind: str, tables: Path) -> None:
    """One process: everything it does may be refused, but in one clear sentence; then it is done again and works."""
    figures, refusals = Figures("child"), list[str]()
    try:
        _make_calls(call, until + 1 - n)
        address, acknowledged = f"sqlite:{file}", set(range(WRITTEN_BEFORE if kind == "old store" else 0))
        first = len(acknowledged)
        works: list[Callable[[Store], object]] = [
            lambda store: batches.write(store, first),
            lambda store: import_path(store, tables, dataset="imported", author="torture", now=datetime.now(UTC)),
            lambda store: batches.write(store, first + 1, text=3_000),
        ]
        store, open_works = _tried(address, works, refusals, figures)
        if store is not None and len(open_works) < len(works) and works[0] not in open_works:
            acknowledged.add(first)
        if store is not None:
            _read_all(store, acknowledged, {first, first + 1}, figures)
        _wait_for_better_times(call, begun=bool(refusals))
        if store is None:
            store = open_store(address)
        for work in open_works:
            work(store)
        store.close()
        _judge(address, {*acknowledged, first, first + 1}, figures)
    except StoreError as error:
        figures.fault("not recovered", f"{error} after {refusals}")
    except BaseException:
        figures.fault("unclear", traceback.format_exc(limit=-4))
    _say({"n": n, "store": kind, "refused": len(refusals), "wrong": [line.split(": ", 1) for line in figures.said]})
    os._exit(0)


def _tried(
    address: str, works: list[Callable[[Store], object]], refusals: list[str], figures: Figures
) -> tuple[Store | None, list[Callable[[Store], object]]]:
    """The store, if it could be opened, and the works that were refused."""
    try:
        store = open_store(address)
    except StoreError as error:
        refusals.append(str(error))
        return None, works
    refused = []
    for work in works:
        try:
            work(store)
        except StoreError as error:
            refusals.append(str(error))
            refused.append(work)
            if error.exit_code != 3 or not error.message.de.endswith("."):
                figures.fault("unclear", error)
    return store, refused


def _read_all(store: Store, acknowledged: set[int], under_way: set[int], figures: Figures) -> None:
    """Reading goes on; only a journal that could not even be begun keeps it back."""
    try:
        batches.look(store).judge(figures, acknowledged, under_way)
    except StoreError as error:
        if "SQLITE" in str(error) or not error.message.de.endswith("."):
            figures.fault("unclear", error)
        figures.fault("unreadable", error)


def _judge(address: str, acknowledged: set[int], figures: Figures) -> None:
    batches.inspect(address, figures, acknowledged)
    with open_store(address) as store:
        count = len(store.read((Actor, Tie), ["imported"])[1])
        if count != IMPORTED:
            figures.fault("half" if count else "lost", f"import: {count} of {IMPORTED}")
        if not check(store).ok:
            figures.fault("unreadable", "check")


def _make_calls(call: str, times: int) -> None:
    """Calls that do nothing, but count."""
    for _ in range(times):
        _fails(call)


def _wait_for_better_times(call: str, *, begun: bool) -> None:
    """Makes calls until they do not fail any more; `begun` says whether they did already."""
    while True:
        if _fails(call):
            begun = True
        elif begun:
            return


def _fails(call: str) -> bool:
    """Whether one call that does nothing was made to fail; that it does not suit the place is no such failure."""
    handle = os.open(os.devnull, os.O_WRONLY)
    try:
        if call == "pwrite64":
            os.pwrite(handle, b"x", 0)
        elif call == "fdatasync":
            os.fdatasync(handle)
        else:
            os.ftruncate(handle, 0)
    except OSError as error:
        return error.errno != errno.EINVAL
    finally:
        os.close(handle)
    return False


def _say(told: dict[str, object]) -> None:
    os.write(1, (json.dumps(told) + "\n").encode())


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
