"""A disk that is really full: a small file system in memory, filled up, made free again while the store stays open."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.store import Store, open_store
from tests.torture import batches
from tests.torture.figures import Figures, measured

_SIZE = 6  # MB


def missing() -> str | None:
    """Why no file system can be mounted here; None if one can."""
    if shutil.which("unshare") is None:
        return "unshare is missing (it is part of util-linux)."
    tried = subprocess.run([*_ALONE, "mount -t tmpfs none /mnt"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"no file system may be mounted here: {tried.stderr.strip()[:200]}"


_ALONE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")


def full_disk(rounds: int, folder: Path) -> Figures:
    """Fill the disk up to a few pages, write until it is full, read, make room, write on; all in one process."""
    with measured("full disk, embedded", *batches.WRONG, "unclear", "not recovered") as figures:
        problem = missing()
        if problem is not None:
            figures.left_out = problem
            return figures
        told = in_a_small_file_system(folder, _SIZE, "tests.torture.full_disk", str(rounds))
        figures.done.update(told["done"])
        for what, detail in told["wrong"]:
            figures.fault(what, detail)
    return figures


def in_a_small_file_system(folder: Path, size: int, module: str, *arguments: str) -> dict[str, Any]:
    """What the module says, run with a file system of so many MB in the folder that nobody else sees."""
    folder.mkdir(parents=True, exist_ok=True)
    script = f'mount -t tmpfs -o size={size}m none "$1" && exec "$2" -m {module} "$1" "$3"'
    command = [*_ALONE, script, "sh", str(folder), sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _serve(place: Path, rounds: int) -> None:
    figures = Figures("child")
    address, acknowledged = f"sqlite:{place / 'store' / 'graph.db'}", set[int]()
    store = open_store(address)
    for n in range(rounds):
        _fill(place / "ballast", room=n % 50 * 20_000)
        try:
            _write_until_refused(store, acknowledged, figures)
            _look(store, acknowledged, figures)
            _open_another(address, acknowledged, figures)
        finally:
            (place / "ballast").unlink()
        try:
            batches.write(store, len(acknowledged))
            acknowledged.add(len(acknowledged))
        except StoreError as error:
            figures.fault("not recovered", error)
        _look(store, acknowledged, figures)
        if shutil.disk_usage(place).free < _SIZE * 500_000:  # half: a new store, so that there is room for more
            store.close()
            batches.inspect(address, figures, acknowledged)
            shutil.rmtree(place / "store")
            acknowledged.clear()
            store = open_store(address)
    store.close()
    batches.inspect(address, figures, acknowledged)
    wrong = [line.split(": ", 1) for line in figures.said]
    sys.stdout.write(json.dumps({"done": figures.done, "wrong": wrong}))


def _fill(ballast: Path, room: int) -> None:
    """Take all the room that there is but so many bytes."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    with ballast.open("r+b") as file:
        file.truncate(max(0, ballast.stat().st_size - room))


def _write_until_refused(store: Store, acknowledged: set[int], figures: Figures) -> None:
    while True:
        number = len(acknowledged)
        try:
            batches.write(store, number, text=3_000)
        except StoreError as error:
            figures.done["refusals"] += 1
            if "Platz" not in error.message.de or error.exit_code != 3:
                figures.fault("unclear", error)
            return
        acknowledged.add(number)
        figures.done["acknowledged"] = figures.done["acknowledged"] + 1


def _look(store: Store, acknowledged: set[int], figures: Figures) -> None:
    try:
        batches.look(store).judge(figures, acknowledged)
        figures.done["reads"] += 1
    except StoreError as error:
        figures.fault("unreadable", error)


def _open_another(address: str, acknowledged: set[int], figures: Figures) -> None:
    """Somebody else opens the store while the disk is full."""
    try:
        with open_store(address) as another:
            batches.look(another).judge(figures, acknowledged)
            figures.done["opened while full"] += 1
    except StoreError as error:
        figures.fault("unreadable", error)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
