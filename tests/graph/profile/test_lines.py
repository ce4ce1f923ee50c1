"""Lines of a profile on small districts: what is said where little is known, and never more than is known."""

from datetime import date

import pytest

from graph.metric import Reason
from graph.model import Place
from graph.model.states import PlaceLevel
from graph.network.collaboration import collaboration
from graph.network.network import Networks
from graph.network.null_model import by_chance
from graph.profile.line import Line
from graph.profile.teller import CONCEPTS, Teller
from graph.scope import Scope
from graph.ties import derive
from tests.graph.plain_network import MARRIAGES, of
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.told_waves import wave


def told(small: Small, scope: Scope | None = None, since: date | None = None) -> dict[str, Line]:
    view = small.view()
    network = Networks(view, D, ON).of(scope or Scope(D))
    return {line.key: line for line in Teller(view, D, ON, since=since).lines(network)}


def test_a_small_network_has_lines_without_a_number() -> None:
    for line in told(Small().actors(*"abc").ties("a-b")).values():
        assert line.reason is Reason.N_TOO_SMALL
        assert "zu wenige Akteure" in line.sentence.de
        assert all(metric.value is None for metric in line.metrics)


@pytest.mark.parametrize("ties", [(), ("a-b",), ("a-b", "b-c", "c-d", "d-e", "e-a"), ("a-b", "a-b", "c-c")])
def test_whatever_there_is_every_line_is_a_sentence(ties: tuple[str, ...]) -> None:
    lines = told(Small().actors(*"abcdef").ties(*ties))
    assert list(lines) == [concept.key for concept in CONCEPTS]
    for line in lines.values():
        assert line.sentence.de.endswith(".")
        assert line.sentence.en.endswith(".")
        assert "{" not in line.sentence.de + line.sentence.en


def test_a_ring_looks_like_shared_governance_and_a_star_like_a_lead_organisation() -> None:
    ring = told(Small().actors(*"abcdef").ties("a-b", "b-c", "c-d", "d-e", "e-f", "f-a"))
    assert ring["steering"].indicator == "SHARED"
    star = Small().actors("a", *(f"b{n}" for n in range(12))).ties(*(f"a-b{n}" for n in range(12)))
    assert told(star)["steering"].indicator == "LEAD_ORGANISATION"


def test_below_seventy_percent_only_ranges_are_said() -> None:
    small = Small().actors(*"abcdef").ties("a-b", "b-c", "c-d").survey(answered="abc", silent="de")
    lines = told(small)
    assert "zwischen" in lines["cohesion"].sentence.de
    assert lines["steering"].indicator is None
    assert "Sieht nach" not in lines["steering"].sentence.de
    assert lines["inclusion"].reason is Reason.FEW_ANSWERS


def test_below_seventy_percent_no_number_is_held_to_an_earlier_one() -> None:
    def lines(silent: str) -> dict[str, Line]:
        small = Small().actors(*"abcdef")
        wave(small, "first", "2023-06-30", "abcdef", "a>b")
        wave(small, "second", "2025-06-30", set("abcdef") - set(silent), "a>b", "b>c", silent=silent)
        small.records |= derive(D, small.records)
        return told(small)

    def earlier(found: dict[str, Line]) -> set[str]:
        return {one.key for line in found.values() for one in line.comparison if one.kind == "earlier"}

    assert "density" in earlier(lines("f"))
    few = lines("ef")
    assert earlier(few) == set()
    assert "aus so wenigen Antworten nicht sagen" in few["change"].sentence.de
    assert "wenig geändert" not in few["change"].sentence.de


def test_below_half_nothing_is_said_of_who_lies_between() -> None:
    small = Small().actors(*"abcdef").ties("a-b", "b-c", "c-d").survey(answered="ab", silent="cdef")
    lines = told(small)
    assert lines["robustness"].reason is Reason.FEW_ANSWERS
    assert lines["steering"].reason is Reason.FEW_ANSWERS
    assert "Ohne" not in lines["robustness"].sentence.de + lines["steering"].sentence.de


def test_an_earlier_day_is_compared_where_it_is_named() -> None:
    small = Small().actors(*"abcdef").ties("a-b", "b-c")
    lines = told(small, since=date(2024, 6, 1))
    (density,) = (one for one in lines["cohesion"].comparison if (one.kind, one.key) == ("earlier", "density"))
    assert density.basis.de == "1. Juni 2024"
    assert density.now == pytest.approx(2 / 15)


def test_the_matrix_counts_ties_of_possible_ones() -> None:
    small = Small().place("kreis", level=PlaceLevel.DISTRICT).place("x", part_of="kreis").place("y", part_of="kreis")
    small.actors("a", "b", "c", at="x").actors("d", "e", at="y").actor("f").ties("a-b", "a-d", "b-d", "e-f")
    found = collaboration(Networks(small.view(), D, ON).of(Scope(D)), "place")
    x, y = ref(Place, "x"), ref(Place, "y")
    cells = [found.between(*pair) for pair in ((x, x), (x, y), (y, x), (y, y))]
    assert [(cell.ties, cell.possible) for cell in cells] == [(1, 3), (2, 6), (2, 6), (0, 1)]
    assert found.across == pytest.approx(2 / 3)
    assert found.size == {x: 3, y: 2}


def test_chance_keeps_the_numbers_of_actors_and_lines_and_is_the_same_every_time() -> None:
    network = of(tuple(pair.split("-")) for pair in MARRIAGES.split())  # type: ignore[misc]  # two names each
    assert by_chance(network, lambda rows: float(rows.m)) == by_chance(network, lambda rows: 20.0)
    mean = by_chance(network, lambda rows: float(rows.degree.max()))
    assert mean is not None
    assert mean == by_chance(network, lambda rows: float(rows.degree.max()))
    assert mean.low is not None and mean.high is not None
    assert mean.low <= mean.mean <= mean.high
    assert by_chance(of((), "abc"), lambda rows: 1.0) is None


def test_without_a_survey_it_is_said_that_only_documents_count_and_on_measures_that_it_is_no_cooperation() -> None:
    small = Small().actors(*"abcdef").ties("a-b", "b-c", "c-d").measure("m").contributes("a", "m")
    assert told(small)["cohesion"].sentence.de.endswith("Gezählt sind nur dokumentierte Beziehungen.")
    work = told(small.contributes("b", "m"), Scope(D, layer="sharedMeasures"))
    assert work["cohesion"].sentence.de.endswith("Gezählt ist auch, wer an derselben Maßnahme arbeitet.")
    network = Networks(small.view(), D, ON).of(Scope(D))
    (unsaid, *_) = Teller(small.view(), D, ON, answers=False).lines(network)
    assert "dokumentierte" not in unsaid.sentence.de
