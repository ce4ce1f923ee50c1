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
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import StoreError
from graph.model import Actor, Tie
from graph.store import Store, open_store
from importers.run import import_path
from tests.torture import batches, syscalls
from tests.torture.figures import Figures, measured
from tests.torture.kills import IMPORTED, folder_to_import

FOR = 100  # calls that fail before the disk is well again
_ENOUGH = 15  # faults in a row that came too late to have an effect
_REFUSED = 10  # the exit code of a process to which something was refused
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
    figures.done["processes"] += 1
    figures.done["refusals"] += int(str(told["refused"]))
    wrong = told["wrong"]
    assert isinstance(wrong, list)
    for what, detail in wrong:
        figures.fault(str(what), f"{where} at call {told['n']}, {told['store']}: {detail}")


def _serve(call: str, until: int, every: int, folder: Path) -> None:
    """What strace watches: one process after the other, each with the fault at a later call."""
    without_effect = 0
    for n in range(1, until + 1, every):
        refused = False
        for kind in ("old store", "new store", "process died"):
            place = folder / "now"
            shutil.rmtree(place, ignore_errors=True)
            if kind != "new store":
                shutil.copytree(folder / "before", place)
            case = _Case(call, n, until, kind, place, folder / "tables")
            if kind == "process died":
                refused |= _forked(case, _die)
                _forked(case, _find)
            else:
                refused |= _forked(case, _suffer)
        without_effect = 0 if refused else without_effect + 1
        if without_effect == _ENOUGH:  # they make fewer calls than that
            return


@dataclass(frozen=True)
class _Case:
    """One fault: at which call of which sort, in what surroundings."""

    call: str
    n: int
    until: int
    kind: str
    place: Path
    tables: Path

    @property
    def address(self) -> str:
        return f"sqlite:{self.place / 'graph.db'}"

    @property
    def first(self) -> int:
        """The batch that is written first."""
        return 0 if self.kind == "new store" else WRITTEN_BEFORE

    def works(self) -> dict[str, Callable[[Store], object]]:
        """What each process does to its store, one after the other."""

        def read_in(store: Store) -> object:
            return import_path(store, self.tables, dataset="imported", author="torture", now=datetime.now(UTC))

        return {
            "batch": lambda store: batches.write(store, self.first),
            "import": read_in,
            "last": lambda store: batches.write(store, self.first + 1, text=3_000),
        }

    def acknowledged(self, refused: Collection[str]) -> set[int]:
        """The batches that were acknowledged if these works were refused."""
        numbers = {"batch": self.first, "last": self.first + 1}
        return set(range(self.first)) | {number for work, number in numbers.items() if work not in refused}


def _forked(case: _Case, work: Callable[[_Case, Figures, list[str]], None]) -> bool:
    """Does the work in a process of its own and says what came of it; whether anything was refused."""
    child = os.fork()
    if child == 0:
        figures, refusals = Figures("child"), list[str]()
        try:
            work(case, figures, refusals)
        except StoreError as error:
            figures.fault("not recovered", f"{error} after {refusals}")
        except BaseException:
            figures.fault("unclear", traceback.format_exc(limit=-4))
        _say(case, len(refusals), figures.said)
        os._exit(_REFUSED if refusals else 0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in (0, _REFUSED):
        _say(case, 0, ["unclear: the process died"])
    return ended == _REFUSED


def _suffer(case: _Case, figures: Figures, refusals: list[str]) -> None:
    """Everything may be refused, but in one clear sentence; then it is done again by the same process, and works."""
    _make_calls(case.call, case.until + 1 - case.n)
    store, refused = _tried(case, refusals, figures)
    if store is not None:
        _read_all(store, case.acknowledged(refused), {case.first, case.first + 1}, figures)
    _wait_for_better_times(case.call, begun=bool(refusals))
    _finish(case, store or open_store(case.address), refused, figures)


def _die(case: _Case, figures: Figures, refusals: list[str]) -> None:
    """The process ends while the disk still fails, and says only what was refused."""
    _make_calls(case.call, case.until + 1 - case.n)
    _, refused = _tried(case, refusals, figures)
    (case.place / "refused").write_text(" ".join(refused), encoding="ascii")


def _find(case: _Case, figures: Figures, refusals: list[str]) -> None:
    """The next process finds whole what was acknowledged, and the rest whole or not at all."""
    refused = (case.place / "refused").read_text(encoding="ascii").split()
    batches.inspect(case.address, figures, case.acknowledged(refused), {case.first, case.first + 1})
    with open_store(case.address) as store:
        count = len(store.read((Actor, Tie), ["imported"])[1])
    if count not in ((IMPORTED,) if "import" not in refused else (0, IMPORTED)):
        figures.fault("half" if count else "lost", f"import: {count} of {IMPORTED}")
    _finish(case, open_store(case.address), refused, figures)


def _finish(case: _Case, store: Store, refused: Collection[str], figures: Figures) -> None:
    """Do what was refused, and look at everything."""
    for name, work in case.works().items():
        if name in refused:
            work(store)
    store.close()
    batches.inspect(case.address, figures, case.acknowledged(()))
    with open_store(case.address) as again:
        count = len(again.read((Actor, Tie), ["imported"])[1])
    if count != IMPORTED:
        figures.fault("half" if count else "lost", f"import: {count} of {IMPORTED}")


def _tried(case: _Case, refusals: list[str], figures: Figures) -> tuple[Store | None, list[str]]:
    """The store, if it could be opened, and the names of the works that were refused."""
    try:
        store = open_store(case.address)
    except StoreError as error:
        refusals.append(str(error))
        return None, list(case.works())
    refused = []
    for name, work in case.works().items():
        try:
            work(store)
        except StoreError as error:
            refusals.append(str(error))
            refused.append(name)
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


def _say(case: _Case, refused: int, said: list[str]) -> None:
    told = {"n": case.n, "store": case.kind, "refused": refused, "wrong": [line.split(": ", 1) for line in said]}
    os.write(1, (json.dumps(told) + "\n").encode())


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
