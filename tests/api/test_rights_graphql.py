"""What guests are told over GraphQL is what they would be told if the hidden had been deleted, or it is withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

import pytest
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, get_named_type, is_leaf_type

from api.app import create_app
from api.graphql.query import ROOTS
from api.graphql.schema import sdl
from graph.model import Actor, Record, Ref, Term
from graph.picture import Picture
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole, at_home
from graph.store import Store, open_store
from tests.graph.hidden_district import random_district, really_gone
from tests.graph.small_district import ON, ref

Server = Any  # see conftest.py
Fill = Callable[[Store, Sequence[Record]], None]
SCHEMA: GraphQLSchema = build_schema(sdl())
SEEDS = (3, 8, 21)
CLUB = Viewer("club", ViewerRole.ACTOR, actors=frozenset({ref(Actor, "a0")}))
GAPS = f"""{{ gaps(on: "{ON}", first: 100) {{ complete totalCount pageInfo {{ hasNextPage }} nodes {{
  id rule truth message action evidence {{ text records {{ id }} }} subject {{ id name }} }} }} }}"""
COVERAGE = f"""{{ coverage(on: "{ON}") {{ share counts {{ covered nominal gap unknown suppressed not: notRequired }}
  cells {{ state marks active {{ id }} planned {{ id }} inventories {{ id }} decision {{ id }} }} }} }}"""
NETWORK = f"""{{ network(on: "{ON}") {{
  complete n m members(first: 50) {{ nodes {{ id }} }} ties {{ totalCount nodes {{ restsOn {{ id }} }} }}
  components {{ size }} cutPoints {{ actor {{ id }} }} bridges {{ level }}
  strength {{ responseRate metrics {{ key value low high reason n m members {{ id }} }} }} }} }}"""
NETWORKS = f"""{{ byPlace: networks(by: PLACE, on: "{ON}") {{ name n m complete }}
  byType: networks(by: ACTOR_TYPE, on: "{ON}") {{ name n m complete }} }}"""


class Pair:
    """The same district twice: with what the viewer may not see, and without it."""

    def __init__(self, viewer: Viewer, seed: int, fill: Fill, serve: Any, stores: list[Store]) -> None:
        self.records = random_district(Random(seed), 0.15)
        home = at_home(viewer.on(date.today()), Picture(1, self.records).seen_by(OFFICE))
        self.left = really_gone(home, self.records)
        self.hidden = [record for key, record in self.records.items() if key not in self.left]
        self.whole, self.without = (
            self._served(viewer, records, fill, serve, stores) for records in (self.records, self.left)
        )

    def _served(
        self, viewer: Viewer, records: dict[Ref, Record], fill: Fill, serve: Any, stores: list[Store]
    ) -> Server:
        store = open_store("sqlite::memory:")
        stores.append(store)
        fill(store, list(records.values()))
        return serve(create_app(store, viewer=viewer))

    def ask(self, query: str) -> tuple[dict[str, Any], dict[str, Any]]:
        told = self.whole.answer(query)
        assert not [record for record in self.hidden if record.id in str(told)]
        return told, self.without.answer(query)


@pytest.fixture(params=[(GUEST, seed) for seed in SEEDS] + [(CLUB, 5)], ids=lambda p: f"{p[0].name} {p[1]}")
def pair(request: pytest.FixtureRequest, fill: Fill, serve: Any) -> Iterator[Pair]:
    stores: list[Store] = []
    viewer, seed = request.param
    yield Pair(viewer, seed, fill, serve, stores)
    for store in stores:
        store.close()


def selection(kind: str) -> str:
    """Every field of a kind; of those it names, who they are; of lists, how many there are and who."""
    declared = SCHEMA.get_type(kind)
    assert isinstance(declared, GraphQLObjectType)
    parts = []
    for name, field in declared.fields.items():
        named = get_named_type(field.type)
        if is_leaf_type(named):
            parts.append(name if name != "version" else "")
        elif named.name.endswith("Connection"):
            parts.append(f"{name}(first: 5) {{ totalCount nodes {{ id }} edges {{ cursor }} }}")
        elif "id" in getattr(named, "fields", {}):
            parts.append(f"{name} {{ id }}")
    return " ".join(parts)


def test_every_list_and_every_entry_is_the_same_as_without_the_hidden(pair: Pair) -> None:
    assert len(pair.hidden) > 10
    for kind in ROOTS:
        name = kind.__name__
        root = next(root for root, found in query_fields() if get_named_type(found.type).name == f"{name}Connection")
        page = "totalCount pageInfo { hasNextPage endCursor }"
        query = f"{{ {root}(first: 20) {{ {page} edges {{ cursor node {{ {selection(name)} }} }} }} }}"
        told, without = pair.ask(query)
        assert "errors" not in told, told["errors"]
        assert told == without


def test_a_page_goes_on_where_the_last_one_ended(pair: Pair) -> None:
    after = "null"
    for _ in range(3):
        told, without = pair.ask(f"{{ actors(first: 2, after: {after}) {{ totalCount pageInfo {{ endCursor }} }} }}")
        assert told == without
        after = f'"{told["data"]["actors"]["pageInfo"]["endCursor"]}"'


def test_what_is_hidden_is_answered_as_what_is_not_there(pair: Pair) -> None:
    for record in pair.hidden[:40]:
        query = f'{{ node(id: "{record.id}") {{ __typename }} nodes(ids: ["{record.id}"]) {{ id }} }}'
        assert pair.whole.answer(query) == {"data": {"node": None, "nodes": [None]}}
    for term in (record for record in pair.hidden if isinstance(record, Term)):
        query = f'{{ network(scope: {{field: "{term.label}", actorTypes: ["{term.label}"]}}) {{ n }} }}'
        told, without = pair.ask(query)
        assert [error["message"] for error in told["errors"]] == [error["message"] for error in without["errors"]]
    told, without = pair.ask("{ datasets { name title } viewer { name office sees } }")
    assert told == without


def test_gaps_are_the_same_or_left_out(pair: Pair) -> None:
    told, without = (answer["data"]["gaps"] for answer in pair.ask(GAPS))
    others = {gap["id"]: gap for gap in without["nodes"]}
    assert not without["pageInfo"]["hasNextPage"]
    assert (told["complete"], told["totalCount"]) == (False, len(told["nodes"]))
    for gap in told["nodes"]:
        assert gap == others[gap["id"]]


def test_cells_are_the_same_or_suppressed(pair: Pair) -> None:
    told, without = (answer["data"]["coverage"] for answer in pair.ask(COVERAGE))
    for cell, other in zip(told["cells"], without["cells"], strict=True):
        assert cell["state"] in (other["state"], "SUPPRESSED")
        assert set(cell["marks"]) <= set(other["marks"])
        if cell["state"] == "SUPPRESSED":
            assert not [name for name in ("marks", "active", "planned", "inventories", "decision") if cell[name]]
        else:
            assert {**cell, "marks": []} == {**other, "marks": []}
    assert sum(told["counts"].values()) == len(told["cells"])


def test_networks_are_the_same_and_their_numbers_too_or_suppressed(pair: Pair) -> None:
    told, without = (answer["data"]["network"] for answer in pair.ask(NETWORK))
    for key in ("n", "m", "members", "ties"):
        assert told[key] == without[key]
    numbers = {(x["value"], x["low"], x["high"], x["reason"], len(x["members"])) for x in told["strength"]["metrics"]}
    if told["complete"]:
        assert told["components"] == without["components"]
    else:
        assert numbers == {(None, None, None, "SUPPRESSED", 0)}
        assert [told[key] for key in ("components", "cutPoints", "bridges")] == [None] * 3
    parts, others = (answer["data"] for answer in pair.ask(NETWORKS))
    for by in ("byPlace", "byType"):
        assert [(x["name"], x["n"], x["m"]) for x in parts[by]] == [(x["name"], x["n"], x["m"]) for x in others[by]]
    assert {x["complete"] for x in parts["byType"]} <= {told["complete"]}  # by type, nothing can be told apart


def query_fields() -> list[tuple[str, Any]]:
    assert SCHEMA.query_type is not None
    return list(SCHEMA.query_type.fields.items())


def test_the_questions_ask_for_more_than_names() -> None:
    assert "office" not in selection("Actor")
    assert {"name", "note", "contacts(first:", "ties(first:"} <= set(selection("Actor").split())
