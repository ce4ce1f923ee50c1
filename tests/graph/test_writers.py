"""64 writers at once, in four processes, on every store that lasts: nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from graph.changes import Put, Transaction
from graph.model import Actor, global_id
from graph.store import Store, open_store
from tests.torture.contention import lost_updates, upserts
from tests.torture.figures import Figures
from tests.torture.processes import in_processes

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)
WRITERS, PROCESSES = 64, 4


def told(figures: Figures) -> Counter[str]:
    assert not any(figures.wrong.values()), figures.said
    return figures.done


def test_no_update_is_lost(lasting_address: str) -> None:
    done = told(lost_updates(lasting_address, "test", clients=WRITERS, edits=1, records=8, processes=PROCESSES, seed=1))
    assert done["done"] > 0
    assert done["conflicts"] > 0
    assert done["done"] + done["conflicts"] + done["told busy"] == done["tried"] == WRITERS


def test_what_all_create_is_there_once(lasting_address: str) -> None:
    done = told(upserts(lasting_address, "test", clients=WRITERS, rounds=1, processes=PROCESSES))
    assert done["done"] == 2  # an actor and a tie
    assert done["done"] + done["conflicts"] + done["told busy"] == done["tried"] == WRITERS * 2


def test_what_all_send_under_one_mutation_id_is_done_once(lasting_address: str) -> None:
    """A request that was sent again by an impatient client, a proxy and a retry, all at once."""
    actor = Actor(id=global_id("kreis", "Actor", "a"), dataset="kreis", external_id="a", name="Verein")
    transaction = Transaction((Put(actor),), author="test", reason="Test", at=MOMENT, mutation_id="m-1")
    open_store(lasting_address).close()

    def all_of_one_process(_: int) -> Counter[str]:
        def send(store: Store) -> str:
            commit = store.commit(transaction)
            return f"{commit.revision} {commit.replayed}"

        with open_store(lasting_address) as store, ThreadPoolExecutor(WRITERS // PROCESSES) as pool:
            return Counter(pool.map(send, [store] * (WRITERS // PROCESSES)))

    answers = in_processes(all_of_one_process, PROCESSES)
    assert answers == {"1 False": 1, "1 True": WRITERS - 1}
    with open_store(lasting_address) as store:
        assert store.revision() == 1
        assert store.get([actor.id]) == {actor.id: actor}
