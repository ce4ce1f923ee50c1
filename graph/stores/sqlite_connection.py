"""The way to a SQLite file: for its owner only, one connection per thread, none carried over a fork."""

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.errors import WrongUse
from graph.language import Text
from graph.stores.gate import Gate
from graph.stores.sqlite_errors import BUSY, busy, damaged, has_code, translated

SYNCHRONOUS = "FULL"  # a commit that was acknowledged is on the disk
BUSY_LIMIT = 5.0  # seconds for which a lock that somebody else holds is waited for
JOURNAL_LIMIT = 16 * 2**20  # bytes that the journal may grow to before it is emptied
EMPTYING_LIMIT = 0.1  # seconds for which emptying the journal waits for readers


class Connections:
    """The connections of one store: one for each thread, or one for all, behind a lock, where `path` is None.

    SQLite's locks belong to a process, but what it remembers of them is copied by a fork: a child would believe that it
    holds locks which it does not. So all connections are closed for the moment of a fork, and opened again when needed.
    """

    def __init__(self, path: Path | None) -> None:
        self.address = f"sqlite:{path or ':memory:'}"
        self._path = None if path is None else Path(os.path.realpath(path))  # wherever this process goes
        self._held: dict[threading.Thread, sqlite3.Connection] = {}
        self._memory = threading.RLock()
        self._turn = threading.Lock()
        self._gate = Gate()
        self._forked_at_work = False
        self._journal_due = 0
        self._forgetting = False
        if path is not None:
            _FORKABLE.add(self)

    @contextmanager
    def using(self, *, creating: bool = False) -> Iterator[sqlite3.Connection]:
        """This thread's connection; errors of the database and the file system become ours.

        A file that isn't there is made with `creating` only: one that went away meanwhile shall not begin anew.
        """
        try:
            if creating and self._path is not None:
                _make_room(self._path)
            if self._path is None:
                with self._memory:
                    yield self._of(threading.main_thread())
            else:
                with self._gate.passed():
                    yield self._of(threading.current_thread())
        except (sqlite3.DatabaseError, OSError, UnicodeDecodeError) as error:
            raise translated(error, self.address, self._path) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The same, when it is this thread's turn to write: SQLite alone is not fair, and some would wait too long."""
        with self.using() as connection:
            if not self._turn.acquire(timeout=BUSY_LIMIT):
                raise busy(self.address)
            try:
                yield connection
            finally:
                self._turn.release()

    @property
    def in_memory(self) -> bool:
        """Whether there is no file."""
        return self._path is None

    def close(self) -> None:
        """Give back what no thread is using any more."""
        while self._held:
            self._held.popitem()[1].close()

    def keep_journal_short(self, connection: sqlite3.Connection, *, forgetting: bool = False) -> None:
        """Empty a long journal: where somebody is always reading, SQLite by itself would let it grow without end.

        With `forgetting` it is emptied however short, since it holds what was erased; where readers are in the way,
        with the next commit. What was committed is safe all the while, so that nothing here is an error.
        """
        self._forgetting |= forgetting
        if self._path is None or not (self._forgetting or self._is_long()):
            return
        connection.execute(f"PRAGMA busy_timeout = {(BUSY_LIMIT if forgetting else EMPTYING_LIMIT) * 1000:.0f}")
        with suppress(sqlite3.DatabaseError):
            (unfinished, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._forgetting &= bool(unfinished)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_LIMIT * 1000:.0f}")
        self._journal_due = self._journal_size() + JOURNAL_LIMIT // 16  # readers were there: not again at once

    def _is_long(self) -> bool:
        return self._journal_size() >= max(self._journal_due, JOURNAL_LIMIT)

    def _journal_size(self) -> int:
        try:
            return Path(f"{self._path}-wal").stat().st_size
        except FileNotFoundError:
            return 0

    def _of(self, thread: threading.Thread) -> sqlite3.Connection:
        if self._forked_at_work:
            raise WrongUse(
                Text(
                    f"{self.address} wurde vor dem Abzweigen dieses Prozesses geöffnet. Bitte hier neu öffnen.",
                    f"{self.address} was opened before this process was forked off. Please open it anew here.",
                )
            )
        held = self._held.get(thread)
        if held is None:
            for ended in [other for other in list(self._held) if not other.is_alive()]:
                left = self._held.pop(ended, None)  # perhaps another thread was faster
                if left is not None:
                    left.close()
            held = self._held[thread] = _connect(self.address, self._path)
        return held

    def before_fork(self) -> None:
        """Close everything, and keep it closed until the fork is done."""
        self._forked_at_work = not self._gate.close(BUSY_LIMIT)
        if not self._forked_at_work:
            self.close()

    def after_fork_in_parent(self) -> None:
        self._forked_at_work = False
        self._gate.open()

    def after_fork_in_child(self) -> None:
        self._gate = Gate()  # a thread that did not come along may have held its lock
        _LEFT_BEHIND.extend(self._held.values())
        self._held.clear()


_FORKABLE: weakref.WeakSet[Connections] = weakref.WeakSet()
_LEFT_BEHIND: list[sqlite3.Connection] = []  # a child must not even close what its parent uses


def _before_fork() -> None:
    for connections in list(_FORKABLE):
        connections.before_fork()


def _after_fork_in_parent() -> None:
    for connections in list(_FORKABLE):
        connections.after_fork_in_parent()


def _after_fork_in_child() -> None:
    for connections in list(_FORKABLE):
        connections.after_fork_in_child()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork_in_parent, after_in_child=_after_fork_in_child)


def _make_room(path: Path) -> None:
    """Folders and an empty file that only their owner may read, where they are missing; what is there stays as it is.

    SQLite gives its journals the rights of the file. The entries are synced: a power cut shall not take the file away.
    """
    for folder in reversed([folder for folder in path.parents if not os.path.exists(folder)]):  # noqa: PTH110
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync_entries(folder.parent)
    if os.path.exists(path):  # noqa: PTH110 - unlike Path.exists, it does not fail in a closed folder
        return
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _sync_entries(path.parent)


def _sync_entries(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _connect(address: str, path: Path | None) -> sqlite3.Connection:
    target = ":memory:" if path is None else f"{path.as_uri()}?mode=rw"
    connection = sqlite3.connect(target, uri=True, timeout=BUSY_LIMIT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA secure_delete = ON")  # what is overwritten today may name who is erased tomorrow
        if path is not None:
            connection.execute("PRAGMA cell_size_check = ON")
            _refuse_foreign(connection, address)
            _insist(connection, "PRAGMA journal_mode = WAL")  # SQLite does not wait here
            connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
            connection.execute(f"PRAGMA journal_size_limit = {JOURNAL_LIMIT}")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_foreign(connection: sqlite3.Connection, address: str) -> None:
    """Before anything is changed in it: a file with tables, but not ours, belongs to somebody else."""
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if present and not {"meta", "node"} <= present:
        raise damaged(address, f"{', '.join(sorted(present))[:100]}")


@contextmanager
def locked(connection: sqlite3.Connection, *, patience: float | None = None) -> Iterator[None]:
    """One writing transaction: all or nothing.

    The lock is taken before anything is read, and waited for as long as usual or `patience` seconds.
    """
    _begin(connection, patience)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _begin(connection: sqlite3.Connection, patience: float | None) -> None:
    """Take the write lock. SQLite would look for it ever more seldom, and starve where others write all the time."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        _insist(connection, "BEGIN IMMEDIATE", patience)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_LIMIT * 1000:.0f}")


def _insist(connection: sqlite3.Connection, statement: str, patience: float | None = None) -> None:
    """Execute it as soon as nobody is in the way any more."""
    end = time.monotonic() + (BUSY_LIMIT if patience is None else patience)
    while True:
        try:
            connection.execute(statement).fetchone()
        except sqlite3.OperationalError as error:
            if not has_code(error, *BUSY) or time.monotonic() > end:
                raise
            time.sleep(0.002)
        else:
            return
