"""Whatever fits the schema is answered: no question that a client can put together brings a fault to light."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from api.graphql.endpoint import Endpoint, Question
from api.graphql.schema import sdl
from graph.model import KINDS, Record
from graph.picture import Pictures
from graph.rights import GUEST, OFFICE, Viewer
from graph.store import Store, open_store

Fill = Callable[[Store, Sequence[Record]], None]
SCHEMA: GraphQLSchema = build_schema(sdl())
VALUES = {
    "first": ("0", "1", "2", "null"), "on": ('"2022-06-15"', "null"), "by": ("PLACE", "ACTOR_TYPE"),
    "rules": ('["G3", "nothing"]', "[]"), "scope": ("{layer: ALL}", "{layer: SHARED_MEASURES}", "null"),
    "key": ('"q11"', '"q16"', '"duties"', '"participation"'), "budget": ("1", "3"), "remove": ("[]", "null"),
    "parameters": ("[]", "null"), "countDistrictWide": ("false",), "lang": ("EN", "null"),
    "dataset": ('"kreis"', "null"),
}  # fmt: skip


@pytest.fixture(scope="module", params=[GUEST, OFFICE], ids=["guest", "office"])
def endpoint(request: pytest.FixtureRequest, one_of_every_kind: tuple[Record, ...], fill: Fill) -> Iterator[Endpoint]:
    viewer: Viewer = request.param
    with open_store("sqlite::memory:") as store:
        fill(store, one_of_every_kind)
        yield Endpoint(Pictures(store), viewer, introspection=False)


def question(chance: Random, ids: Sequence[str]) -> str:
    """A question of up to five levels that fits the schema."""
    query = SCHEMA.query_type
    assert query is not None
    roots = chance.sample(sorted(query.fields), 2)
    return "{ " + " ".join(asked(chance, query, name, ids, 5) for name in roots) + " }"


def asked(
    chance: Random, parent: GraphQLObjectType | GraphQLInterfaceType, name: str, ids: Sequence[str], levels: int
) -> str:
    declared = parent.fields[name]
    said = []
    for argument, found in declared.args.items():
        if argument in ("id", "ids"):
            chosen = f'"{chance.choice(ids)}"'
            said.append(f"{argument}: {chosen if argument == 'id' else f'[{chosen}]'}")
        elif is_required_argument(found) or (argument in VALUES and chance.random() < 0.3):
            said.append(f"{argument}: {chance.choice(VALUES[argument])}")
    named = get_named_type(declared.type)
    inner = "" if is_leaf_type(named) else " { " + selected(chance, named, ids, levels - 1) + " }"
    return name + (f"({', '.join(said)})" if said else "") + inner


def selected(chance: Random, parent: Any, ids: Sequence[str], levels: int) -> str:
    names = [name for name in parent.fields if levels > 0 or is_leaf_type(get_named_type(parent.fields[name].type))]
    chosen = chance.sample(names, min(len(names), 4))
    parts = ["__typename", *(asked(chance, parent, name, ids, levels) for name in chosen)]
    if isinstance(parent, GraphQLInterfaceType):
        kind = SCHEMA.get_type(chance.choice(sorted(KINDS)))
        parts.append(f"... on {kind} {{ x: version }}")
    return " ".join(parts)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_question_that_fits_brings_a_fault(
    endpoint: Endpoint, one_of_every_kind: tuple[Record, ...], seed: int
) -> None:
    query = question(Random(seed), [record.id for record in one_of_every_kind])
    status, answer = endpoint.answer_to(Question(query, None, None), "de", endpoint.pictures.current())
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    assert codes <= {"TOO_MUCH"}, (query, answer)
    assert status == 200 or codes == {"TOO_MUCH"}
