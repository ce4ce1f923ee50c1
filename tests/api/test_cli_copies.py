"""What one command had to read row by row, the next one need not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run
from graph.picture import stored
from graph.stores.sqlite import SqliteStore

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
COMMANDS = (
    ("gaps", "--on", "2026-01-15", "--json"),
    ("strength", "--on", "2026-01-15", "--json"),
    ("gaps", "--on", "2026-01-15", "--dataset", "kreis-soest", "--json"),
)


@pytest.fixture(scope="module")
def soest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("soest") / "geflecht.db"
    assert run(["--store", f"sqlite:{path}", "import", str(EXAMPLES / "kreis-soest")]) in (0, 1)
    return path


def kept(file: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'table_copy'").fetchone():
            return set()
        return set(connection.execute("SELECT kind, scope FROM table_copy"))


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(command) for command in COMMANDS])
def test_the_next_command_says_the_same_without_rows(
    soest: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told() -> str:
        capsys.readouterr()
        assert run(["--store", f"sqlite:{soest}", *command]) == 0
        return capsys.readouterr().out

    before = told()
    assert kept(soest) == set(), "a district is read too fast for it to be worth keeping"
    monkeypatch.setattr(stored, "MANY", 0)
    assert told() == before
    assert len(kept(soest)) > 5

    def no_rows(*_: Any) -> Any:
        raise AssertionError("rows were read")

    monkeypatch.setattr(SqliteStore, "rows", no_rows)
    assert told() == before
    monkeypatch.undo()
    with closing(sqlite3.connect(soest)) as connection:
        connection.execute("DROP TABLE table_copy")
