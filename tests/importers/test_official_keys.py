"""The official key of a town hall, in whatever way it is written; and what is no key."""

from pathlib import Path

import pytest

from graph.model import Actor, Place
from graph.model.states import PlaceLevel
from tests.importers.district_files import imported, write

HALL = "a,Stadt Selm,Kommune,Selm,AGS 05978032,\n"


def actors(rows: str) -> dict[str, str]:
    return {"actors": "actor_id,name,actor_type,municipality,note,ags\n" + rows}


@pytest.mark.parametrize("note", ["AGS=05978008", "AGS 05 9 78 008", "AGS: 05978008; Stand 2023", "siehe AGS 05978008"])
def test_a_key_is_read_however_it_is_written(tmp_path: Path, note: str) -> None:
    found = imported(write(tmp_path / "k", actors(f"{HALL}b,Stadt Bergkamen,Kommune,Bergkamen,{note},\n")))
    place = found.one(Place, "05978008")
    assert (place.name, place.level, found.codes()) == ("Bergkamen", PlaceLevel.MUNICIPALITY, {})


@pytest.mark.parametrize("note", ["AGS 123", "AGS 059780081", "AGS: 05 9"])
def test_a_key_of_another_length_is_told(tmp_path: Path, note: str) -> None:
    found = imported(write(tmp_path / "k", actors(f"{HALL}b,Stadt Bergkamen,Kommune,Bergkamen,{note},\n")))
    assert found.codes() == {"NOT_AN_AGS": 1}
    assert {place.name for place in found.all(Place).values()} == {"Selm", "Kreis Unna"}


def test_a_note_of_an_association_may_hold_other_numbers(tmp_path: Path) -> None:
    found = imported(write(tmp_path / "k", actors(f"{HALL}v,Verein,Verein,Selm,AGS 7 tagt jährlich,\n")))
    assert (set(found.all(Actor)), found.codes()) == ({"a", "v"}, {})


@pytest.mark.parametrize(
    ("ags", "code"), [("0597802", "NOT_AN_AGS"), ("5978020", "AGS_MENDED"), ("5974020", "NOT_AN_AGS")]
)
def test_only_a_lost_zero_is_mended(tmp_path: Path, ags: str, code: str) -> None:
    """A Land 00 does not exist, and the other keys of the table are those of Kreis Unna."""
    found = imported(write(tmp_path / "k", actors(f"{HALL}b,Stadt Kamen,Kommune,Kamen,,{ags}\n")))
    assert found.codes() == {code: 1}
    assert ("05978020" in found.all(Place)) is (code == "AGS_MENDED")
