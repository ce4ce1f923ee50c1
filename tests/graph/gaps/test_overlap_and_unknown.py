"""G20 and G21: what nobody asked, and what is done twice; next to each the case that only looks like it."""

import itertools
import random
from datetime import date
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.model import Inquiry, Inventory, Measure, Offer, Place, Plan, Survey, Term
from graph.model.states import MeasureStatus, PlaceLevel, Reach, ResponsibilityState, Role
from graph.network.waves import newest_wave, unknown_pairs
from graph.picture import Picture
from graph.rights import OFFICE
from tests.graph.small_district import ON, D, Small, on, ref, refs

_KIND = {"measure": Measure, "offer": Offer}

# G21


def doing(
    key: str, lead: str | None = None, *, kind: str = "measure", small: Small | None = None, **values: Any
) -> Small:
    """Something under way for z in Werl, in the field f, with the task t."""
    small = small or Small()
    for scheme, term in (("field", "f"), ("target_group", "z"), ("task", "t")):
        small.term(scheme, term, main=True)
    small.place("Werl").place("Soest")
    scope = {"fields": ["f"], "places": ["Werl"], "target_groups": ["z"], "task": ref(Term, "t")}
    getattr(small, kind)(key, **{**scope, **values})
    if lead:
        small.actor(lead).responsible(lead, key, _KIND[kind])
    return small


def twice(small: Small) -> list[tuple[str, ...]]:
    return [
        tuple(gap.subject.id.split("|")) for gap in find_gaps(small.view(), D, ON) if gap.rule == "G21" and gap.subject
    ]


SAME = [("a", "b")]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"fields": ["g"]}, True),  # a sub-field of f
        ({"fields": ["h"]}, False),
        ({"fields": []}, False),
        ({"places": ["Soest"]}, False),
        ({"places": ["Ortsteil"]}, True),  # a quarter of Werl
        ({"places": [], "reach": Reach.DISTRICT}, True),
        ({"places": [], "reach": Reach.LOCAL}, False),
        ({"target_groups": ["y"]}, False),
        ({"target_groups": ["y", "z"]}, True),
        ({"task": None}, False),
        ({"task": ref(Term, "u")}, False),
        ({"status": MeasureStatus.PLANNED}, False),
        ({"status": MeasureStatus.COMPLETED}, False),
        ({"start": on("2026-02-01")}, False),
    ],
)
@pytest.mark.parametrize("kind", ["measure", "offer"])
def test_the_same_task_for_the_same_people_in_the_same_place(other: dict[str, Any], same: bool, kind: str) -> None:
    small = doing("b", "w", kind=kind, small=doing("a", "v"), **other)
    small.term("field", "g", broader="f").term("field", "h", main=True).term("target_group", "y", main=True)
    small.term("task", "u").place("Ortsteil", part_of="Werl", level=PlaceLevel.QUARTER)
    assert twice(small) == (SAME if same else [])


def test_two_offers_are_not_compared_and_the_first_key_comes_first() -> None:
    assert twice(doing("b", "w", kind="offer", small=doing("a", "v", kind="offer"))) == []
    assert twice(doing("a", "w", kind="offer", small=doing("b", "v"))) == SAME


@pytest.mark.parametrize(
    ("responsible", "same"),
    [
        ([], False),
        ([("w", {})], True),
        ([("v", {})], False),
        ([("w", {}), ("v", {})], False),  # a lead in common
        ([("w", {"role": Role.SHARED})], False),
        ([("w", {}), ("v", {"role": Role.SHARED})], True),
        ([("w", {"state": ResponsibilityState.DECLINED})], False),
        ([("w", {"state": ResponsibilityState.PROPOSED})], True),
    ],
)
def test_both_have_a_lead_and_none_in_common(responsible: list[tuple[str, dict[str, Any]]], same: bool) -> None:
    small = doing("b", small=doing("a", "v")).actor("w")
    for actor, values in responsible:
        small.responsible(actor, "b", **values)
    assert twice(small) == (SAME if same else [])


def test_an_overlap_is_information_that_can_be_read_aloud() -> None:
    view = doing("b", "w", small=doing("a", "v"), places=[], reach=Reach.DISTRICT).view()
    (gap,) = [gap for gap in find_gaps(view, D, ON) if gap.rule == "G21"]
    assert (gap.severity, gap.truth) == ("INFORMATION", Truth.YES)
    assert gap.message.de == "„a“ und „b“ machen dasselbe (t), in Werl."
    assert gap.evidence[1].text.de == "„b“ (kreisweit): federführend w."


# G20


def unknown(small: Small, day: date = ON) -> list[Gap]:
    found = [gap for gap in find_gaps(small.view(), D, day) if gap.rule == "G20"]
    assert all(gap.truth is Truth.UNKNOWN for gap in found)
    return found


def cells(*places: str) -> Small:
    small = (
        Small().place("Kreis", level=PlaceLevel.DISTRICT).term("field", "f", main=True).term("field", "g", main=True)
    )
    small.term("target_group", "z", main=True)
    for place in places:
        small.place(place, part_of="Kreis")
    return small


def looked(small: Small, key: str, place: str | None, *fields: str, day: str = "2024-09-01", **values: Any) -> Small:
    at = ref(Place, place) if place else None
    return small.add(Inventory, key, place=at, fields=refs(Term, fields), date=on(day), **values)


def test_where_nobody_ever_looked_there_is_one_finding_for_all() -> None:
    (gap,) = unknown(cells("Werl", "Soest"))
    assert gap.subject is not None
    assert (gap.subject.name, gap.surveyed_at) == ("Kreis", None)
    assert gap.evidence[0].text.de == "Es gibt keine Bestandsaufnahme. 4 von 4 Zellen sind unbekannt."


def test_a_municipality_is_named_where_nobody_looked_or_not_for_everything() -> None:
    small = looked(looked(cells("Werl", "Soest", "Rüthen"), "i", "Werl", "f", "g"), "j", "Soest", "f")
    found = {gap.subject.name: gap for gap in unknown(small) if gap.subject}
    assert {name: gap.message.de for name, gap in found.items()} == {
        "Rüthen": "In Rüthen wurde noch nie erhoben, was es gibt.",
        "Soest": "Ob es in Soest etwas gibt, ist für manche Zielgruppen unbekannt: g.",
    }
    assert found["Soest"].surveyed_at == date(2024, 9, 1)
    assert [e.text.de for e in found["Soest"].evidence] == ["Unbekannt im Feld „g“: z."]
    assert len(found["Rüthen"].evidence) == 2


def test_what_is_there_or_lies_ahead_or_is_of_a_plan_changes_what_is_unknown() -> None:
    small = looked(looked(cells("Werl", "Soest"), "i", "Werl", "f", "g"), "j", "Soest", "f")
    small.offer("o", fields=["g"], places=["Soest"], target_groups=["z"])
    assert unknown(small) == []
    ahead = looked(looked(cells("Werl", "Soest"), "i", "Werl"), "j", "Soest", day="2026-03-15")
    assert [gap.subject.name for gap in unknown(ahead) if gap.subject] == ["Soest"]
    assert unknown(ahead, date(2026, 3, 15)) == []
    of_plan = looked(cells("Werl").add(Plan, "p", title="p"), "i", "Werl", plan=ref(Plan, "p"))
    assert [gap.subject.name for gap in unknown(of_plan) if gap.subject] == ["Kreis"]
    assert unknown(looked(cells("Werl", "Soest"), "i", None)) == []


def test_actors_that_were_silent_or_not_asked_are_counted_together() -> None:
    small = Small().actors("a", "b", "c", "d").actor("Gruppe", cooperates=False).survey(["a"], ["b", "c"])
    silent, unasked = sorted(unknown(small), key=lambda gap: gap.message.de)
    assert silent.message.de == "2 Akteure haben auf „Befragung“ nicht geantwortet."
    assert silent.evidence[0].text.de == "Ohne Antwort: b und c."
    assert silent.evidence[1].text.de == "Von 4 der 6 Paare sagt die Befragung nichts."
    assert unasked.message.de == "Ein Akteur wurde in „Befragung“ nicht gefragt."
    assert unasked.action.de == "Die Koordination fragt nach: d."
    assert silent.id != unasked.id
    assert silent.surveyed_at == date(2025, 6, 30)


def test_without_a_survey_nobody_was_asked() -> None:
    (gap,) = unknown(Small().place("Kreis", level=PlaceLevel.DISTRICT).actors("a", "b"))
    assert gap.message.de == "Wer mit wem zusammenarbeitet, hat noch niemand gefragt."
    assert unknown(Small().place("Kreis", level=PlaceLevel.DISTRICT)) == []


def test_measures_without_a_status_are_counted_by_plan() -> None:
    small = Small().place("Kreis", level=PlaceLevel.DISTRICT).add(Plan, "p", title="Konzept")
    for key in ("m", "n"):
        small.measure(key, MeasureStatus.UNKNOWN, plan=ref(Plan, "p"))
    small.offer("o", MeasureStatus.UNKNOWN).measure("läuft", plan=ref(Plan, "p"))
    told = {gap.subject.name: gap.message.de for gap in unknown(small) if gap.subject}
    assert told == {
        "Kreis": "Ob eine Maßnahme läuft, ist unbekannt.",
        "Konzept": "Ob 2 Maßnahmen oder Angebote laufen, ist unbekannt.",
    }


@pytest.mark.parametrize("seed", range(20))
def test_unknown_pairs_are_those_that_the_survey_knows_nothing_of(seed: int) -> None:
    chance = random.Random(seed)
    names = "abcdefgh"
    small = Small().actors(*names)
    asked = chance.sample(names, chance.randrange(8))
    answered = chance.sample(asked, chance.randrange(len(asked) + 1))
    small.survey(answered, [name for name in asked if name not in answered])
    if seed % 2:
        small.add(Survey, "w", title="w", end=on("2025-06-30"))
    wave = newest_wave(small.view(), D, ON)
    assert wave is not None
    members = frozenset(record.id for record in small.records.values() if type(record).__name__ == "Actor")
    some = frozenset(chance.sample(sorted(members), 5))
    pairs = list(itertools.combinations(members, 2))
    told = frozenset(frozenset(pair) for pair in chance.sample(pairs, 6))
    wave = type(wave)(wave.survey, wave.asked, wave.answered, told)
    for group in (members, some):
        unheard = [pair for pair in itertools.combinations(group, 2) if not wave.knows(*pair)]
        assert unknown_pairs(wave, group) == len(unheard)


def test_nothing_at_all_is_no_crash() -> None:
    assert find_gaps(Picture(1, {}).seen_by(OFFICE), D, ON) == []
    small = Small().edge(Inquiry, "fehlt", "fehlt", Survey).add(Inventory, "i", date=VagueDate("bald"))
    assert unknown(small.add(Survey, "w", title="w", end=on("2025-06-30"))) == []
