"""`--complete` with holes in the list: no inventory for places of which a row is missing."""

from pathlib import Path

from graph.model import Inventory, Offer
from tests.importers.district_files import District, imported, write

ACTORS = (
    "actor_id,name,actor_type,municipality,note\n"
    "w,Stadt Werl,Kommune,Werl,AGS 05974052\ne,Gemeinde Ense,Kommune,Ense,AGS 05974012\n"
)
FIRST = "offer_id,title,field,municipality,reach\no1,Sprachcafé,Sprache,Werl,\n"


def complete(folder: Path, offers: str, **tables: str) -> District:
    return imported(write(folder / "k", {"actors": ACTORS, "offers": FIRST + offers, **tables}), complete=True)


def inventoried(found: District) -> set[str]:
    return {key.split("|")[1] for key in found.all(Inventory)}


def test_a_whole_list_is_an_inventory_everywhere(tmp_path: Path) -> None:
    found = complete(tmp_path, "o2,Beratung,Sprache,Ense,\n", plans="plan_id,title\np,Konzept\n")
    assert inventoried(found) == {"05974052", "05974012", "p"}
    assert found.codes() == {}


def test_the_place_of_a_refused_row_has_no_inventory(tmp_path: Path) -> None:
    found = complete(tmp_path, "o2,Beratung,Sprache,Ense,Mond\n", plans="plan_id,title\np,Konzept\n")
    assert found.codes() == {"UNKNOWN_WORD": 1, "NO_INVENTORY": 1}
    assert inventoried(found) == {"05974052"}
    (left,) = found.result.left_out
    assert (left.spot.file, left.spot.row) == ("offers.csv", 3)
    assert "Ense" in left.reason.de


def test_a_row_that_could_not_be_read_leaves_no_inventory(tmp_path: Path) -> None:
    found = complete(tmp_path, "o2,Beratung,Sprache,Ense,,zuviel\n", plans="plan_id,title\np,Konzept\n")
    assert found.codes() == {"TOO_MANY_CELLS": 1, "NO_INVENTORY": 1}
    assert inventoried(found) == set()
    assert set(found.all(Offer)) == {"o1"}


def test_a_refused_row_without_a_place_leaves_no_inventory(tmp_path: Path) -> None:
    for number, place in enumerate(("", "kreisweit", "Entenhausen", "Ense; Entenhausen")):
        found = complete(tmp_path / str(number), f"o2,Beratung,Sprache,{place},Mond\n")
        assert found.codes() == {"UNKNOWN_WORD": 1, "NO_INVENTORY": 1}, place
        assert inventoried(found) == set()


def test_a_row_with_an_unknown_place_leaves_no_inventory(tmp_path: Path) -> None:
    found = complete(tmp_path, "o2,Beratung,Sprache,Entenhausen,\n")
    assert found.codes() == {"UNKNOWN_PLACE": 1, "NO_INVENTORY": 1}
    assert (inventoried(found), set(found.all(Offer))) == (set(), {"o1", "o2"})


def test_a_refused_row_of_another_table_takes_nothing_from_the_inventory(tmp_path: Path) -> None:
    found = complete(tmp_path, "", responsibilities="measure_id,actor_id,role\no1,nix,Träger\n")
    assert found.codes() == {"MISSING_REFERENCE": 1}
    assert inventoried(found) == {"05974052", "05974012"}
