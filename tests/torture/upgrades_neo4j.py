"""A Neo4j database of an older form is migrated, and the migrating process killed: it is old or new, never between."""

from __future__ import annotations

import os
import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import neo4j

from graph.care.check import check
from graph.care.migration.migrate import migrate
from graph.errors import StoreError, StoreTooOld
from graph.model import global_id
from graph.store import open_store
from graph.stores import SCHEMA_VERSION
from tests.graph.test_migrate import everything, run_cypher
from tests.torture.figures import Figures, measured

_ACTORS = 300
_NOW = datetime(2026, 5, 4, tzinfo=UTC)


def upgrades_on_neo4j(address: str, rounds: int, seed: int, folder: Path) -> Figures:
    """Kill a migration at a random moment; then migrate to the end."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with measured("upgrades, Neo4j", "between", "not finished") as figures:
        known = {}
        for form in range(1, SCHEMA_VERSION):
            _old(address, form)
            wanted = _migrated(address, folder / f"first {form}")  # and every statement is planned now
            _old(address, form)
            begin = time.monotonic()
            migrate(address, author="torture", now=_NOW, keep=folder / f"timed {form}")
            known[form] = wanted, time.monotonic() - begin
        for n in range(rounds):
            form = 1 + n % len(known)
            wanted, limit = known[form]
            _old(address, form)
            before = everything(address)
            _killed_while_migrating(address, folder / f"copy {n}", chance.uniform(0, limit))
            figures.done["kills"] += 1
            try:
                with open_store(address) as store:
                    figures.done["found new"] += 1
                    if check(store).hash != wanted:
                        figures.fault("between", "of the new form, but not all of it")
            except StoreTooOld:
                figures.done["found old"] += 1
                if everything(address) != before:
                    figures.fault("between", "of the old form, but changed")
            try:
                if _migrated(address, folder / f"again {n}") != wanted:
                    figures.fault("not finished", "another content")
            except StoreError as error:
                figures.fault("not finished", error)
    return figures


def _old(address: str, form: int) -> None:
    """A database of an older form, with some actors more."""
    more = [{"id": global_id("kreis", "Actor", str(n)), "externalId": str(n)} for n in range(_ACTORS)]
    with neo4j.GraphDatabase.driver(address) as driver:
        driver.execute_query("MATCH (x) DETACH DELETE x")
        driver.execute_query("DROP CONSTRAINT geflecht_mutation IF EXISTS")  # form 1 has another of that name
        run_cypher(driver, f"form_{form}.cypher")
        driver.execute_query(
            "UNWIND $more AS row CREATE (x:Actor {dataset: 'kreis', version: 1, visibility: 'PUBLIC', invented: false, "
            "name: 'Verein', cooperates: true}) SET x += row",
            more=more,
        )


def _migrated(address: str, copy: Path) -> str:
    migrate(address, author="torture", now=_NOW, keep=copy)
    with open_store(address) as store:
        return check(store).hash


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
