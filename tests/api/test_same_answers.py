"""One script of commits on both stores, then one script of questions: the answers are equal byte by byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any, Literal

import neo4j
import pytest

from api.drawing import Drawing
from api.export import write
from graph import service
from graph.care.check import check
from graph.coverage.coverage import coverage
from graph.gaps.find import find_gaps
from graph.gaps.shape import gaps_as_dict
from graph.gaps.situation import Situation
from graph.model import KINDS, Actor, Measure, Plan, Record, Responsibility, global_id
from graph.past.as_of import as_of
from graph.past.difference import difference
from graph.past.history import history
from graph.past.undo import undo
from graph.picture import Pictures, View
from graph.query import parse_filter
from graph.questions import all_questions, all_registers, answer
from graph.questions.shape import answer_as_dict, words_of
from graph.rights import GUEST, OFFICE
from graph.schema import properties
from graph.scope import Scope
from graph.store import Store, open_store
from graph.strength.profile import strength
from importers.run import import_path
from tests.graph.test_query_questions import QUESTIONS

pytestmark = pytest.mark.neo4j

DISTRICT = "kreis-lindental"
REAL = "kreis-guetersloh"
GIVEN = {
    "q08": {"paper": "VL 2024/118"},
    "q14": {"place": "Eschenfurt", "targetGroup": "Schutzsuchende seit 2015"},
    "q20": {"from": "p2016", "to": "p2025"},
    "q23": {"to": "sv-01"},
    "q24": {"plan": "p2025"},
}
"""What the questions are given that do not answer without."""

FOLDER = Path(__file__).resolve().parents[2] / "examples" / DISTRICT
ON = date(2026, 1, 15)


def at(minute: int) -> datetime:
    return datetime(2026, 1, 15, 12, minute, tzinfo=UTC)


def commit_everything(store: Store) -> None:
    """What an office does in a morning: read tables, change, confirm, merge, delete, take back."""
    import_path(store, FOLDER, author="test", now=at(0))
    view = Pictures(store).current().seen_by(OFFICE)
    first, second, third = view.all(Actor)[:3]
    service.update(
        store, OFFICE, first.id, {"name": "Ärztliche Beratung ß"}, expected_version=1, reason="Name", at=at(1)
    )
    service.confirm(store, OFFICE, first.id, expected_version=2, on=ON, reason="Anruf", at=at(2))
    expected = {second.id: second.version, third.id: third.version}
    service.merge(store, OFFICE, second.id, third.id, expected=expected, reason="doppelt", at=at(3))
    gone = Pictures(store).current().seen_by(OFFICE).all(Responsibility)[0]
    removed = service.delete(store, OFFICE, gone.id, expected_version=gone.version, reason="Irrtum", at=at(4))
    measure = view.all(Measure)[0]
    service.create(
        store, OFFICE, service.New(Actor, DISTRICT, {"name": "Zebra e. V."}, "neu-1"), reason="neu", at=at(5)
    )
    undo(store, removed.revision, author="test", at=at(6), viewer=OFFICE)
    service.update(
        store, OFFICE, measure.id, {"note": "Zeile 1\nZeile 2"}, expected_version=measure.version, reason="n", at=at(7)
    )
    import_path(store, FOLDER.parent / REAL, author="test", now=at(8))


@pytest.fixture(scope="module")
def both(neo4j_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    with (
        open_store(f"sqlite:{tmp_path_factory.mktemp('store') / 'graph.db'}") as sqlite,
        open_store(neo4j_url) as server,
    ):
        for store in (sqlite, server):
            with pytest.MonkeyPatch.context() as chance:  # ids that are made up are the same on both
                chance.setattr("graph.keys.secrets.choice", Random(1).choice)
                commit_everything(store)
        yield sqlite, server


def seen(store: Store, viewer: Any = OFFICE) -> View:
    return Pictures(store).current().seen_by(viewer)


def filters(store: Store) -> Any:
    return [seen(store).select(kind, parse_filter(kind, asked), first=None) for _, kind, asked, _ in QUESTIONS]


def pages(store: Store) -> Any:
    """Every kind in pages of seven, by its names and by each of its first properties, with cursors and totals."""
    view, found = seen(store, GUEST), []
    for kind in KINDS.values():
        by = [prop.json_name for prop in properties(kind)[:4] if not prop.is_reference]
        orders: list[list[tuple[str, Literal["asc", "desc"]]]] = [[]]
        orders += [[(name, "desc")] for name in by]
        for order in orders:
            after = None
            for _ in range(3):
                page = view.select(kind, None, order, 7, after)
                found.append(page)
                if not page.has_next:
                    break
                after = page.cursors[-1]
    return found


def searched(store: Store) -> Any:
    return [seen(store).search(text, first=50) for text in ("kreis", "beratnug", "aerztliche", "zebra", "a-01")]


def gaps(store: Store) -> Any:
    return [find_gaps(seen(store), DISTRICT, ON), coverage(seen(store), DISTRICT, ON)]


def questions(store: Store) -> Any:
    """Every question and register of both districts, in both languages, as scripts and as people read them."""
    found: list[Any] = []
    for dataset in (DISTRICT, REAL):
        situation = Situation(seen(store), dataset, ON)
        for question in (*all_questions(), *all_registers()):
            required = any(parameter.required for parameter in question.parameters)
            if dataset == REAL and required:
                continue
            answered = answer(situation, question, GIVEN[question.key] if required else {})
            found += [answer_as_dict(answered, lang) for lang in ("de", "en")]
            found += [words_of(row, lang) for row in answered.rows for lang in ("de", "en")]
    return found


def gaps_of_both(store: Store) -> Any:
    """What rules find in both districts, as scripts read it."""
    return [gaps_as_dict(find_gaps(seen(store), dataset, ON), "en") for dataset in (DISTRICT, REAL)]


def strengths(store: Store) -> Any:
    return strength(seen(store), Scope(DISTRICT), ON)


def histories(store: Store) -> Any:
    view = seen(store)
    chosen: list[Record] = [*view.all(Actor)[:5], *view.all(Measure)[:2], *view.all(Plan)]
    return [history(store, record.id, OFFICE, with_edges=True) for record in chosen]


def past(store: Store) -> Any:
    then = as_of(store, 1).picture.seen_by(OFFICE)
    return [then.all(Actor), difference(then, seen(store)), as_of(store, at(3)).picture.seen_by(OFFICE).all(Actor)]


def merged_away(store: Store) -> Any:
    return [service.find_deleted(store, OFFICE, global_id(DISTRICT, "Actor", "neu-2")), check(store)]


def drawings(store: Store) -> Any:
    made = Drawing(seen(store), Scope(DISTRICT), "de", ON, at(8))
    return [made.report(), made.map(), made.map(".svg")]


SCRIPT: tuple[Callable[[Store], Any], ...] = (
    filters, pages, searched, gaps, questions, gaps_of_both, strengths, histories, past, merged_away, drawings
)  # fmt: skip


def plain(value: Any) -> Any:
    """The answer as JSON can hold it, with nothing left out."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, dict):
        return [[plain(key), plain(held)] for key, held in value.items()]
    if isinstance(value, set | frozenset):
        return sorted((plain(one) for one in value), key=repr)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else repr(value)


@pytest.mark.parametrize("ask", SCRIPT, ids=lambda ask: ask.__name__)
def test_the_answers_are_the_same(both: tuple[Store, Store], ask: Callable[[Store], Any]) -> None:
    answers = [json.dumps(plain(ask(store)), ensure_ascii=False).encode() for store in both]
    assert len(answers[0]) > 100
    assert answers[0] == answers[1]


def test_the_files_are_the_same(both: tuple[Store, Store], tmp_path: Path) -> None:
    for ending in ("json", "graphml"):
        files = [tmp_path / f"{number}.{ending}" for number in range(2)]
        for store, file in zip(both, files, strict=True):
            write(seen(store), None, file, as_of=at(8))
        assert files[0].read_bytes() == files[1].read_bytes()
