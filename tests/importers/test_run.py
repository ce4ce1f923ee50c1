"""An import as a whole: one transaction or none, dry run, atomic, changed files, races, names, the shape of JSON."""

import json
from pathlib import Path

import pytest

from api.cli.import_summary import summary
from graph.changes import Commit, Transaction
from graph.errors import Conflict, UnreadableInput
from graph.model import Actor, Inventory, Measure, Offer
from graph.store import open_store
from graph.stores.sqlite import SqliteStore
from importers.run import import_path
from tests.importers.district_files import EXAMPLES, NOW, imported, write

ACTORS = "actor_id,name,actor_type\nki,KI,Kommunales Integrationszentrum\nmo,Brücke e.V.,Verein\n"
MEASURES = "measure_id,title,kind,status\nm1,Sprachcafé,Angebot,angeboten\nm2,Lotsen,Maßnahme,geplant\n"


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "k", {"actors": ACTORS})
    dry = imported(folder, dry_run=True)
    assert dry.result.as_dict()["added"] == {"Term": 3, "Actor": 2}
    assert dry.result.dry_run
    assert (dry.records, dry.store.revision()) == ({}, 0)


def test_good_rows_are_taken_and_the_others_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "k", {"actors": ACTORS + ",,Verein\n"})
    found = imported(folder)
    assert set(found.all(Actor)) == {"ki", "mo"}
    assert (found.result.exit_code, found.codes()) == (1, {"MISSING_ID": 1})


def test_one_problem_is_told_once_and_a_row_counts_once(tmp_path: Path) -> None:
    """The measure and what its columns of names make of it all need the source, which is missing."""
    measures = "measure_id,title,status_code,Zuständig,Kooperationspartner,source\nm,M,PLANNED,KI,Amt; Verein,s9\n"
    bad = "n,,HALFWAY,,,s1\n"
    tables = {"sources": "source_id,title\ns1,Konzept\n", "measures": measures + bad}
    result = imported(write(tmp_path / "k", tables)).result
    assert [(p.spot.row, p.code) for p in result.rejected] == [
        (2, "MISSING_REFERENCE"), (3, "MISSING_VALUE"), (3, "UNKNOWN_WORD"),
    ]  # fmt: skip
    assert result.refused_rows == 2
    assert "Nicht übernommen: 2 Zeilen" in list(summary(result, "de"))
    assert "Not taken: 2 rows" in list(summary(result, "en"))


def test_one_refused_row_is_one_row(tmp_path: Path) -> None:
    folder = write(tmp_path / "k", {"actors": ACTORS + ",,Verein\n"})
    assert "Nicht übernommen: 1 Zeile" in list(summary(imported(folder).result, "de"))


def test_atomic_writes_nothing_if_any_row_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "k", {"actors": ACTORS + ",,Verein\n"})
    found = imported(folder, atomic=True)
    assert (found.records, found.store.revision(), found.result.written) == ({}, 0, False)
    assert found.result.exit_code == 1


def test_a_changed_file_touches_only_what_changed(tmp_path: Path) -> None:
    first = imported(write(tmp_path / "k", {"actors": ACTORS, "measures": MEASURES}))
    changed = ACTORS.replace("Brücke", "Die Brücke") + "vhs,VHS,Volkshochschule\n"
    second = imported(write(tmp_path / "k", {"actors": changed}), first.store)
    assert second.result.changed == {"Actor": 1}
    assert second.result.added == {"Actor": 1, "Term": 2}
    assert second.one(Actor, "mo").version == 2
    assert second.one(Actor, "ki").version == 1
    assert set(second.all(Measure)) == {"m2"}


def test_what_a_table_does_not_mention_stays_as_it_is(tmp_path: Path) -> None:
    """A list of two columns, imported later, does not empty what the full table said."""
    first = imported(write(tmp_path / "k", {"measures": MEASURES}))
    short = write(tmp_path / "k2", {"measures": "measure_id,title\nm2,Lotsen im Alltag\n"})
    second = imported(short, first.store, dataset="k")
    measure = second.one(Measure, "m2")
    assert (measure.title, measure.status_text, str(measure.status)) == ("Lotsen im Alltag", "geplant", "PLANNED")
    emptied = write(tmp_path / "k3", {"measures": "measure_id,title,status\nm2,Lotsen im Alltag,\n"})
    third = imported(emptied, second.store, dataset="k")
    assert third.one(Measure, "m2").status_text is None


def test_removed_rows_are_told_and_not_deleted(tmp_path: Path) -> None:
    first = imported(write(tmp_path / "k", {"actors": ACTORS}))
    fewer = write(tmp_path / "k", {"actors": ACTORS.replace("mo,Brücke e.V.,Verein\n", "")})
    silent = imported(fewer, first.store)
    assert silent.codes() == {}
    told = imported(fewer, first.store, complete=True)
    assert [(left.code, left.spot.value) for left in told.result.left_out] == [("NO_LONGER_LISTED", "mo")]
    assert set(told.all(Actor)) == {"ki", "mo"}


def test_only_a_complete_import_is_an_inventory() -> None:
    assert imported(EXAMPLES / "kreis-soest").all(Inventory) == {}
    complete = imported(EXAMPLES / "kreis-soest", complete=True)
    inventories = complete.all(Inventory)
    assert len(inventories) == 1 + 14  # the plan, and each municipality
    plan = inventories["complete|s01|2026-01-15"]
    assert complete.keys(plan.plan) == ["s01"]
    assert plan.date is not None
    assert str(plan.date.earliest) == "2026-01-15"
    town = inventories["complete|05974040|2026-01-15"]
    assert complete.keys(town.place) == ["05974040"]
    assert len(town.fields) == 11
    again = imported(EXAMPLES / "kreis-soest", complete.store, complete=True)
    assert (again.result.added, again.result.changed) == ({}, {})


def test_the_dataset_is_called_after_the_folder_the_workbook_or_the_wish(tmp_path: Path) -> None:
    folder = write(tmp_path / "kreis-x", {"actors": ACTORS})
    assert imported(folder).result.dataset == "kreis-x"
    assert imported(folder / "actors.csv").result.dataset == "kreis-x"
    assert imported(folder, dataset="anders").result.dataset == "anders"


@pytest.mark.parametrize("name", ["", "  ", "a\u202eb"])
def test_a_dataset_needs_a_name_that_can_be_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableInput):
        imported(write(tmp_path / "k", {"actors": ACTORS}), dataset=name)


def test_a_folder_without_any_known_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        imported(write(tmp_path / "k", {"fahrplan": "linie,abfahrt\n1,8:00\n"}))
    assert "keine bekannte Tabelle" in caught.value.message.de


def test_an_unknown_table_beside_known_ones_is_told(tmp_path: Path) -> None:
    found = imported(write(tmp_path / "k", {"actors": ACTORS, "fahrplan": "linie,abfahrt\n1,8:00\n"}))
    assert found.codes() == {"UNKNOWN_TABLE": 1}


class RacingStore(SqliteStore):
    """The embedded store, on which somebody else's import is written just before ours."""

    def __init__(self, path: Path, other: Path) -> None:
        super().__init__(path)
        self._path_of_race = path
        self._other = other

    def commit(self, transaction: Transaction) -> Commit:
        with open_store(f"sqlite:{self._path_of_race}") as theirs:
            import_path(theirs, self._other, dataset="k", author="somebody else", now=NOW)
        return super().commit(transaction)


def test_a_race_is_a_conflict_and_leaves_nothing_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "race.db"
    ours = write(tmp_path / "ours", {"actors": ACTORS, "measures": MEASURES})
    theirs = write(tmp_path / "theirs", {"actors": "actor_id,name\nki,Ihr Name\n"})
    with RacingStore(path, theirs) as store, pytest.raises(Conflict):
        import_path(store, ours, dataset="k", author="we", now=NOW)
    store_afterwards = open_store(f"sqlite:{path}")
    held = imported(theirs, store_afterwards, dataset="k")
    assert held.one(Actor, "ki").name == "Ihr Name"
    assert (set(held.all(Actor)), held.all(Offer), store_afterwards.revision()) == ({"ki"}, {}, 1)


def test_the_result_has_the_shape_that_scripts_read(tmp_path: Path) -> None:
    actors, measures = ACTORS.replace("name", "Name") + "x,,\n", MEASURES + "m3,T,Zaubern,\n"
    folder = write(tmp_path / "k", {"actors": actors, "measures": measures})
    told = json.loads(json.dumps(imported(folder).result.as_dict("en"), ensure_ascii=False))
    assert told["files"] == [
        {"file": "actors.csv", "format": "csv", "sheet": None},
        {"file": "measures.csv", "format": "csv", "sheet": None},
    ]  # fmt: skip
    assert told["added"] == {"Term": 5, "Actor": 2, "Measure": 2, "Offer": 1}
    assert (told["changed"], told["unchanged"], told["dryRun"], told["dataset"]) == ({}, {}, False, "k")
    assert told["rejected"] == [
        {
            "file": "actors.csv", "sheet": None, "row": 4, "column": "Name", "value": "", "code": "MISSING_VALUE",
            "message": "File “actors.csv”, row 4, column “Name”: “Name” is missing.",
        }
    ]  # fmt: skip
    (left,) = told["leftOut"]
    assert (left["code"], left["value"], left["row"]) == ("UNKNOWN_KIND", "Zaubern", 4)
    assert left["reason"].startswith("“Zaubern” is no known kind")
    assert len(told["runId"]) == 32
