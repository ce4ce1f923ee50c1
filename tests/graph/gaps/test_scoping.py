"""What lies within a scope: each kind of entry by hand, once within and once beside it."""

from typing import Any

import pytest

from graph.gaps.scoping import record_is_within
from graph.gaps.situation import Situation
from graph.model import (
    Actor,
    Consultation,
    Contact,
    Duty,
    Event,
    Funding,
    Goal,
    Group,
    Indicator,
    Measure,
    Need,
    Paper,
    Place,
    Plan,
    Rating,
    Reading,
    Record,
    Resolution,
    Responsibility,
    Statement,
    Target,
    Term,
    Tie,
    TieEvidence,
)
from graph.model.states import PlaceLevel, TieState
from graph.scope import Scope
from tests.graph.small_district import ON, D, Small, ref, refs

SCOPES: dict[str, dict[str, Any]] = {
    "field": {"field": ref(Term, "wohnen")},
    "place": {"place": ref(Place, "werl")},
    "district": {"place": ref(Place, "kreis")},
    "plan": {"plan": ref(Plan, "p")},
    "type": {"actor_types": (ref(Term, "club"),)},
    "group": {"group": ref(Group, "ak")},
}


def district() -> Small:
    """`a`, a club in Werl, works on housing there by a measure of the plan; `b` in Ense on sports, outside of it."""
    small = Small().place("kreis", level=PlaceLevel.DISTRICT).place("werl", part_of="kreis")
    small.place("ense", part_of="kreis").place("nord", part_of="werl", level=PlaceLevel.QUARTER)
    small.term("field", "wohnen").term("field", "beratung", broader="wohnen").term("field", "sport")
    small.term("actor_type", "club").term("actor_type", "amt")
    small.add(Plan, "p", title="p", place=ref(Place, "kreis")).add(Plan, "q", title="q")
    small.add(Goal, "gp", text="gp", plan=ref(Plan, "p"), fields=refs(Term, ["wohnen"]))
    small.measure("in", fields=["beratung"], places=["nord"], plan=ref(Plan, "p"))
    small.measure("out", fields=["sport"], places=["ense"], plan=ref(Plan, "q"))
    small.actor("a", at="werl", types=["club"]).actor("a2", at="werl", types=["club"])
    small.actor("b", at="ense", types=["amt"])
    small.responsible("a", "in", key="r-in").contributes("a2", "in").responsible("b", "out", key="r-out")
    small.responsible("b", "in", key="r-across").tie("a", "a2", "t-in").tie("a", "b", "t-out")
    return small.group("ak", "a", "a2")


def within(small: Small, kind: type[Record], key: str) -> set[str]:
    """The scopes in which the record lies."""
    situation = Situation(small.view(), D, ON)
    record = situation.view.find(kind, D, key)
    assert record is not None
    return {name for name, chosen in SCOPES.items() if record_is_within(situation, record, Scope(D, **chosen))}


EVERYWHERE = set(SCOPES)
CASES: list[tuple[str, type[Record], dict[str, Any], set[str]]] = [
    ("of an actor", Contact, {"actor": ref(Actor, "a")}, EVERYWHERE),
    ("of another", Contact, {"actor": ref(Actor, "b")}, {"district", "field", "plan"}),
    ("of nobody", Contact, {}, set()),
    (
        "for a place",
        Contact,
        {"actor": ref(Actor, "b"), "place": ref(Place, "nord")},
        {"place", "district", "field", "plan"},
    ),
    ("with fields", Event, {"title": "e", "fields": refs(Term, ["beratung"])}, {"field"}),
    ("at a place", Event, {"title": "e", "places": refs(Place, ["nord"])}, {"place", "district"}),
    ("on a plan", Event, {"title": "e", "plan": ref(Plan, "p")}, {"plan"}),
    ("by an actor", Event, {"title": "e", "organiser": ref(Actor, "a")}, {"type", "group"}),
    ("of nothing", Event, {"title": "e"}, set()),
    ("with fields", Need, {"text": "n", "fields": refs(Term, ["wohnen"])}, {"field"}),
    ("with places", Need, {"text": "n", "places": refs(Place, ["werl"])}, {"place", "district"}),
    ("that became a goal", Need, {"text": "n", "goals": refs(Goal, ["gp"])}, {"plan"}),
    ("with fields", Indicator, {"name": "i", "fields": refs(Term, ["beratung"])}, {"field", "district"}),
    ("of a goal", Indicator, {"name": "i", "goals": refs(Goal, ["gp"])}, {"plan", "district"}),
    ("kept by an actor", Indicator, {"name": "i", "keeper": ref(Actor, "a")}, {"type", "group", "district"}),
    ("of a measure", Funding, {"measure": ref(Measure, "in")}, EVERYWHERE),
    ("of another", Funding, {"measure": ref(Measure, "out")}, {"district"}),
    ("of nothing", Funding, {}, set()),
    ("of a measure", Rating, {"subject": "r", "measure": ref(Measure, "in")}, EVERYWHERE),
    ("on a measure", Paper, {"title": "v", "measure": ref(Measure, "in")}, EVERYWHERE),
    ("on a plan", Paper, {"title": "v", "plan": ref(Plan, "p")}, {"plan", "district"}),
    ("on measures", Resolution, {"title": "b", "measures": refs(Measure, ["out", "in"])}, EVERYWHERE),
    ("of a municipality", Statement, {"place": ref(Place, "werl"), "plan": ref(Plan, "p")},
     {"place", "district", "plan"}),
    ("by law", Duty, {"title": "d", "legal_holder": ref(Actor, "a")}, {"type", "group"}),
    ("between two", TieEvidence, {"actor_a": ref(Actor, "a"), "actor_b": ref(Actor, "a2")}, EVERYWHERE),
    ("across", TieEvidence, {"actor_a": ref(Actor, "a"), "actor_b": ref(Actor, "b")}, {"district", "field", "plan"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [case[1:] for case in CASES],
    ids=[f"{case[1].__name__} {case[0]}" for case in CASES],
)
def test_it_lies_where_what_it_names_lies(kind: type[Record], values: dict[str, Any], expected: set[str]) -> None:
    assert within(district().add(kind, "x", **values), kind, "x") == expected


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        (Tie, "t-in", EVERYWHERE),
        (Tie, "t-out", {"district", "field", "plan"}),
        (Responsibility, "r-in", EVERYWHERE),
        (Responsibility, "r-out", {"district"}),
        (Responsibility, "r-across", {"district", "field", "plan"}),
    ],
)
def test_an_edge_lies_where_both_its_ends_lie(kind: type[Record], key: str, expected: set[str]) -> None:
    """`b` answers for a measure on housing as well, and so belongs to the field and the plan."""
    assert within(district(), kind, key) == expected


def test_a_consultation_lies_where_what_its_paper_is_about_lies() -> None:
    small = district().add(Paper, "v", title="v", measure=ref(Measure, "in"))
    small.add(Consultation, "c", paper=ref(Paper, "v")).add(Consultation, "none")
    assert (within(small, Consultation, "c"), within(small, Consultation, "none")) == (EVERYWHERE, set())


@pytest.mark.parametrize("kind", [Reading, Target])
def test_an_indicator_lies_where_it_is_measured_or_has_a_target(kind: type[Record]) -> None:
    small = district().add(Indicator, "i", name="i")
    small.add(kind, "w", indicator=ref(Indicator, "i"), place=ref(Place, "nord"))
    assert within(small, Indicator, "i") == {"place", "district"}
    small.add(kind, "w", indicator=ref(Indicator, "i"), place=ref(Place, "ense"))
    assert within(small, Indicator, "i") == {"district"}


def test_everything_lies_in_a_scope_that_restricts_nothing_but_what_is_of_nobody() -> None:
    small = district().add(Contact, "k").tie("a", "b", "wish", state=TieState.WISHED)
    situation = Situation(small.view(), D, ON)
    for record in (situation.view.find(Contact, D, "k"), situation.view.find(Tie, D, "wish")):
        assert record is not None
        assert record_is_within(situation, record, Scope(D))
