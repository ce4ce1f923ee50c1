"""The commands that look after a store: what they answer, with which exit code, and what they leave."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run
from tests.graph.test_migrate import old_file

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def geflecht(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GEFLECHT_STORE", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def soest(geflecht: Run) -> Run:
    """The same beside a store that holds a district."""
    geflecht("import", str(EXAMPLES / "kreis-soest"))
    return geflecht


def answer(said: tuple[int, str, str]) -> dict[str, Any]:
    code, out, err = said
    assert code == 0, err
    loaded: dict[str, Any] = json.loads(out)
    return loaded


def problem(said: tuple[int, str, str]) -> tuple[int, str]:
    """Exit code and code of an error; its sentence is one line on standard error."""
    code, out, err = said
    error = json.loads(out)["error"]
    assert err == error["message"] + "\n"
    assert "Traceback" not in err
    return code, error["code"]


def test_a_district_comes_back_as_it_was(soest: Run) -> None:
    before = answer(soest("check", "--json"))
    made = answer(soest("backup", "soest.geflecht", "--json"))
    assert (made["revision"], made["hash"]) == (before["revision"], before["hash"])
    assert sum(made["records"].values()) > 100
    done = answer(soest("--store", "sqlite:other.db", "restore", "soest.geflecht", "--json"))
    assert (done["fromRevision"], done["hash"], done["savedTo"]) == (made["revision"], made["hash"], None)
    after = answer(soest("--store", "sqlite:other.db", "check", "--json"))
    assert after == {"ok": True, "problems": [], "revision": made["revision"] + 1, "hash": made["hash"]}
    history = soest("--lang", "en", "--store", "sqlite:other.db", "check", "--against", "soest.geflecht")
    assert history[0] == 0


def test_restoring_over_a_store_says_where_it_was_saved(soest: Run) -> None:
    soest("backup", "soest.geflecht")
    assert problem(soest("restore", "soest.geflecht", "--json")) == (2, "WRONG_USE")
    code, _, err = soest("restore", "soest.geflecht", "--replace")
    assert code == 0
    saved = Path(err.splitlines()[0].removeprefix("Vorher gesichert: "))
    assert saved.parent == Path("data")
    assert answer(soest("restore", str(saved), "--replace", "--keep", "kept", "--json"))["savedTo"] == "kept"


def test_copying_makes_the_same_store(soest: Run) -> None:
    before = answer(soest("check", "--json"))
    done = answer(soest("copy", "sqlite:data/geflecht.db", "sqlite:copy.db", "--json"))
    assert answer(soest("--store", "sqlite:copy.db", "check", "--json")) == before
    assert (done["revision"], done["hash"]) == (before["revision"], before["hash"])
    assert problem(soest("copy", "sqlite:data/geflecht.db", "sqlite:copy.db", "--json")) == (2, "WRONG_USE")
    assert problem(soest("copy", "sqlite:none.db", "sqlite:copy.db", "--json")) == (3, "STORE_UNREACHABLE")
    assert not Path("none.db").exists()


@pytest.mark.neo4j
def test_copying_to_a_server_and_back_keeps_the_hash(soest: Run, neo4j_address: str) -> None:
    before = answer(soest("check", "--json"))
    soest("copy", "sqlite:data/geflecht.db", neo4j_address)
    assert answer(soest("--store", neo4j_address, "check", "--json")) == before
    soest("copy", neo4j_address, "sqlite:back.db")
    assert answer(soest("--store", "sqlite:back.db", "check", "--json")) == before
    for name in ("a", "b"):
        address = "sqlite:data/geflecht.db" if name == "a" else "sqlite:back.db"
        soest("--store", address, "export", f"{name}.json")
    exported = [json.loads(Path(f"{name}.json").read_text("utf-8"))["meta"]["hash"] for name in ("a", "b")]
    assert exported[0] == exported[1]


def test_the_password_of_the_target_may_be_another(soest: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing listens there, but the file is read before anybody is asked."""
    monkeypatch.setenv("GEFLECHT_COPY_TO_PASSWORD_FILE", "missing")
    code, _, err = soest("copy", "sqlite:data/geflecht.db", "bolt://127.0.0.1:1")
    assert (code, "GEFLECHT_COPY_TO_PASSWORD_FILE" in err) == (2, True)


def test_a_changed_store_is_named_with_exit_1(soest: Run) -> None:
    with closing(sqlite3.connect("data/geflecht.db")) as connection:
        connection.execute("UPDATE Actor SET name = 'x' WHERE pk = (SELECT min(pk) FROM Actor)")
        connection.commit()
    code, out, _ = soest("check", "--json")
    found = json.loads(out)
    assert (code, found["ok"]) == (1, False)
    assert "STATE_DIFFERS" in {entry["code"] for entry in found["problems"]}
    assert all(set(entry) == {"code", "subject", "message"} for entry in found["problems"])
    assert soest("check")[2].splitlines()[-1].endswith("Probleme gefunden.")


def test_bad_files_are_one_sentence(soest: Run) -> None:
    Path("text").write_text("Guten Tag")
    for arguments in (("restore", "text"), ("restore", "none"), ("check", "--against", "text")):
        assert problem(soest(*arguments, "--json")) == (2, "UNREADABLE_INPUT")
    assert problem(soest("restore", "data/geflecht.db", "--json")) == (2, "UNREADABLE_INPUT")
    assert problem(soest("--store", "sqlite:new.db", "restore", "text", "--json")) == (2, "UNREADABLE_INPUT")
    assert not Path("new.db").exists()
    assert problem(soest("backup", "none/out", "--json")) == (2, "UNWRITABLE_OUTPUT")
    assert problem(soest("backup", "text", "--json")) == (2, "WRONG_USE")
    soest("backup", "out")
    assert problem(soest("--store", "sqlite:out", "check", "--json")) == (3, "STORE_DAMAGED")
    assert problem(soest("--store", "sqlite:none.db", "backup", "b", "--json")) == (3, "STORE_UNREACHABLE")
    assert not Path("b").exists()


class TestAnOlderStore:
    def test_is_migrated_after_a_dry_run(self, geflecht: Run) -> None:
        address = old_file(Path("old.db"))
        assert problem(geflecht("--store", address, "check", "--json")) == (3, "STORE_TOO_OLD")
        told = answer(geflecht("--store", address, "migrate", "--dry-run", "--json"))
        assert (told["from"], told["needed"], told["dryRun"], told["savedTo"]) == (1, True, True, None)
        done = answer(geflecht("--store", address, "migrate", "--json"))
        assert Path(done["savedTo"]).is_file()
        assert {**told, "dryRun": False, "savedTo": done["savedTo"]} == done
        assert answer(geflecht("--store", address, "check", "--json"))["ok"]
        assert answer(geflecht("--store", address, "migrate", "--json"))["needed"] is False
        assert "Nichts zu tun" in geflecht("--store", address, "migrate")[2]

    def test_the_demo_migrates_its_own(self, geflecht: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.demo.EXAMPLES", ())
        Path("data").mkdir()
        old_file(Path("data/geflecht.db"))
        code, _, err = geflecht("demo", "--no-serve")
        assert code == 0
        assert "Vorher gesichert" in err
        assert answer(geflecht("check", "--json"))["ok"]
