"""A district of which not every town hall is listed: its other municipalities are not lost, and not outside."""

from pathlib import Path

from graph.model import Actor, Measure, Place
from graph.model.states import PlaceLevel
from tests.importers.district_files import District, imported, write

HEADING = "actor_id,name,actor_type,municipality,note\n"
HERFORD = HEADING + "b,Stadt Bünde,Kommune,Bünde,AGS 05758004\n"
MEASURES = "measure_id,title,municipality\nm,A,Löhne\nn,B,Herford\no,C,Bielefeld\n"


def levels(found: District) -> dict[str, tuple[str | None, PlaceLevel]]:
    return {place.name: (place.ags, place.level) for place in found.all(Place).values()}


def test_municipalities_that_nobody_listed_are_taken_and_told(tmp_path: Path) -> None:
    found = imported(write(tmp_path / "k", {"actors": HERFORD, "measures": MEASURES}))
    assert levels(found) == {
        "Kreis Herford": ("05758", PlaceLevel.DISTRICT), "Bünde": ("05758004", PlaceLevel.MUNICIPALITY),
        "Löhne": (None, PlaceLevel.MUNICIPALITY), "Herford": (None, PlaceLevel.MUNICIPALITY),
        "Bielefeld": ("05711000", PlaceLevel.OUTSIDE),
    }  # fmt: skip
    told = [(left.code, left.spot.row, left.spot.value) for left in found.result.left_out]
    assert told == [("ASSUMED_MUNICIPALITY", 2, "Löhne"), ("ASSUMED_MUNICIPALITY", 3, "Herford")]
    assert found.keys(found.one(Measure, "m").places) == ["Löhne"]
    assert found.keys(found.one(Place, "Löhne").part_of) == ["05758"]
    again = imported(write(tmp_path / "k", {"actors": HERFORD, "measures": MEASURES}), found.store)
    assert (again.result.added, again.result.changed, again.codes()) == ({}, {}, {})


def test_a_town_hall_listed_later_gives_its_place_the_key(tmp_path: Path) -> None:
    first = imported(write(tmp_path / "k", {"actors": HERFORD, "measures": MEASURES}))
    more = HERFORD + "l,Stadt Löhne,Kommune,Löhne,AGS 05758024\n"
    found = imported(write(tmp_path / "k", {"actors": more}), first.store)
    assert found.one(Place, "Löhne").ags == "05758024"
    assert len(found.all(Place)) == 5


def test_a_town_hall_without_a_key_is_of_the_district_unless_the_reference_knows_better(tmp_path: Path) -> None:
    actors = HERFORD + "l,Stadt Löhne,Kommune,Löhne,\nd,Stadt Dortmund,Kommune,,\n"
    found = imported(write(tmp_path / "k", {"actors": actors}))
    assert (levels(found)["Löhne"], levels(found)["Dortmund"]) == (
        (None, PlaceLevel.MUNICIPALITY), (None, PlaceLevel.OUTSIDE)
    )  # fmt: skip
    assert found.codes() == {"ASSUMED_MUNICIPALITY": 1}


def test_a_municipality_that_the_reference_knows_is_of_the_district(tmp_path: Path) -> None:
    actors = HEADING + "w,Stadt Werl,Kommune,Werl,AGS 05974052\nv,Verein,Verein,Lippstadt,\n"
    found = imported(
        write(tmp_path / "k", {"actors": actors, "measures": "measure_id,title,municipality\nm,A,Nirgends\n"})
    )
    assert levels(found)["Lippstadt"] == ("05974028", PlaceLevel.MUNICIPALITY)
    assert found.keys(found.one(Actor, "v").places) == ["05974028"]
    assert found.keys(found.one(Place, "05974028").part_of) == ["05974"]
    assert found.codes() == {"UNKNOWN_PLACE": 1}  # the reference has all places of Kreis Soest
