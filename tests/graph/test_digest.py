"""Equal graphs have equal hashes; a changed word, number or link changes the hash."""

from dataclasses import replace
from datetime import date

import pytest

from graph.dates import VagueDate
from graph.digest import digest
from graph.model import Actor, Measure, Record, Tie, global_id
from graph.model.states import MeasureStatus, Visibility

SOEST, WERL = (global_id("d", "Place", key) for key in ("soest", "werl"))
ACTOR = Actor(
    id=global_id("d", "Actor", "a1"), dataset="d", external_id="a1", name="Tür & Tor e. V.", places=(SOEST, WERL),
    alt_names=("TuT", "Türöffner"), capacity_fte=1.0,
)  # fmt: skip
MEASURE = Measure(
    id=global_id("d", "Measure", "m1"), dataset="d", external_id="m1", title="Sprachcafé",
    start=VagueDate("Mitte 2022", date(2022, 6, 1), date(2022, 8, 31)), confirmed_on=date(2024, 2, 29),
)  # fmt: skip
GRAPH: tuple[Record, ...] = (ACTOR, MEASURE)


def test_the_hash_is_written_down_so_that_old_exports_can_be_compared() -> None:
    assert digest(GRAPH) == "4742474fe93426340f3372be000646b6a1fcf9131fc0971cb7529329fba3c771"


def test_nothing_has_a_hash_too() -> None:
    assert digest(()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "same",
    [
        (MEASURE, ACTOR),
        (replace(ACTOR, version=7), MEASURE),
        (replace(ACTOR, places=(WERL, SOEST)), MEASURE),
        (replace(ACTOR, capacity_fte=1), MEASURE),
    ],
    ids=["order of records", "version", "order of references", "whole number"],
)
def test_what_is_no_content_does_not_count(same: tuple[Record, ...]) -> None:
    assert digest(same) == digest(GRAPH)


@pytest.mark.parametrize(
    "other",
    [
        (ACTOR,),
        (replace(ACTOR, name="Tür und Tor e. V."), MEASURE),
        (replace(ACTOR, places=(SOEST,)), MEASURE),
        (replace(ACTOR, alt_names=("Türöffner", "TuT")), MEASURE),
        (replace(ACTOR, volunteer=False), MEASURE),
        (replace(ACTOR, capacity_fte=0.0), MEASURE),
        (replace(ACTOR, visibility=Visibility.INTERNAL), MEASURE),
        (ACTOR, replace(MEASURE, status=MeasureStatus.PLANNED)),
        (ACTOR, replace(MEASURE, start=VagueDate("Mitte 2022", date(2022, 6, 1), None))),
        (ACTOR, replace(MEASURE, confirmed_on=date(2024, 3, 1))),
    ],
)
def test_every_change_of_content_counts(other: tuple[Record, ...]) -> None:
    assert digest(other) != digest(GRAPH)


def test_unknown_is_not_no() -> None:
    tie = Tie(id=global_id("d", "Tie", "t"), dataset="d", external_id="t", source=ACTOR.id, target=ACTOR.id)
    assert digest([tie]) != digest([replace(tie, formal=False)])
