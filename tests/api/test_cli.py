"""The command line: what it answers, in which shape, with which exit code."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LINDENTAL = ("--dataset", "kreis-lindental", "--on", "2026-01-15")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def geflecht(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GEFLECHT_STORE", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture(scope="module")
def lindental(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lindental") / "geflecht.db"
    assert run(["--store", f"sqlite:{path}", "import", str(EXAMPLES / "kreis-lindental")]) in (0, 1)
    return path


def answer(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_a_folder_goes_in_and_a_second_time_changes_nothing(geflecht: Run) -> None:
    code, out, _ = geflecht("import", str(EXAMPLES / "kreis-soest"), "--json")
    first = answer(out)
    assert code in (0, 1)
    assert first["added"]["Actor"] == 42
    code, out, _ = geflecht("import", str(EXAMPLES / "kreis-soest"), "--json")
    again = answer(out)
    assert sum(again["added"].values()) == sum(again["changed"].values()) == 0
    assert again["unchanged"] == first["added"]
    assert Path("data/geflecht.db").is_file(), "the default store lies in data/ below the current folder"


def test_loose_files_are_read_as_one_folder_whatever_their_order(geflecht: Run) -> None:
    folder = EXAMPLES / "kreis-soest"
    files = [str(path) for path in sorted(folder.glob("*.csv"), reverse=True)]
    _, out, _ = geflecht("import", *files, "--dataset", "kreis-soest", "--json")
    assert answer(out)["rejected"] == []
    loose = answer(geflecht("check", "--json")[1])["hash"]
    geflecht("--store", "sqlite:b.db", "import", str(folder))
    assert answer(geflecht("--store", "sqlite:b.db", "check", "--json")[1])["hash"] == loose


def test_a_dry_run_writes_nothing(geflecht: Run) -> None:
    code, out, _ = geflecht("import", str(EXAMPLES / "kreis-soest"), "--dry-run", "--json")
    assert answer(out)["dryRun"] is True
    assert answer(out)["added"]["Actor"] == 42
    code, out, _ = geflecht("check", "--json")
    assert (code, answer(out)["revision"]) == (0, 0)


def test_a_missing_path_is_one_sentence_and_exit_2(geflecht: Run) -> None:
    code, out, err = geflecht("import", "gibt-es-nicht", "--json")
    assert code == 2
    assert answer(out)["error"]["code"] == "UNREADABLE_INPUT"
    assert "gibt-es-nicht" in err
    assert "Traceback" not in err


def test_a_store_that_cannot_be_reached_is_exit_3(geflecht: Run) -> None:
    code, out, err = geflecht("--store", "bolt://127.0.0.1:9", "check", "--json")
    assert code == 3
    assert answer(out)["error"]["code"] == "STORE_UNREACHABLE"
    assert err.count("\n") == 1


def test_a_file_that_is_no_database_is_exit_3(geflecht: Run, tmp_path: Path) -> None:
    (tmp_path / "kaputt.db").write_text("das ist keine Datenbank, nur Text " * 50)
    code, out, _ = geflecht("--store", "sqlite:kaputt.db", "check", "--json")
    assert code == 3
    assert answer(out)["error"]["code"] == "STORE_DAMAGED"


def test_a_store_of_a_newer_version_is_refused_untouched(geflecht: Run, tmp_path: Path) -> None:
    geflecht("--store", "sqlite:neu.db", "init", "05754")
    with sqlite3.connect(tmp_path / "neu.db") as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    connection.close()
    code, out, _ = geflecht("--store", "sqlite:neu.db", "check", "--json")
    assert code == 3
    assert answer(out)["error"]["code"] == "STORE_TOO_NEW"


def test_an_address_that_is_no_store_is_wrong_use(geflecht: Run) -> None:
    code, out, _ = geflecht("--store", "mysql://x", "check", "--json")
    assert (code, answer(out)["error"]["code"]) == (2, "WRONG_USE")


@pytest.mark.parametrize("arguments", [("nonsense",), ("check", "--nonsense"), ("--lang", "fr", "check"), ("init",)])
def test_wrong_use_is_exit_2_without_a_traceback(geflecht: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = geflecht(*arguments)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err


def test_init_starts_a_district_from_the_reference_data(geflecht: Run) -> None:
    code, out, _ = geflecht("init", "05754", "--json")
    assert code == 0
    assert answer(out)["dataset"] == "kreis-guetersloh"
    assert answer(out)["places"] == 14, "the district and its 13 municipalities"
    code, out, _ = geflecht("check", "--json")
    assert (code, answer(out)["ok"]) == (0, True)
    assert geflecht("init", "05754")[0] == 2, "a second time it stays as it is"


def test_init_of_a_district_without_shipped_municipalities_says_what_to_add(geflecht: Run) -> None:
    code, _, err = geflecht("init", "05158")
    assert code == 0
    assert "places.csv" in err


def test_init_of_a_district_that_the_reference_does_not_know_starts_it_alone(geflecht: Run) -> None:
    code, out, _ = geflecht("init", "09162", "--json")
    assert (code, answer(out)["places"]) == (0, 1)
    assert "places.csv" in answer(out)["message"]


def test_a_mistyped_store_is_not_made_by_looking_at_it(geflecht: Run) -> None:
    code, out, _ = geflecht("--store", "sqlite:tippfehler.db", "gaps", "--json")
    assert (code, answer(out)["error"]["code"]) == (3, "STORE_UNREACHABLE")
    assert not Path("tippfehler.db").exists()


def test_one_missing_path_of_several_stops_before_anything_is_written(geflecht: Run) -> None:
    code, out, _ = geflecht("import", str(EXAMPLES / "kreis-soest"), "gibt-es-nicht", "--json")
    assert (code, answer(out)["error"]["code"]) == (2, "UNREADABLE_INPUT")
    assert not Path("data").exists()


def test_wrong_use_is_said_in_the_readers_language(geflecht: Run) -> None:
    assert "gibt es nicht" in geflecht("--lang", "de", "quatsch")[2]
    assert "No such command" in geflecht("--lang", "en", "quatsch")[2]


def test_a_report_of_another_format_is_wrong_use(geflecht: Run, lindental: Path) -> None:
    assert geflecht("--store", f"sqlite:{lindental}", "report", "bericht.txt", *LINDENTAL)[0] == 2


def test_a_report_has_three_forms_and_tells_changes_since_a_day(geflecht: Run, lindental: Path, tmp_path: Path) -> None:
    def made(*options: str) -> str:
        out = tmp_path / "bericht.html"
        code, _, said = geflecht("--store", f"sqlite:{lindental}", "report", str(out), *LINDENTAL, *options)
        assert code == 0, said
        return out.read_text("utf-8")

    assert "Managementfassung" in made("--short")
    assert "Ein Blatt für die Lenkungsgruppe" in made("--page")
    assert "Seit dem 1. Dezember 2025 (" in made("--since", "2025-12-01")
    for wrong in (("--short", "--page"), ("--since", "2099-01-01"), ("--since", "gestern")):
        assert geflecht("--store", f"sqlite:{lindental}", "report", "b.html", *LINDENTAL, *wrong)[0] == 2


def test_tables_of_an_earlier_edition_are_not_mixed_with_a_public_one(geflecht: Run, lindental: Path) -> None:
    report = ("--store", f"sqlite:{lindental}", "--lang", "de", "report", "ordner", *LINDENTAL)
    assert geflecht(*report)[0] == 0
    before = {path.name: path.read_bytes() for path in Path("ordner").iterdir()}
    assert geflecht(*report)[0] == 0, "the same tables may be written again"
    code, _, said = geflecht(*report, "--public")
    assert (code, said.strip()) == (
        2,
        "Im Ordner „ordner“ liegen andere Tabellen, etwa einer früheren Fassung. Bitte einen neuen nennen.",
    )
    assert {path.name: path.read_bytes() for path in Path("ordner").iterdir()} == before


def test_init_of_an_unknown_key_is_wrong_use(geflecht: Run) -> None:
    assert geflecht("init", "5754")[0] == 2


def test_gaps_have_the_promised_shape(geflecht: Run, lindental: Path) -> None:
    code, out, _ = geflecht("--store", f"sqlite:{lindental}", "gaps", *LINDENTAL, "--json")
    assert code == 0
    gaps = answer(out)["gaps"]
    assert {gap["rule"] for gap in gaps} >= {"G1", "G2", "G3", "G7", "G8", "G13", "G16"}
    assert set(gaps[0]) == {
        "id", "rule", "severity", "truth", "subject", "cell", "state", "firstSeen", "surveyedAt", "evidence", "message",
        "action",
    }  # fmt: skip
    assert all(gap["message"] and gap["action"] and gap["truth"] in ("YES", "UNKNOWN") for gap in gaps)
    assert len({gap["id"] for gap in gaps}) == len(gaps)


def test_gaps_are_told_in_words(geflecht: Run, lindental: Path) -> None:
    shown = {lang: geflecht("--store", f"sqlite:{lindental}", "--lang", lang, "gaps", *LINDENTAL)[1] for lang in _HEADS}
    for lang, heads in _HEADS.items():
        assert shown[lang].splitlines()[0].split("  ")[0] == heads[0]
        assert all(head in shown[lang].splitlines()[0] for head in heads)
        assert not any(code in shown[lang] for code in ("HIGH", "MEDIUM", "UNKNOWN", "ACCEPTED"))
    assert "bewusst offen" in " ".join(shown["de"].split())


_HEADS = {
    "de": ("Regel", "Was fehlt", "Was zu tun ist", "Gilt", "Gewicht", "Stand"),
    "en": ("Rule", "What is missing", "What to do", "Holds", "Weight", "State"),
}


def test_strength_has_the_promised_shape(geflecht: Run, lindental: Path) -> None:
    code, out, _ = geflecht("--store", f"sqlite:{lindental}", "strength", *LINDENTAL, "--by", "place", "--json")
    assert code == 0
    networks = answer(out)["networks"]
    assert len(networks) >= 13
    keys = {"key", "value", "low", "high", "reason", "unit", "n", "m", "responseRate", "method", "error", "asOf"}
    for network in networks:
        assert {"scope", "name", "n", "m", "metrics"} <= set(network)
        for metric in network["metrics"]:
            assert keys <= set(metric)
            assert (metric["value"] is None) == (metric["reason"] is not None and network["n"] < 5) or network["n"] >= 5


def test_a_report_and_maps_are_written(geflecht: Run, lindental: Path, tmp_path: Path) -> None:
    for command, name in (("report", "b.html"), ("map", "k.html"), ("map", "k.svg")):
        code, _, _ = geflecht("--store", f"sqlite:{lindental}", command, str(tmp_path / name), *LINDENTAL)
        assert code == 0
        assert "Rathaus" in (tmp_path / name).read_text("utf-8") or "Eschenfurt" in (tmp_path / name).read_text("utf-8")


def test_an_edition_like_an_earlier_one_keeps_its_places(geflecht: Run, lindental: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "alt.html", tmp_path / "neu.html"
    call = ("--store", f"sqlite:{lindental}", "map")
    assert geflecht(*call, str(first), *LINDENTAL)[0] == 0
    assert geflecht(*call, str(second), *LINDENTAL, "--like", str(first))[0] == 0
    assert first.read_bytes() == second.read_bytes()
    (tmp_path / "leer.html").write_text("<p>keine Karte</p>", "utf-8")
    for other in ("leer.html", "fehlt.html"):
        assert geflecht(*call, str(second), *LINDENTAL, "--like", str(tmp_path / other))[0] == 2


def test_a_map_of_another_format_is_wrong_use(geflecht: Run, lindental: Path) -> None:
    assert geflecht("--store", f"sqlite:{lindental}", "map", "karte.png", *LINDENTAL)[0] == 2


def test_an_unknown_scope_says_what_is_known(geflecht: Run, lindental: Path) -> None:
    code, _, err = geflecht("--store", f"sqlite:{lindental}", "gaps", *LINDENTAL, "--scope", "field=Raumfahrt")
    assert code == 2
    assert "Raumfahrt" in err


def test_an_export_holds_content_and_its_hash(geflecht: Run, lindental: Path, tmp_path: Path) -> None:
    store = f"sqlite:{lindental}"
    assert geflecht("--store", store, "export", str(tmp_path / "g.json"), "--dataset", "kreis-lindental")[0] == 0
    exported = answer((tmp_path / "g.json").read_text("utf-8"))
    assert set(exported["meta"]) == {"product", "schemaVersion", "revision", "asOf", "hash"}
    assert exported["meta"]["hash"] == answer(geflecht("--store", store, "check", "--json")[1])["hash"]


def test_the_same_rows_give_the_same_hash_whatever_the_folder(geflecht: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "kreis-hoexter", tmp_path / "anderswo")
    hashes = []
    for store, folder in (("a.db", EXAMPLES / "kreis-hoexter"), ("b.db", tmp_path / "anderswo")):
        geflecht("--store", f"sqlite:{store}", "import", str(folder), "--dataset", "kreis-hoexter")
        hashes.append(answer(geflecht("--store", f"sqlite:{store}", "check", "--json")[1])["hash"])
    assert hashes[0] == hashes[1]


def test_formulas_are_protected_in_csv() -> None:
    from api.cli.output import csv_text

    assert csv_text(["a"], [["=HYPERLINK(1)"], ["+1"], [-1], [None]]) == "a\r\n'=HYPERLINK(1)\r\n'+1\r\n-1\r\n\"\"\r\n"
