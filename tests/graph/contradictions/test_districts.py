"""The shipped districts: what contradicts itself, what is unknown, what is done twice; worked out from the files."""

from pathlib import Path

import pytest

from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.picture import View
from tests.graph import lindental_by_hand as by_hand
from tests.graph.lindental_by_hand import ON, rows
from tests.shipped import Shipped

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
LINDENTAL, GUETERSLOH = "kreis-lindental", "kreis-guetersloh"


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL, GUETERSLOH)


@pytest.fixture(scope="module")
def gaps(view: View) -> list[Gap]:
    return find_gaps(view, LINDENTAL, ON)


def subjects(view: View, gaps: list[Gap], rule: str) -> list[str]:
    """External ids; those of pairs joined by |."""
    found = [gap.subject.id for gap in gaps if gap.rule == rule and gap.subject]
    records = {ref: view.get(ref) for ref in found}
    return sorted(record.external_id if record is not None else str(ref) for ref, record in records.items())


def test_every_planted_contradiction_is_found_and_no_other(view: View, gaps: list[Gap]) -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for row in rows("claims"):
        if row["property"] != "Zuständig":
            said.setdefault((row["subject_id"], row["property"]), set()).add(row["value"])
    claimed = [subject for (subject, _), values in said.items() if len(values) > 1]
    answers: dict[frozenset[str], set[str]] = {}
    for row in rows("tie_reports"):
        if row["survey_id"] == "w25":
            pair = frozenset((row["reporter_actor_id"], row["about_actor_id"]))
            answers.setdefault(pair, set()).add(row["answer"])
    denied = ["|".join(sorted(pair)) for pair, given in answers.items() if given == {"YES", "NO"}]
    assert subjects(view, gaps, "G19") == sorted(claimed + denied)
    assert (len(claimed), len(denied)) == (3, 5)
    assert subjects(view, gaps, "G3b") == ["m25-23"]


def test_what_is_unknown_adds_up(view: View, gaps: list[Gap]) -> None:
    unknown = [gap for gap in gaps if gap.rule == "G20"]
    assert all(gap.truth is Truth.UNKNOWN for gap in unknown)
    by_place = {gap.subject.name: gap for gap in unknown if gap.subject and gap.subject.kind == "Place"}
    cells = [cell for cell, state in by_hand.states().items() if state == "UNKNOWN"]
    assert {place for _, place, _ in cells} <= by_place.keys()
    for name, gap in by_place.items():
        told = sum(len(evidence.records) - 1 for evidence in gap.evidence)  # a field, then its target groups
        assert told == sum(place == name for _, place, _ in cells)
    names = {row["place_id"]: row["name"] for row in rows("places")}
    surveyed = {names[row["place_id"]] for row in rows("inventories")}
    never = {name for name, gap in by_place.items() if gap.surveyed_at is None}
    assert never == set(by_hand.municipalities()) - surveyed == {"Irisbrück", "Nebelhorst", "Weidenkoog"}


def test_who_was_silent_or_not_asked_stands_in_the_evidence(view: View, gaps: list[Gap]) -> None:
    asked = {row["actor_id"]: row["responded_on"] for row in rows("survey_actors") if row["survey_id"] == "w25"}
    cooperating = {row["actor_id"] for row in rows("actors") if row["cooperates"] == "yes"}
    told = []
    for gap in gaps:
        if gap.rule == "G20" and gap.subject and gap.subject.kind == "Survey":
            records = [view.get(ref) for ref in gap.evidence[0].records]
            told.append({record.external_id for record in records if record is not None})
    silent = {actor for actor, answered in asked.items() if not answered}
    assert sorted(told, key=len) == [cooperating - asked.keys(), silent & cooperating]
    assert [len(names) for names in sorted(told, key=len)] == [6, 14]


def test_what_is_done_twice_and_that_somebody_decided_to_leave_it_so(view: View, gaps: list[Gap]) -> None:
    assert subjects(view, gaps, "G21") == ["m25-16|m25-17", "m25-31|m25-32"]
    states = {gap.subject.id: str(gap.state) for gap in gaps if gap.rule == "G21" and gap.subject}
    assert states == {"m25-16|m25-17": "ACCEPTED", "m25-31|m25-32": "OPEN"}


def test_sources_count_the_fields_and_groups_of_guetersloh_differently(view: View) -> None:
    found = [gap for gap in find_gaps(view, GUETERSLOH, ON) if gap.rule == "G19"]
    assert [gap.message.de.rsplit(": ", 1)[1] for gap in sorted(found, key=lambda gap: gap.message.de)] == [
        "6 (sechs zentrale Handlungsfelder) und 9 (neun Kernthemen).",
        "3 (drei benannten Zielgruppen) und 4 (vier Hauptzielgruppen).",
    ]
