"""Cells that are words: terms, sources, places, and names of persons."""

from pathlib import Path

from graph.model import (
    Actor,
    Contact,
    Event,
    Place,
    Source,
)
from graph.model.states import (
    PlaceLevel,
    Visibility,
)
from tests.importers.district_files import imported, refusals, small, write


def test_a_given_vocabulary_is_closed_and_suggests(tmp_path: Path) -> None:
    found = imported(
        write(
            tmp_path / "k",
            {
                "terms": "term_id,scheme,label,alt_labels\nt,actor_type,Verein,e.V.\n",
                "actors": "actor_id,name,actor_type\na,A,e.V.\nb,B,Verien\n",
            },
        )
    )
    assert found.keys(found.one(Actor, "a").type) == ["t"]
    assert refusals(found) == [("MISSING_REFERENCE", 3, "actor_type", "Verien")]
    assert "Meinten Sie „Verein“?" in found.result.rejected[0].message.de


def test_a_listed_source_is_meant_by_its_id_and_a_wording_is_a_source_itself(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        sources="source_id,title\ns1,Konzept\ns2,Presse\n",
        events='event_id,title,source\na,A,s1; s2\nb,B,"Zeitung, 3. Mai"\nc,C,s9\n',
    )
    assert found.keys(found.one(Event, "a").stated_in) == ["s1", "s2"]
    assert found.one(Source, "Zeitung, 3. Mai").title == "Zeitung, 3. Mai"
    assert refusals(found) == [("MISSING_REFERENCE", 4, "source", "s9")]


def test_a_name_is_stored_only_with_a_consent_of_that_contact(tmp_path: Path) -> None:
    """Today is 15 January 2026."""
    cases = {
        "held": "c1,k,2025-01-01,öffentlich,2026-01-15,", "expired": "c1,k,2025-01-01,öffentlich,2026-01-14,",
        "withdrawn": "c1,k,2025-01-01,öffentlich,,2025-06-01", "future": "c1,k,2026-01-16,öffentlich,,",
        "unlimited": "c1,k,2025-01-01,intern,,", "of another": "c1,other,2025-01-01,öffentlich,,",
    }  # fmt: skip
    stored = {}
    for case, consent in cases.items():
        found = small(
            tmp_path / case.replace(" ", ""),
            contacts="contact_id,actor_id,role,person_name,consent_id,public\n"
            "k,ki,Beratung,Ada Beispiel,c1,ja\nother,mo,Beratung,,,\n",
            consents=f"consent_id,contact_id,given_on,scope,valid_until,withdrawn_on\n{consent}\n",
        )
        stored[case] = found.one(Contact, "k").person_name is not None
        assert stored[case] == ("Ada" in repr([found.records, found.result.as_dict()]))
        assert found.one(Contact, "k").visibility is Visibility.PUBLIC
        assert found.one(Contact, "other").visibility is Visibility.INTERNAL
    assert stored == {
        "held": True, "expired": False, "withdrawn": False, "future": False, "unlimited": True, "of another": False,
    }  # fmt: skip


def test_a_name_goes_when_the_consent_is_over(tmp_path: Path) -> None:
    contacts = "contact_id,actor_id,person_name,consent_id\nk,ki,Ada Beispiel,c1\n"
    consent = "consent_id,contact_id,given_on,withdrawn_on\nc1,k,2025-01-01,"
    before = small(tmp_path, contacts=contacts, consents=consent + "\n")
    assert before.one(Contact, "k").person_name == "Ada Beispiel"
    after = imported(write(tmp_path / "k", {"contacts": contacts, "consents": consent + "2026-01-10\n"}), before.store)
    assert after.one(Contact, "k").person_name is None


def test_municipalities_come_from_the_town_halls_with_mended_keys(tmp_path: Path) -> None:
    actors = """actor_id,name,actor_type,municipality,level,ags,note
h1,Stadt Alfdorf,Kommune,Alfdorf,Gemeinde,,AGS 08119001
h2,Gemeinde Welzheim,Rathaus,,Gemeinde,8119084,
lk,Landratsamt Rems-Murr-Kreis,Kreisverwaltung,,Kreis,,
v,Verein,Verein,Gemeinde Welzheim,,,
w,Verein,Verein,Bielefeld,,,
x,Verein,Verein,Nirgendwo,,,
"""
    found = imported(write(tmp_path / "rems", {"actors": actors}))
    places = {key: (p.name, p.ags, p.level) for key, p in found.all(Place).items()}
    assert places == {
        "08119": ("Rems-Murr-Kreis", "08119", PlaceLevel.DISTRICT),
        "08119001": ("Alfdorf", "08119001", PlaceLevel.MUNICIPALITY),
        "08119084": ("Welzheim", "08119084", PlaceLevel.MUNICIPALITY),
        "05711000": ("Bielefeld", "05711000", PlaceLevel.OUTSIDE),
        "Nirgendwo": ("Nirgendwo", None, PlaceLevel.MUNICIPALITY),
    }  # fmt: skip
    assert found.keys(found.one(Actor, "h2").places) == found.keys(found.one(Actor, "v").places) == ["08119084"]
    assert found.codes() == {"AGS_MENDED": 1, "ASSUMED_MUNICIPALITY": 1}


def test_without_town_halls_every_municipality_named_is_one(tmp_path: Path) -> None:
    actors = "actor_id,name,municipality\na,A,Brakel\nb,B,Irgendheim\nc,Kreis Höxter,\n"
    found = imported(write(tmp_path / "hx", {"actors": actors}))
    assert {(p.name, p.ags) for p in found.all(Place).values()} == {("Brakel", "05762016"), ("Irgendheim", None)}


def test_places_of_the_dataset_are_closed(tmp_path: Path) -> None:
    places = "place_id,ags,name,kind\n1,99001,Kreis,Kreis\n2,99001004,Eschenfurt,Kommune\n"
    actors = "actor_id,name,municipality\na,A,Stadt Eschenfurt\nb,B,Eschenfuhrt\n"
    found = imported(write(tmp_path / "k", {"places": places, "actors": actors}))
    assert found.keys(found.one(Actor, "a").places) == ["2"]
    assert refusals(found) == [("MISSING_REFERENCE", 3, "municipality", "Eschenfuhrt")]
