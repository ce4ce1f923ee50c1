"""Backups: one file that holds the log, the same from every store, and that shows every byte that was changed."""

from __future__ import annotations

import gzip
import json
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from graph.care.backup import back_up
from graph.care.backup_file import BackupFile
from graph.care.restore import restore
from graph.care.seal import LENGTH
from graph.digest import digest
from graph.errors import StoreDamaged, UnreadableInput, UnwritableOutput, WrongUse
from graph.log import state
from graph.model import Contact
from graph.store import Store, open_store
from graph.stores import SCHEMA_VERSION
from tests.graph.test_log import A, B, M, R, delete, new, records, write

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
CHANGE = ("kind", "id", "action", "version", "digest")


@pytest.fixture
def filled(store: Store) -> Store:
    """A small graph with a past: a renaming, a deletion, an erased person."""
    contact = new(Contact, "c", person_name="Erika Mustermann")
    write(store, A, B, M, R, contact, mutation_id="eins")
    write(store, replace(A, name="Caritasverband"), delete(R))
    write(store, replace(contact, person_name=None, email="amt@kreis.example"), erase=(contact.id,))
    return store


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of a small graph."""
    with open_store("sqlite::memory:") as store:
        write(store, A, B, M, R)
        write(store, replace(A, name="Caritasverband"), delete(R))
        back_up(store, tmp_path / "kreis.geflecht", now=NOW)
    return tmp_path / "kreis.geflecht"


@contextmanager
def no_room_after(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond that many bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def log_and_graph(store: Store) -> object:
    return list(store.log()), sorted(records(store), key=lambda record: record.id)


class TestWhatItHolds:
    def test_is_the_log_and_so_the_graph(self, filled: Store, tmp_path: Path) -> None:
        closing = back_up(filled, tmp_path / "a", now=NOW)
        assert (closing.revision, closing.head) == (filled.head().revision, filled.head().hash)
        assert closing.content_hash == digest(records(filled))
        assert closing.records == {"Actor": 2, "Contact": 1, "Measure": 1}
        with BackupFile(tmp_path / "a") as file:
            assert list(file.log()) == list(filled.log())
            assert digest(state(file.log())) == closing.content_hash
            assert file.closing() == closing
            assert file.heading.made_at == NOW

    def test_of_an_empty_store_is_empty(self, store: Store, tmp_path: Path) -> None:
        back_up(store, tmp_path / "a", now=NOW)
        with BackupFile(tmp_path / "a") as file:
            assert list(file.log()) == []

    def test_is_equal_byte_for_byte_from_equal_stores(self, filled: Store, tmp_path: Path) -> None:
        back_up(filled, tmp_path / "a", now=NOW)
        with open_store("sqlite::memory:") as other:
            other.replace(filled.log())
            back_up(other, tmp_path / "b", now=NOW)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()

    def test_can_be_read_without_geflecht(self, backup: Path) -> None:
        """As docs/backup.md says it: gunzip, one JSON object a line, SHA-256 of all but the last 101 bytes."""
        lines = [json.loads(line) for line in gzip.decompress(backup.read_bytes()).splitlines()]
        assert lines[0]["format"] == "geflecht-backup"
        assert [line["number"] for line in lines if "number" in line] == [1, 2]
        held: dict[str, str] = {}
        for line in lines:
            if line.get("action") == "put":
                assert line["digest"] == sha256(f"{line['salt']}\n{line['payload']}".encode()).hexdigest()
                held[line["id"]] = line["payload"]
            elif line.get("action") == "delete":
                del held[line["id"]]
        previous, changes = (
            "0" * 64,
            {line["number"]: lines[n + 1 :] for n, line in enumerate(lines) if "number" in line},
        )
        for line in (line for line in lines if "number" in line):
            made = [[c[k] for k in CHANGE] for c in changes[line["number"]][: line["changes"]]]
            head = [line[k] for k in ("number", "author", "reason", "at", "mutationId", "erased")]
            said = json.dumps([previous, *head, made], ensure_ascii=False)
            previous = sha256(said.encode()).hexdigest()
            assert line["hash"] == previous
        assert {json.loads(payload).get("name") for payload in held.values()} == {"Caritasverband", "AWO Höxter", None}
        assert LENGTH == 101
        assert lines[-1] == {"sha256": sha256(backup.read_bytes()[:-LENGTH]).hexdigest()}


class TestDamage:
    def test_every_byte_that_was_changed_is_noticed(self, backup: Path) -> None:
        whole = backup.read_bytes()
        for position in range(len(whole)):
            for bits in (0x01, 0x80):
                changed = bytearray(whole)
                changed[position] ^= bits
                backup.write_bytes(changed)
                with pytest.raises(UnreadableInput):
                    BackupFile(backup)

    def test_every_end_that_was_cut_off_or_put_on_is_noticed(self, backup: Path) -> None:
        whole = backup.read_bytes()
        for changed in (*(whole[:length] for length in range(len(whole))), whole + b"\0", whole + b"x", whole * 2):
            backup.write_bytes(changed)
            with pytest.raises(UnreadableInput):
                BackupFile(backup)

    def test_it_leaves_a_store_as_it_was(self, backup: Path, store: Store) -> None:
        write(store, B)
        before = log_and_graph(store)
        whole = bytearray(backup.read_bytes())
        whole[len(whole) // 2] ^= 1
        backup.write_bytes(whole)
        with pytest.raises(UnreadableInput) as caught:
            restore(store, backup, author="Amt", now=NOW, replace=True)
        assert "Prüfsumme" in caught.value.message.de
        assert log_and_graph(store) == before
        assert sorted(backup.parent.glob("*.geflecht")) == [backup]

    @pytest.mark.parametrize("content", [b"", b"Guten Tag", b"\x1f\x8b", gzip.compress(b'{"format": "other"}\n')])
    def test_other_files_are_no_backups(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "a").write_bytes(content)
        with pytest.raises(UnreadableInput):
            BackupFile(tmp_path / "a")

    def test_a_store_is_no_backup_and_a_backup_no_store(self, backup: Path, tmp_path: Path) -> None:
        with open_store(f"sqlite:{tmp_path / 'g.db'}") as store:
            write(store, A)
            with pytest.raises(UnreadableInput) as caught:
                BackupFile(tmp_path / "g.db")
            assert "geflecht copy" in caught.value.message.en
            assert records(store) == [A]
        whole = backup.read_bytes()
        with pytest.raises(StoreDamaged):
            open_store(f"sqlite:{backup}")
        assert backup.read_bytes() == whole

    @pytest.mark.parametrize("path", ["missing", "."])
    def test_what_is_no_file_is_named(self, tmp_path: Path, path: str) -> None:
        with pytest.raises(UnreadableInput):
            BackupFile(tmp_path / path)

    @pytest.mark.parametrize("number", ['"form":1', f'"schemaVersion":{SCHEMA_VERSION}'])
    def test_a_newer_form_is_refused_as_such(self, backup: Path, number: str) -> None:
        text = gzip.decompress(backup.read_bytes()).decode().replace(number, f"{number}0")
        backup.write_bytes(gzip.compress(text.encode()))
        with pytest.raises(UnreadableInput) as caught:
            BackupFile(backup)
        assert "newer version" in caught.value.message.en


class TestTheFile:
    def test_is_its_owners_only_and_nothing_is_left_beside_it(self, filled: Store, tmp_path: Path) -> None:
        back_up(filled, tmp_path / "a", now=NOW)
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
        assert not list(tmp_path.glob(".*"))

    def test_is_not_overwritten_unless_told(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("wichtig")
        with pytest.raises(WrongUse):
            back_up(store, tmp_path / "a", now=NOW)
        assert (tmp_path / "a").read_text() == "wichtig"
        back_up(store, tmp_path / "a", now=NOW, overwrite=True)
        with BackupFile(tmp_path / "a") as file:
            assert file.heading.made_at == NOW

    def test_needs_a_folder(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        for out in (tmp_path / "missing" / "a", tmp_path / "file" / "a"):
            with pytest.raises(UnwritableOutput):
                back_up(store, out, now=NOW)
        with pytest.raises(WrongUse):
            back_up(store, tmp_path, now=NOW)

    def test_needs_a_folder_that_may_be_written_to(self, store: Store) -> None:
        with pytest.raises(UnwritableOutput) as caught:
            back_up(store, Path("/sys/a"), now=NOW)  # where not even root may
        assert "darf nicht geschrieben werden" in caught.value.message.de

    def test_on_a_full_disk_leaves_nothing(self, filled: Store, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("wichtig")
        with pytest.raises(UnwritableOutput) as caught, no_room_after(200):
            back_up(filled, tmp_path / "a", now=NOW, overwrite=True)
        assert "kein Platz" in caught.value.message.de
        assert [path.name for path in tmp_path.iterdir() if path.suffix not in (".db", ".db-wal", ".db-shm")] == ["a"]
        assert (tmp_path / "a").read_text() == "wichtig"


class TestOfADamagedLog:
    def test_is_refused(self, tmp_path: Path) -> None:
        with open_store("sqlite::memory:") as store:
            write(store, A)
            write(store, B)
            first, second = store.log()
            store.replace([first, replace(second, author="jemand anders")])
            with pytest.raises(StoreDamaged):
                back_up(store, tmp_path / "a", now=NOW)
            assert list(tmp_path.iterdir()) == []
