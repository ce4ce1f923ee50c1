"""Restoring: what comes back is what was backed up, what was there is saved first, erased persons stay erased."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.care.backup import back_up
from graph.care.backup_file import BackupFile, BackupWriter, Closing, Heading
from graph.care.check import check
from graph.care.restore import restore
from graph.care.seal import seal
from graph.care.verification import verified
from graph.changes import Put, Transaction
from graph.digest import digest
from graph.errors import StoreBusy, UnreadableInput, WrongUse
from graph.log import GENESIS, Entry, Logged, breaks, put_entry
from graph.model import Actor, Consent, Contact, Contribution, Tie
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.store import Store, open_store
from tests.graph.test_log import MOMENT, A, B, M, R, delete, new, records, write

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 1, tzinfo=UTC)

ERIKA = new(Contact, "c", person_name="Erika Mustermann", actor=A.id)


def backup_of(tmp_path: Path, *transactions: tuple[Any, ...], name: str = "old.geflecht") -> Path:
    with open_store("sqlite::memory:") as store:
        for changes in transactions:
            write(store, *changes)
        back_up(store, tmp_path / name, now=NOW)
    return tmp_path / name


def said(store: Store, tmp_path: Path) -> str:
    """Everything that the store can still say, also of the past."""
    back_up(store, tmp_path / "said", now=NOW, overwrite=True)
    return gzip.decompress((tmp_path / "said").read_bytes()).decode()


class TestIntoAnEmptyStore:
    def test_brings_back_graph_and_past_and_says_so(self, store: Store, tmp_path: Path) -> None:
        backup = backup_of(tmp_path, (A, B, M, R), (replace(A, name="Caritasverband"), delete(R)))
        done = restore(store, backup, author="Amt 50", now=LATER)
        with BackupFile(backup) as file:
            *held, last = store.log()
            assert held == list(file.log())
            assert digest(records(store)) == file.closing().content_hash == done.content_hash
        assert (last.number, last.author, last.at, last.entries) == (3, "Amt 50", LATER, ())
        assert "2026-05-04T03:02:01+00:00, revision 2" in last.reason
        assert done.head == store.head()
        assert list(breaks(store.log())) == []
        assert check(store).ok
        assert write(store, replace(A, name="x"), expected={A.id: 2}) == 4

    def test_of_an_empty_backup_leaves_it_empty(self, store: Store, tmp_path: Path) -> None:
        done = restore(store, backup_of(tmp_path), author="a", now=LATER)
        assert (done.head.revision, records(store)) == (1, [])


class TestOverAnother:
    def test_needs_to_be_told(self, store: Store, tmp_path: Path) -> None:
        write(store, B)
        with pytest.raises(WrongUse):
            restore(store, backup_of(tmp_path, (A,)), author="a", now=LATER)
        assert records(store) == [B]

    def test_saves_what_was_there(self, store: Store, tmp_path: Path) -> None:
        write(store, B)
        before = list(store.log())
        done = restore(store, backup_of(tmp_path, (A,)), author="a", now=LATER, replace=True)
        assert records(store) == [A]
        assert done.saved_to is not None
        assert done.saved_to.parent == tmp_path
        with BackupFile(done.saved_to) as saved:
            assert list(saved.log()) == before
        back = restore(store, done.saved_to, author="a", now=LATER, replace=True, keep=tmp_path / "kept")
        assert (records(store), back.saved_to) == ([B], tmp_path / "kept")

    def test_changes_nothing_if_somebody_writes_meanwhile(self, store: Store) -> None:
        write(store, A)
        seen = store.head()
        write(store, B)
        with pytest.raises(StoreBusy):
            store.replace([], expected=seen)
        assert sorted(records(store), key=lambda r: r.id) == sorted([A, B], key=lambda r: r.id)

    @pytest.mark.parametrize("more", [0, 1, 5])
    def test_an_open_picture_shows_the_new_state(self, store: Store, tmp_path: Path, more: int) -> None:
        """Also where the number of the revision is the same as before, lower or higher."""
        backup = backup_of(tmp_path, (A,), (B,), (M,))
        for number in range(3 + more):
            write(store, new(Actor, f"old {number}", name="Alt"))
        pictures = Pictures(store)
        assert "Alt" in {actor.name for actor in pictures.current().seen_by(OFFICE).all(Actor)}
        restore(store, backup, author="a", now=LATER, replace=True)
        assert {actor.name for actor in pictures.current().seen_by(OFFICE).all(Actor)} == {A.name, B.name}


class TestErasedSince:
    """Somebody was deleted after the backup was made."""

    def test_a_person_does_not_come_back(self, store: Store, tmp_path: Path) -> None:
        write(store, A, ERIKA)
        back_up(store, tmp_path / "old", now=NOW)
        write(store, delete(ERIKA), erase=(ERIKA.id,))
        done = restore(store, tmp_path / "old", author="a", now=LATER, replace=True)
        assert done.erased == (ERIKA.id,)
        assert records(store) == [A]
        assert "Mustermann" not in said(store, tmp_path)
        assert check(store).ok

    def test_neither_does_what_points_at_them(self, store: Store, tmp_path: Path) -> None:
        consent = new(Consent, "k", contact=ERIKA.id, scope="Website")
        rated = new(Actor, "x", name="Verein")
        gift = new(Contribution, "g", source=rated.id, target=M.id)
        write(store, A, M, rated, gift, ERIKA, consent)
        back_up(store, tmp_path / "old", now=NOW)
        write(store, delete(consent), delete(ERIKA), erase=(ERIKA.id,))
        write(store, delete(gift), delete(rated), erase=(rated.id,))
        restore(store, tmp_path / "old", author="a", now=LATER, replace=True)
        assert {record.id for record in records(store)} == {A.id, M.id, consent.id}
        assert store.get([consent.id])[consent.id] == replace(consent, contact=None, version=2)
        assert check(store).ok

    def test_a_contact_stays_without_the_name(self, store: Store, tmp_path: Path) -> None:
        write(store, A, ERIKA)
        back_up(store, tmp_path / "old", now=NOW)
        nameless = replace(ERIKA, person_name=None, email="amt@kreis.example")
        write(store, nameless, erase=(ERIKA.id,))
        restore(store, tmp_path / "old", author="a", now=LATER, replace=True)
        assert store.get([ERIKA.id])[ERIKA.id] == replace(nameless, version=2)
        assert "Mustermann" not in said(store, tmp_path)
        assert check(store).ok

    def test_erasures_that_the_backup_knows_are_not_done_again(self, store: Store, tmp_path: Path) -> None:
        write(store, A, ERIKA)
        write(store, delete(ERIKA), erase=(ERIKA.id,))
        write(store, replace(ERIKA, note="mit neuer Einwilligung"))
        back_up(store, tmp_path / "old", now=NOW)
        done = restore(store, tmp_path / "old", author="a", now=LATER, replace=True)
        assert done.erased == ()
        assert ERIKA.id in store.get([ERIKA.id])

    def test_they_are_taken_from_a_newer_backup(self, store: Store, tmp_path: Path) -> None:
        with open_store("sqlite::memory:") as lost:
            write(lost, A, ERIKA)
            back_up(lost, tmp_path / "old", now=NOW)
            write(lost, delete(ERIKA), erase=(ERIKA.id,))
            back_up(lost, tmp_path / "new", now=LATER)
        restore(store, tmp_path / "old", author="a", now=LATER, erasures=tmp_path / "new")
        assert records(store) == [A]
        assert "Mustermann" not in said(store, tmp_path)

    def test_they_are_taken_from_a_list(self, store: Store, tmp_path: Path) -> None:
        backup = backup_of(tmp_path, (A, ERIKA))
        (tmp_path / "list").write_text(f"# gelöscht\n\n{ERIKA.id}  # Frau M.\n{'0' * 24}\n", encoding="utf-8")
        done = restore(store, backup, author="a", now=LATER, erasures=tmp_path / "list")
        assert (records(store), done.erased) == ([A], (ERIKA.id,))

    def test_a_file_that_is_no_list_stops_everything(self, store: Store, tmp_path: Path) -> None:
        backup = backup_of(tmp_path, (A, ERIKA))
        for content in (b"Erika Mustermann", b"\xff\xfe\x00", ERIKA.id[:-1].encode()):
            (tmp_path / "list").write_bytes(content)
            with pytest.raises(UnreadableInput):
                restore(store, backup, author="a", now=LATER, erasures=tmp_path / "list")
        with pytest.raises(UnreadableInput):
            restore(store, backup, author="a", now=LATER, erasures=tmp_path / "missing")
        assert store.revision() == 0


def is_refused(lines: list[dict[str, Any]], path: Path) -> bool:
    """Whether a file that is sealed as it has to be is refused for what its lines say."""
    data = gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    path.write_bytes(data + seal(sha256(data).hexdigest()))
    try:
        with BackupFile(path) as backup:
            verified(backup)
    except UnreadableInput:
        return True
    return False


def made(path: Path, log: list[Logged], **closing: Any) -> None:
    """A backup of a log that no store ever held."""
    with path.open("wb") as file:
        writer = BackupWriter(file, Heading(NOW, "Geflecht"))
        for logged in log:
            writer.add(logged)
        said: dict[str, Any] = {"revision": len(log), "head": log[-1].hash, "content_hash": "", "records": {}} | closing
        writer.close_with(Closing(**said))


def one(*entries: Entry, previous: str = GENESIS, number: int = 1) -> Logged:
    return Logged(number, "a", "b", MOMENT, None, (), previous, entries).chained()


def forged(**values: Any) -> Entry:
    return replace(put_entry(A), **values)


UNSOUND: dict[str, Callable[[], list[Logged]]] = {
    "a revision is missing": lambda: [one(put_entry(A), number=2)],
    "a revision was changed": lambda: [replace(one(put_entry(A)), author="x")],
    "a payload was changed": lambda: [one(forged(payload='{"id":"x"}'))],
    "a payload is missing": lambda: [one(forged(payload=None, salt=None))],
    "a payload is another record's": lambda: [one(replace(put_entry(A), id=B.id))],
    "a kind is unknown": lambda: [one(replace(put_entry(A), kind="Alien"))],
    "something points at nothing": lambda: [one(put_entry(R))],
    "an end is missing": lambda: [one(put_entry(replace(R, source=None)))],  # type: ignore[arg-type]
    "a name is a number": lambda: [one(put_entry(replace(A, name=7)))],  # type: ignore[arg-type]
}


WRONG: tuple[Any, ...] = (None, [], {}, "x", -1)


class TestWhatIsNotSound:
    @pytest.mark.parametrize("why", UNSOUND)
    def test_is_refused_and_leaves_all_as_it_was(self, store: Store, tmp_path: Path, why: str) -> None:
        write(store, B)
        made(tmp_path / "bad", UNSOUND[why]())
        with pytest.raises(UnreadableInput) as caught:
            restore(store, tmp_path / "bad", author="a", now=LATER, replace=True)
        assert caught.value.message.de.count("lässt sich nicht einspielen") == 1
        assert records(store) == [B]

    def test_nor_is_one_that_closes_with_something_else(self, store: Store, tmp_path: Path) -> None:
        log = [one(put_entry(A))]
        true = {"content_hash": digest([A]), "records": {"Actor": 1}}
        made(tmp_path / "good", log, **true)
        for wrong in ({"revision": 2}, {"head": GENESIS}, {"content_hash": GENESIS}, {"records": {"Actor": 2}}):
            made(tmp_path / "bad", log, **(true | wrong))
            with pytest.raises(UnreadableInput):
                restore(store, tmp_path / "bad", author="a", now=LATER)
        restore(store, tmp_path / "good", author="a", now=LATER)
        assert records(store) == [A]

    def test_nor_is_one_whose_lines_say_nothing(self, tmp_path: Path) -> None:
        with gzip.open(backup_of(tmp_path, (A, B))) as file:
            lines = [json.loads(line) for line in file][:-1]
        for at in range(len(lines)):
            for changed in (lines[:at] + lines[at + 1 :], [*lines[:at], {}, *lines[at + 1 :]]):
                assert is_refused(changed, tmp_path / "bad"), lines[at]
            for key in lines[at]:
                for value in WRONG:
                    if value != lines[at][key] and key != "product":
                        changed = [*lines[:at], lines[at] | {key: value}, *lines[at + 1 :]]
                        assert is_refused(changed, tmp_path / "bad"), (lines[at], key, value)


def test_a_tie_with_itself_and_every_kind_of_value_come_back(store: Store, tmp_path: Path) -> None:
    loop = new(Tie, "t", source=A.id, target=A.id, level=2.5, note="Zeile\nzwei\t„Ähre“ 🌈")
    store.commit(Transaction((Put(A), Put(loop)), author="a", reason="b", at=MOMENT))
    back_up(store, tmp_path / "a", now=NOW)
    with open_store("sqlite::memory:") as other:
        restore(other, tmp_path / "a", author="a", now=LATER)
        assert other.get([loop.id]) == store.get([loop.id])
