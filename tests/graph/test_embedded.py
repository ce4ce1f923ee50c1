"""The embedded store as users run it: locks, rights, foreign and broken files, several processes, forks."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from api.cli.entry import run
from graph.care.check import check
from graph.errors import StoreBusy, StoreDamaged, StoreError, StoreUnreachable, WrongUse
from graph.model import KINDS, Actor
from graph.store import Store, open_store
from graph.stores import sqlite_connection
from tests.graph.test_stores import BARE, FULL, actor, commit, delete

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
NOBODY = 65534
KINDS_OF_ACTOR = (Actor,)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with three actors in a folder of its own."""
    path = tmp_path / "kreis" / "graph.db"
    with open_store(f"sqlite:{path}") as store:
        commit(store, actor("a"), actor("b"), actor("c"))
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are for their owner alone."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def held_by_another(file: Path, *, seconds: float = 60.0) -> Iterator[None]:
    """Another process has begun to write and does not come to an end."""
    code = (
        "import sqlite3, sys, time\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "print('locked', flush=True)\n"
        f"time.sleep({seconds})\n"
        "c.rollback()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        try:
            yield
        finally:
            other.kill()


def in_a_child(work: Callable[[], None]) -> int:
    """The exit code of a forked process that does the work: 0 done, 1 an assertion or error."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def without_rights(work: Callable[[], None]) -> None:
    """Does the work as somebody who is not the administrator, whom no rights would hold."""

    def as_nobody() -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work()

    assert in_a_child(as_nobody) == 0


class TestRights:
    @pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
    def test_a_new_store_is_for_its_owner_alone(self, tmp_path: Path, umask: int) -> None:
        path = tmp_path / "neu" / "darin" / "graph.db"
        before = os.umask(umask)
        try:
            with open_store(f"sqlite:{path}") as store:
                commit(store, actor("a"))
                modes = {name.name: mode(name) for name in path.parent.iterdir()}
        finally:
            os.umask(before)
        assert modes == {"graph.db": 0o600, "graph.db-wal": 0o600, "graph.db-shm": 0o600}
        assert (mode(path.parent), mode(path.parent.parent)) == (0o700, 0o700)

    def test_rights_that_somebody_gave_stay(self, file: Path) -> None:
        file.parent.chmod(0o750)
        file.chmod(0o640)
        with open_store(f"sqlite:{file}") as store:
            commit(store, actor("d"))
            assert {mode(name) for name in file.parent.iterdir()} == {0o640}
        assert mode(file.parent) == 0o750

    def test_a_file_that_may_only_be_read_is_read(self, open_folder: Path) -> None:
        path = open_folder / "graph.db"
        with open_store(f"sqlite:{path}") as store:
            commit(store, actor("a"))
        path.chmod(0o444)
        open_folder.chmod(0o777)

        def look() -> None:
            with open_store(f"sqlite:{path}") as store:
                assert len(store.read(KINDS_OF_ACTOR)[1]) == 1
                assert check(store).ok
                with pytest.raises(StoreUnreachable, match="Nothing may be written here"):
                    commit(store, actor("b"))

        without_rights(look)

    @pytest.mark.parametrize(
        ("rights_of_file", "rights_of_folder", "sentence"),
        [
            (0o644, 0o555, "folder may not be written to"),
            (0o644, 0o000, "folder may not be written to"),
            (0o000, 0o777, "file may not be read"),
        ],
    )
    def test_what_may_not_be_opened_is_said(
        self, open_folder: Path, rights_of_file: int, rights_of_folder: int, sentence: str
    ) -> None:
        folder = open_folder / "kreis"
        with open_store(f"sqlite:{folder / 'graph.db'}"):
            pass
        (folder / "graph.db").chmod(rights_of_file)
        folder.chmod(rights_of_folder)

        def look() -> None:
            for create in (True, False):
                with pytest.raises(StoreUnreachable, match=sentence):
                    open_store(f"sqlite:{folder / 'graph.db'}", create=create)

        without_rights(look)
        folder.chmod(0o755)


class TestPlaces:
    def test_a_link_is_followed(self, file: Path, tmp_path: Path) -> None:
        link = tmp_path / "link.db"
        link.symlink_to(file)
        with open_store(f"sqlite:{link}") as one, open_store(f"sqlite:{file}") as other:
            commit(one, actor("d"))
            commit(other, actor("e"))
            assert one.read(KINDS_OF_ACTOR) == other.read(KINDS_OF_ACTOR)
            assert one.revision() == 3
        assert sorted(name.name for name in tmp_path.iterdir()) == ["kreis", "link.db"]

    def test_a_link_to_nothing_yet(self, tmp_path: Path) -> None:
        link = tmp_path / "link.db"
        link.symlink_to(tmp_path / "there" / "graph.db")
        with open_store(f"sqlite:{link}") as store:
            commit(store, actor("a"))
        assert mode(tmp_path / "there" / "graph.db") == 0o600

    def test_the_place_stays_when_the_process_goes_elsewhere(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with open_store("sqlite:graph.db") as store:
            commit(store, actor("a"))
            (tmp_path / "elsewhere").mkdir()
            monkeypatch.chdir("elsewhere")
            assert in_another_thread(store.revision) == 1
        assert list(Path().iterdir()) == []

    @pytest.mark.parametrize("name", ["graph?mode=memory.db", "50 % & #1.db", "ä ö.db", "file:x.db"])
    def test_odd_names(self, tmp_path: Path, name: str) -> None:
        with open_store(f"sqlite:{tmp_path / name}") as store:
            commit(store, actor("a"))
        assert [found.name for found in tmp_path.iterdir()] == [name]

    def test_a_folder_and_a_file_on_the_way(self, file: Path) -> None:
        with pytest.raises(StoreUnreachable, match="This is a folder"):
            open_store(f"sqlite:{file.parent}")
        with pytest.raises(StoreUnreachable, match="A file lies on the way"):
            open_store(f"sqlite:{file}/graph.db")

    def test_a_file_that_went_away_does_not_begin_anew(self, file: Path) -> None:
        with open_store(f"sqlite:{file}") as store:
            file.unlink()
            with pytest.raises(StoreUnreachable):
                in_another_thread(store.revision)
            assert not file.exists()


class TestLocks:
    def test_a_writer_that_does_not_end(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite_connection, "BUSY_LIMIT", 0.2)
        with open_store(f"sqlite:{file}") as store:
            with held_by_another(file):
                assert len(store.read(KINDS_OF_ACTOR)[1]) == 3
                with pytest.raises(StoreBusy, match="being written by somebody else") as refused:
                    commit(store, actor("d"), mutation_id="m")
                assert "wird gerade von anderer Seite beschrieben" in refused.value.message.de
            assert commit(store, actor("d"), mutation_id="m").replayed is False

    def test_a_writer_that_ends_in_time_is_waited_for(self, file: Path) -> None:
        with open_store(f"sqlite:{file}") as store, held_by_another(file, seconds=0.3):
            assert commit(store, actor("d")).revision == 2

    def test_the_command_line_says_so(
        self, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sqlite_connection, "BUSY_LIMIT", 0.2)
        (tmp_path / "actors.csv").write_text("actor_id;name\nx;Verein X\n", encoding="utf-8")
        with held_by_another(file):
            assert run(["--lang", "en", "--store", f"sqlite:{file}", "import", str(tmp_path / "actors.csv")]) == 3
        assert "try again in a moment" in capsys.readouterr().err

    def test_many_open_a_new_store_at_once(self, tmp_path: Path) -> None:
        code = (
            "import sys\n"
            "from graph.store import Store, open_store\n"
            "from tests.graph.test_stores import actor, commit\n"
            "print('ready', flush=True)\n"
            "sys.stdin.read()\n"
            "with open_store(sys.argv[1]) as store:\n"
            "    commit(store, actor(sys.argv[2]))\n"
        )
        address = f"sqlite:{tmp_path / 'new' / 'graph.db'}"
        with ExitStack() as stack:
            others = [
                stack.enter_context(
                    subprocess.Popen(
                        [sys.executable, "-c", code, address, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
                    )
                )
                for n in range(4)
            ]
            for other in others:
                assert other.stdout is not None
                assert other.stdout.readline() == b"ready\n"
            for other in others:
                assert other.stdin is not None
                other.stdin.close()
            assert [other.wait(60) for other in others] == [0] * 4
        with open_store(address) as store:
            assert sorted(record.external_id for record in store.read(KINDS_OF_ACTOR)[1]) == ["0", "1", "2", "3"]
            assert check(store).ok

    def test_the_journal_stays_short_under_constant_reading(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite_connection, "JOURNAL_LIMIT", 400_000)
        journal = Path(f"{file}-wal")
        lengths = []
        with open_store(f"sqlite:{file}") as store, sqlite3.connect(file) as reader:
            for n in range(150):
                if n % 7 == 0:  # a reader that is always there, though never for long at the same revision
                    reader.rollback()
                    reader.execute("BEGIN")
                    reader.execute("SELECT count(*) FROM node").fetchone()
                if n % 7 == 6:
                    reader.rollback()
                commit(store, actor(f"n{n}"))
                lengths.append(journal.stat().st_size)
        assert max(lengths) > 400_000, "the limit was never reached"
        assert max(lengths) < 800_000, "it grew without end"
        reader.close()


class TestForgetting:
    """What was erased for a person is gone from the bytes of the file and of its journal."""

    NEEDLE = b"Nadel im Heuhaufen"

    def traces(self, file: Path) -> set[str]:
        return {found.name for found in file.parent.iterdir() if self.NEEDLE in found.read_bytes()}

    def written(self, store: Store) -> Actor:
        person = actor("n", note=self.NEEDLE.decode())
        commit(store, person)
        return person

    def test_at_once(self, file: Path) -> None:
        with open_store(f"sqlite:{file}") as store:
            person = self.written(store)
            assert self.traces(file)
            commit(store, delete(person), erase=(person.id,))
            assert self.traces(file) == set()

    def test_as_soon_as_nobody_reads_the_time_before(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite_connection, "BUSY_LIMIT", 0.2)
        with open_store(f"sqlite:{file}") as store, sqlite3.connect(file) as reader:
            person = self.written(store)
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM node").fetchone()
            commit(store, delete(person), erase=(person.id,))
            assert self.traces(file)
            reader.rollback()
            commit(store, actor("next"))
            assert self.traces(file) == set()
        reader.close()


class TestForks:
    def test_a_store_opened_before_a_fork_works_on_both_sides(self, file: Path) -> None:
        with open_store(f"sqlite:{file}") as store:
            commit(store, actor("before"))

            def child() -> None:
                for n in range(20):
                    commit(store, actor(f"child {n}"))

            pid = os.fork()
            if pid == 0:
                os._exit(in_a_child(child))
            for n in range(20):
                commit(store, actor(f"parent {n}"))
            assert os.waitpid(pid, 0)[1] == 0
            assert store.revision() == 2 + 20 + 20
            assert check(store).ok

    def test_a_child_that_outlives_its_parents_store_loses_nothing(self, file: Path) -> None:
        may_go, go = os.pipe()
        store = open_store(f"sqlite:{file}")
        commit(store, actor("before"))
        pid = os.fork()
        if pid == 0:
            commit(store, actor("child 1"))
            os.read(may_go, 1)
            commit(store, actor("child 2"))
            os._exit(0)
        while store.revision() < 3:
            pass
        store.close()  # the last one to close takes the journal away
        with open_store(f"sqlite:{file}") as third:
            commit(third, actor("third"))
        os.write(go, b"x")
        assert os.waitpid(pid, 0)[1] == 0
        with open_store(f"sqlite:{file}") as again:
            names = {record.external_id for record in again.read(KINDS_OF_ACTOR)[1]}
            assert names == {"a", "b", "c", "before", "child 1", "child 2", "third"}
            assert check(again).ok

    def test_a_fork_in_the_middle_of_work_is_refused_in_the_child(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite_connection, "BUSY_LIMIT", 0.2)
        connections = sqlite_connection.Connections(file)

        def child() -> None:
            with pytest.raises(WrongUse, match="open it anew"), connections.using():
                pass

        with connections.using() as connection:
            assert in_a_child(child) == 0
            assert connection.execute("SELECT count(*) FROM node").fetchone() == (3,)
        connections.close()


class TestFilesThatAreNoStore:
    def test_a_database_of_somebody_else_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE meta (key, value)")
            other.execute("CREATE TABLE invoice (number)")
        other.close()
        before = path.read_bytes()
        with pytest.raises(StoreDamaged, match="no database of Geflecht"):
            open_store(f"sqlite:{path}")
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        "content", [b"name;ort\n" * 500, b"xy", bytes(4096), b"SQLite format 3\0" + b"\xff" * 4080]
    )
    def test_some_other_file(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "actors.csv"
        path.write_bytes(content)
        with pytest.raises(StoreDamaged):
            open_store(f"sqlite:{path}")
        assert path.read_bytes() == content

    def test_an_empty_file_becomes_a_store(self, tmp_path: Path) -> None:
        (tmp_path / "graph.db").touch()
        with open_store(f"sqlite:{tmp_path / 'graph.db'}") as store:
            assert commit(store, actor("a")).revision == 1

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_a_file_cut_off(self, file: Path, share: float) -> None:
        content = file.read_bytes()
        file.write_bytes(content[: int(len(content) * share)])
        assert trouble_with(file)

    def test_changed_bytes_are_never_more_than_one_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "graph.db"
        with open_store(f"sqlite:{path}") as store:
            commit(store, *BARE, *FULL)
        whole, chance = path.read_bytes(), random.Random(4)
        found = 0
        for _ in range(60):
            spoiled = bytearray(whole)
            for _ in range(chance.choice((1, 10, 200))):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
            path.write_bytes(spoiled)
            found += trouble_with(path)
        assert found > 20


def trouble_with(path: Path) -> bool:
    """Whether a look at the store ends in an error of ours or in problems found; any other error is a failed test.

    Where SQLite's own check finds something, ours has to find something as well.
    """
    try:
        with open_store(f"sqlite:{path}") as store:
            store.read(tuple(KINDS.values()))
            found = not check(store).ok
    except StoreError:
        found = True
    assert found or sqlite_is_content(path)
    return found


def sqlite_is_content(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def in_another_thread(work: Callable[[], int]) -> int:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_connections_of_threads_that_ended_are_given_back(file: Path) -> None:
    with open_store(f"sqlite:{file}") as store:
        for _ in range(5):
            assert in_another_thread(store.revision) == 1
        handles = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if os.path.lexists(link)]
        assert handles.count(str(file)) <= 2
