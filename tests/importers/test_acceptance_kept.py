"""What was recorded of an acceptance is not lost when the list that named the actor is imported again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.model import Responsibility, global_id
from graph.model.states import ResponsibilityState
from graph.rights import OFFICE
from graph.service import Settlement, settle
from graph.store import Store, open_store
from importers.run import import_path
from tests.importers.district_files import NOW, write

S = ResponsibilityState
ACTORS = "actor_id,name\na,Caritas\n"
EDGES = {
    "actors": ACTORS,
    "measures": "measure_id,title\nm,Sprachcafé\n",
    "responsibilities": "measure_id,actor_id,role\nm,a,zuständig\n",
}
WIDE = {"actors": ACTORS, "measures": "measure_id,title,Federführung\nm,Sprachcafé,a\n"}
R = global_id("kreis", Responsibility.__name__, "m|a")


@pytest.fixture(params=[EDGES, WIDE], ids=["a table of its own", "a column"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write(tmp_path / "kreis", request.param)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("sqlite::memory:") as opened:
        yield opened


def taken_in(store: Store, folder: Path) -> Responsibility:
    import_path(store, folder, dataset="kreis", author="test", now=NOW)
    found = store.get([R])[R]
    assert isinstance(found, Responsibility)
    return found


def test_an_acceptance_stays(store: Store, folder: Path) -> None:
    assert taken_in(store, folder).state is S.PROPOSED
    day = date(2026, 1, 10)
    settle(
        store, OFFICE, R, Settlement.ACCEPT, expected_version=1, on=day, proof="Schreiben", reason="Zusage", at=NOW
    )  # fmt: skip
    again = taken_in(store, folder)
    assert (again.state, again.state_since, again.confirmed_on, again.proof) == (S.ACCEPTED, day, day, "Schreiben")
    assert again.version == 2, "nothing was written"


def test_a_row_that_says_the_state_changes_it(store: Store, folder: Path, tmp_path: Path) -> None:
    taken_in(store, folder)
    settle(
        store, OFFICE, R, Settlement.ASK, expected_version=1, on=date(2026, 1, 10), reason="Anfrage", at=NOW
    )  # fmt: skip
    head = "measure_id,actor_id,role,state,state_since\n"
    told = write(tmp_path / "told", {"responsibilities": f"{head}m,a,zuständig,ACCEPTED,2026-01-12\n"})
    assert taken_in(store, told).state is S.ACCEPTED
