"""What would change, against a district small enough to count by hand, and against the story of Lindental."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.coverage.cube import CellState
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Funding, Measure, Ref, Term
from graph.model.states import MeasureStatus, PlaceLevel
from graph.picture import View
from graph.planning.altered import Changes
from graph.planning.what_if import WhatIf, what_if
from tests.graph.small_district import ON, D, Small, ref
from tests.shipped import Shipped

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
LINDENTAL = "kreis-lindental"


def district() -> Small:
    """A leads the only measure of the town, with money from one source; B takes part; C knows nobody."""
    small = Small().place("Kreis", level=PlaceLevel.DISTRICT).place("Werl", part_of="Kreis")
    small.term("field", "Sprache", main=True).term("target_group", "Neue", main=True)
    small.actors("a", "b", "c", "d", "e").ties("a-b", "b-d", "d-e")
    small.measure("m", MeasureStatus.IN_PROGRESS, places=["Werl"], fields=["Sprache"], target_groups=["Neue"])
    small.responsible("a", "m").contributes("b", "m")
    return small.add(Funding, "f", measure=ref(Measure, "m"))


def asked(small: Small, changes: Changes) -> WhatIf:
    return what_if(Situation(small.view(), D, ON), changes)


def names(found: WhatIf) -> list[Text]:
    return list(found.sentences)


def test_without_its_lead_a_measure_stops_and_its_cell_is_lost() -> None:
    found = asked(district(), Changes(remove=(ref(Actor, "a"),)))
    assert [orphan.record.external_id for orphan in found.orphaned] == ["m"]
    assert found.orphaned[0].alternates == (ref(Actor, "b"),), "who takes part already comes first"
    assert [(cell.target_group, cell.state) for cell in found.lost] == [(ref(Term, "Neue"), CellState.NOMINAL)]
    assert {"G2", "G3"} <= {gap.rule for gap in found.opened}
    said = [sentence.de for sentence in found.sentences]
    assert "1 laufendes Vorhaben hätte niemanden mehr, der es führt: „m“." in said
    assert "„m“ könnte b übernehmen." in said
    assert "1 Zelle wäre nicht mehr gedeckt: Sprache für Neue in Werl." in said
    assert found.gaps_after == found.gaps_before + len(found.opened) - len(found.closed)
    assert any(line.startswith(f"Lücken: {found.gaps_before} vorher, {found.gaps_after} nachher") for line in said)


def test_where_nobody_is_left_to_take_over_that_is_said() -> None:
    small = Small().place("Kreis", level=PlaceLevel.DISTRICT).actors("a", "b", "c", "d", "e").measure("m")
    said = [text.de for text in asked(small.responsible("a", "m"), Changes(remove=(ref(Actor, "a"),))).sentences]
    assert "Wer „m“ übernehmen könnte, ist nicht zu erkennen." in said


def test_without_its_only_money_a_measure_stops() -> None:
    small = district()
    found = asked(small, Changes(end=(ref(Funding, "f"),)))
    assert [orphan.record.external_id for orphan in found.unfunded] == ["m"]
    assert len(found.lost) == 1
    small.add(Funding, "g", measure=ref(Measure, "m"))
    assert asked(small, Changes(end=(ref(Funding, "f"),))).unfunded == (), "there is money from elsewhere"


def test_a_tie_joins_who_was_alone() -> None:
    found = asked(district(), Changes(add=((ref(Actor, "c"), ref(Actor, "a")),)))
    effects = {effect.key: (effect.before, effect.after) for effect in found.effects}
    assert effects["isolates"] == (1, 0)
    assert effects["components"] == (2, 1)
    assert [*found.lost, *found.won, *found.orphaned] == []
    said = [sentence.de for sentence in found.sentences]
    assert "An Angeboten und Anschlüssen ändert sich nichts." in said
    assert "Akteure ohne Verbindung 1 → 0" in said[-1]
    assert "Teile 2 → 1" in said[-1]


def test_nothing_is_written_and_nothing_supposed_changes_nothing() -> None:
    small = district()
    before = dict(small.records)
    found = asked(small, Changes())
    assert small.records == before
    assert all(effect.before == effect.after for effect in found.effects)
    assert found.opened == found.closed == ()


@pytest.fixture(scope="module")
def lindental(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL)


def test_without_the_integration_centre_small_town_halls_fall_off(lindental: View) -> None:
    """Story 1 of the district."""
    centre = lindental.find(Actor, LINDENTAL, "ki")
    assert centre is not None
    found = what_if(Situation(lindental, LINDENTAL, date(2026, 1, 15)), Changes(remove=(centre.id,)))
    halls = {hall.external_id for hall in lindental.many(Actor, found.cut_off)}
    assert halls == {"k-99001028", "k-99001040", "k-99001048", "k-99001052"}
    assert found.orphaned
    assert all(centre.id not in orphan.alternates for orphan in found.orphaned)
    assert all(isinstance(orphan.record.id, str) and Ref(orphan.record.id) for orphan in found.orphaned)
