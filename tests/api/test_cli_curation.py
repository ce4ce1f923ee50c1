"""Caring for entries on the command line: it tells first, and does it when told so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run
from tests.importers.district_files import write

Run = Callable[..., tuple[int, str, str]]

TABLES = {
    "actors": "actor_id,name,level\na1,Caritas,Kreis\na2,Caritasverband,Stadt\na3,AWO,\n",
    "measures": "measure_id,title\nm1,Sprachcafé\n",
    "responsibilities": "measure_id,actor_id,role\nm1,a1,federführend\nm1,a2,federführend\n",
    "contacts": "contact_id,actor_id,email,person_name,consent_id\nc1,a1,post@beispiel.example,Erika Mustermann,j1\n",
    "consents": "consent_id,contact_id,given_on\nj1,c1,2025-01-01\n",
    "needs": "need_id,text\nn1,Mustermann fragen\n",
}


@pytest.fixture
def geflecht(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GEFLECHT_STORE", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    assert command("import", str(write(tmp_path / "kreis", TABLES)))[0] == 0
    return command


def answer(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def revision(geflecht: Run) -> int:
    return int(answer(geflecht("check", "--json")[1])["revision"])


def test_merging_tells_first_and_does_it_with_yes(geflecht: Run) -> None:
    code, out, err = geflecht("merge", "Akteur", "a1", "Caritasverband")
    assert (code, out) == (0, "")
    assert "Akteur „Caritasverband“ geht auf in „Caritas“." in err
    assert "Ebene: es gilt „Kreis“, nicht „Stadt“." in err
    assert "Doppelt: Zuständigkeit (vorgeschlagen). Es bleibt nur ein Eintrag." in err
    assert "mit --yes" in err
    assert revision(geflecht) == 1
    code, out, err = geflecht("merge", "actor", "a1", "a2", "--choose", "level=away", "--yes", "--json")
    done = answer(out)
    assert (code, err, done["revision"], len(done["folded"])) == (0, "", 2, 1)
    assert [d["taken"] for d in done["differences"]] == ["keep", "away"]
    assert geflecht("merge", "Akteur", "a1", "a2")[0] == 2, "they are one by now"
    assert "derselbe" in geflecht("merge", "Akteur", "a1", "a2")[2]
    code, out, _ = geflecht("import", "kreis", "--json")
    assert sum(answer(out)["added"].values()) == sum(answer(out)["changed"].values()) == 0


def test_deleting_tells_what_goes_along(geflecht: Run) -> None:
    code, _, err = geflecht("delete", "Maßnahme", "m1", "--reason", "doppelt")
    assert code == 0
    assert "Damit geht: 2 Zuständigkeiten." in err
    code, out, _ = geflecht("delete", "Akteur", "a1", "--reason", "aufgelöst", "--yes", "--json")
    assert (code, answer(out)["error"]["code"]) == (2, "INVALID"), "a contact refers to it"
    assert geflecht("delete", "Akteur", "a1", "--reason", "aufgelöst", "--detach", "--yes")[0] == 0
    code, _, err = geflecht("delete", "Akteur", "a1", "--reason", "nochmal")
    assert code == 2
    assert "von cli gelöscht: aufgelöst." in err


def test_confirming_leaves_the_entry_as_it_is(geflecht: Run) -> None:
    arguments = ("--by", "a1", "--function", "Leitung", "--way", "phone", "--on", "2026-01-15")
    code, out, _ = geflecht("confirm", "Maßnahme", "Sprachcafé", *arguments, "--json")
    assert (code, answer(out)["version"], answer(out)["revision"]) == (0, 1, 2)
    assert answer(geflecht("check", "--json")[1])["ok"]
    assert geflecht("confirm", "Maßnahme", "m1", "--way", "brieftaube")[0] == 2
    assert geflecht("confirm", "Maßnahme", "m1", "--on", "2999-01-01")[0] == 2


def test_erasing_proves_it_and_says_where_the_name_still_stands(geflecht: Run, tmp_path: Path) -> None:
    code, _, err = geflecht("erase", "Kontakt", "c1", "--reason", "Antrag vom 3. März")
    assert code == 0
    assert "nicht zurücknehmen" in err
    arguments = ("--reason", "Antrag vom 3. März", "--keep", "email", "--yes", "--json")
    code, out, _ = geflecht("erase", "Kontakt", "c1", *arguments)
    proof = answer(out)
    assert (code, proof["payloads"], len(proof["ids"])) == (1, 2, 2), "exit 1: somebody has to look"
    assert [(m["kind"], m["property"], m["certain"]) for m in proof["mentions"]] == [("Need", "text", False)]
    assert "Mustermann" not in out
    assert geflecht("erase", "Kontakt", "c1", "--reason", "x", "--keep", "alles")[0] == 2
    code, out, _ = geflecht("import", "kreis", "--json")
    assert {left["code"] for left in answer(out)["leftOut"]} >= {"ERASED"}


def test_what_is_not_there_is_said(geflecht: Run) -> None:
    for arguments in (("delete", "Akteur", "niemand"), ("delete", "Zauberer", "a1")):
        code, out, err = geflecht(*arguments, "--reason", "x", "--json")
        assert code == 2
        assert answer(out)["error"]["code"] in ("NOT_FOUND", "WRONG_USE")
        assert err.count("\n") == 1
