"""`geflecht ask` and `geflecht register`: lists, answers, and what is said of wrong parameters."""

import csv
import io
import json
from pathlib import Path

import pytest

from api.cli.entry import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:{tmp_path_factory.mktemp('lindental') / 'geflecht.db'}"
    assert run(["--store", address, "import", str(EXAMPLES / "kreis-lindental")]) in (0, 1)
    return address


def said(store: str, captured: Captured, *words: str, code: int = 0) -> str:
    captured.readouterr()
    assert run(["--store", store, *words]) == code
    return captured.readouterr().out


def test_the_thirty_questions_are_listed_by_key(store: str, capsys: Captured) -> None:
    listed = json.loads(said(store, capsys, "ask", "--json"))["questions"]
    assert [question["key"] for question in listed] == [f"q{n:02}" for n in range(1, 31)]
    english = json.loads(said(store, capsys, "--lang", "en", "ask", "--json"))["questions"]
    assert all(de["question"] != en["question"] for de, en in zip(listed, english, strict=True))


def test_an_answer_is_a_table_whose_first_cell_is_the_subject(store: str, capsys: Captured) -> None:
    asked = ("ask", "q11", "--on", "2026-01-15")
    answer = json.loads(said(store, capsys, *asked, "--json"))
    assert {"key", "question", "parameters", "columns", "rows", "asOf"} <= answer.keys()
    assert (answer["key"], answer["asOf"]) == ("q11", "2026-01-15")
    assert answer["columns"][:3] == ["id", "externalId", "name"]
    assert all(len(row) == len(answer["columns"]) for row in answer["rows"])
    rows = list(csv.reader(io.StringIO(said(store, capsys, *asked, "--csv"))))
    assert rows[0] == answer["columns"]
    assert [row[0] for row in rows[1:]] == [row[0] for row in answer["rows"]]
    table = said(store, capsys, *asked)
    assert answer["rows"][0][2] in table
    assert answer["rows"][0][0] not in table, "an id that nobody can read is for scripts"


def test_a_scope_leaves_the_rows_that_lie_in_it(store: str, capsys: Captured) -> None:
    asked = ("ask", "q11", "--on", "2026-01-15", "--json")
    every = json.loads(said(store, capsys, *asked))["rows"]
    some = json.loads(said(store, capsys, *asked, "--scope", "field=Wohnen"))["rows"]
    assert 0 < len(some) < len(every)
    assert all(row in every for row in some)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ask", "q77"), "q77"),
        (("ask", "q11", "wort"), "„wort“ ist keine Angabe"),
        (("ask", "q21", "jahre=3"), "jahre"),
        (("ask", "q21", "months=viele"), "„viele“ passt nicht zu months"),
        (("ask", "q08"), "Bitte paper=… angeben"),
        (("register", "duties", "--on", "gestern"), "„gestern“ ist kein Datum"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    store: str, capsys: Captured, words: tuple[str, ...], sentence: str
) -> None:
    capsys.readouterr()
    assert run(["--store", store, *words, "--json"]) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.err.count("\n") == 1
    assert json.loads(captured.out)["error"]["message"] == captured.err.strip()


def test_every_register_has_a_table(store: str, capsys: Captured) -> None:
    listed = json.loads(said(store, capsys, "register", "--json"))["registers"]
    assert {"duties", "responsibilities", "participation", "resolutions", "indicators"} <= {r["key"] for r in listed}
    for register in listed:
        if not any(parameter["required"] for parameter in register["parameters"]):
            assert said(store, capsys, "register", register["key"], "--on", "2026-01-15")


def test_the_table_says_what_was_asked_for_instead(store: str, capsys: Captured) -> None:
    asked = ("ask", "q01", "field=Sprachkurse", "districtWide=nein", "--on", "2026-01-15")
    heading = " ".join(said(store, capsys, *asked).split("Kommune (Schlüssel)")[0].split())
    assert heading.endswith("(Handlungsfeld: Sprachkurse; Kreisweites zählt überall: nein)")
    months = said(store, capsys, "ask", "q21", "monate=3", "--on", "2026-01-15").splitlines()[0]
    assert months.rstrip().endswith("(Monate: 3)")
    assert "(" not in said(store, capsys, "ask", "q01", "--on", "2026-01-15").splitlines()[0]


def test_people_read_decimals_and_days_in_their_language(store: str, capsys: Captured) -> None:
    asked = ("ask", "q03", "--on", "2026-01-15")
    assert "11,1" in said(store, capsys, *asked)
    assert "11.1" in said(store, capsys, "--lang", "en", *asked)
    talks = ("ask", "q12", "--on", "2026-01-15")
    assert "4. November 2025" in said(store, capsys, *talks)
    assert "2025-11-04" in said(store, capsys, *talks, "--csv")


def test_no_column_and_no_word_of_a_table_is_lost(store: str, capsys: Captured) -> None:
    for key in ("q07", "q09", "q16", "q22", "q29"):
        answer = json.loads(said(store, capsys, "ask", key, "--on", "2026-01-15", "--json"))
        shown = said(store, capsys, "ask", key, "--on", "2026-01-15").split()
        names = {word for row in answer["rows"] for cell in row[1:] if isinstance(cell, str) for word in cell.split()}
        assert "Gilt" in shown
        assert {word for word in names if word.isalpha() and not word.isupper()} <= set(shown)


def test_a_register_too_wide_for_a_table_breaks_no_word(store: str, capsys: Captured) -> None:
    told = said(store, capsys, "register", "resolutions", "--on", "2026-01-15")
    first = told.split("\n\n")[1].splitlines()
    assert first[0].startswith("Beratung oder Beschluss (Schlüssel): ")
    assert "Gremium: Integrationsausschuss" in first
