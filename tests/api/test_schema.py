"""The schema that clients rely on: committed, complete, and each field explained."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, build_schema

from api.graphql.context import LONGEST_SECONDS, MOST_OBJECTS
from api.graphql.limits import DEEPEST, MOST_ALIASES, MOST_CHARACTERS, MOST_COST, MOST_TOKENS, USUAL_LIST
from api.graphql.paging import LARGEST_PAGE, USUAL_PAGE
from api.graphql.schema import sdl
from graph.inverse import INVERSE
from graph.model import EDGE_KINDS, KINDS, Actor, Duty, Inventory, Record, StatusReport, Survey
from graph.relations import plural
from graph.schema import properties

ROOT = Path(__file__).resolve().parent.parent.parent
CONTRACT = (
    "actor place term plan goal need measure duty offer group event paper resolution consultation statement deadline "
    "indicator reading funding statusReport survey inventory claim rating contact source"
)
LISTS = (
    "actors places terms plans goals needs measures duties offers groups events papers resolutions consultations "
    "statements deadlines indicators readings fundings statusReports surveys inventories claims ratings contacts "
    "sources ties responsibilities"
)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


def fields_of(schema: GraphQLSchema, name: str) -> dict[str, str]:
    """The fields of a type with the types that they have, as written."""
    found = schema.get_type(name)
    assert isinstance(found, GraphQLObjectType | GraphQLInterfaceType)
    return {field: str(declared.type) for field, declared in found.fields.items()}


def test_the_committed_schema_is_that_of_the_code() -> None:
    hint = "run: .venv/bin/python -m api.graphql > schema.graphql, and say what changed in CHANGELOG.md"
    assert (ROOT / "schema.graphql").read_text(encoding="utf-8") == sdl(), hint


def test_the_schema_can_be_printed_by_a_command() -> None:
    printed = subprocess.run([sys.executable, "-m", "api.graphql"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout.decode() == sdl()


def test_everything_that_clients_see_is_explained(schema: GraphQLSchema) -> None:
    bare = []
    for name, found in schema.type_map.items():
        if name.startswith("__") or name in {"Int", "Float", "String", "Boolean", "ID", "Date"}:
            continue
        bare += [name] * (not found.description and not isinstance(found, GraphQLEnumType))
        for field, declared in getattr(found, "fields", {}).items():
            bare += [f"{name}.{field}"] * (not declared.description)
            arguments = getattr(declared, "args", {})
            bare += [f"{name}.{field}({a})" for a, argument in arguments.items() if not argument.description]
    assert bare == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_property_of_the_model_can_be_asked_for(schema: GraphQLSchema, kind: type[Record]) -> None:
    held = fields_of(schema, kind.__name__)
    assert {prop.json_name for prop in properties(kind)} <= held.keys()
    assert {"id", "dataset", "externalId", "version", "label"} <= held.keys()


def test_the_contract_names_are_roots(schema: GraphQLSchema) -> None:
    roots = fields_of(schema, "Query")
    assert {name: roots[name] for name in CONTRACT.split()} == {
        name: name[0].upper() + name[1:] for name in CONTRACT.split()
    }
    lists = {name: roots[name] for name in LISTS.split()}
    assert all(found.endswith("Connection!") for found in lists.values())
    assert {"gaps", "coverage", "network", "networks", "viewer", "node", "nodes"} <= roots.keys()


def test_no_root_needs_an_argument_but_ids_and_keys(schema: GraphQLSchema) -> None:
    query = schema.query_type
    assert query is not None
    needed = {
        argument
        for declared in query.fields.values()
        for argument, found in declared.args.items()
        if str(found.type).endswith("!") and found.ast_node is not None and found.ast_node.default_value is None
    }
    assert needed == {"id", "ids", "key"}


def test_edges_carry_what_the_edge_says(schema: GraphQLSchema) -> None:
    for name, node in (("ResponsibilityTargetEdge", "Record!"), ("ResponsibilitySourceEdge", "Actor!")):
        held = fields_of(schema, name)
        assert held["node"] == node
        assert (held["role"], held["state"], held["stateSince"]) == ("Role!", "ResponsibilityState!", "Date")


def test_both_ends_of_an_edge_lead_to_it(schema: GraphQLSchema) -> None:
    for edge in EDGE_KINDS:
        ends = {name for prop in properties(edge) if prop.is_end and prop.to is not None for name in prop.to.kinds}
        assert [end for end in ends if plural(edge) not in fields_of(schema, end)] == []


def test_links_followed_backwards_hide_no_property() -> None:
    taken = [
        f"{inverse.owner}.{inverse.name}"
        for inverse in INVERSE
        if inverse.name in {prop.name for prop in properties(KINDS[inverse.owner])}
    ]
    assert taken == []
    assert len({(inverse.owner, inverse.name) for inverse in INVERSE}) == len(INVERSE)


def test_links_followed_backwards_are_links_of_the_model() -> None:
    for inverse in INVERSE:
        held = {prop.name: prop for prop in properties(inverse.kind)}
        for name in inverse.properties:
            to = held[name].to
            assert to is not None
            assert inverse.owner in to.kinds, f"{inverse.kind.__name__}.{name} never points at a {inverse.owner}"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Actor, "actors"),
        (Duty, "duties"),
        (Survey, "surveys"),
        (StatusReport, "statusReports"),
        (Inventory, "inventories"),
    ],
)
def test_lists_are_called_by_the_plural(kind: type[Record], expected: str) -> None:
    assert plural(kind) == expected


def test_the_guide_names_every_root_and_every_limit(schema: GraphQLSchema) -> None:
    guide = (ROOT / "docs" / "graphql.md").read_text(encoding="utf-8")
    missing = [name for name in fields_of(schema, "Query") if not re.search(rf"`{name}[`(]", guide)]
    assert missing == []
    numbers = [LARGEST_PAGE, USUAL_PAGE, MOST_COST, DEEPEST, MOST_ALIASES, MOST_TOKENS, MOST_OBJECTS, MOST_CHARACTERS]
    assert [number for number in numbers if f"{number:,}" not in guide] == []
    assert f"{LONGEST_SECONDS:.0f} seconds" in guide
    assert f"{USUAL_LIST} for\na list without pages" in guide


def test_the_questions_in_the_guide_are_answered(everything: Any) -> None:
    guide = (ROOT / "docs" / "graphql.md").read_text(encoding="utf-8")
    questions = re.findall(r"```graphql\n(.*?)```", guide, re.DOTALL)
    assert len(questions) == 1
    for question in questions:
        codes = {error["extensions"]["code"] for error in everything.answer(question).get("errors", [])}
        assert codes <= {"NOT_FOUND", "WRONG_USE"}  # the names are those of Lindental
