"""Writers at work while the Neo4j server is stopped, killed and started again: is anything lost, or done twice?

    python -m scripts.neo4j.outages FOLDER --restarts 200 --writers 64

Every writer raises its own record by one version and adds a pair of new records, in one transaction. What a writer was
told is compared with what the store holds in the end. The exit code is 1 if the two differ.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from graph.changes import Put, Transaction
from graph.errors import CommitUnknown, StoreBusy, StoreUnreachable
from graph.model import Actor, Record, Ref, global_id
from graph.store import Store, open_store
from scripts.neo4j import server

DATASET = "outages"


@dataclass
class Told:
    """What the writers were told: keys acknowledged and refused, answers by sort, and the longest wait in seconds."""

    acknowledged: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    longest_wait: float = 0.0


def work(store: Store, name: str, stop: threading.Event) -> Told:
    """One writer, until it is told to stop and has settled what it doesn't know."""
    told, version = Told(), 0
    for number in itertools.count(1):
        if stop.is_set():
            return told
        key, begun = f"{name}-{number}", time.monotonic()
        if _write(store, name, version, key, told):
            version += 1
            told.longest_wait = max(told.longest_wait, time.monotonic() - begun)
    raise AssertionError


def _write(store: Store, name: str, version: int, key: str, told: Told) -> bool:
    """Whether it was written. A commit that is unknown is sent again until it is known."""
    own = _actor(name, key)
    transaction = Transaction(
        (Put(own), Put(_actor(f"{key}-a")), Put(_actor(f"{key}-b"))),
        author=name,
        reason="load",
        at=datetime.now(UTC),
        mutation_id=key,
        expected={own.id: version},
    )
    unknown = False
    while True:
        try:
            commit = store.commit(transaction)
        except CommitUnknown:
            told.answers["unknown"] += 1
            unknown = True
        except (StoreUnreachable, StoreBusy) as error:
            told.answers[error.code] += 1
            if not unknown:
                told.refused.add(key)
                return False
        else:
            if unknown:
                told.answers["unknown, had been written" if commit.replayed else "unknown, written now"] += 1
            told.acknowledged.add(key)
            return True


def _actor(key: str, name: str = "") -> Actor:
    ref = global_id(DATASET, "Actor", key)
    return Actor(id=ref, dataset=DATASET, external_id=key, name=name or key)


def differences(store: Store, told: dict[str, Told]) -> Iterator[str]:
    """Where the store does not hold what the writers were told, and nothing else."""
    acknowledged = set().union(*(t.acknowledged for t in told.values()))
    refused = set().union(*(t.refused for t in told.values()))
    held: dict[Ref, Record] = {record.id: record for record in store.read([Actor], [DATASET])[1]}
    for key in acknowledged | refused:
        found = sum(_actor(f"{key}-{half}").id in held for half in "ab")
        if found != (2 if key in acknowledged else 0):
            yield f"{key}: {'acknowledged' if key in acknowledged else 'refused'}, {found} of 2 records held"
    for name, of_writer in told.items():
        own = held.get(_actor(name).id)
        if (own.version if own else 0) != len(of_writer.acknowledged):
            yield f"{name}: {len(of_writer.acknowledged)} acknowledged, version {own.version if own else 0}"
    written = Counter(logged.mutation_id for logged in store.log())
    yield from (f"{key}: written {times} times" for key, times in written.items() if times != 1)
    if written.keys() != acknowledged:
        yield f"the log and the acknowledged differ in {sorted(map(str, written.keys() ^ acknowledged))[:5]}"


@dataclass
class Outcome:
    """What each writer was told, where the store differs from that, and how long each recovery took in seconds."""

    told: dict[str, Told]
    differences: list[str]
    recoveries: list[float]

    @property
    def acknowledged(self) -> int:
        return sum(len(told.acknowledged) for told in self.told.values())

    @property
    def answers(self) -> Counter[str]:
        return sum((told.answers for told in self.told.values()), Counter())


def run(folder: Path, restarts: int, writers: int, pause: float) -> Outcome:
    """Let writers work on a server in a new folder, which is killed and stopped in turn after each pause of seconds."""
    stop, recoveries = threading.Event(), list[float]()
    with ThreadPoolExecutor(writers) as pool, contextlib.ExitStack() as opened:
        opened.callback(stop.set)
        with server.start(folder, memory="512m") as running:
            port = int(running.address.rsplit(":", 1)[1])
            stores = {f"w{n}": opened.enter_context(open_store(running.address)) for n in range(writers)}
            jobs = {name: pool.submit(work, store, name, stop) for name, store in stores.items()}
            time.sleep(pause)
            os.kill(running.pid, signal.SIGKILL)
        watched = stores["w0"]
        for number in range(1, restarts + 1):
            with server.start(folder, port=port, memory="512m") as running:
                recoveries.append(_until_next_commit(watched))
                time.sleep(pause)
                if number < restarts:
                    os.kill(running.pid, signal.SIGTERM if number % 2 else signal.SIGKILL)
                else:
                    stop.set()
                    told = {name: job.result() for name, job in jobs.items()}
                    return Outcome(told, list(differences(watched, told)), recoveries)
    raise AssertionError


def _until_next_commit(store: Store) -> float:
    begun, before = time.monotonic(), store.revision()
    while store.revision() == before:
        time.sleep(0.05)
    return time.monotonic() - begun


def main() -> int:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="where the server keeps its data; must be new")
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--writers", type=int, default=64)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds of work between two restarts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        outcome = run(options.folder or Path(made), options.restarts, options.writers, options.pause)
    waits, recoveries = [told.longest_wait for told in outcome.told.values()], sorted(outcome.recoveries)
    print(f"{options.restarts} restarts (kill and stop in turn), {options.writers} writers")
    print(f"acknowledged {outcome.acknowledged}, other answers {dict(outcome.answers)}")
    print(f"longest wait for an acknowledgement {max(waits):.1f} s")
    print(
        f"first commit after an open port: median {recoveries[len(recoveries) // 2]:.1f} s, last {recoveries[-1]:.1f} s"
    )
    print("\n".join(outcome.differences) or "lost 0, half 0, doubled 0, wrongly refused 0")
    return 1 if outcome.differences else 0


if __name__ == "__main__":
    sys.exit(main())
