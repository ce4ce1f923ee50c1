"""A Neo4j server for the workloads that need one: started when first asked for, emptied for each."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from neo4j import GraphDatabase

from scripts.neo4j import server

_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


class Neo4j:
    """One server for all; `address` names one that runs already."""

    def __init__(self, folder: Path, address: str | None) -> None:
        self._folder = folder
        self._address = address
        self._stack = ExitStack()

    def missing(self) -> str | None:
        """Why there can be no server here; None if there can."""
        return None if self._address else server.missing()

    def emptied(self) -> str:
        """The address, with nothing in its database."""
        if self._address is None:
            self._address = self._stack.enter_context(server.start(self._folder, memory="512m")).address
        with GraphDatabase.driver(self._address) as driver, driver.session() as session:
            session.run(_EMPTY).consume()
        return self._address

    def close(self) -> None:
        """Stop the server if it was started here."""
        self._stack.close()
