"""What all gaps have in common: order, stable ids, decisions, scope, the shape scripts read."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Severity, Truth
from graph.gaps.rules import all_rules
from graph.gaps.shape import gaps_as_dict
from graph.model import Duty, GapDecision, Group, Inventory, Measure, Place, Plan, Record, Term
from graph.model.states import GapState
from graph.scope import Scope
from tests.graph.small_district import ON, D, Small, on, ref, refs

SHOWN = {"G1", "G3", "G8", "G16"}
"""The rules by which this file shows what holds for all."""


def found(small: Small, day: date = ON, **scope: Any) -> list[Gap]:
    gaps = find_gaps(small.view(), D, day, scope=Scope(D, **scope) if scope else None)
    return [gap for gap in gaps if gap.rule in SHOWN]


def told(small: Small, **scope: Any) -> list[tuple[str, str]]:
    """Rule and subject of every gap; a cell by the names of its parts."""
    view = small.view()

    def subject(gap: Gap) -> Iterator[str]:
        if gap.subject:
            yield gap.subject.name
        if gap.cell:
            for part in (gap.cell.field, gap.cell.place, gap.cell.target_group):
                record = view.get(part)
                assert record is not None
                yield record.external_id

    return [(gap.rule, "|".join(subject(gap))) for gap in found(small, **scope)]


def hole() -> Small:
    """A cell that was looked at and is empty, and a measure that nobody answers for."""
    small = Small().term("field", "wohnen", main=True).term("target_group", "alle", main=True).place("werl")
    small.add(Inventory, "v", place=ref(Place, "werl"), fields=refs(Term, ["wohnen"]), date=on("2025-04-01"))
    return small.measure("m", goal_text="Ziel")


def test_rules_are_found_by_themselves_and_come_in_the_order_of_their_keys() -> None:
    keys = [rule.key for rule in all_rules()]
    assert [key for key in keys if key in SHOWN] == ["G1", "G3", "G8", "G16"]
    assert len(set(keys)) == len(keys)
    assert keys.index("G3") + 1 == keys.index("G3b")


def test_every_rule_has_a_name_and_a_meaning_in_both_languages() -> None:
    for rule in all_rules():
        assert all((*rule.name, *rule.meaning))


def test_gaps_come_by_rule_then_certain_before_unknown_then_by_name() -> None:
    small = hole().measure("a", goal_text="Ziel").actors("zoe", "adam", "berta").survey(answered=["zoe"])
    assert told(small) == [
        ("G1", "wohnen|werl|alle"), ("G3", "a"), ("G3", "m"), ("G8", "zoe"), ("G8", "adam"), ("G8", "berta"),
    ]  # fmt: skip
    assert [gap.truth for gap in found(small)][3:] == [Truth.YES, Truth.UNKNOWN, Truth.UNKNOWN]


def test_ids_stay_the_same_over_time_and_differ_between_gaps() -> None:
    gaps = found(hole())
    later = found(hole().actor("new"), date(2027, 1, 1))
    assert {gap.id for gap in gaps} <= {gap.id for gap in later}
    assert len({gap.id for gap in later}) == len(later)


def test_every_gap_ends_in_what_to_do_and_rests_on_evidence() -> None:
    (empty, nobody) = found(hole())
    assert empty.message.de == "werl hat im Feld „wohnen“ kein Angebot für „alle“."
    assert empty.action.de == "Die Koordination klärt mit werl, wer hier ein Angebot machen kann."
    assert (empty.severity, empty.surveyed_at) == (Severity.HIGH, date(2025, 4, 1))
    assert empty.evidence[0].text.de == "Bestandsaufnahme (1. April 2025): hier nichts."
    assert empty.evidence[0].records == (ref(Inventory, "v"),)
    assert nobody.message.en == "Nobody is responsible for the measure “m”."
    assert nobody.action.en == "The coordinating office proposes a responsible body and asks it."
    assert nobody.evidence[0].text.de == "Keine Quelle nennt eine zuständige Stelle."


def test_the_integration_centre_acts_where_there_is_one_and_the_town_hall_is_asked() -> None:
    small = hole().add(Term, "at", scheme="actor_type", label="Kommunales Integrationszentrum")
    small.actor("ki", types=["at"]).add(Place, "werl", name="Werl", ags="05974052")
    small.actor("rathaus", at="werl", name="Wallfahrtsstadt Werl", ags="05974052")
    assert found(small)[0].action.de == "Das KI klärt mit Wallfahrtsstadt Werl, wer hier ein Angebot machen kann."


def decided(rule: str, subject: str, state: GapState, key: str = "y", **values: Any) -> dict[str, Any]:
    return {"key": key, "rule": rule, "subject": subject, "state": state, "date": on("2025-11-27"), **values}


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (decided("G3", "m", GapState.ACKNOWLEDGED), GapState.ACKNOWLEDGED),
        (decided("g3", " M ", GapState.PLANNED), GapState.PLANNED),
        (decided("G3", "m", GapState.ACCEPTED, review_on=date(2026, 1, 16)), GapState.ACCEPTED),
        (decided("G3", "m", GapState.ACCEPTED, review_on=date(2026, 1, 15)), GapState.OPEN),
        (decided("G3", "m", GapState.CLOSED), GapState.OPEN),  # it is there again
        (decided("G3", "m", GapState.ACCEPTED, date=on("2026-01-16")), GapState.OPEN),
        (decided("G4", "m", GapState.ACCEPTED), GapState.OPEN),
        (decided("G3", "other", GapState.ACCEPTED), GapState.OPEN),
    ],
)
def test_what_was_decided_about_a_gap_is_its_state(decision: dict[str, Any], state: GapState) -> None:
    gap = next(gap for gap in found(hole().add(GapDecision, **decision)) if gap.rule == "G3")
    assert gap.state is state


@pytest.mark.parametrize("subject", ["wohnen|werl|alle", "Wohnen|Werl|Alle", "werl|wohnen|alle"])
def test_a_decision_names_a_cell_by_its_parts(subject: str) -> None:
    gap = found(hole().add(GapDecision, **decided("G1", subject, GapState.FALSE_ALARM)))[0]
    assert gap.state is GapState.FALSE_ALARM


def test_the_newest_decision_counts_and_is_part_of_the_evidence() -> None:
    small = hole().add(
        GapDecision, **decided("G3", "m", GapState.PLANNED, "y1", date=on("2025-12-01"), reason="Träger gesucht")
    )
    small.add(GapDecision, **decided("G3", "m", GapState.ACCEPTED, "y2"))
    gap = next(gap for gap in found(small) if gap.rule == "G3")
    assert gap.state is GapState.PLANNED
    assert gap.evidence[-1].text.de == "Entschieden (1. Dezember 2025): in Planung. Grund: Träger gesucht."
    assert gap.evidence[-1].records == (ref(GapDecision, "y1"),)


def wide() -> Small:
    """Two fields, two places, a plan, a group: one measure, one actor and one cell in each corner."""
    small = Small().place("ense").place("werl").term("target_group", "alle", main=True).term("actor_type", "club")
    small.term("field", "sport", main=True).term("field", "wohnen", main=True).term(
        "field", "beratung", broader="wohnen"
    )
    small.add(Inventory, "v", place=ref(Place, "werl"), fields=refs(Term, ["wohnen"]), date=on("2025-04-01"))
    small.add(Plan, "p", title="Konzept").measure("in", fields=["beratung"], places=["werl"], plan=ref(Plan, "p"))
    small.measure("out", fields=["sport"], places=["ense"], goal_text="Ziel")
    small.add(Duty, "pflicht", title="pflicht", fields=refs(Term, ["wohnen"]), places=refs(Place, ["werl"]))
    small.actor("a", at="werl", types=["club"]).actor("b", at="ense").contributes("a", "in").contributes("b", "out")
    return small.group("ak", "a")


@pytest.mark.parametrize(
    ("kind", "scope", "expected"),
    [
        (Term, {"field": "wohnen"}, ["wohnen|werl|alle", "in", "pflicht", "a", "in"]),
        (Term, {"field": "beratung"}, ["wohnen|werl|alle", "in", "a", "in"]),
        (Term, {"field": "sport"}, ["out", "b"]),
        (Place, {"place": "werl"}, ["wohnen|werl|alle", "in", "pflicht", "a", "in"]),
        (Place, {"place": "ense"}, ["out", "b"]),
        (Plan, {"plan": "p"}, ["in", "a", "in"]),
        (Group, {"group": "ak"}, ["in", "a", "in"]),
    ],
)
def test_a_scope_keeps_what_lies_in_it(kind: type[Record], scope: dict[str, str], expected: list[str]) -> None:
    ((name, key),) = scope.items()
    assert [subject for _, subject in told(wide(), **{name: ref(kind, key)})] == expected


def test_a_scope_of_actor_types_keeps_them_and_what_they_work_on() -> None:
    assert told(wide(), actor_types=(ref(Term, "club"),)) == [("G3", "in"), ("G8", "a"), ("G16", "in")]


def test_the_shape_is_the_contract() -> None:
    cell, measure = json.loads(json.dumps(gaps_as_dict(found(hole()), "de")))["gaps"]
    keys = [
        *("id", "rule", "severity", "truth", "subject", "cell", "state"),
        *("firstSeen", "surveyedAt", "evidence", "message", "action"),
    ]
    assert list(cell) == list(measure) == keys
    assert cell["cell"] == {"field": ref(Term, "wohnen"), "place": ref(Place, "werl"), "targetGroup": ref(Term, "alle")}
    assert cell["subject"] == {"id": "wohnen|werl|alle", "kind": "Cell", "name": "wohnen · werl · alle"}
    assert measure["cell"] is None
    assert measure["subject"] == {"id": ref(Measure, "m"), "kind": "Measure", "name": "m"}
    assert (cell["rule"], cell["severity"], cell["truth"], cell["state"]) == ("G1", "HIGH", "YES", "OPEN")
    assert (cell["surveyedAt"], cell["firstSeen"]) == ("2025-04-01", None)
    assert cell["evidence"][0] == {
        "text": "Bestandsaufnahme (1. April 2025): hier nichts.",
        "records": [ref(Inventory, "v")],
    }


def test_an_empty_district_has_no_gaps() -> None:
    assert found(Small()) == []
    assert found(Small().actor("fund", cooperates=False)) == []
