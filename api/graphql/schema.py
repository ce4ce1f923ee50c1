"""Puts the schema together: declared by the model where it can be, by hand where a question needs more."""

from functools import cache
from typing import Any

import strawberry
from graphql import build_schema, introspection_from_schema
from strawberry.schema.config import StrawberryConfig

from api.graphql.coverage import coverage_root
from api.graphql.declare import TYPES, declare
from api.graphql.gaps import gaps_root
from api.graphql.guard import Guard
from api.graphql.kinds import declare_kinds
from api.graphql.network import network_roots
from api.graphql.proposals import proposals_root
from api.graphql.query import roots
from api.graphql.questions import VALUE, Value, question_roots
from api.graphql.relations import declare_connections, leading_away
from api.graphql.viewer import viewer_roots
from api.graphql.waves import waves_root
from api.graphql.what_if import what_if_root
from graph.model import KINDS


class Silent(strawberry.Schema):
    """The schema. What goes wrong is told and logged by the endpoint, once and without the question."""

    def process_errors(self, errors: object, execution_context: object = None) -> None:
        """Nothing: see `api.graphql.faults`."""


@cache
def schema() -> strawberry.Schema:
    """The one schema of the product."""
    declare_kinds(leading_away)
    declare_connections()
    analyses = (gaps_root(), coverage_root(), *question_roots(), what_if_root(), proposals_root(), *network_roots())
    fields = [*roots(), *analyses, waves_root(), *viewer_roots()]
    query = declare("Query", "Where questions start.", fields)
    config = StrawberryConfig(scalar_map={Value: VALUE})
    return Silent(query=query, types=[TYPES[name] for name in KINDS], extensions=[Guard], config=config)


def sdl() -> str:
    """The schema in GraphQL's own language: what is committed as schema.graphql."""
    return schema().as_str() + "\n"


@cache
def introspected() -> dict[str, Any]:
    """The schema as the answer to the introspection question, for tools that read it from a file."""
    return dict(introspection_from_schema(build_schema(sdl())))
