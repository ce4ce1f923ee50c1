"""A store of an older form is migrated, and the migrating process killed: the store is old or new, never between."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

from graph.care.check import check
from graph.care.migration.migrate import migrate
from graph.errors import StoreError, StoreTooOld
from graph.store import open_store
from graph.stores import SCHEMA_VERSION
from tests.graph.test_migrate import old_file
from tests.torture.figures import Figures, measured

_ACTORS = 300
_NOW = datetime(2026, 5, 4, tzinfo=UTC)


def upgrades(rounds: int, seed: int, folder: Path) -> Figures:
    """Kill a migration at a random moment; then migrate to the end."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    place, known = folder / "now", {}
    with measured("upgrades, embedded", "between", "half a copy", "not finished") as figures:
        for form in range(1, SCHEMA_VERSION):
            before = folder / f"form {form}.db"
            old_file(before, _ACTORS, form)
            begin = time.monotonic()
            wanted = _migrated(_copied(before, place))
            known[form] = before, wanted, time.monotonic() - begin
        for n in range(rounds):
            before, wanted, limit = known[1 + n % len(known)]
            address = _copied(before, place)
            _killed_while_migrating(address, place / "copy", chance.uniform(0, limit))
            figures.done["kills"] += 1
            _look(address, wanted, place / "copy", figures)
            try:
                if _migrated(address) != wanted:
                    figures.fault("not finished", "another content")
            except StoreError as error:
                figures.fault("not finished", error)
    return figures


def _look(address: str, wanted: str, copy: Path, figures: Figures) -> None:
    try:
        with open_store(address) as store:
            found = check(store)
            figures.done["found new"] += 1
            if found.hash != wanted or not copy.exists():
                figures.fault("between", "of the new form, but not all of it, or without a copy of the old")
    except StoreTooOld:
        figures.done["found old"] += 1
    except StoreError as error:
        figures.fault("between", error)
    if copy.exists():
        try:
            open_store(f"sqlite:{copy}").close()
            figures.fault("half a copy", "not of the old form")
        except StoreTooOld:
            figures.done["copies"] += 1
        except StoreError as error:
            figures.fault("half a copy", error)
        copy.unlink()


def _migrated(address: str) -> str:
    """The content hash after a whole migration."""
    migrate(address, author="torture", now=_NOW, keep=Path(address.removeprefix("sqlite:")).with_name("last copy"))
    with open_store(address) as store:
        return check(store).hash


def _copied(before: Path, place: Path) -> str:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copyfile(before, place / "graph.db")
    return f"sqlite:{place / 'graph.db'}"


def _killed_while_migrating(address: str, copy: Path, after: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            migrate(address, author="torture", now=_NOW, keep=copy)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
