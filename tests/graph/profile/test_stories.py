"""The stories planted in Kreis Lindental: its profile has to tell them, and no grade."""

import pytest

from graph.model import Actor, Term
from graph.network.collaboration import collaboration
from graph.network.network import Networks
from graph.network.wave_change import wave_networks
from graph.picture import View
from graph.profile.change import first_ties, silent
from graph.profile.line import Line
from graph.profile.teller import CONCEPTS, Teller
from graph.rollup import axis
from graph.scope import Scope
from graph.strength.profile import NetworkStrength, strengths
from tests.graph.lindental_by_hand import ON, rows
from tests.shipped import Shipped

D = "kreis-lindental"


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view(D)


@pytest.fixture(scope="module")
def told(view: View) -> dict[str, Line]:
    network = Networks(view, D, ON).of(Scope(D))
    return {line.key: line for line in Teller(view, D, ON).lines(network)}


def names(view: View, refs: tuple[str, ...]) -> set[str]:
    return {record.external_id for ref in refs if (record := view.get(ref)) is not None}


def compared(line: Line, key: str, kind: str = "earlier") -> tuple[float, float]:
    (one,) = (one for one in line.comparison if (one.key, one.kind) == (key, kind))
    return one.value, one.now


def test_1_the_integration_centre_steers_and_without_it_town_halls_are_cut_off(
    view: View, told: dict[str, Line]
) -> None:
    steering = told["steering"]
    assert steering.indicator == "LEAD_ORGANISATION"
    assert steering.sentence.de.startswith("Sieht nach Lead-Organisation aus: Kommunales Integrationszentrum")
    assert "bleiben 4 von 13 Kommunen unverbunden: Gemeinde Kornlinden" in steering.sentence.de
    assert "d-02" in names(view, steering.evidence)
    cut_off = {row["place_id"] for row in rows("places") if f"Gemeinde {row['name']}" in steering.sentence.de}
    assert cut_off == names(view, steering.evidence) - {"d-02"}
    sizes = sorted(int(row["population"]) for row in rows("places") if row["kind"] == "Kommune")
    smaller_half = sizes[: len(sizes) // 2]
    assert {int(row["population"]) for row in rows("places") if row["place_id"] in cut_off} <= set(smaller_half)


def test_1_what_falls_apart_is_told_in_actors_places_and_measures(view: View, told: dict[str, Line]) -> None:
    robustness = told["robustness"]
    assert robustness.sentence.de.startswith("Ohne Kommunales Integrationszentrum Kreis Lindental verlieren 9 Akteure")
    leads = {
        row["measure_id"]
        for row in rows("responsibilities")
        if (row["actor_id"], row["role_code"], row["target_kind"]) == ("ki", "LEAD", "Measure")
        and row["state"] not in ("DECLINED", "ENDED")
    }
    measures = {name for name in names(view, robustness.evidence) if name.startswith("m25")}
    (cut_off,) = measures - leads
    (title,) = (row["title"] for row in rows("measures") if row["measure_id"] == cut_off)
    assert f"Abgeschnitten wäre, wer die Maßnahme „{title}“ führt." in robustness.sentence.de
    assert f"federführend für {len(measures & leads)} offene Maßnahmen" in robustness.sentence.de


def test_2_sports_clubs_and_refugee_initiatives_are_joined_for_the_first_time(
    view: View, told: dict[str, Line]
) -> None:
    waves = wave_networks(Networks(view, D, ON).of(Scope(D)))
    assert waves is not None
    ends = [view.find(Term, D, key) for key in ("at-sport", "at-fluecht")]
    one, other = (term.id for term in ends if term is not None)
    before, after = (collaboration(network, "actorType").between(one, other) for network in waves)
    assert (before.ties, after.ties, before.possible) == (0, 1, 100)
    assert {one, other} in [set(pair) for pair in first_ties(*waves)]
    assert "Flüchtlingsinitiative mit Sportverein" in told["change"].sentence.de


def test_3_denser_closer_better_levelled_and_more_centred(told: dict[str, Line]) -> None:
    change = told["change"]
    for key in ("density", "meanLevel", "degreeCentralization"):
        was, now = compared(change, key)
        assert was < now, key
    assert compared(change, "fragmentation")[0] > compared(change, "fragmentation")[1]
    assert compared(told["robustness"], "cutPoints") == (20, 13)
    sentence = change.sentence.de
    assert "dichter" in sentence
    assert "enger" in sentence
    assert "stärker auf eine Stelle ausgerichtet" in sentence


def test_7_two_migrant_organisations_moved_into_the_core(view: View, told: dict[str, Line]) -> None:
    inclusion = told["inclusion"]
    was, now = compared(inclusion, "migrantOrganisationsInCore")
    assert was == 0
    assert now == pytest.approx(2 / 13)
    core = {actor.external_id for actor in view.many(Actor, inclusion.members)}
    kinds = {row["actor_id"]: row["actor_type"] for row in rows("actors")}
    assert sum(kinds[actor] == "Migrantenorganisation" for actor in core) == 2
    assert "2 von 14 Migrantenorganisationen" in inclusion.sentence.de


def test_10_old_ties_of_kindergartens_are_neither_gone_nor_confirmed(view: View, told: dict[str, Line]) -> None:
    waves = wave_networks(Networks(view, D, ON).of(Scope(D)))
    assert waves is not None
    untold = silent(*waves)
    kinds = {row["actor_id"]: row["actor_type"] for row in rows("actors")}
    assert untold
    for pair in untold:
        ends = {actor.external_id for actor in view.many(Actor, pair)}
        assert "Kindertageseinrichtung" in {kinds[end] for end in ends}
    assert "nicht mehr befragt: Kita Flusspiraten und Kita Ginsterkinder" in told["change"].sentence.de


def test_each_line_has_its_sentence_in_both_languages_and_numbers_and_none_is_a_grade(told: dict[str, Line]) -> None:
    assert list(told) == [concept.key for concept in CONCEPTS]
    for line in told.values():
        assert line.sentence.de.endswith(".")
        assert line.sentence.en.endswith(".")
        assert line.metrics
        assert "None" not in line.sentence.de + line.sentence.en


def test_chance_is_told_beside_what_is_there(told: dict[str, Line]) -> None:
    chance, now = compared(told["cohesion"], "transitivity", "chance")
    assert chance == pytest.approx((257 - 2) / (108 * 107 / 2 - 2))
    assert now > chance
    expected, now = compared(told["inclusion"], "eiIndex", "chance")
    assert now < 0 < expected
    drawn, now = compared(told["steering"], "degreeCentralization", "chance")
    assert drawn < now


def test_fields_whose_actors_are_mostly_new_are_not_compared(view: View) -> None:
    teller = Teller(view, D, ON)
    found: list[NetworkStrength] = strengths(view, D, "field", "cooperation", ON, keys=(), teller=teller)
    assert len(found) == len(axis(view, D, "field"))
    apart = {}
    for one in found:
        lines = {line.key: line for line in one.profile}
        apart[one.name.de] = "lässt sich das kaum vergleichen" in lines["change"].sentence.de
        held_to = [c for line in one.profile for c in line.comparison if c.kind == "earlier"]
        assert bool(held_to) != apart[one.name.de]
    assert apart["Teilhabe und Engagement"]
    assert not apart["Gesundheit und Soziales"]
