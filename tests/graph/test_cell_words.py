"""A cell of the coverage cube in one or two sentences that somebody can read aloud."""

from typing import Any

import pytest

from graph.coverage.cell_words import cell_explained
from graph.gaps.situation import Situation
from graph.model import Actor, CellDecision, Inventory, Offer, Place, Plan, Ref, Term
from graph.model.states import CellDecisionKind, MeasureStatus, PlanStatus, Reach, ResponsibilityState
from tests.graph.small_district import ON, D, Small, on, ref, refs

HERE: dict[str, Any] = {"fields": ["wohnen"], "places": ["werl"], "target_groups": ["alle"]}


def town() -> Small:
    small = Small().term("field", "wohnen", main=True).term("target_group", "alle", main=True).place("werl")
    return small.place("ense").actor("VHS").actor("Caritas").actor("Lenkungsgruppe")


def told(small: Small, place: str = "werl") -> tuple[str, str]:
    situation = Situation(small.view(), D, ON)
    cell = situation.cube.at(ref(Term, "wohnen"), ref(Place, place), ref(Term, "alle"))
    text = cell_explained(situation, situation.cube, cell)
    return text.de, text.en


def lead(small: Small, actor: str, key: str) -> Small:
    return small.responsible(actor, key, Offer, state=ResponsibilityState.ACCEPTED)


def test_a_covered_cell_names_what_runs_and_who_leads_it() -> None:
    small = town().offer("Café", verified_on=ON, **HERE).offer("Kurs", verified_on=ON, **HERE)
    lead(lead(small, "VHS", "Café"), "Caritas", "Café")
    assert told(small) == (
        "Hier läuft: „Café“ (Caritas und VHS) und „Kurs“ (niemand zuständig).",
        "Under way here: “Café” (Caritas and VHS) and “Kurs” (nobody responsible).",
    )


def test_a_covered_cell_says_what_has_to_be_said_beside_it() -> None:
    small = lead(town().offer("Café", reach=Reach.DISTRICT, **HERE), "VHS", "Café")
    assert told(small, "ense")[0] == "Hier läuft: „Café“ (VHS) (nie bestätigt, nur kreisweit)."


def test_beyond_three_the_rest_is_counted() -> None:
    small = town()
    for key in "abcde":
        lead(small.offer(key, verified_on=ON, **HERE), "VHS", key)
    assert told(small)[0] == "Hier läuft: „a“ (VHS), „b“ (VHS), „c“ (VHS) und 2 weitere."


@pytest.mark.parametrize(("reach", "how"), [(None, "vorgesehen"), (Reach.DISTRICT, "kreisweit vorgesehen")])
def test_a_nominal_cell_names_what_is_foreseen_and_how_far_it_is(reach: Reach | None, how: str) -> None:
    places = {"places": ["ense"]} if reach else {}
    small = town().offer("Kurs", MeasureStatus.PLANNED, reach=reach, **{**HERE, **places})
    assert told(small)[0] == f"Hier läuft noch nichts, {how} ist: „Kurs“ (geplant; niemand zuständig)."


def test_a_cell_that_is_not_required_says_who_decided_it_when_and_why() -> None:
    small = town().add(
        CellDecision,
        "x",
        fields=refs(Term, ["wohnen"]),
        place=ref(Place, "werl"),
        decision=CellDecisionKind.NOT_REQUIRED,
        reason="niemand betroffen",
        date=on("2025-04-01"),
        until=on("2026-12-31"),
        by=ref(Actor, "Lenkungsgruppe"),
    )
    assert told(small)[0] == (
        "Hier ist nichts erforderlich (1. April 2025, Lenkungsgruppe, gilt bis 31. Dezember 2026): niemand betroffen."
    )


def test_nobody_does_anything_rests_on_who_looked() -> None:
    small = looked(looked(town(), "old", "2024-05-01"), "new", "2025-04-01", by=ref(Actor, "Lenkungsgruppe"))
    assert told(small) == (
        "Hier macht niemand etwas: Das ergab die Bestandsaufnahme (1. April 2025, Lenkungsgruppe).",
        "Nobody does anything here: so says the inventory (1 April 2025, Lenkungsgruppe).",
    )


def test_unknown_is_not_nobody() -> None:
    assert told(town()) == (
        "Ob hier jemand etwas macht, ist unbekannt: Es gibt keine Bestandsaufnahme.",
        "Whether anybody does anything here is unknown: there is no inventory.",
    )


def test_what_the_concept_names_is_a_sentence_of_its_own() -> None:
    small = looked(town(), "v", "2025-04-01").add(Plan, "p", title="Konzept", status=PlanStatus.ADOPTED)
    assert told(small)[0].endswith("(1. April 2025). „Konzept“ nennt hier keine Maßnahme.")
    small.measure("m", MeasureStatus.COMPLETED, plan=ref(Plan, "p"), **HERE)
    assert told(small)[0].endswith("(1. April 2025). „Konzept“ nennt hier eine Maßnahme.")
    assert told(small, "ense")[1].endswith("no inventory. “Konzept” names no measure here.")


def looked(small: Small, key: str, day: str, by: Ref | None = None) -> Small:
    place, fields = ref(Place, "werl"), refs(Term, ["wohnen"])
    return small.add(Inventory, key, place=place, fields=fields, date=on(day), by=by)


def test_to_those_who_do_not_see_all_nothing_is_said_to_be_all_there_is() -> None:
    situation = Situation(town().offer("Kurs", verified_on=ON, **HERE).view(), D, ON)
    cells = {cell.place: cell for cell in situation.cube.cells}
    told = [
        cell_explained(situation, situation.cube, cells[ref(Place, p)], complete=False).de for p in ("werl", "ense")
    ]
    assert told[0].startswith("Hier läuft: „Kurs“ (")
    assert "niemand" not in told[0]
    assert told[1] == "Ob hier jemand etwas macht, ist nicht zu sehen."
