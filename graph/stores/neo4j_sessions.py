"""Transactions on a Neo4j server: repeated when the server falters, limited in time, each seeing those before it."""

import re
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Bookmarks, Driver, GraphDatabase, ManagedTransaction, unit_of_work
from neo4j.exceptions import AuthError, ClientError, ConstraintError, DriverError, Neo4jError

from graph.errors import CommitUnknown
from graph.language import Text
from graph.stores.neo4j_connection import guarded, no_bookmark, translated, was_ended

READ_LIMIT = 120.0  # seconds after which the server ends a transaction
WRITE_LIMIT = 300.0  # so long the others wait for a writer that has vanished without closing its connection
_FETCH = 10_000  # records in one message
_BOOKMARK = re.compile(r"FB:[A-Za-z0-9+/=_-]+")

_Answer = TypeVar("_Answer")
_Work = Callable[[ManagedTransaction], _Answer]


class Sessions:
    """The way to one server. A transaction that the server could not finish is tried again for a while.

    Each transaction sees what the ones before it wrote, also where another server of a cluster answers it. May be used
    by many threads at once.
    """

    def __init__(self, driver: Driver, address: str) -> None:
        self._driver = driver
        self._address = address
        self._bookmarks = GraphDatabase.bookmark_manager()

    def close(self) -> None:
        self._driver.close()

    def read(self, work: _Work[_Answer]) -> _Answer:
        with guarded(self._address):
            return self._run(READ_ACCESS, work, READ_LIMIT)

    def write(self, work: _Work[_Answer]) -> _Answer:
        """For what does no harm when it is done twice, such as taking a lock."""
        with guarded(self._address):
            return self._run(WRITE_ACCESS, work, READ_LIMIT)

    def commit(self, work: _Work[_Answer], mutation_id: str | None = None) -> _Answer:
        """What `work` answers, once it is written for certain.

        The answer to a commit can get lost with the connection. Then `work` is run again: it has to lock the store and
        look whether it was written, or do no harm when it is done twice. The lock is free only once the lost
        transaction has come to an end. Raises CommitUnknown if the server can't be asked again.
        """
        attempt = _Attempt(work)
        for again in (False, True):
            try:
                return self._run(WRITE_ACCESS, attempt, WRITE_LIMIT)
            except (Neo4jError, DriverError, OSError) as error:
                if not attempt.is_unsure(error):
                    raise translated(self._address, error) from error
                if again:
                    raise _unknown(self._address, mutation_id) from error
        raise AssertionError

    def bookmark(self) -> str:
        """What `follow` needs to see all that was written and read here."""
        return ",".join(sorted(self._bookmarks.get_bookmarks()))

    def follow(self, bookmark: str) -> None:
        """See from now on at least what the sessions had seen that gave this bookmark, perhaps in another process."""
        marks = [mark for mark in bookmark.split(",") if mark]
        if not all(_BOOKMARK.fullmatch(mark) for mark in marks):
            raise no_bookmark()
        with guarded(self._address):  # in a session of its own: a wrong bookmark is to hold up nobody else
            with self._driver.session(bookmarks=Bookmarks.from_raw_values(marks)) as session:
                session.execute_read(lambda tx: tx.run("RETURN 1").consume())
            self._bookmarks.update_bookmarks((), marks)

    def _run(self, access: str, work: _Work[_Answer], limit: float) -> _Answer:
        begun = time.monotonic()
        try:
            return self._try(access, work, limit)
        except ClientError as error:
            if not was_ended(error) or time.monotonic() - begun >= limit:
                raise
        return self._try(access, work, limit)  # not the time limit: the server is shutting down, and may come back

    def _try(self, access: str, work: _Work[_Answer], limit: float) -> _Answer:
        limited = unit_of_work(timeout=limit)(work)
        try:
            with self._driver.session(bookmark_manager=self._bookmarks, fetch_size=_FETCH) as session:
                return session.execute_read(limited) if access == READ_ACCESS else session.execute_write(limited)
        except Neo4jError as error:
            if (error.code or "").endswith(("BookmarkTimeout", "InvalidBookmark")):
                # An older state was restored on the server. What we had seen is gone; the next request starts afresh.
                self._bookmarks = GraphDatabase.bookmark_manager()
            raise


class _Attempt(Generic[_Answer]):
    """A transaction's work, and whether one of its runs may have been written without our knowing."""

    def __init__(self, work: _Work[_Answer]) -> None:
        self._work = work
        self._sent = False
        self._committing = False

    def __call__(self, tx: ManagedTransaction) -> _Answer:
        self._committing = False
        answer = self._work(tx)
        self._committing = self._sent = True
        return answer

    def is_unsure(self, error: Exception) -> bool:
        """A refusal of the commit is certain; silence is not, nor a refusal to let us in and look again."""
        refused = isinstance(error, ClientError) and not isinstance(error, AuthError) and not was_ended(error)
        return self._sent and not (refused and self._committing) and not isinstance(error, ConstraintError)


def _unknown(address: str, mutation_id: str | None) -> CommitUnknown:
    advice = _SEND_AGAIN.fill(id=mutation_id) if mutation_id else _LOOK_FIRST
    return CommitUnknown(
        Text(
            f"{address} hat nicht mehr gesagt, ob die Änderung geschrieben wurde. {advice.de}",
            f"{address} did not say any more whether the change was written. {advice.en}",
        ),
        mutation_id=mutation_id,
    )


_SEND_AGAIN = Text(
    "Bitte dasselbe mit derselben mutationId ({id}) noch einmal senden; es wird nicht doppelt geschrieben.",
    "Please send the same again with the same mutationId ({id}); it will not be written twice.",
)
_LOOK_FIRST = Text(
    "Bitte nachsehen, ehe sie noch einmal geschrieben wird.",
    "Please look before it is written again.",
)
