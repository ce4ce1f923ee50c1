"""Backups while others write, restores that are cut off, copies from store to store: what comes out is what went in."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from graph.care.backup import back_up
from graph.care.check import check
from graph.care.copying import copy
from graph.care.restore import restore
from graph.changes import Delete, Put, Transaction
from graph.errors import StoreHalfReplaced
from graph.model import KINDS, Actor, Tie, global_id
from graph.store import open_store
from tests.graph.random_commits import Past
from tests.torture import batches
from tests.torture.figures import Figures, measured

_NEEDLE = "Frau Nadel"


def round_trips(between: Callable[[int], str], name: str, rounds: int, seed: int, folder: Path) -> Figures:
    """A store with a random past, copied into another and on into a third, and once by way of a backup."""
    chance = random.Random(seed)
    with measured(f"round trips, {name}", "differences") as figures:
        for n in range(rounds):
            place = folder / str(n)
            with (
                open_store(f"sqlite:{place / 'a.db'}") as first,
                open_store(between(n)) as second,
                open_store(f"sqlite:{place / 'b.db'}") as third,
                open_store(f"sqlite:{place / 'c.db'}") as restored,
            ):
                Past(first, chance.randrange).write(chance.randint(3, 25))
                copy(first, second, now=_now())
                copy(second, third, now=_now())
                hashes = {check(store).hash for store in (first, second, third)}
                if len(hashes) != 1 or not first.head() == second.head() == third.head():
                    figures.fault("differences", f"hashes {hashes}")
                if list(first.log()) != list(third.log()):
                    figures.fault("differences", "the logs")
                back_up(third, place / "backup", now=_now())
                restore(restored, place / "backup", author="torture", now=_now())
                if check(restored).hash not in hashes:
                    figures.fault("differences", "the restored store")
                figures.done["graphs"] += 1
    return figures


def backups_under_load(
    address: str, name: str, backups: int, folder: Path, *, writers: int = 2, start: int = 20
) -> Figures:
    """Backups of a store that is written to; each is restored, and holds whole batches up to one of them.

    While a backup is looked at nobody writes: else the store would grow by more the longer that takes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with measured(f"backups under load, {name}", *batches.WRONG, "differences", "revived") as figures:
        ended, backing_up, counter = threading.Event(), threading.Event(), iter(range(1_000_000))

        def write() -> None:
            with open_store(address) as store:
                while not ended.is_set():
                    if backing_up.wait(0.1):
                        batches.write(store, next(counter))
                        time.sleep(0.01)

        with open_store(address) as store, ThreadPoolExecutor(writers) as pool:
            for _ in range(start):
                batches.write(store, next(counter))
            writing = [pool.submit(write) for _ in range(writers)]
            try:
                for n in range(backups):
                    backing_up.set()
                    closing = back_up(store, folder / f"{n}", now=_now())
                    backing_up.clear()
                    figures.done["backups"] += 1
                    _look_at_backup(folder, n, closing.revision, closing.content_hash, figures)
            finally:
                ended.set()
            for task in writing:
                task.result()
            figures.done["commits beside them"] = store.revision() - start
    return figures


def _look_at_backup(folder: Path, n: int, revision: int, content_hash: str, figures: Figures) -> None:
    file = folder / f"{n}.db"
    with open_store(f"sqlite:{file}") as restored:
        restore(restored, folder / f"{n}", author="torture", now=_now())
        seen = batches.look(restored)
        whole = [number for number, count in seen.records.items() if count == batches.SIZE]
        seen.judge(figures, whole)
        if len(whole) != revision:
            figures.fault("half", f"{len(whole)} batches at revision {revision}")
        if check(restored).hash != content_hash:
            figures.fault("differences", "the restored store")
    file.unlink()


def erased_stays_erased(rounds: int, folder: Path) -> Figures:
    """Somebody is erased after a backup was made; restoring it does not bring them back."""
    with measured("erased after the backup, embedded", "revived") as figures:
        for n in range(rounds):
            place = folder / str(n)
            person = _person()
            with open_store(f"sqlite:{place / 'graph.db'}") as store:
                batches.write(store, 0)
                store.commit(Transaction((Put(person),), author="t", reason="add", at=_now()))
                back_up(store, place / "backup", now=_now())
                gone = (Delete("Actor", person.id),)
                store.commit(Transaction(gone, author="t", reason="erase", at=_now(), erase=(person.id,)))
                restore(store, place / "backup", author="t", now=_now(), replace=True)
                if person.id in store.get([person.id]):
                    figures.fault("revived", "the record")
                payloads = [entry.payload or "" for logged in store.log() for entry in logged.entries]
                if any(_NEEDLE in payload for payload in payloads):
                    figures.fault("revived", "in the log")
            for file in place.iterdir():
                if file.name != "backup" and _NEEDLE.encode() in file.read_bytes():
                    figures.fault("revived", f"the bytes of {file.name}")
            figures.done["persons"] += 1
    return figures


def restores_cut_off(address: str, name: str, rounds: int, seed: int, folder: Path) -> Figures:
    """A restoring process is killed: the store is what it was, or what the backup says, or says that it is between."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with measured(f"restores cut off, {name}", "between", "not repaired") as figures:
        old, new = folder / "old", folder / "new"
        for file, first in ((old, 0), (new, 100)):
            with open_store(f"sqlite:{file}.db") as store:
                for number in range(first, first + 40):
                    batches.write(store, number)
                back_up(store, file, now=_now())
        limit = _timed(lambda: _restore(address, old, folder / "kept"))
        for n in range(rounds):
            wanted = new if n % 2 == 0 else old
            _killed(lambda wanted=wanted: _restore(address, wanted, folder / "kept"), chance.uniform(0, limit))  # type: ignore[misc]
            figures.done["kills"] += 1
            _look_after_kill(address, figures)
            _restore(address, wanted, folder / "kept")
            if _held(address) != ("new" if wanted == new else "old"):
                figures.fault("not repaired", wanted.name)
    return figures


def _look_after_kill(address: str, figures: Figures) -> None:
    try:
        held = _held(address)
        figures.done[f"found {held}"] += 1
        if held == "neither":
            figures.fault("between")
    except StoreHalfReplaced:
        figures.done["said to be cut off"] += 1


def _held(address: str) -> str:
    with open_store(address) as store:
        present = {int(r.external_id.split("-")[0]) for r in store.read((Actor, Tie))[1] if r.external_id != "shared"}
        if not check(store).ok or len(store.read(tuple(KINDS.values()))[1]) != 40 * batches.SIZE + 1:
            return "neither"
        return {frozenset(range(40)): "old", frozenset(range(100, 140)): "new"}.get(frozenset(present), "neither")


def _restore(address: str, backup: Path, keep: Path) -> None:
    keep.unlink(missing_ok=True)
    with open_store(address) as store:
        restore(store, backup, author="torture", now=_now(), replace=True, keep=keep)


def _timed(work: Callable[[], None]) -> float:
    begin = time.monotonic()
    work()
    return time.monotonic() - begin


def _killed(work: Callable[[], None], after: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _person() -> Actor:
    return Actor(id=global_id("people", "Actor", "n"), dataset="people", external_id="n", name=_NEEDLE)


def _now() -> datetime:
    return datetime.now(UTC)
