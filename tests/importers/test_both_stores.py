"""The same files give the same records on the embedded store and on Neo4j."""

import pytest

from graph.changes import Delete, Transaction
from graph.digest import digest
from graph.store import open_store
from tests.importers.district_files import EXAMPLES, NOW, imported


@pytest.mark.neo4j
@pytest.mark.parametrize("name", sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir()))
def test_a_district_is_the_same_on_both_stores(neo4j_url: str, name: str) -> None:
    dataset = f"import-{name}"
    embedded = imported(EXAMPLES / name, dataset=dataset)
    with open_store(neo4j_url) as store:
        server = imported(EXAMPLES / name, store, dataset=dataset)
        assert server.result.added == embedded.result.added
        assert server.records == embedded.records
        assert digest(server.records.values()) == digest(embedded.records.values())
        again = imported(EXAMPLES / name, store, dataset=dataset)
        assert (again.result.added, again.result.changed) == ({}, {})
        assert again.result.unchanged == server.result.added
        gone = tuple(Delete(type(record).__name__, ref) for ref, record in server.records.items())
        store.commit(Transaction(gone, author="test", reason="other tests use the server as well", at=NOW))
