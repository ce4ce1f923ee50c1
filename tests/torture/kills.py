"""A writing process is killed at a random moment, again and again; what it had acknowledged has to be there.

The processes are forked from this one, which has everything imported and no store open, so that one costs milliseconds.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from graph.care.check import check
from graph.errors import StoreError
from graph.model import KINDS, Actor, Record, Tie
from graph.store import Store, open_store
from importers.run import import_path
from tests.torture import batches
from tests.torture.figures import Figures, measured

IMPORTED = 100  # records that the folder to import brings, without the words that come with it
_FRESH = 40  # kills after which a new store is begun, so that reading it all stays cheap

Acknowledge = Callable[[str], None]


@dataclass
class Story:
    """What was sent to a store and what it acknowledged, over many processes."""

    acknowledged: set[int] = field(default_factory=set)
    imported: set[int] = field(default_factory=set)
    next: int = 0


def kills(address_of: Callable[[int], str], rounds: int, seed: int, folder: Path, name: str) -> Figures:
    """Kill a writer `rounds` times. `address_of` gives the store of the n-th chapter."""
    chance = random.Random(seed)
    tables = folder_to_import(folder / "tables")
    pace = Pace()
    story, address = Story(), ""
    with measured(name, *batches.WRONG) as figures:
        for n in range(rounds):
            if n % _FRESH == 0:
                story, address = Story(), address_of(n // _FRESH)
            work = _import(story, tables) if n % 4 == 3 else _batches(story)
            for line in killed(address, work, chance, pace):
                _note(story, line, figures)
            figures.done["kills"] += 1
            _judge(address, story, figures)
    return figures


def _note(story: Story, line: str, figures: Figures) -> None:
    what, _, number = line.partition(" ")
    if what == "batch":
        story.acknowledged.add(int(number))
        story.next = int(number) + 1
        figures.done["acknowledged"] += 1
    elif what == "import":
        story.imported.add(int(number))
        figures.done["acknowledged"] += 1
    elif what == "error":
        figures.fault("unreadable", number)


def _batches(story: Story) -> Callable[[Store, Acknowledge], None]:
    """Writes one batch after the other, beginning with the one of which nobody knows whether it was written."""

    def work(store: Store, acknowledge: Acknowledge) -> None:
        number = story.next
        while True:
            batches.write(store, number, text=20 if number % 5 else 3_000)
            acknowledge(f"batch {number}")
            number += 1

    return work


def _import(story: Story, tables: Path) -> Callable[[Store, Acknowledge], None]:
    """Reads a folder in, again and again into another dataset, beginning with the one that is perhaps there."""

    def work(store: Store, acknowledge: Acknowledge) -> None:
        number = len(story.imported)
        while True:
            import_path(store, tables, dataset=f"import {number}", author="torture", now=datetime.now(UTC))
            acknowledge(f"import {number}")
            number += 1

    return work


@dataclass
class Pace:
    """How long things take here, learnt on the way, so that kills fall into the midst of them."""

    opening: float = 0.05
    step: float = 0.02

    def learn(self, opening: float, step: float) -> None:
        self.opening += 0.2 * (opening - self.opening)
        self.step += 0.2 * (step - self.step)


def killed(address: str, work: Callable[[Store, Acknowledge], None], chance: random.Random, pace: Pace) -> list[str]:
    """What a process acknowledged that did the work until it was killed."""
    read, write = os.pipe()
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        _write_until_killed(address, work, write)
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as pipe:
        said = b""
        if chance.random() < 0.15:  # while it opens the store
            time.sleep(chance.uniform(0, pace.opening))
        else:
            said = _some_lines(pipe.fileno(), chance.randint(1, 4))
            opened = time.monotonic() - begin
            lines = max(1, said.count(b"\n") - 1)
            pace.learn(opened / (lines + 1), opened / (lines + 1))
            time.sleep(chance.uniform(0, 1.5 * pace.step))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := pipe.read(65536):
            said += more
    return said.decode().split("\n")[:-1]


def _write_until_killed(address: str, work: Callable[[Store, Acknowledge], None], pipe: int) -> None:
    def acknowledge(line: str) -> None:
        os.write(pipe, f"{line}\n".encode())

    try:
        with closing(open_store(address)) as store:
            acknowledge("opened")
            work(store, acknowledge)
    except BaseException as error:
        acknowledge(f"error {type(error).__name__}: {error}")
    os._exit(1)


def _some_lines(pipe: int, wanted: int) -> bytes:
    said = b""
    while said.count(b"\n") < wanted and select.select([pipe], [], [], 60)[0]:
        more = os.read(pipe, 65536)
        if not more:
            break
        said += more
    return said


def _judge(address: str, story: Story, figures: Figures) -> None:
    by_dataset: dict[str, list[Record]] = defaultdict(list)
    try:
        with open_store(address) as store:
            for record in store.read(tuple(KINDS.values()))[1]:
                by_dataset[record.dataset].append(record)
            for problem in check(store).problems:
                figures.fault("unreadable", problem.message.en)
    except StoreError as error:
        figures.fault("unreadable", error)
        return
    batches.Seen.of(by_dataset.pop(batches.DATASET, ())).judge(figures, story.acknowledged, {story.next})
    for number in range(len(story.imported) + 1):
        records = by_dataset.pop(f"import {number}", [])
        whole = sum(isinstance(record, Actor | Tie) for record in records)
        if whole != IMPORTED and (whole or number in story.imported):
            figures.fault("half" if whole else "lost", f"import {number}: {whole} of {IMPORTED}")
        if any(record.version != 1 for record in records):
            figures.fault("doubled", f"import {number}")
    if by_dataset:
        figures.fault("half", f"never sent: {', '.join(by_dataset)}")


def folder_to_import(folder: Path) -> Path:
    """A folder of CSV with forty actors and sixty ties between them."""
    folder.mkdir(parents=True, exist_ok=True)
    actors = "".join(f"a{n};Verein {n};Verein\n" for n in range(40))
    ties = "".join(f"a{n % 40};a{(n + 1 + n // 40 * 3) % 40}\n" for n in range(60))
    (folder / "actors.csv").write_text(f"actor_id;name;actor_type\n{actors}", encoding="utf-8")
    (folder / "cooperations.csv").write_text(f"actor_a;actor_b\n{ties}", encoding="utf-8")
    return folder
