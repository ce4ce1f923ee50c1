"""The questions of docs/cypher.md, asked of Kreis Lindental on Neo4j, against answers worked out without Cypher."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import neo4j
import pytest
from rapidfuzz.distance import Levenshtein

from graph.gaps.find import find_gaps
from graph.model import (
    NODE_KINDS,
    Actor,
    Contact,
    Group,
    Measure,
    Membership,
    Offer,
    Place,
    Record,
    Ref,
    Responsibility,
    StatusReport,
    Term,
    Tie,
)
from graph.model.states import MeasureStatus, PlaceLevel, ResponsibilityState, TieState
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.schema import label_of
from graph.store import Store, open_store
from graph.text import sort_key
from importers.run import import_path

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs" / "cypher.md").read_text(encoding="utf-8")
D = "kreis-lindental"
ON = date(2026, 1, 15)
DONE = {MeasureStatus.COMPLETED, MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED}
RUNNING = {MeasureStatus.ADOPTED, MeasureStatus.IN_PROGRESS, MeasureStatus.DELAYED}

_R = TypeVar("_R", bound=Record)
Row = dict[str, Any]


class Held:
    """The records of the district, from the embedded store, and plain ways through them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        _, records = store.read(tuple({*NODE_KINDS, Tie, Responsibility, Membership}), [D])
        self.by_id = {record.id: record for record in records}

    def all(self, kind: type[_R]) -> list[_R]:
        return [record for record in self.by_id.values() if isinstance(record, kind)]

    def name(self, ref: Ref) -> str:
        return label_of(self.by_id[ref])

    def names(self, refs: object) -> list[str]:
        return sorted((self.name(ref) for ref in refs), key=sort_key)  # type: ignore[attr-defined]  # of ids

    def of_type(self, label: str) -> set[Ref]:
        return {a.id for a in self.all(Actor) if label in [self.name(t) for t in a.type]}

    def neighbours(self) -> dict[Ref, set[Ref]]:
        found: dict[Ref, set[Ref]] = {actor.id: set() for actor in self.all(Actor)}
        for tie in self.all(Tie):
            if tie.state is TieState.EXISTS:
                found[tie.source].add(tie.target)
                found[tie.target].add(tie.source)
        return found

    def main_field(self, ref: Ref) -> Ref:
        term = self.by_id[ref]
        assert isinstance(term, Term)
        return ref if term.main or term.broader is None else self.main_field(term.broader)


def queries() -> dict[int, str]:
    """The statements of the paper by the number of their heading."""
    found = re.findall(r"^## (\d+)\. .*?```cypher\n(.*?)```", PAPER, re.DOTALL | re.MULTILINE)
    return {int(number): statement for number, statement in found}


@pytest.fixture(scope="module")
def held() -> Iterator[Held]:
    with open_store("sqlite::memory:") as store:
        import_path(store, ROOT / "examples" / D, dataset=D, author="test", now=datetime.now(UTC))
        yield Held(store)


@pytest.fixture(scope="module")
def ask(neo4j_url: str) -> Iterator[Callable[[int], list[Row]]]:
    with neo4j.GraphDatabase.driver(neo4j_url, notifications_min_severity="OFF") as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        with open_store(neo4j_url) as store:
            import_path(store, ROOT / "examples" / D, dataset=D, author="test", now=datetime.now(UTC))
        driver.execute_query("CALL db.awaitIndexes(60)")
        yield lambda number: [record.data() for record in driver.execute_query(queries()[number]).records]


Ask = Callable[[int], list[Row]]


def test_there_are_ten() -> None:
    assert sorted(queries()) == list(range(1, 11))


def test_1_who_has_not_accepted(ask: Ask, held: Held) -> None:
    open_ones = [
        r for r in held.all(Responsibility) if r.state in (ResponsibilityState.PROPOSED, ResponsibilityState.ASKED)
    ]
    expected = sorted(
        ((held.name(r.source), held.name(r.target), r.role.name, r.state.name, r.state_since) for r in open_ones),
        key=lambda row: (sort_key(row[0]), sort_key(row[1]), row[2]),
    )
    told = [
        (row["who"], row["what"], row["role"], row["state"], row["since"] and row["since"].to_native())
        for row in ask(1)
    ]
    assert told == expected
    assert len(told) == 18


def test_2_measures_that_nobody_answers_for(ask: Ask, held: Held) -> None:
    view = Pictures(held.store).current().seen_by(OFFICE)
    gaps = [gap for gap in find_gaps(view, D, ON) if gap.rule == "G3"]
    subjects = [held.by_id[gap.subject.id] for gap in gaps if gap.subject is not None]
    expected = sorted((s.title for s in subjects if isinstance(s, Measure)), key=sort_key)
    told = ask(2)
    assert [row["measure"] for row in told] == expected
    assert told[1]["so_far"] == ["Gemeinwohlverband Lindental e.V.: LEAD, DECLINED"]


def test_3_sports_clubs_without_a_refugee_initiative(ask: Ask, held: Held) -> None:
    initiatives, neighbours = held.of_type("Flüchtlingsinitiative"), held.neighbours()
    clubs = [held.by_id[ref] for ref in held.of_type("Sportverein") if not neighbours[ref] & initiatives]
    expected = {label_of(c): held.names(c.places) for c in clubs if isinstance(c, Actor)}
    told = ask(3)
    assert {row["name"]: sorted(row["places"], key=sort_key) for row in told} == expected
    assert [row["name"] for row in told] == sorted(expected, key=sort_key)
    assert 0 < len(told) < len(held.of_type("Sportverein"))


def test_4_two_steps_from_the_integration_centre(ask: Ask, held: Held) -> None:
    neighbours = held.neighbours()
    (centre,) = held.of_type("Kommunales Integrationszentrum")
    over: dict[Ref, set[Ref]] = {}
    for between in neighbours[centre]:
        for far in neighbours[between] - neighbours[centre] - {centre}:
            over.setdefault(far, set()).add(between)
    expected = sorted(((held.name(far), len(b)) for far, b in over.items()), key=lambda r: (-r[1], sort_key(r[0])))
    told = ask(4)
    assert [(row["actor"], row["over"]) for row in told] == expected
    assert all({*row["for_instance"]} <= {held.name(ref) for ref in neighbours[centre]} for row in told)


def test_5_fields_and_places_without_offers(ask: Ask, held: Held) -> None:
    towns = {p.id for p in held.all(Place) if p.level is PlaceLevel.MUNICIPALITY}
    fields = {t.id for t in held.all(Term) if t.scheme == "field" and t.main}
    reached = {
        (held.main_field(term), place)
        for offer in held.all(Offer)
        if offer.status is MeasureStatus.IN_PROGRESS
        for term in offer.fields
        for place in offer.places
    }
    missing = {f: [p for p in towns if (f, p) not in reached] for f in fields}
    expected = {held.name(f): held.names(places) for f, places in missing.items() if places}
    told = ask(5)
    assert {row["field"]: row["places"] for row in told} == expected
    assert [row["field"] for row in told] == sorted(expected, key=sort_key)


def test_6_members_of_bodies(ask: Ask, held: Held) -> None:
    bodies: dict[Ref, set[Ref]] = {}
    for membership in held.all(Membership):
        bodies.setdefault(membership.source, set()).add(membership.target)
    expected = []
    for group in sorted(held.all(Group), key=lambda g: sort_key(g.name)):
        members = [actor for actor, groups in bodies.items() if group.id in groups]
        several = [actor for actor in members if len(bodies[actor]) > 1]
        chair = held.name(group.chair) if group.chair else None
        expected.append((group.name, chair, held.names(members), held.names(several)))
    assert [(row["body"], row["chair"], row["members"], row["in_several"]) for row in ask(6)] == expected


def test_7_a_search_with_a_slip(ask: Ask, held: Held) -> None:
    def plain(text: str) -> list[str]:
        stripped = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
        return re.findall(r"\w+", stripped)

    kinds = [kind for kind in NODE_KINDS if kind.meta.title and kind is not Contact]
    expected = {
        (type(record).__name__, label_of(record))
        for kind in kinds
        for record in held.all(kind)
        if any(Levenshtein.distance(word, "irisbruk") <= 1 for word in plain(label_of(record)))
    }
    told = ask(7)
    assert {(row["kind"], row["name"]) for row in told} == expected
    assert len(told) == len(expected) > 5
    assert [row["score"] for row in told] == sorted((row["score"] for row in told), reverse=True)


def test_8_the_last_changes(ask: Ask, held: Held) -> None:
    (logged,) = held.store.log()
    told = ask(8)
    assert sum(row["records"] for row in told) == len(logged.entries)
    assert {(row["revision"], row["who"], row["why"], row["action"]) for row in told} == {
        (1, "test", logged.reason, "put")
    }
    kinds = {entry.kind for entry in logged.entries}
    assert {row["kind"]: row["records"] for row in told} == {
        kind: sum(entry.kind == kind for entry in logged.entries) for kind in kinds
    }


def test_9_measures_that_nobody_reports_on(ask: Ask, held: Held) -> None:
    reported: dict[Ref | None, list[date]] = {}
    for report in held.all(StatusReport):
        if report.date is not None and report.date.latest is not None:
            reported.setdefault(report.measure, []).append(report.date.latest)
    expected = {
        measure.title: (measure.status.name, max(reported.get(measure.id, ()), default=None))
        for measure in held.all(Measure)
        if measure.status in RUNNING and max(reported.get(measure.id, [date.min])) < ON.replace(year=ON.year - 1)
    }
    told = ask(9)
    assert {r["measure"]: (r["status"], r["last"] and r["last"].to_native()) for r in told} == expected
    assert 0 < len(told) < sum(m.status in RUNNING for m in held.all(Measure))


def test_10_ties_as_rows(ask: Ask, held: Held) -> None:
    ties = [tie for tie in held.all(Tie) if tie.state is TieState.EXISTS]
    ends = [(held.by_id[tie.source], held.by_id[tie.target], tie) for tie in ties]
    expected = [
        (a.external_id, label_of(a), b.external_id, label_of(b), tie.layer, tie.level, held.names(tie.fields))
        for a, b, tie in sorted(
            ends, key=lambda e: (sort_key(label_of(e[0])), sort_key(label_of(e[1])), e[2].layer, e[2].external_id)
        )
    ]
    told = [tuple(value for name, value in row.items() if name != "since") for row in ask(10)]
    assert told == expected
    assert [row["since"] for row in ask(10)].count("2022-01-01") == sum(
        tie.since is not None and tie.since.text == "2022-01-01" for tie in ties
    )


def test_every_node_has_a_name_to_be_shown_by(ask: Ask, neo4j_url: str, held: Held) -> None:
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        found = driver.execute_query(
            "MATCH (n) WHERE n.id IS NOT NULL AND n.dataset IS NOT NULL RETURN n.id, n.displayName"
        )
    names: dict[str, str] = {ref: name for ref, name in found.records}  # noqa: C416
    assert names.keys() == {record.id for kind in NODE_KINDS for record in held.all(kind)}
    assert all(name.strip() for name in names.values())
    assert {names[r.id] for r in held.all(StatusReport) if r.external_id == "sb-001"} == {"Sachstandsmeldung sb-001"}
    assert {names[actor.id] for actor in held.all(Actor)} == {actor.name for actor in held.all(Actor)}
