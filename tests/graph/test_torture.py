"""The short form of scripts/torture, and that it would see it if a store lost something."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Actor, Record, Tie
from graph.store import open_store
from tests.torture import batches, syscalls
from tests.torture.__main__ import main
from tests.torture.disk import Disk
from tests.torture.figures import Figures
from tests.torture.kills import folder_to_import
from tests.torture.power import power_loss
from tests.torture.syscalls import Call
from tests.torture.workloads import WORKLOADS

ON_NEO4J = {name for name in WORKLOADS if name.endswith("neo4j")}


def tortured(name: str, *options: str) -> None:
    command = [sys.executable, "-m", "tests.torture", name, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "LEFT OUT" in done.stdout:
        pytest.skip(f"TORTURE {done.stdout.strip()}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ": 0 " in done.stdout


@pytest.mark.parametrize("name", sorted(WORKLOADS.keys() - ON_NEO4J))
def test_nothing_is_lost(name: str) -> None:
    tortured(name)


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["kills-neo4j", "contention-neo4j"])
def test_nothing_is_lost_on_neo4j(name: str, neo4j_address: str) -> None:
    tortured(name, "--neo4j", neo4j_address)


def judged(records: list[Record], acknowledged: set[int], under_way: Collection[int] = ()) -> dict[str, int]:
    figures = Figures("test")
    batches.Seen.of(records).judge(figures, acknowledged, under_way)
    return dict(figures.wrong)


class TestTheJudge:
    """Two batches as a store would hold them, and what may be wrong with them."""

    @pytest.fixture
    def held(self) -> list[Record]:
        with open_store("sqlite::memory:") as store:
            batches.write(store, 0)
            batches.write(store, 1)
            return store.read((Actor, Tie))[1]

    def test_all_is_there(self, held: list[Record]) -> None:
        assert judged(held, {0, 1}) == judged(held, {0}, {1}) == judged(held, {0, 1}, {2}) == {}

    def test_lost(self, held: list[Record]) -> None:
        assert judged(held, {0, 1, 2})["lost"] == 1

    def test_half(self, held: list[Record]) -> None:
        without = [record for record in held if record.external_id != "1-2"]
        assert judged(without, {0}, {1})["half"] == 1
        assert judged(without, {0, 1})["lost"] == 1

    def test_the_part_in_a_record_that_was_there_before(self, held: list[Record]) -> None:
        behind = [replace(record, version=1) if record.external_id == "shared" else record for record in held]
        assert judged(behind, {0, 1}) == {"half": 1}

    def test_doubled(self, held: list[Record]) -> None:
        again = [replace(record, version=3) if record.external_id == "shared" else record for record in held]
        assert judged(again, {0, 1}) == {"doubled": 1}
        again = [replace(record, version=2) if record.external_id == "1-0" else record for record in held]
        assert judged(again, {0, 1}) == {"doubled": 1}

    def test_never_sent(self, held: list[Record]) -> None:
        assert judged(held, {0})["half"] == 1


def test_a_store_that_does_not_sync_is_found_out(tmp_path: Path) -> None:
    problem = syscalls.missing()
    if problem is not None:
        pytest.skip(f"TORTURE LEFT OUT: {problem}")
    figures = power_loss(3, 1, tmp_path, every=10, synchronous="OFF")
    assert not figures.ok
    assert figures.wrong["lost"] > 0


def test_the_command_line_on_a_full_disk(tmp_path: Path) -> None:
    """One sentence, the exit code of a store that can't be used, and what was there is there."""
    problem = syscalls.missing()
    if problem is not None:
        pytest.skip(f"TORTURE LEFT OUT: {problem}")
    address = f"sqlite:{tmp_path / 'graph.db'}"
    with open_store(address) as store:
        batches.write(store, 0)
    full = ["strace", "-f", "-qqq", "-o", "/dev/null", "-e", "inject=pwrite64:error=ENOSPC:when=20+"]
    geflecht = [sys.executable, "-c", "from api.cli import main; main()", "--lang", "en", "--store", address]
    command = [*full, *geflecht, "import", str(folder_to_import(tmp_path / "tables"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"{address}: The disk is full. Nothing was written. Please make room and try again.\n"
    figures = Figures("test")
    batches.inspect(address, figures, {0})
    assert not any(figures.wrong.values())


class TestTheDisk:
    def disk(self, *calls: Call) -> Disk:
        disk = Disk(Path("/d"))
        for call in calls:
            disk.apply(call)
        return disk

    OPENED = Call("open", 3, path="/d/file", flags=", O_RDWR|O_CREAT")
    FOLDER = Call("open", 9, path="/d", flags=", O_RDONLY")
    SYNC_FOLDER = Call("sync", 9)

    def test_a_file_whose_name_was_not_synced_may_be_gone(self) -> None:
        disk = self.disk(self.OPENED, Call("write", 3, data=b"ab"), Call("sync", 3))
        assert (disk.everything().image(), disk.synced().image()) == ({"file": b"ab"}, {})
        seen = {frozenset(disk.something(random.Random(n)).image().items()) for n in range(20)}
        assert seen == {frozenset(), frozenset({("file", b"ab")})}

    def test_what_was_synced_stays(self) -> None:
        before = (self.OPENED, self.FOLDER, self.SYNC_FOLDER, Call("write", 3, data=b"ab"), Call("sync", 3))
        disk = self.disk(*before, Call("write", 3, data=b"cd", offset=2), Call("truncate", 3, offset=1))
        assert (disk.everything().image(), disk.synced().image()) == ({"file": b"a"}, {"file": b"ab"})
        seen = {disk.something(random.Random(n)).image()["file"] for n in range(50)}
        assert seen == {b"ab", b"abcd", b"a"}

    def test_a_file_removed_may_still_be_there(self) -> None:
        disk = self.disk(self.OPENED, self.FOLDER, self.SYNC_FOLDER, Call("unlink", -1, path="/d/file"))
        assert (disk.everything().image(), disk.synced().image()) == ({}, {"file": b""})

    def test_writes_are_torn_at_sectors(self) -> None:
        disk = self.disk(self.OPENED, self.FOLDER, self.SYNC_FOLDER, Call("write", 3, data=b"x" * 1024))
        seen = {disk.something(random.Random(n)).image()["file"] for n in range(200)}
        assert {b"", b"x" * 512, bytes(512) + b"x" * 512, b"x" * 1024} == seen


def test_an_unknown_workload_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["kill"])
    assert "there are kills, power" in capsys.readouterr().err
