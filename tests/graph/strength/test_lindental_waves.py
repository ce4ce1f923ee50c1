"""Kreis Lindental from 2023 to 2025: the story that was planted, and the numbers once more from the files."""

from __future__ import annotations

from itertools import product
from statistics import fmean

import pytest

from graph.metric import Metric
from graph.model import Survey
from graph.network.network import Networks
from graph.network.wave_change import wave_change
from graph.picture import View
from graph.scope import Scope
from graph.strength.levels import STRENGTH
from graph.strength.profile import strengths
from tests.graph import lindental_by_hand as by_hand
from tests.graph.lindental_by_hand import ON, Row
from tests.shipped import Shipped

D = "kreis-lindental"
ITEMS = ("trust_reliable", "trust_open", "trust_mission")
Pairs = set[frozenset[str]]


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view(D)


def measured(view: View, survey: str | None, *keys: str, layer: str = "cooperation") -> dict[str, Metric]:
    found = view.find(Survey, D, survey) if survey else None
    (one,) = strengths(view, D, None, layer, ON, keys=keys, survey=found)
    return {metric.key: metric for metric in one.metrics}


def value(view: View, survey: str | None, key: str) -> float:
    found = measured(view, survey, key)[key].value
    assert found is not None
    return found


def asked(survey: str) -> set[str]:
    return {row["actor_id"] for row in by_hand.rows("survey_actors") if row["survey_id"] == survey}


def yes(survey: str) -> list[Row]:
    return [row for row in by_hand.rows("tie_reports") if row["survey_id"] == survey and row["answer"] == "YES"]


def pairs(survey: str) -> Pairs:
    return {frozenset((row["reporter_actor_id"], row["about_actor_id"])) for row in yes(survey)}


@pytest.mark.parametrize("survey", ["w23", "w25"])
def test_a_survey_has_the_actors_and_pairs_that_the_files_tell(view: View, survey: str) -> None:
    network = Networks(view, D, ON, view.find(Survey, D, survey)).of(Scope(D))
    ids = network.external_ids
    assert set(ids) == asked(survey)
    assert {frozenset((ids[i], ids[j])) for i, j in zip(network.source, network.target, strict=True)} == pairs(survey)


@pytest.mark.parametrize("survey", ["w23", "w25"])
def test_its_levels_and_its_trust_are_those_of_the_files(view: View, survey: str) -> None:
    levels: dict[frozenset[str], list[int]] = {}
    for row in yes(survey):
        ends = frozenset((row["reporter_actor_id"], row["about_actor_id"]))
        levels.setdefault(ends, []).append(int(row["level"]))
    assert value(view, survey, "meanLevel") == pytest.approx(fmean(fmean(said) for said in levels.values()))
    given = [[(int(row[item]) - 1) / 3 for item in ITEMS if row[item]] for row in yes(survey)]
    assert value(view, survey, "trust") == pytest.approx(fmean(fmean(items) for items in given if len(items) >= 2))


@pytest.mark.parametrize("survey", ["w23", "w25"])
def test_the_strength_of_an_actor_is_that_of_the_files(view: View, survey: str) -> None:
    said: dict[frozenset[str], list[Row]] = {}
    for row in yes(survey):
        said.setdefault(frozenset((row["reporter_actor_id"], row["about_actor_id"])), []).append(row)
    expected = dict.fromkeys(asked(survey), 0.0)
    for pair, rows in said.items():
        both = len({row["reporter_actor_id"] for row in rows}) == 2
        strength = fmean(int(row["level"]) for row in rows) * (1 if both else 0.5)
        strength += 0.5 * any(row["frequency"] == "weekly" for row in rows)
        strength += 0.5 * any(row["formal"] == "yes" for row in rows)
        for actor in pair:
            expected[actor] += strength
    network = Networks(view, D, ON, view.find(Survey, D, survey)).of(Scope(D))
    found = dict(zip(network.external_ids, (metric.value for metric in STRENGTH.of(network)), strict=True))
    assert found == pytest.approx(expected)
    current = Networks(view, D, ON).of(Scope(D))
    if survey == "w25":  # the current network has the same of those whose ties only this survey told
        now = dict(zip(current.external_ids, (metric.value for metric in STRENGTH.of(current)), strict=True))
        assert sum(now[actor] == pytest.approx(value) for actor, value in expected.items()) > 85


def test_the_network_became_denser_closer_and_better_levelled(view: View) -> None:
    for key in ("density", "harmonicMean", "meanLevel", "trust"):
        assert value(view, "w23", key) < value(view, "w25", key), key


def test_a_larger_part_of_the_ties_runs_to_one_body(view: View) -> None:
    before, after = (measured(view, key, "degreeCentralization")["degreeCentralization"] for key in ("w23", "w25"))
    assert before.value is not None
    assert after.value is not None
    assert before.value < after.value
    assert before.high is not None
    assert after.low is not None
    assert before.high < after.low  # whatever those who were silent may have to say
    for metric in (before, after):
        assert "Kommunales Integrationszentrum" in metric.explanation.de


def test_what_lasted_is_what_the_files_tell(view: View) -> None:
    both = asked("w23") & asked("w25")
    before, after = ({pair for pair in pairs(survey) if pair <= both} for survey in ("w23", "w25"))
    assert value(view, None, "jaccard") == pytest.approx(len(before & after) / len(before | after))
    found = wave_change(Networks(view, D, ON).of(Scope(D)))
    assert found is not None
    assert (len(found.born), len(found.gone)) == (len(after - before), len(before - after))
    keys = {found.earlier.external_id: found.left, found.later.external_id: found.entered}
    assert {
        survey: {record.external_id for ref in refs if (record := view.get(ref))} for survey, refs in keys.items()
    } == {"w23": asked("w23") - asked("w25"), "w25": asked("w25") - asked("w23")}
    assert measured(view, None, "qap")["qap"].method == (
        "QAP, p 0.0002 (two-sided 0.0002) of 5000 permutations, seed 7"
    )


def test_responsibilities_are_those_of_the_files(view: View) -> None:
    able = by_hand.able_to_cooperate()
    activities = {
        row[key]
        for table, key in (("measures", "measure_id"), ("offers", "offer_id"))
        for row in by_hand.rows(table)
        if row["status_code"] not in by_hand.FINISHED
        and not (table == "offers" and row["end"] and by_hand.last(row["end"]) < ON)
        and not (row["time_text"].startswith("befristet") and row["end"] and by_hand.last(row["end"]) < ON)
    }
    held = {
        (row["actor_id"], row["measure_id"])
        for row in by_hand.rows("responsibilities")
        if row["state"] not in ("DECLINED", "ENDED")
        and not (row["until"] and by_hand.last(row["until"]) < ON)
        and not (row["since"] and by_hand.first(row["since"]) > ON)
    }
    held &= set(product(able, activities))
    assert value(view, None, "twoModeDensity") == pytest.approx(len(held) / (len(able) * len(activities)))


def test_the_projection_of_responsibilities_says_that_it_is_one(view: View) -> None:
    density = measured(view, None, "density", layer="responsibility")["density"]
    assert "jede Maßnahme verbindet alle ihre Akteure" in density.explanation.de
    assert "Paare teilen mehr Zuständigkeiten" in density.explanation.de
