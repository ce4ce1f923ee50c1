"""As `tests.torture.tampering`, on a Neo4j server: a node of log or graph altered, taken out, put in."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from neo4j import Driver, GraphDatabase

from graph.care.check import check
from graph.errors import StoreError
from graph.store import open_store
from tests.graph.random_commits import Past
from tests.torture.figures import Figures, measured

Mend = Callable[[], object]

_LOG = "MATCH (n) WHERE n:GeflechtChange OR n:GeflechtRevision RETURN elementId(n), labels(n)[0], properties(n)"
_STATE = "MATCH (n) WHERE n.id IS NOT NULL AND NOT n:GeflechtChange RETURN elementId(n), labels(n)[0], properties(n)"


def tampered_logs_on_neo4j(address: str, rounds: int, seed: int) -> Figures:
    """One change past the product, a look, and the change taken back; many times over."""
    chance = random.Random(seed)
    with measured("tampered logs, Neo4j", "not detected", "not mended") as figures:
        with open_store(address) as store:
            past = Past(store, chance.randrange).write(8)
            while not past.now:
                past.write(1)
        known = _problems(address)
        with GraphDatabase.driver(address) as driver:
            for _ in range(rounds):
                name = chance.choice(list(TAMPERINGS))
                mend = TAMPERINGS[name](driver, chance)
                figures.done["tamperings"] += 1
                if _problems(address) <= known:
                    figures.fault("not detected", name)
                mend()
        if _problems(address) != known:
            figures.fault("not mended", "what is taken back should be as it was")
    return figures


def _problems(address: str) -> frozenset[str]:
    try:
        with open_store(address) as store:
            return frozenset(f"{problem.subject}: {problem.message.en}" for problem in check(store).problems)
    except StoreError as error:
        return frozenset((str(error),))


def _node(driver: Driver, which: str, chance: random.Random) -> tuple[str, str, dict[str, Any]]:
    found = sorted(driver.execute_query(which).records, key=lambda row: str(row[0]))
    element, label, properties = chance.choice(found)
    return element, label, properties


def _alter(which: str, names: tuple[str, ...]) -> Callable[[Driver, random.Random], Mend]:
    def tamper(driver: Driver, chance: random.Random) -> Mend:
        while True:
            element, _, held = _node(driver, which, chance)
            name = chance.choice(names)
            if held.get(name) is not None:
                break
        value = held[name] + 1 if isinstance(held[name], int) else f"{held[name]}x"
        _set(driver, element, {name: value})
        return lambda: _set(driver, element, {name: held[name]})

    return tamper


def _delete(driver: Driver, chance: random.Random) -> Mend:
    element, label, held = _node(driver, _LOG, chance)
    driver.execute_query("MATCH (n) WHERE elementId(n) = $element DETACH DELETE n", element=element)
    return lambda: driver.execute_query(f"CREATE (n:{label}) SET n = $held", held=held)


def _insert(driver: Driver, chance: random.Random) -> Mend:
    _, _, held = _node(driver, "MATCH (n:GeflechtChange) RETURN elementId(n), labels(n)[0], properties(n)", chance)
    copied = {**held, "position": 1_000}
    made = driver.execute_query("CREATE (n:GeflechtChange) SET n = $copied RETURN elementId(n)", copied=copied)
    element = made.records[0][0]
    return lambda: driver.execute_query("MATCH (n) WHERE elementId(n) = $element DELETE n", element=element)


def _set(driver: Driver, element: str, values: dict[str, Any]) -> object:
    return driver.execute_query(
        "MATCH (n) WHERE elementId(n) = $element SET n += $values", element=element, values=values
    )


TAMPERINGS: dict[str, Callable[[Driver, random.Random], Mend]] = {
    "alter the log": _alter(
        _LOG,
        ("payload", "salt", "digest", "kind", "id", "version", "author", "reason", "at", "hash", "previous"),
    ),
    "delete from the log": _delete,
    "insert into the log": _insert,
    "alter the state": _alter(_STATE, ("version", "name", "note", "title", "label")),
}
