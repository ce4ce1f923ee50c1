"""Kreis Lindental, imported, on its reference day: every planted case, and the near-misses beside it.

What has to come out is worked out from the files a second time (`lindental_by_hand`), and by hand where it is named.
"""

from collections import Counter
from datetime import date

import pytest

from graph.coverage.coverage import coverage
from graph.coverage.cube import Cube
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.metric import Reason
from graph.model import Actor, Group, Place, Term
from graph.model.states import GapState
from graph.network.network import network
from graph.picture import View
from graph.scope import Scope, parse_scope
from graph.strength.profile import NetworkStrength, strength, strengths
from tests.graph import lindental_by_hand as by_hand
from tests.graph.lindental_by_hand import ON
from tests.shipped import Shipped

D = "kreis-lindental"


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view(D)


@pytest.fixture(scope="module")
def gaps(view: View) -> list[Gap]:
    return find_gaps(view, D, ON)


@pytest.fixture(scope="module")
def whole(view: View) -> NetworkStrength:
    return strength(view, Scope(D), ON)


def named(view: View, cube: Cube) -> dict[by_hand.Cell, str]:
    names = {r.id: r.label for r in (*cube.fields, *cube.target_groups)} | {p.id: p.name for p in cube.places}
    return {(names[c.field], names[c.place], names[c.target_group]): str(c.state) for c in cube.cells}


def state(view: View, field: str, place: str, group: str, day: date = ON, *, district_wide: bool = True) -> str:
    cube = coverage(view, D, day, count_district_wide=district_wide)
    return named(view, cube)[field, place, group]


def subjects(view: View, gaps: list[Gap], rule: str, truth: Truth = Truth.YES) -> set[str]:
    records = [view.get(g.subject.id) for g in gaps if g.rule == rule and g.truth is truth and g.subject]
    return {record.external_id for record in records if record is not None}


@pytest.mark.parametrize("district_wide", [True, False])
def test_every_cell_is_what_the_files_say(view: View, district_wide: bool) -> None:
    cube = coverage(view, D, ON, count_district_wide=district_wide)
    assert named(view, cube) == by_hand.states(district_wide)


def test_the_cells_are_counted(view: View) -> None:
    counts = coverage(view, D, ON).whole.counts
    assert {str(state): n for state, n in counts.items()} == {
        "COVERED": 235, "NOMINAL": 24, "GAP": 25, "UNKNOWN": 26, "SUPPRESSED": 0, "NOT_REQUIRED": 2,
    }  # fmt: skip


ALL, EAST, SINCE_2015, UKRAINE = (
    "Eingewanderte und ihre Nachkommen",
    "Eingewanderte aus Mittel- und Südosteuropa",
    "Schutzsuchende seit 2015",
    "Schutzsuchende aus der Ukraine",
)
WORK, LANGUAGE, HOUSING, TAKING_PART = (
    "Arbeit und Ausbildung", "Sprache und Bildung", "Wohnen und Zusammenleben", "Teilhabe und Engagement",
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "place", "group", "expected"),
    [
        (TAKING_PART, "Ahornsleben", EAST, "GAP"),  # a decision whose time is up
        (HOUSING, "Kornlinden", EAST, "NOT_REQUIRED"),  # a decision in force
        (WORK, "Nebelhorst", EAST, "NOT_REQUIRED"),  # a decision where nobody looked
        (LANGUAGE, "Eschenfurt", ALL, "COVERED"),  # declared not required by mistake
        (HOUSING, "Mohnweiler", EAST, "UNKNOWN"),  # an inventory of the sub-field only
        (WORK, "Haselmark", EAST, "UNKNOWN"),  # an inventory that lies in the future
        (HOUSING, "Quittenrode", ALL, "NOMINAL"),  # an offer that is paused
        (TAKING_PART, "Nebelhorst", SINCE_2015, "UNKNOWN"),  # an offer that has ended, never surveyed
    ],
)
def test_planted_cells(view: View, field: str, place: str, group: str, expected: str) -> None:
    assert state(view, field, place, group) == expected


def test_planted_cells_that_show_without_what_is_district_wide(view: View) -> None:
    assert state(view, LANGUAGE, "Quittenrode", SINCE_2015, district_wide=False) == "NOMINAL"  # declared, but planned
    assert state(view, WORK, "Quittenrode", SINCE_2015, district_wide=False) == "GAP"  # an inventory of this group
    assert state(view, WORK, "Quittenrode", UKRAINE, district_wide=False) == "UNKNOWN"  # ... and of no other
    assert state(view, WORK, "Kornlinden", UKRAINE, district_wide=False) == "NOT_REQUIRED"


def test_what_was_not_known_yet_changes_with_the_day(view: View) -> None:
    assert state(view, WORK, "Haselmark", EAST, date(2026, 3, 15)) == "GAP"
    assert state(view, TAKING_PART, "Ahornsleben", EAST, date(2025, 12, 31)) == "NOT_REQUIRED"


def test_three_municipalities_were_never_surveyed(view: View) -> None:
    cube = coverage(view, D, ON)
    looked = {cell.place for cell in cube.cells if cell.inventories}
    assert {place.name for place in cube.places if place.id not in looked} == {"Irisbrück", "Nebelhorst", "Weidenkoog"}


def test_gap_cells_are_g1_and_planned_ones_g2(gaps: list[Gap]) -> None:
    by_rule = Counter(gap.rule for gap in gaps if gap.cell)
    assert by_rule == {"G1": 25, "G2": 24}
    assert all(gap.surveyed_at for gap in gaps if gap.rule == "G1")


def test_g3_nobody_responsible(view: View, gaps: list[Gap]) -> None:
    assert subjects(view, gaps, "G3") == by_hand.nobody_answers()
    assert by_hand.nobody_answers() == {"d-07", "d-18", "d-23", "d-25", "m25-38", "m25-49", "m25-56", "o-137"}
    declined = next(
        gap for gap in gaps if gap.rule == "G3" and gap.subject and gap.subject.name == "Mobile Sozialberatung"
    )
    assert "hat abgelehnt" in declined.evidence[0].text.de


def test_g3b_two_sources_disagree_and_two_that_agree_do_not(view: View, gaps: list[Gap]) -> None:
    assert subjects(view, gaps, "G3b") == {"m25-23"}


def test_g7_single_partner(view: View, gaps: list[Gap]) -> None:
    fields = {row["term_id"]: row["label"] for row in by_hand.rows("terms")}
    found = subjects(view, gaps, "G7")
    assert found - fields.keys() == by_hand.single_partner() == {"m25-29"}
    assert (
        {fields[key] for key in found & fields.keys()} == {field for field, _ in by_hand.single_holder()} == {HOUSING}
    )


def test_g8_isolated_and_unknown_are_told_apart(view: View, gaps: list[Gap]) -> None:
    certain, unknown = by_hand.isolated()
    assert subjects(view, gaps, "G8") == certain == {"rg-05"}
    assert subjects(view, gaps, "G8", Truth.UNKNOWN) == unknown


def test_g13_overdue(view: View, gaps: list[Gap]) -> None:
    assert (
        subjects(view, gaps, "G13") == by_hand.overdue() == {"m25-07", "m25-13", "m25-20", "m25-39", "m25-50", "fr-6"}
    )


def test_g16_orphans(view: View, gaps: list[Gap]) -> None:
    assert subjects(view, gaps, "G16") == by_hand.orphans() == {
        "g-04", "g-06", "g-09", "g-11", "g-13", "g-14", "m25-57",
    }  # fmt: skip


def test_a_decision_about_a_gap_is_its_state(gaps: list[Gap]) -> None:
    told = {gap.subject.name: gap.state for gap in gaps if gap.subject and gap.state is not GapState.OPEN}
    assert told == {
        "Vereinscoaching für Migrantenorganisationen": GapState.ACKNOWLEDGED,
        "Unterbringung Nebelhorst": GapState.PLANNED,
        "Flüchtlingsinitiative Eschenfurt – Turnbund Eschenfurt": GapState.PLANNED,
        "Bewerbungstraining Eschenfurt (Jobcenter) – Bewerbungstraining Eschenfurt (Bildungsträger)": GapState.ACCEPTED,
    }


def test_the_integration_centre_is_told_what_to_do(gaps: list[Gap]) -> None:
    assert all(gap.action.de.startswith("Das KI ") and gap.action.de.endswith(".") for gap in gaps)
    assert all(gap.evidence for gap in gaps)


def test_the_network_has_the_ties_that_the_files_tell(view: View) -> None:
    found = network(view, Scope(D), ON)
    assert found.n == len(by_hand.able_to_cooperate())
    pairs = {
        frozenset((found.external_ids[i], found.external_ids[j]))
        for i, j in zip(found.source, found.target, strict=True)
    }
    assert pairs == by_hand.pairs()


def test_the_response_rate_is_that_of_the_newest_wave(whole: NetworkStrength) -> None:
    wave = [row for row in by_hand.rows("survey_actors") if row["survey_id"] == "w25"]
    assert whole.response_rate == pytest.approx(sum(bool(row["responded_on"]) for row in wave) / len(wave))


def test_without_the_integration_centre_small_town_halls_fall_off(view: View, whole: NetworkStrength) -> None:
    centre = view.find(Actor, D, "ki")
    assert centre is not None
    assert centre.id in whole.metric("cutPoints").members
    text = whole.metric("cutPoints").explanation.de
    assert text.startswith(f"Ohne {centre.name} verlieren")
    assert "Gemeinde Kornlinden" in text


def test_isolated_actors_are_those_of_g8(view: View, whole: NetworkStrength) -> None:
    certain, unknown = by_hand.isolated()
    isolates = whole.metric("isolates")
    assert {view.get(ref).external_id for ref in isolates.members} == certain | unknown  # type: ignore[union-attr]  # they are there
    assert (isolates.low, isolates.value) == (0, 7)  # whoever nobody asked may work with any of them


@pytest.mark.parametrize("by", ["dataset", "field", "place", "group", "actorType"])
def test_small_networks_have_no_numbers_and_the_others_all(view: View, by: str) -> None:
    for one in strengths(view, D, by, "cooperation", ON):
        small = {metric.reason is Reason.N_TOO_SMALL for metric in one.metrics}
        assert small == {one.n < 5}
        assert one.n >= 5 or all(metric.value is None for metric in one.metrics)


def test_networks_of_places_are_as_large_as_the_files_say(view: View) -> None:
    able = by_hand.able_to_cooperate()
    seats = Counter(row["municipality"] for row in by_hand.rows("actors") if row["actor_id"] in able)
    found = {one.name.de: one.n for one in strengths(view, D, "place", "cooperation", ON)}
    assert found == {place: seats[place] for place in by_hand.municipalities()}


def test_groups_are_those_of_the_day(view: View) -> None:
    names = {one.name.de for one in strengths(view, D, "group", "cooperation", ON)}
    assert names == {"Arbeitskreis Sprache", "Lenkungsgruppe", "Netzwerk Arbeit"}
    then = {one.name.de for one in strengths(view, D, "group", "cooperation", date(2024, 6, 1))}
    assert then == {"Arbeitskreis Sprache", "Lenkungsgruppe", "Lektorengruppe"}


def test_scopes_are_understood_in_the_words_of_the_district(view: View) -> None:
    scope = parse_scope(view, D, ["field=Wohnberatung", "place=eschenfurt", "group=gr-lg", "actorType=Kreisverwaltung"])
    assert [type(view.get(ref)) for ref in (scope.field, scope.place, scope.group) if ref] == [Term, Place, Group]
    in_town = find_gaps(view, D, ON, scope=parse_scope(view, D, ["place=Kornlinden"]))
    assert in_town
    assert {view.get(gap.cell.place).external_id for gap in in_town if gap.cell} == {"99001028"}  # type: ignore[union-attr]  # they are there
