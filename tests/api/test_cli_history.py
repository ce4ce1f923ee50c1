"""The commands about the past: `history`, `diff`, `undo`, `import --undo`, `--as-of`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run
from graph.changes import Delete, Put, Transaction
from graph.digest import digest
from graph.model import KINDS, Actor, Contact, Measure, Record, Ref, Responsibility, global_id
from graph.model.states import MeasureStatus
from graph.past.undo import revision_of_import, undo
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SOEST = EXAMPLES / "kreis-soest"

MOMENTS = "Möglich sind 2025-02-17, 2025-02-17T18:00 oder die Nummer eines Stands."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def geflecht(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GEFLECHT_STORE", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["--lang", "de", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def answer(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def content_hash(geflecht: Run) -> str:
    found: str = answer(geflecht("check", "--json")[1])["hash"]
    return found


def new(kind: type[Any], key: str, dataset: str = "kreis", /, **values: Any) -> Any:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


CLUB = new(Actor, "v1", name="Verein")
CAFE = new(Measure, "m1", title="Sprachcafé", status=MeasureStatus.PLANNED)
LEAD = new(Responsibility, "r1", source=CLUB.id, target=CAFE.id)
MAIL = new(Contact, "k1", email="post@example.org")


def write(*changes: Record | Delete, on: str, erase: tuple[Ref, ...] = ()) -> None:
    with open_store("sqlite:data/geflecht.db") as store:
        made = tuple(Put(change) if isinstance(change, Record) else change for change in changes)
        at = datetime.fromisoformat(f"{on}T12:00+01:00")
        store.commit(Transaction(made, "Amt 50", f"Grund {store.revision() + 1}", at, erase=erase))


@pytest.fixture
def told(geflecht: Run) -> Run:
    """A store with a past: three revisions in January, February and March 2025."""
    write(CLUB, CAFE, MAIL, on="2025-01-10")
    write(replace(CAFE, status=MeasureStatus.IN_PROGRESS), LEAD, on="2025-02-17")
    write(replace(CLUB, name="Verein e. V."), Delete("Contact", MAIL.id), on="2025-03-01", erase=(MAIL.id,))
    return geflecht


class TestHistory:
    def test_as_json(self, told: Run) -> None:
        code, out, _ = told("history", "m1", "--json")
        found = answer(out)
        assert code == 0
        assert list(found) == ["id", "kind", "name", "changes", "confirmations"]
        assert (found["id"], found["kind"], found["name"]) == (CAFE.id, "Measure", "Sprachcafé")
        assert found["changes"][1] == {
            "revision": 2, "at": "2025-02-17T11:00:00+00:00", "author": "Amt 50", "reason": "Grund 2",
            "action": "CHANGED", "version": 2, "erased": False,
            "properties": [{"name": "status", "label": "Status", "before": "PLANNED", "after": "IN_PROGRESS"}],
        }  # fmt: skip

    def test_by_global_id_with_its_edges(self, told: Run) -> None:
        found = answer(told("history", CLUB.id, "--edges", "--json")[1])
        assert [(edge["kind"], edge["name"]) for edge in found["edges"]] == [
            ("Responsibility", "Verein e. V. – Sprachcafé")
        ]

    def test_for_people_in_their_own_time(self, told: Run) -> None:
        rows = list(csv.DictReader(io.StringIO(told("history", "m1", "--csv")[1])))
        assert rows[-1] == {
            "revision": "2", "at": "2025-02-17 12:00", "author": "Amt 50", "reason": "Grund 2", "action": "geändert",
            "entry": "Maßnahme Sprachcafé", "property": "Status", "before": "geplant", "after": "läuft",
        }  # fmt: skip
        assert "läuft" in told("history", "m1")[1]

    def test_of_what_was_deleted_and_erased(self, told: Run) -> None:
        code, out, _ = told("history", "k1", "--json")
        assert code == 0
        assert [(c["action"], c["erased"]) for c in answer(out)["changes"]] == [("CREATED", True), ("DELETED", False)]
        assert "post@" not in out

    def test_of_an_unknown_id(self, told: Run) -> None:
        code, out, err = told("history", "nix", "--json")
        assert (code, answer(out)["error"]["code"]) == (2, "NOT_FOUND")
        assert err == "Einen Eintrag „nix“ gibt es nicht und gab es nie.\n"
        assert told("history", "m1", "--dataset", "anderswo")[0] == 2

    def test_of_an_id_that_stands_for_several(self, told: Run) -> None:
        write(new(Actor, "m1", name="x"), on="2025-04-01")
        code, _, err = told("history", "m1")
        assert code == 2
        assert CAFE.id in err
        assert "Akteur (kreis)" in err


class TestDiff:
    def test_of_two_moments(self, told: Run) -> None:
        code, out, err = told("diff", "--from", "2025-01-31", "--to", "2025-02-28", "--json")
        found = answer(out)
        assert code == 0
        assert [found[end]["revision"] for end in ("from", "to")] == [1, 2]
        assert [one["kind"] for one in found["added"]] == ["Responsibility"]
        assert [(one["name"], len(one["properties"])) for one in found["changed"]] == [("Sprachcafé", 1)]
        assert found["removed"] == []
        assert "endgültig gelöscht" in err

    def test_until_now(self, told: Run) -> None:
        rows = list(csv.DictReader(io.StringIO(told("diff", "--from", "2", "--csv")[1])))
        assert [(row["change"], row["kind"], row["before"], row["after"]) for row in rows] == [
            ("geändert", "Akteur", "Verein", "Verein e. V.")
        ]

    def test_of_two_datasets(self, told: Run) -> None:
        write(new(Actor, "v1", "entwurf", name="Verein e. V."), on="2025-04-01")
        found = answer(told("diff", "--dataset", "entwurf", "--with", "kreis", "--json")[1])
        assert [one["externalId"] for one in found["added"]] == ["m1", "r1"]
        assert (found["removed"], found["changed"]) == ([], [])

    def test_of_two_plans(self, geflecht: Run) -> None:
        geflecht("import", str(EXAMPLES / "kreis-lindental"))
        code, out, _ = geflecht("diff", "p2016", "p2025", "--json")
        found = answer(out)
        assert (code, found["old"]["externalId"], len(found["measures"])) == (0, "p2016", 73)
        assert "Lesementoren an Grundschulen" in geflecht("diff", "p2016", "p2025")[1]
        assert geflecht("diff", "p2016", "p1999")[0] == 2
        assert geflecht("diff", "p2016")[0] == 2

    @pytest.mark.parametrize(
        "arguments",
        [(), ("--to", "2"), ("a", "b", "--from", "1"), ("--from", "1", "--with", "x"), ("a", "b", "--to", "1")],
    )
    def test_of_nothing_in_particular_is_wrong_use(self, told: Run, arguments: tuple[str, ...]) -> None:
        code, _, err = told("diff", *arguments)
        assert code == 2
        assert err.startswith("Bitte sagen, was zu vergleichen ist")


class TestAMoment:
    @pytest.mark.parametrize(
        ("moment", "sentence"),
        [
            ("gestern", f"„gestern“ ist kein Zeitpunkt. {MOMENTS}"),
            ("99", "Den Stand 99 gibt es noch nicht; der neueste ist 3."),
            ("2999-01-01", "„2999-01-01“ liegt in der Zukunft."),
            ("2999-01-01T12:00", "„2999-01-01T12:00“ liegt in der Zukunft."),
            ("1999-01-01", "„1999-01-01“: Da war noch nichts eingetragen."),
            ("0", "„0“: Da war noch nichts eingetragen."),
        ],
    )  # fmt: skip
    def test_that_cannot_be_shown_is_one_sentence(self, told: Run, moment: str, sentence: str) -> None:
        for command in (("gaps", "--as-of", moment), ("diff", "--from", moment)):
            code, out, err = told(*command, "--json")
            assert (code, err) == (2, sentence + "\n")
            assert answer(out)["error"]["message"] == sentence

    def test_answers_as_it_was_known_and_as_it_held_then(self, told: Run, tmp_path: Path) -> None:
        def strength(*options: str) -> dict[str, Any]:
            code, out, _ = told("strength", "--json", *options)
            assert code == 0
            network: dict[str, Any] = answer(out)["networks"][0]
            return network

        then = strength("--as-of", "2025-02-17")
        assert {metric["asOf"] for metric in then["metrics"]} == {"2025-02-17"}
        assert {metric["asOf"] for metric in strength("--as-of", "2")["metrics"]} == {"2025-02-17"}
        other = strength("--as-of", "2025-02-17", "--on", "2025-01-01")
        assert {metric["asOf"] for metric in other["metrics"]} == {"2025-01-01"}

    def test_draws_the_same_page_every_time(self, told: Run, tmp_path: Path) -> None:
        for name in ("a.html", "b.html"):
            assert told("report", name, "--as-of", "2025-02-17")[0] == 0
        first, second = ((tmp_path / name).read_text(encoding="utf-8") for name in ("a.html", "b.html"))
        assert first == second
        assert "Verein e. V." not in first
        assert told("map", "c.svg", "--as-of", "3")[0] == 0


class TestUndo:
    def test_takes_an_import_back_and_brings_it_again(self, geflecht: Run) -> None:
        empty = content_hash_of_nothing(geflecht)
        run_id = answer(geflecht("import", str(EXAMPLES / "kreis-lindental"), "--json")[1])["runId"]
        full = content_hash(geflecht)
        code, out, _ = geflecht("import", "--undo", run_id, "--dry-run", "--json")
        assert (code, answer(out)["revision"], answer(out)["dryRun"]) == (0, None, True)
        assert answer(out)["removed"]["Tie"] == 271
        assert content_hash(geflecht) == full
        code, out, _ = geflecht("import", "--undo", run_id, "--json")
        assert (code, answer(out)["undone"], answer(out)["revision"], answer(out)["runId"]) == (0, 1, 2, run_id)
        assert content_hash(geflecht) == empty
        assert geflecht("undo", "2")[0] == 0
        assert content_hash(geflecht) == full

    def test_takes_a_second_import_back(self, geflecht: Run, tmp_path: Path) -> None:
        geflecht("import", str(SOEST))
        before = content_hash(geflecht)
        folder = tmp_path / "kreis-soest"
        folder.mkdir()
        for path in SOEST.glob("*.csv"):
            text = path.read_text(encoding="utf-8-sig")
            (folder / path.name).write_text(text.replace("Soest", "Soost"), encoding="utf-8")
        changed = answer(geflecht("import", str(folder), "--json")[1])
        assert sum(changed["changed"].values()) > 10
        assert content_hash(geflecht) != before
        _, _, err = geflecht("import", "--undo", changed["runId"])
        assert "ist zurückgenommen (Stand 3)" in err
        assert content_hash(geflecht) == before

    def test_tells_everything_that_stands_in_the_way(self, told: Run) -> None:
        before = content_hash(told)
        code, out, _ = told("undo", "1", "--json")
        found = answer(out)
        assert code == 1
        assert [(o["code"], o["revision"], o["author"], o["reason"]) for o in found["obstacles"]] == [
            ("CHANGED_LATER", 2, "Amt 50", "Grund 2"), ("CHANGED_LATER", 3, "Amt 50", "Grund 3"),
        ]  # fmt: skip
        assert found["revision"] is None
        assert found["obstacles"][0]["message"] == (
            "Maßnahme „Sprachcafé“ wurde mit Stand 2 wieder geändert (Amt 50: Grund 2)."
        )
        code, _, err = told("undo", "1")
        assert code == 1
        assert err.splitlines()[0] == "Stand 1 (Grund 1) lässt sich nicht zurücknehmen; nichts wurde geschrieben."
        assert content_hash(told) == before

    def test_what_was_erased_stays_so(self, told: Run) -> None:
        code, out, _ = told("undo", "3", "--json")
        assert code == 1
        assert [(o["code"], o["name"]) for o in answer(out)["obstacles"]] == [("ERASED", "gelöscht")]

    def test_a_second_time_does_nothing(self, told: Run) -> None:
        assert told("undo", "2", "--reason", "Irrtum")[0] == 0
        code, _, err = told("undo", "2")
        assert (code, err) == (0, "Es ist schon alles wie vor Stand 2 (Grund 2).\n")
        assert answer(told("history", "m1", "--json")[1])["changes"][-1]["reason"] == "Irrtum"

    @pytest.mark.parametrize("revision", ["0", "7", "99999999999999999999"])
    def test_of_a_revision_that_is_not_there(self, told: Run, revision: str) -> None:
        code, _, err = told("undo", revision)
        assert (code, err) == (2, f"Den Stand {revision} gibt es nicht; der neueste ist 3.\n")

    def test_of_an_import_that_is_not_there(self, told: Run) -> None:
        code, _, err = told("import", "--undo", "nix")
        assert (code, err) == (2, "Ein Einlesen „nix“ hat in diesem Speicher nichts geschrieben.\n")

    def test_importing_and_taking_back_at_once_is_wrong_use(self, geflecht: Run) -> None:
        for arguments in ((), (str(SOEST), "--undo", "x")):
            code, _, err = geflecht("import", *arguments)
            assert code == 2
            assert err.startswith("Bitte sagen, was einzulesen ist")


def content_hash_of_nothing(geflecht: Run) -> str:
    with open_store("sqlite:data/geflecht.db"):
        pass
    return content_hash(geflecht)


def test_an_import_is_undone_on_every_store(store_address: str) -> None:
    now = datetime(2026, 1, 15, tzinfo=UTC)
    with open_store(store_address) as store:

        def content() -> str:
            return digest(store.read(tuple(KINDS.values()))[1])

        import_path(store, EXAMPLES / "kreis-coesfeld", author="Test", now=now)
        before = content()
        result = import_path(store, SOEST, author="Test", now=now)
        after = content()
        at = now + timedelta(days=1)
        undone = undo(store, revision_of_import(store, result.run_id), author="Test", at=at, viewer=OFFICE)
        assert undone.obstacles == ()
        assert content() == before
        assert undone.revision is not None
        undo(store, undone.revision, author="Test", at=at, viewer=OFFICE)
        assert content() == after
