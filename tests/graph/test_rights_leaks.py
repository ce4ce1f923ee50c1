"""Whoever may not see something sees the graph as if it had been deleted: in rows, order, links, counts, exports."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.export import extract
from graph import model as m
from graph.coverage.coverage import coverage
from graph.coverage.cube import CellState
from graph.disclosure import Shades, told_cube, told_gaps, told_strength, withheld
from graph.gaps.find import find_gaps
from graph.model import KINDS, Record, Ref
from graph.model.states import MeasureStatus, ResponsibilityState, TieState
from graph.picture import Picture, View
from graph.query import parse_filter
from graph.relations import relations
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole, by_class, visible
from graph.rows import references
from graph.scope import ALL_LAYERS, COOPERATION, Scope
from graph.searching.search import search
from graph.strength.profile import NetworkStrength, strengths
from tests.graph.hidden_district import TOWNS, random_district, really_gone
from tests.graph.random_graphs import EDGES, NODES, a_filter, a_graph, an_order
from tests.graph.small_district import ON, D, ref

HOW_OFTEN = settings(max_examples=int(os.environ.get("GEFLECHT_LEAKS", "4")), deadline=None)
"""A long run: GEFLECHT_LEAKS=500."""
QUESTIONS = 12
ASKED: tuple[type[Record], ...] = (*NODES, *EDGES)
WORDS = ("Akteur", "Akteur a3", "Sprache", "Wanda", "Vorhaben", "anwalt", "Bericht", "w@x", "nur für das Amt", "Nord")
SEEDS = st.integers(0, 2**32)
VIEWERS = (
    GUEST,
    Viewer("club", ViewerRole.ACTOR, actors=frozenset({ref(m.Actor, "a0"), ref(m.Actor, "a1")}), day=ON),
    Viewer(
        "town", ViewerRole.MUNICIPALITY, places=frozenset({ref(m.Place, "Werl"), ref(m.Place, "Nord")}), day=ON,
        nearby=frozenset({ref(m.Actor, "a3"), ref(m.Measure, "m1")}), actors=frozenset({ref(m.Actor, "a2")}),
    ),
    Viewer("institute", ViewerRole.ADVISER, day=ON),
    Viewer("operator", ViewerRole.ADMINISTRATION, day=ON),
    Viewer("office elsewhere", ViewerRole.COORDINATION, datasets=frozenset({"another"}), day=ON),
)  # fmt: skip
BY_NAME = pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: viewer.name)


def gone(viewer: Viewer, records: dict[Ref, Record]) -> dict[Ref, Record]:
    counts_as = viewer if viewer.datasets is None else GUEST
    return really_gone(counts_as, records)


@BY_NAME
@HOW_OFTEN
@given(SEEDS)
def test_what_is_hidden_is_as_if_it_had_been_deleted(viewer: Viewer, seed: int) -> None:
    records = random_district(Random(seed))
    left = gone(viewer, records)
    seen, deleted = Picture(1, records).seen_by(viewer), Picture(1, left).seen_by(OFFICE)
    assert visible(viewer, records) == left
    assert seen.datasets == deleted.datasets
    asked = [*list(records)[:20], *[key for key in records if key not in left][:10]]
    for kind in KINDS.values():
        assert seen.all(kind) == deleted.all(kind)
        assert seen.all(kind, D) == deleted.all(kind, D)
        for prop in references(kind):
            for key in asked:
                assert seen.referring(key, kind, prop.name) == deleted.referring(key, kind, prop.name)
    for key, record in records.items():
        assert seen.get(key) == deleted.get(key)
        assert seen.one(type(record), key) == deleted.one(type(record), key)
        assert seen.find(type(record), D, record.external_id) == deleted.find(type(record), D, record.external_id)
    assert extract(seen, None) == extract(deleted, None)


@BY_NAME
@HOW_OFTEN
@given(SEEDS)
def test_no_question_finds_what_is_hidden(viewer: Viewer, seed: int) -> None:
    """Filters, orders, pages, counts, relations and search, asked at random, also for the ids of what is hidden."""
    chance = Random(seed)
    records = random_district(chance)
    left = gone(viewer, records)
    seen, deleted = Picture(1, records).seen_by(viewer), Picture(1, left).seen_by(OFFICE)
    held = {**a_graph(chance), **records}
    for _ in range(QUESTIONS):
        kind = chance.choice(ASKED)
        where, order = a_filter(chance, kind, held), an_order(chance, kind)
        asked = parse_filter(kind, where)
        page = seen.select(kind, asked, order, first=2)
        assert page == deleted.select(kind, asked, order, first=2), (kind, where, order)
        if page.has_next:
            after = page.cursors[-1]
            assert seen.select(kind, asked, order, 2, after) == deleted.select(kind, asked, order, 2, after)
        assert seen.count(kind, asked) == deleted.count(kind, asked) == page.total
        relation, some = chance.choice(list(relations(kind))), chance.sample(list(records), 20)
        assert seen.related(kind, some, relation) == deleted.related(kind, some, relation)
        word = chance.choice(WORDS)
        assert search(seen, word) == search(deleted, word)


@HOW_OFTEN
@given(SEEDS)
def test_the_office_sees_all_of_it(seed: int) -> None:
    records = random_district(Random(seed))
    view = Picture(1, records).seen_by(OFFICE)
    assert {record.id: record for kind in KINDS.values() for record in view.all(kind)} == records


class Told:
    """What somebody is told of the analyses, what they see, and the whole."""

    def __init__(self, viewer: Viewer, records: dict[Ref, Record]) -> None:
        picture = Picture(1, records)
        self.seen: View = picture.seen_by(by_class(viewer))
        self.whole: View = picture.seen_by(OFFICE)
        self.shades = Shades(self.seen, self.whole, D)
        self.gaps = told_gaps(find_gaps(self.seen, D, ON), find_gaps(self.whole, D, ON), self.shades)
        self.whole_cube = coverage(self.whole, D, ON)
        self.seen_cube = coverage(self.seen, D, ON)
        self.cube = told_cube(self.seen_cube, self.whole_cube, self.shades.covering)
        self.networks = [network for by in ("dataset", "place", "field", "actorType") for network in self._told(by)]

    def _told(self, by: str) -> list[NetworkStrength]:
        found = []
        for layer in (COOPERATION, ALL_LAYERS):
            whole = {profile.scope: profile for profile in strengths(self.whole, D, by, layer, ON)}
            for profile in strengths(self.seen, D, by, layer, ON):
                found.append(told_strength(profile, whole.get(profile.scope), self.shades) or withheld(profile))
        return found


@BY_NAME
@HOW_OFTEN
@given(SEEDS, st.sampled_from((0.01, 0.03, 0.2)))
def test_analyses_say_the_same_as_if_it_had_been_deleted_or_are_withheld(
    viewer: Viewer, seed: int, hidden: float
) -> None:
    records = random_district(Random(seed), hidden)
    told = Told(viewer, records)
    left = Picture(1, gone(by_class(viewer), records)).seen_by(OFFICE)
    assert told.seen_cube == coverage(left, D, ON)
    without = {gap.id: gap for gap in find_gaps(left, D, ON)}
    in_truth = {gap.id: gap for gap in find_gaps(told.whole, D, ON)}
    for gap in told.gaps:
        assert gap == without[gap.id] == in_truth[gap.id]
    for cell, whole in zip(told.cube.cells, told.whole_cube.cells, strict=False):
        if told.cube.fields != told.whole_cube.fields or told.cube.target_groups != told.whole_cube.target_groups:
            break
        assert cell.state in (whole.state, CellState.SUPPRESSED, CellState.UNKNOWN)
    for cell, seen in zip(told.cube.cells, told.seen_cube.cells, strict=True):
        assert cell.state in (seen.state, CellState.SUPPRESSED)
        assert set(cell.marks) <= set(seen.marks)
    for network in told.networks:
        for metric in network.metrics:
            assert metric.value is None or (metric.n, metric.m) == (network.n, network.m)


@BY_NAME
@HOW_OFTEN
@given(SEEDS)
def test_where_nothing_is_hidden_everything_is_told(viewer: Viewer, seed: int) -> None:
    records = {
        key: replace(record, note=None, as_written=())
        for key, record in random_district(Random(seed), 0.0).items()
        if not isinstance(record, m.Survey | m.Inquiry | m.TieReport | m.Contact | m.Consent | m.Attendance)
    }
    told = Told(viewer, records)
    assert told.gaps == find_gaps(told.whole, D, ON)
    assert told.cube == told.whole_cube
    assert told.networks == Told(OFFICE, records).networks


@HOW_OFTEN
@given(SEEDS, SEEDS)
def test_what_the_hidden_says_changes_nothing_that_is_told(seed: int, other: int) -> None:
    """Two districts that differ only in what their hidden entries say, not in where these are, look alike."""
    records = random_district(Random(seed), 0.1)
    shown = really_gone(GUEST, records)
    chance = Random(other)
    changed = {key: record if key in shown else otherwise(record, chance) for key, record in records.items()}
    before, after = Told(GUEST, records), Told(GUEST, changed)
    assert before.cube == after.cube
    assert before.networks == after.networks
    assert before.gaps == after.gaps


def otherwise(record: Record, chance: Random) -> Record:
    if isinstance(record, m.Measure | m.Offer):
        return replace(record, status=chance.choice(list(MeasureStatus)), title="ganz anders")
    if isinstance(record, m.Responsibility):
        return replace(record, state=chance.choice(list(ResponsibilityState)), role_text="anders")
    if isinstance(record, m.Tie):
        return replace(record, state=chance.choice(list(TieState)), level=4.0)
    return replace(record, note="anders")


def test_the_random_districts_hide_enough_and_tell_enough() -> None:
    """The tests above are worth something: much is told, much is withheld, of every sort."""
    found: Counter[str] = Counter()
    for seed in range(40):
        told = Told(GUEST, random_district(Random(seed), 0.015))
        found["gaps told"] += bool(told.gaps)
        found["gaps withheld"] += len(told.gaps) < len(find_gaps(told.seen, D, ON))
        found["cells withheld"] += told.cube.whole.counts[CellState.SUPPRESSED] > 0
        found["gap cells told"] += told.cube.whole.counts[CellState.GAP] > 0
        shades = (told.shades.joining, told.shades.covering)
        found["some towns shaded"] += any(0 < len(shade.places) < len(TOWNS) for shade in shades)
        found["numbers told"] += any(metric.value is not None for one in told.networks for metric in one.metrics)
        found["numbers withheld"] += any(
            str(x.reason) == "SUPPRESSED" and x.value is None for one in told.networks for x in one.metrics
        )
    assert min(found.values()) >= 3, found
    assert len(found) == 7
    assert Scope(D) in {network.scope for network in told.networks}
