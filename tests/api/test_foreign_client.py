"""A client written by others, gql from PyPI, asks over HTTP and checks its questions against our schema first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from gql import Client, gql
from gql.dsl import DSLQuery, DSLSchema, dsl_gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport
from graphql import GraphQLError

from api.app import create_app
from graph.model import Record, global_id
from graph.store import Store, open_store

Fill = Callable[[Store, Sequence[Record]], None]


@pytest.fixture
def client(district: tuple[Record, ...], fill: Fill, serve: Any) -> Iterator[Any]:
    """The client, which has fetched the schema from the running server."""
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        server = serve(create_app(store, introspection=True))
        transport = HTTPXTransport(url=server.address + "/graphql")
        with Client(transport=transport, fetch_schema_from_transport=True) as session:
            yield session


def test_it_fetches_the_schema_and_asks(client: Any) -> None:
    query = gql(
        "query ($id: ID!, $first: Int!) { measure(id: $id) { title responsibilities(first: $first) "
        "{ totalCount edges { role node { name } } } } }"
    )
    query.variable_values = {"id": global_id("kreis", "Measure", "m1"), "first": 1}
    assert client.execute(query) == {
        "measure": {
            "title": "Sprachcafé",
            "responsibilities": {"totalCount": 2, "edges": [{"role": "LEAD", "node": {"name": "Ährenverein Werl"}}]},
        }
    }


def test_it_builds_questions_from_the_schema(client: Any) -> None:
    assert client.client.schema is not None
    ds = DSLSchema(client.client.schema)
    query = dsl_gql(
        DSLQuery(
            ds.Query.actors(first=2).select(
                ds.ActorConnection.totalCount, ds.ActorConnection.nodes.select(ds.Actor.name, ds.Actor.visibility)
            )
        )
    )
    assert client.execute(query)["actors"] == {
        "totalCount": 3,
        "nodes": [
            {"name": "Ährenverein Werl", "visibility": "PUBLIC"},
            {"name": "Stadt Soest", "visibility": "PUBLIC"},
        ],
    }


def test_it_walks_a_list_page_by_page(client: Any) -> None:
    query = gql(
        "query ($a: String) { actors(first: 1, after: $a) { nodes { name } pageInfo { hasNextPage endCursor } } }"
    )
    names, after, more = [], None, True
    while more:
        query.variable_values = {"a": after}
        page = client.execute(query)["actors"]
        names += [node["name"] for node in page["nodes"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert names == ["Ährenverein Werl", "Stadt Soest", "VHS"]


def test_it_asks_the_analyses(client: Any) -> None:
    found = client.execute(
        gql(
            "{ gaps { dataset totalCount nodes { rule message action } } coverage { share counts { unknown } } "
            "network { members { nodes { id name } } strength { metrics { key value reason explanation } } } }"
        )
    )
    assert {node["id"] for node in found["network"]["members"]["nodes"]} == {
        global_id("kreis", "Actor", key) for key in ("a1", "a2", "a3")
    }
    assert {metric["key"] for metric in found["network"]["strength"]["metrics"]} >= {"density", "components"}


def test_it_sees_our_refusals_and_its_own_mistakes(client: Any) -> None:
    with pytest.raises(TransportQueryError) as refused:
        client.execute(gql("{ actors(first: 500) { totalCount } }"))
    assert refused.value.errors is not None
    assert refused.value.errors[0]["extensions"] == {"code": "WRONG_PAGE"}
    with pytest.raises(GraphQLError, match="Cannot query field 'nothing'"):
        client.execute(gql("{ nothing }"))
