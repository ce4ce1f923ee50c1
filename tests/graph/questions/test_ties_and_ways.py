"""q03, q22 and q23: who has no tie to whom, who holds the network together, and through whom somebody is reached."""

from typing import Any

import pytest

from graph.errors import WrongUse
from graph.gaps.situation import Situation
from graph.model import Place
from graph.model.states import TieState
from graph.questions import answer, question_named
from graph.questions.shape import answer_as_dict
from tests.graph.small_district import ON, D, Small


def asked(small: Small, key: str, **given: str) -> dict[str, Any]:
    situation = Situation(small.view(), D, ON)
    return answer_as_dict(answer(situation, question_named(key), given), "de")


def table(answered: dict[str, Any], *columns: str) -> list[tuple[Any, ...]]:
    at = [answered["columns"].index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in answered["rows"]]


def clubs() -> Small:
    """Two clubs and two initiatives; m knows a club and an initiative."""
    small = Small().term("actor_type", "Sportverein").term("actor_type", "Flüchtlingsinitiative").actor("m")
    small.term("actor_type", "Turnverein", broader="Sportverein")
    small.actor("c1", types=["Sportverein"]).actor("c2", types=["Turnverein"])
    return small.actor("i1", types=["Flüchtlingsinitiative"]).actor("i2", types=["Flüchtlingsinitiative"])


class TestWithoutTie:
    def test_clubs_of_narrower_types_too_with_the_nearest_by_ties(self) -> None:
        small = clubs().ties("c1-m", "m-i2").survey(answered=["c1", "c2", "m", "i1", "i2"])
        assert table(asked(small, "q03"), "externalId", "nearest", "steps", "via", "truth") == [
            ("c1", "i2", 2, "m", "YES"), ("c2", "i1", None, None, "YES"),
        ]  # fmt: skip

    def test_one_tie_to_any_of_them_is_enough_a_wished_or_ended_one_is_none(self) -> None:
        small = clubs().ties("c1-i1").tie("c2", "i1", state=TieState.WISHED)
        answered = asked(small.survey(answered=["c1", "c2", "m", "i1", "i2"]), "q03")
        assert table(answered, "externalId") == [("c2",)]
        assert answered["remarks"] == ["Gewünscht und noch nicht da: c2 – i1."]

    def test_without_a_word_of_either_side_it_is_unknown(self) -> None:
        small = clubs().survey(answered=["c1", "m"], silent=["c2", "i1", "i2"])
        assert table(asked(small, "q03"), "externalId", "truth") == [("c1", "YES"), ("c2", "UNKNOWN")]
        assert table(asked(clubs(), "q03"), "truth") == [("UNKNOWN",)] * 2

    def test_among_those_that_nobody_reaches_the_place_decides_then_the_distance(self) -> None:
        small = clubs().place("p").place("q").place("r").actor("c1", at="p", types=["Sportverein"])
        small.actor("i1", at="q", types=["Flüchtlingsinitiative"]).actor("i2", at="p", types=["Flüchtlingsinitiative"])
        assert table(asked(small, "q03"), "nearest", "distanceKm")[0] == ("i2", 0.0)
        for key, lat in (("p", 51.0), ("q", 51.1), ("r", 51.3)):
            small.add(Place, key, name=key, lat=lat, lon=8.0)
        small.actor("i2", at="r", types=["Flüchtlingsinitiative"])
        assert table(asked(small, "q03"), "nearest", "distanceKm")[0] == ("i1", 11.1), "a tenth of a degree is 11.1 km"

    def test_other_types_can_be_asked_for(self) -> None:
        small = clubs().ties("c1-i1")
        given = {"actorType": "Flüchtlingsinitiative", "partnerType": "Sportverein"}
        assert table(asked(small, "q03", **given), "externalId") == [("i2",)]

    def test_a_district_that_knows_no_such_type_says_so(self) -> None:
        answered = asked(Small().actors("a"), "q03")
        assert answered["rows"] == []
        assert answered["remarks"][0].startswith("Dieser Datensatz kennt „Sportverein“ nicht")


class TestHoldingTogether:
    def test_cut_points_first_with_what_falls_off(self) -> None:
        small = Small().actors("a", "b", "c", "d").actor("hall", ags="99001004")
        small.ties("a-b", "b-c", "c-a", "c-d", "d-hall").survey(answered=["a", "b", "c", "d", "hall"])
        found = table(
            asked(small, "q22"), "externalId", "betweenness", "cutPoint", "parts", "detachedNames", "townHalls"
        )
        assert found == [
            ("c", pytest.approx(4 / 6, abs=1e-6), True, 2, "d; hall", "hall"),
            ("d", 0.5, True, 2, "hall", "hall"),
        ]  # fmt: skip

    def test_who_is_no_cut_point_and_lies_between_comes_after_up_to_a_number(self) -> None:
        ring = Small().actors("a", "b", "c", "d").ties("a-b", "b-c", "c-d", "d-a").survey(answered="abcd")
        assert table(asked(ring, "q22"), "externalId", "cutPoint") == [(key, False) for key in "abcd"]
        assert table(asked(ring, "q22", most="2"), "externalId") == [("a",), ("b",)]

    def test_unknown_while_fewer_than_half_have_answered(self) -> None:
        chain = Small().actors("a", "b", "c").ties("a-b", "b-c")
        assert table(asked(chain, "q22"), "truth") == [("UNKNOWN",)]
        assert asked(chain, "q22")["remarks"] == ["Gezählt sind nur dokumentierte Beziehungen."]
        assert table(asked(chain.survey(answered="a", silent="bc"), "q22"), "truth") == [("UNKNOWN",)]
        assert table(asked(chain.survey(answered="ab", silent="c"), "q22"), "truth") == [("YES",)]


def reached() -> Small:
    """The centre reaches x by way of a and b, or by way of c alone; y by nobody."""
    small = Small().term("actor_type", "Kommunales Integrationszentrum")
    small.actor("ki", types=["Kommunales Integrationszentrum"]).actors("a", "b", "c", "d", "x", "y")
    return small.ties("ki-a", "a-b", "b-x", "ki-d", "d-x").ties("ki-c", "c-x")


class TestWays:
    def test_one_row_for_each_tie_of_a_shortest_way_by_name(self) -> None:
        small = reached()
        answered = asked(small, "q23", to="x")
        assert table(answered, "externalId", "step", "fromActor", "toActor") == [
            ("ki|c", 1, "ki", "c"), ("c|x", 2, "c", "x"),
        ]  # fmt: skip
        assert answered["rows"][0][0] == next(r.id for r in small.records.values() if r.external_id == "ki|c")

    def test_too_far_and_not_at_all_are_told(self) -> None:
        small = reached().actors("z").ties("x-z")
        told = "Von ki zu {} führt kein Weg mit höchstens {} Schritten."
        for to, most in (("z", "2"), ("y", "4")):
            answered = asked(small, "q23", to=to, maxSteps=most)
            assert (answered["rows"], answered["remarks"]) == ([], [told.format(to, most)])
        assert len(asked(small, "q23", to="z", maxSteps="3")["rows"]) == 3

    def test_from_anybody_and_from_nobody(self) -> None:
        assert len(asked(reached(), "q23", **{"from": "a", "to": "x"})["rows"]) == 2
        small = Small().actors("a", "b").ties("a-b")
        assert asked(small, "q23", to="b")["remarks"] == ["Bitte from=… angeben: von wem aus?"]
        assert asked(reached(), "q23", to="ki")["remarks"] == ["Start und Ziel sind derselbe Akteur."]

    def test_whoever_cannot_cooperate_is_outside_and_the_goal_is_needed(self) -> None:
        small = reached().actor("fund", cooperates=False)
        assert asked(small, "q23", to="fund")["remarks"][0].startswith("„fund“ gehört nicht zum Netz")
        with pytest.raises(WrongUse):
            asked(small, "q23")

    def test_of_parallel_ties_the_strongest_stands_for_all(self) -> None:
        small = Small().actors("a", "b").tie("a", "b", key="weak", level=1.0).tie("a", "b", key="strong", level=3.0)
        assert table(asked(small, "q23", **{"from": "a", "to": "b"}), "externalId", "level") == [("strong", 3.0)]
