"""Tables kept beside the rows: taken only where they are true, dropped where somebody is to be forgotten."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.care.backup import back_up
from graph.care.check import check
from graph.care.copying import copy
from graph.care.intake import take_in
from graph.care.restore import restore
from graph.changes import Change, Delete, Head, Transaction
from graph.errors import Conflict
from graph.model import KINDS, Actor, Contact, Measure, Record, Tie
from graph.picture import Picture, Pictures, keep_copies, stored
from graph.picture.packed import packed
from graph.picture.table import Table
from graph.rights import GUEST, OFFICE, Viewer
from graph.rows import rows_of
from graph.store import Store, open_store
from graph.table_copy import TableCopy
from tests.graph.random_graphs import EDGES, a_graph, named, viewers
from tests.graph.test_picture_loading import EVERY_KIND, Counting, everything, new, write

NOW = datetime(2026, 1, 15, tzinfo=UTC)
NEEDLE = "Nadel im Heuhaufen"


@pytest.fixture(autouse=True)
def every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little was read, it is kept."""
    monkeypatch.setattr(stored, "MANY", 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "graph.db"


@pytest.fixture
def graph() -> dict[Any, Record]:
    return a_graph(random.Random(3), nodes=60, edges=60, storable=True)


@pytest.fixture
def lasting(file: Path, graph: dict[Any, Record]) -> Iterator[Store]:
    """A store on a disk with some of five kinds and of edges."""
    with open_store(f"sqlite:{file}") as opened:
        write(opened, *graph.values())
        yield opened


def read(store: Store, viewer: Viewer = OFFICE) -> dict[type[Record], Any]:
    """All that a fresh process shows."""
    return everything(Pictures(store).current().seen_by(viewer))


def kept(store: Store, kinds: Iterable[type[Record]] = EVERY_KIND) -> None:
    """What a first process leaves."""
    picture = Pictures(store).current()
    picture.need(kinds)
    keep_copies(picture)


def rows_read(store: Store) -> set[type[Record]]:
    """The kinds of which a fresh process reads rows when it reads all of them."""
    counting: Any = Counting(store)
    Pictures(counting).current().need(EVERY_KIND)
    return set(counting.read)


def direct(file: Path, statement: str, *values: object) -> list[Any]:
    """Past the product."""
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def traces(file: Path) -> set[str]:
    return {found.name for found in file.parent.iterdir() if NEEDLE.encode() in found.read_bytes()}


def test_a_second_process_reads_no_rows(lasting: Store) -> None:
    graph = {record.id: record for record in lasting.read(EVERY_KIND)[1]}
    expected = read(lasting)
    assert rows_read(lasting) == set(EVERY_KIND)
    kept(lasting)
    assert rows_read(lasting) == set()
    assert read(lasting) == expected == everything(Picture(1, graph).seen_by(OFFICE))
    picture = Pictures(lasting).current()
    for kind, rows in lasting.rows(EVERY_KIND)[1].items():
        for name, column in rows.columns.items():
            assert picture.table(kind).column(name).values == column


def test_every_viewer_sees_the_same(lasting: Store, graph: dict[Any, Record]) -> None:
    everybody = (GUEST, *viewers(random.Random(1), graph))
    expected = [read(lasting, viewer) for viewer in everybody]
    kept(lasting)
    assert [read(lasting, viewer) for viewer in everybody] == expected


def test_what_is_little_is_not_kept(lasting: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MANY", 1 + sum(map(len, read(lasting).values())))
    kept(lasting)
    assert rows_read(lasting) == set(EVERY_KIND)


def test_kinds_are_kept_as_they_are_read(lasting: Store) -> None:
    kept(lasting, (Actor, Tie))
    assert rows_read(lasting) == set(EVERY_KIND) - {Actor, Tie}
    kept(lasting)
    assert rows_read(lasting) == set()


def test_a_picture_of_one_dataset_has_copies_of_its_own(lasting: Store) -> None:
    alone = everything(Pictures(lasting, ["e"]).current().seen_by(OFFICE))
    kept(lasting)
    counting: Any = Counting(lasting)
    picture = Pictures(counting, ["e"]).current()
    assert everything(picture.seen_by(OFFICE)) == alone
    assert counting.read
    keep_copies(picture)
    counting.read.clear()
    assert everything(Pictures(counting, ["e"]).current().seen_by(OFFICE)) == alone
    assert not counting.read
    assert read(lasting) != alone
    file = Path(lasting.address.removeprefix("sqlite:"))
    direct(file, "DELETE FROM table_copy WHERE scope <> ''")
    direct(file, "UPDATE table_copy SET scope = '[\"e\"]'")
    assert everything(Pictures(lasting, ["e"]).current().seen_by(OFFICE)) == alone


@pytest.mark.parametrize("seed", range(6))
def test_what_changed_since_is_taken_from_the_log(seed: int, lasting: Store, graph: dict[Any, Record]) -> None:
    chance = random.Random(seed)
    kept(lasting)
    for _ in range(3):
        edges = [record for record in graph.values() if isinstance(record, EDGES)]
        gone = chance.sample(edges, min(3, len(edges)))
        there = graph.keys() - {record.id for record in gone}
        drawn = a_graph(chance, storable=True)
        put = [record for ref, record in drawn.items() if named(record) <= there and (ref in there or ref not in graph)]
        write(lasting, *chance.sample(put, min(8, len(put))), delete=gone)
        graph = {record.id: record for record in lasting.read(EVERY_KIND)[1]}
        for datasets in (None, ["d"]):
            counting: Any = Counting(lasting)
            found = everything(Pictures(counting, datasets).current().seen_by(OFFICE))
            shown = {ref: record for ref, record in graph.items() if datasets is None or record.dataset in datasets}
            assert found == everything(Picture(1, shown).seen_by(OFFICE))
            assert bool(counting.read) == (datasets is not None)


def test_after_very_many_changes_rows_are_read_and_kept_anew(lasting: Store) -> None:
    kept(lasting)
    write(lasting, *(new(Actor, f"x{number}", name="X") for number in range(1100)))
    assert rows_read(lasting) == set(EVERY_KIND)
    kept(lasting)
    assert rows_read(lasting) == set()


def test_a_picture_of_before_does_not_take_a_later_copy(lasting: Store) -> None:
    expected = read(lasting)
    before = Pictures(lasting).current()
    write(lasting, new(Actor, "later", name="Später"))
    kept(lasting)
    assert everything(before.seen_by(OFFICE)) == expected
    assert [a.name for a in read(lasting)[Actor] if a.external_id == "later"] == ["Später"]


def body(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        for kind, held in direct(file, "SELECT kind, body FROM table_copy"):
            direct(file, "UPDATE table_copy SET body = ? WHERE kind = ?", change(held), kind)

    return spoil


def forged(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """The same by somebody who knows how the digest is made."""

    def spoil(file: Path) -> None:
        for kind, scope, form, revision, hash_, held in direct(
            file, "SELECT kind, scope, form, revision, hash, body FROM table_copy"
        ):
            made = TableCopy.of(kind, scope, form, Head(revision, hash_), change(held))
            direct(file, "UPDATE table_copy SET body = ?, digest = ? WHERE kind = ?", made.body, made.digest, kind)

    return spoil


def sql(statement: str) -> Callable[[Path], None]:
    """`other` is what was there before."""

    def spoil(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("CREATE TEMP TABLE other AS SELECT * FROM table_copy")
            connection.execute(statement)

    return spoil


def flipped(where: float) -> Callable[[bytes], bytes]:
    def change(held: bytes) -> bytes:
        place = int(where * (len(held) - 1))
        return held[:place] + bytes([held[place] ^ 1]) + held[place + 1 :]

    return change


SPOILED: dict[str, Callable[[Path], None]] = {
    **{f"a bit at {where}": body(flipped(where)) for where in (0.0, 0.01, 0.3, 0.5, 0.7, 0.99, 1.0)},
    "cut off": body(lambda held: held[: len(held) // 2]),
    "cut off by a byte": body(lambda held: held[:-1]),
    "a byte more": body(lambda held: held + b"\0"),
    "empty": body(lambda held: b""),
    "zeros": body(lambda held: bytes(len(held))),
    "forged and cut off": forged(lambda held: held[:-1]),
    "forged and empty": forged(lambda held: b""),
    "forged heading": forged(lambda held: held[:8] + b"{" + held[9:]),
    "another digest": sql("UPDATE table_copy SET digest = x'00'"),
    "another revision": sql("UPDATE table_copy SET revision = revision - 1"),
    "a revision to come": sql("UPDATE table_copy SET revision = revision + 7"),
    "another history": sql("UPDATE table_copy SET hash = 'f00'"),
    "another form": sql("UPDATE table_copy SET form = '0.1'"),
    "another scope": sql("UPDATE table_copy SET scope = '[\"e\"]'"),
    "each called another kind": sql(
        "UPDATE table_copy AS t SET (body, digest) = (SELECT o.body, o.digest FROM other o WHERE o.kind > t.kind "
        "OR t.kind = (SELECT max(kind) FROM other) ORDER BY o.kind LIMIT 1)"
    ),
    "a table of another shape": sql("ALTER TABLE table_copy DROP COLUMN form"),
    "gone": sql("DROP TABLE table_copy"),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_what_is_not_as_it_was_written_is_not_taken(spoil: Callable[[Path], None], file: Path) -> None:
    with open_store(f"sqlite:{file}") as store:
        write(store, new(Actor, "a", name="A"), new(Measure, "m", title="M"))
        write(store, new(Actor, "b", name="B"))
        kept(store)
        expected = read(store)
        spoil(file)
        assert rows_read(store) == set(EVERY_KIND)
        assert read(store) == expected
        assert check(store).ok
        kept(store)
        assert read(store) == expected
    with open_store(f"sqlite:{file}") as store:
        assert rows_read(store) == (set(EVERY_KIND) if spoil is SPOILED["a table of another shape"] else set())


@pytest.mark.parametrize("later", [0, 2])
def test_a_copy_of_another_store_is_not_taken(later: int, file: Path, lasting: Store) -> None:
    other = file.with_name("other.db")
    with open_store(f"sqlite:{other}") as store:
        write(store, new(Actor, "a", name="anders"))
        kept(store)
    kept(lasting)
    for number in range(later):  # so that it could be one from before
        write(lasting, new(Actor, "later", name=f"Später {number}"))
    expected = read(lasting)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        connection.execute("DELETE FROM main.table_copy")
        connection.execute("INSERT INTO main.table_copy SELECT * FROM other.table_copy")
    assert rows_read(lasting) == set(EVERY_KIND)
    assert read(lasting) == expected


class TestForgetting:
    def person(self, store: Store) -> Contact:
        contact: Contact = new(Contact, "n", note=NEEDLE)
        write(store, contact)
        return contact

    def erase(self, store: Store, record: Record) -> None:
        change: Change = Delete(type(record).__name__, record.id)
        store.commit(Transaction((change,), "test", "test", datetime.now(UTC), erase=(record.id,)))

    @pytest.fixture(autouse=True)
    def as_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Debian's SQLite overwrites what is deleted by itself, others do not."""
        connect = sqlite3.connect

        def careless(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.execute("PRAGMA secure_delete = OFF")
            return connection

        monkeypatch.setattr(sqlite3, "connect", careless)

    def test_leaves_no_copy_and_no_byte(self, file: Path, lasting: Store) -> None:
        person = self.person(lasting)
        kept(lasting)
        held = [found for (found,) in direct(file, "SELECT body FROM table_copy")]
        assert any(NEEDLE.encode() in found for found in held)
        self.erase(lasting, person)
        assert direct(file, "SELECT * FROM table_copy") == []
        assert traces(file) == set()
        kept(lasting)
        assert traces(file) == set()
        assert rows_read(lasting) == set()

    def test_nor_of_copies_that_were_replaced_before(self, file: Path, lasting: Store) -> None:
        write(lasting, *(new(Actor, f"x{n}", name=f"X{n}" * 40) for n in range(1100)))
        person = self.person(lasting)
        kept(lasting)
        write(lasting, *(new(Actor, f"x{n}", name="Y") for n in range(1100)))
        kept(lasting)
        self.erase(lasting, person)
        assert traces(file) == set()

    def test_nor_of_rows_that_were_written_over_before(self, file: Path, lasting: Store) -> None:
        person = self.person(lasting)
        write(lasting, replace(person, note=None))
        self.erase(lasting, person)
        assert traces(file) == set()

    def test_a_process_that_read_before_keeps_nothing_afterwards(self, file: Path, lasting: Store) -> None:
        person = self.person(lasting)
        before = Pictures(lasting).current()
        before.need(EVERY_KIND)
        self.erase(lasting, person)
        keep_copies(before)
        assert traces(file) == set()
        assert rows_read(lasting) == set(EVERY_KIND)

    def test_nor_does_one_that_read_before_the_store_was_replaced(self, file: Path, lasting: Store) -> None:
        self.person(lasting)
        before = Pictures(lasting).current()
        before.need(EVERY_KIND)
        with open_store("sqlite::memory:") as other:
            for number in range(3):
                write(other, new(Actor, "a", name=f"anders {number}"))
            lasting.replace(other.log())
        keep_copies(before)
        assert traces(file) == set()

    def test_an_erasure_that_is_refused_drops_nothing(self, lasting: Store) -> None:
        person = self.person(lasting)
        kept(lasting)
        with pytest.raises(Conflict):
            lasting.commit(
                Transaction(
                    (Delete("Contact", person.id),), "test", "test", datetime.now(UTC),
                    expected={person.id: 7}, erase=(person.id,),
                )
            )  # fmt: skip
        assert rows_read(lasting) == set()

    def test_a_store_that_is_replaced_has_none(self, file: Path, lasting: Store, tmp_path: Path) -> None:
        self.person(lasting)
        kept(lasting)
        with open_store("sqlite::memory:") as other:
            write(other, new(Actor, "a", name="A"))
            lasting.replace(other.log())
        assert traces(file) == set()
        assert rows_read(lasting) == set(EVERY_KIND)

    def test_no_backup_and_no_copy_holds_any(self, lasting: Store, tmp_path: Path) -> None:
        back_up(lasting, tmp_path / "before", now=NOW)
        kept(lasting)
        back_up(lasting, tmp_path / "after", now=NOW)
        assert (tmp_path / "before").read_bytes() == (tmp_path / "after").read_bytes()
        with open_store(f"sqlite:{tmp_path / 'copied.db'}") as other:
            copy(lasting, other, now=NOW)
            assert rows_read(other) == set(EVERY_KIND)
            assert read(other) == read(lasting)
        restore(lasting, tmp_path / "after", author="test", now=NOW, replace=True)
        assert rows_read(lasting) == set(EVERY_KIND)


class TestCare:
    def test_a_check_finds_nothing_wrong(self, lasting: Store) -> None:
        assert check(lasting).problems == ()
        kept(lasting)
        assert check(lasting).problems == ()
        write(lasting, new(Actor, "later", name="Später"))
        assert check(lasting).problems == ()

    def test_but_what_was_forged(self, file: Path, lasting: Store, graph: dict[Any, Record]) -> None:
        kept(lasting)
        actors = [record for record in graph.values() if isinstance(record, Actor)]
        forgery = packed(Table.of(rows_of(Actor, (replace(a, version=1, name="gefälscht") for a in actors))))
        forged(lambda held: forgery if b"display_name" in held or held[:20] == forgery[:20] else held)(file)
        row = direct(file, "SELECT scope, form, revision, hash FROM table_copy WHERE kind = 'Actor'")[0]
        made = TableCopy.of("Actor", row[0], row[1], Head(*row[2:]), forgery)
        direct(file, "UPDATE table_copy SET body = ?, digest = ? WHERE kind = 'Actor'", forgery, made.digest)
        assert [(problem.code, problem.subject) for problem in check(lasting).problems] == [("COPY_DIFFERS", "Actor")]
        take_in(lasting, NOW)
        assert check(lasting).ok
        assert {actor.name for actor in read(lasting)[Actor]} == {actor.name for actor in actors}

    def test_rows_changed_by_hand_are_told_of_the_rows(self, file: Path, lasting: Store) -> None:
        kept(lasting)
        direct(file, "UPDATE Actor SET note = 'von Hand' WHERE pk = (SELECT min(pk) FROM Actor)")
        assert {problem.code for problem in check(lasting).problems} == {"STATE_DIFFERS"}
        take_in(lasting, NOW)
        assert check(lasting).ok
        assert "von Hand" in {actor.note for actor in read(lasting)[Actor]}
        assert rows_read(lasting) == set()


class TestTogether:
    def test_nobody_waits_for_it(self, file: Path, lasting: Store) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            kept(lasting)
            other.execute("ROLLBACK")
        assert rows_read(lasting) == set(EVERY_KIND)
        kept(lasting)
        assert rows_read(lasting) == set()

    def test_a_server_keeps_them_by_a_thread(self, lasting: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stored, "_LATER", 0.0)
        Pictures(lasting, keeping=True).current().need(EVERY_KIND)
        for thread in threading.enumerate():
            if thread.name == "geflecht copies":
                thread.join()
        assert rows_read(lasting) == set()

    def test_no_file_comes_with_it(self, file: Path, lasting: Store) -> None:
        before = {(path.name, path.stat().st_mode) for path in file.parent.iterdir()}
        kept(lasting)
        assert {(path.name, path.stat().st_mode) for path in file.parent.iterdir()} == before

    def test_several_processes(self, file: Path, lasting: Store) -> None:
        """Some read and keep, some write, all at once."""
        with ExitStack() as ending:
            started = [
                subprocess.Popen([sys.executable, "-c", code, str(file), str(number)], cwd=Path(__file__).parents[2])
                for number, code in enumerate((_READS, _WRITES, _READS, _WRITES))
            ]
            for process in started:
                ending.enter_context(process)
                ending.callback(process.kill)
            assert [process.wait(300) for process in started] == [0] * 4
        assert sum(actor.name.startswith("Prozess") for actor in read(lasting)[Actor]) == 20
        assert check(lasting).ok
        kept(lasting)
        assert rows_read(lasting) == set()


_WRITES = """
import sys
from tests.graph.test_picture_loading import new, write
from graph.model import Actor
from graph.store import open_store
with open_store(f"sqlite:{sys.argv[1]}") as store:
    for n in range(10):
        write(store, new(Actor, f"{sys.argv[2]}-{n}", name=f"Prozess {sys.argv[2]}"))
"""
_READS = """
import sys
from graph.errors import Conflict
from graph.model import KINDS
from graph.picture import Picture, Pictures, keep_copies, stored
from graph.rights import OFFICE
from graph.store import open_store
from tests.graph.test_picture_loading import everything
stored.MANY = 0
with open_store(f"sqlite:{sys.argv[1]}") as store:
    revision = 0
    while revision < 21:
        picture = Pictures(store).current()
        shown = everything(picture.seen_by(OFFICE))
        keep_copies(picture)
        revision, records = store.read(tuple(KINDS.values()))
        if revision == picture.revision:
            assert shown == everything(Picture(1, {r.id: r for r in records}).seen_by(OFFICE))
"""


def test_every_store_answers_alike(store: Store, graph: dict[Any, Record]) -> None:
    write(store, *graph.values())
    expected = read(store)
    kept(store)
    assert read(store) == expected
    write(store, new(Actor, "later", name="Später"))
    assert len(read(store)[Actor]) == len(expected[Actor]) + 1
    store.drop_copies()
    assert KINDS.keys() == {kind.__name__ for kind in rows_read(store)}
