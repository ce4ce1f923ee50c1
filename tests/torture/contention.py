"""Many clients change the same records at once: no change may be lost, count twice, or be seen in part."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

from graph.care.check import check
from graph.changes import Put, Transaction
from graph.errors import Conflict, StoreBusy, StoreError
from graph.model import Actor, Record, Ref, Tie, global_id
from graph.store import Store, open_store
from tests.torture import batches
from tests.torture.figures import Figures, measured
from tests.torture.processes import in_processes

_DATASET = "contention"
_MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def lost_updates(
    address: str, name: str, *, clients: int, edits: int, records: int, processes: int, seed: int
) -> Figures:
    """Clients read a record and write it back with the version they saw; whoever comes second has to be told."""
    wrong = ("lost", "doubled", "unreadable", "errors")
    with measured(f"lost updates, {name}", *wrong) as figures:
        with open_store(address) as store:
            _put(store, [_actor(str(n)) for n in range(records)])

        def client(store: Store, number: int) -> Counter[str]:
            chance = random.Random(f"{seed} {number}")
            told: Counter[str] = Counter()
            for n in range(edits):
                ref = _actor(str(chance.randrange(records))).id
                seen = store.get([ref])[ref]
                changed = replace(seen, note=f"{number} {n}")
                told.update(_edit(store, changed, {ref: seen.version}, f"edit {ref}"))
            return told

        told = _by_all(address, client, clients, processes)
        _tell(told, figures)
        with open_store(address) as store:
            versions = {record.external_id: record.version for record in store.read((Actor,), [_DATASET])[1]}
            _compare(figures, "lost", sum(versions.values()) - len(versions), sum(_of(told, "edit").values()))
            for key, version in versions.items():
                _compare(figures, "lost", version - 1, told[f"edit {_actor(key).id}"])
            _compare(figures, "doubled", store.revision(), 1 + sum(_of(told, "edit").values()))
            _check(store, figures)
    return figures


def upserts(address: str, name: str, *, clients: int, rounds: int, processes: int) -> Figures:
    """Clients create the same actor and the same tie at the same time: one of them does, the others are told."""
    wrong = ("lost", "doubled", "unreadable", "errors")
    with measured(f"upserts, {name}", *wrong) as figures:
        with open_store(address) as store:
            _put(store, [_actor("a"), _actor("b")])

        def client(store: Store, number: int) -> Counter[str]:
            told: Counter[str] = Counter()
            for n in range(rounds):
                mine = _actor(f"new {n}")
                told.update(_edit(store, mine, {mine.id: 0}, f"made actor {n}"))
                tie = _tie(str(n))
                told.update(_edit(store, tie, {tie.id: 0}, f"made tie {n}"))
            return told

        told = _by_all(address, client, clients, processes)
        _tell(told, figures)
        with open_store(address) as store:
            made = Counter(
                f"made {type(record).__name__.lower()} {record.external_id.removeprefix('new ')}"
                for record in store.read((Actor, Tie), [_DATASET])[1]
                if record.external_id not in ("a", "b")
            )
            for n in range(rounds):
                for what in (f"made actor {n}", f"made tie {n}"):
                    _compare(figures, "lost" if not made[what] else "doubled", made[what], 1)
                    _compare(figures, "doubled", told[what], 1)
            _check(store, figures)
    return figures


def readers(address: str, name: str, *, commits: int, count: int) -> Figures:
    """Others read all the while: each sees whole batches only, and never an older state than before."""
    wrong = (*batches.WRONG, "back in time", "errors")
    with measured(f"readers under load, {name}", *wrong) as figures:
        ended = threading.Event()
        lock = threading.Lock()

        def read(store: Store) -> None:
            last = 0
            while not ended.is_set():
                revision, found = store.read((Actor, Tie), [batches.DATASET])
                seen = batches.Seen.of(found)
                with lock:
                    figures.done["reads"] += 1
                    seen.judge(figures, range(revision), ())
                    if revision < last:
                        figures.fault("back in time", f"{last}, then {revision}")
                last = revision

        with open_store(address) as first, open_store(address) as second, ThreadPoolExecutor(count) as pool:
            reading = [pool.submit(read, first) for _ in range(count)]
            try:
                for number in range(commits):
                    batches.write(second, number)
                    figures.done["commits"] += 1
            finally:
                ended.set()
            for task in reading:
                error = task.exception()
                if error is not None:
                    figures.fault("errors", error)
            _check(second, figures)
    return figures


def _by_all(address: str, client: Callable[[Store, int], Counter[str]], clients: int, processes: int) -> Counter[str]:
    """What all clients were told, added up: as many threads in as many processes, each process with its own store."""
    per_process = clients // processes
    begin = time.time() + 0.2

    def work(process: int) -> Counter[str]:
        with open_store(address) as store, ThreadPoolExecutor(per_process) as pool:
            time.sleep(max(0.0, begin - time.time()))
            numbers = range(process * per_process, (process + 1) * per_process)
            return sum(pool.map(lambda number: client(store, number), numbers), Counter[str]())

    return in_processes(work, processes)


def _edit(store: Store, record: Record, expected: dict[Ref, int], done: str) -> Iterator[str]:
    """What the client was told until its edit was settled; told that others are busy, it tries again."""
    transaction = Transaction(
        (Put(record),), author=f"client {os.getpid()}", reason="edit", at=_MOMENT, expected=expected
    )
    while True:
        try:
            store.commit(transaction)
        except StoreBusy:
            yield "busy"
        except Conflict:
            yield "conflicts"
            return
        except StoreError as error:
            yield f"error: {error}"
            return
        else:
            yield done
            return


def _tell(told: Counter[str], figures: Figures) -> None:
    figures.done["tried"] = told.total() - told["busy"]
    figures.done["done"] = sum(_of(told, "edit", "made").values())
    figures.done["conflicts"] = told["conflicts"]
    figures.done["told busy"] = told["busy"]
    for error, times in _of(told, "error").items():
        figures.wrong["errors"] += times
        figures.said.append(f"{times} times {error}")


def _of(told: Counter[str], *words: str) -> Counter[str]:
    return Counter({what: times for what, times in told.items() if what.split(maxsplit=1)[0].rstrip(":") in words})


def _compare(figures: Figures, fault: str, found: int, expected: int) -> None:
    if found != expected:
        figures.fault(fault, f"{found} in place of {expected}")


def _check(store: Store, figures: Figures) -> None:
    for problem in check(store).problems:
        figures.fault("unreadable", problem.message.en)


def _put(store: Store, records: list[Actor]) -> None:
    store.commit(Transaction(tuple(map(Put, records)), author="torture", reason="begin", at=_MOMENT))


def _actor(key: str) -> Actor:
    return Actor(id=global_id(_DATASET, "Actor", key), dataset=_DATASET, external_id=key, name=key)


def _tie(key: str) -> Tie:
    ref = global_id(_DATASET, "Tie", key)
    return Tie(id=ref, dataset=_DATASET, external_id=key, source=_actor("a").id, target=_actor("b").id)
