"""A cooperation is about two actors; a wish is of a kind that is known."""

from pathlib import Path

from graph.model import Tie, TieEvidence
from tests.importers.district_files import refusals, small


def test_a_cooperation_without_two_actors_is_refused(tmp_path: Path) -> None:
    rows = "ki,,Kooperation\n,mo,Kooperation\n,,Kooperation\nki,mo,Kooperation\nki,,Wunsch\n,,Wunsch\n"
    found = small(tmp_path, cooperations="actor_a,actor_b,type\n" + rows)
    assert refusals(found) == [
        ("MISSING_VALUE", 2, "actor_b", ""),
        ("MISSING_VALUE", 3, "actor_a", ""),
        ("MISSING_VALUE", 4, "actor_a", ""),
        ("MISSING_VALUE", 4, "actor_b", ""),
        ("MISSING_VALUE", 7, "actor_a", ""),
        ("MISSING_VALUE", 7, "actor_b", ""),
    ]
    assert set(found.all(Tie)) == {"ki|mo|working"}
    assert len(found.all(TieEvidence)) == 2


def test_a_wish_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    rows = "w1,Verbindung,ki,mo\nw2,Kaffeekränzchen,ki,vhs\n"
    found = small(tmp_path, wishes="wish_id,kind,actor_a,actor_b\n" + rows)
    assert refusals(found) == [("UNKNOWN_WORD", 3, "kind", "Kaffeekränzchen")]
    assert "Ansprechstelle" in found.result.rejected[0].message.de
    assert set(found.all(Tie)) == {"ki|mo|working"}
