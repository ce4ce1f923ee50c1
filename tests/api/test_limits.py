"""Questions made to hurt are refused before anything is looked up, and refusing costs next to nothing."""

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, get_introspection_query, parse
from hypothesis import given, settings
from hypothesis import strategies as st

from api.errors import TooMuch
from api.graphql.limits import DEEPEST, MOST_ALIASES, MOST_COST, Usage, check_limits, usage_of
from api.graphql.schema import sdl

SCHEMA: GraphQLSchema = build_schema(sdl())


def usage(query: str, **variables: Any) -> Usage:
    return usage_of(SCHEMA, parse(query), variables)


def refusal(query: str, **variables: Any) -> str:
    with pytest.raises(TooMuch) as refused:
        check_limits(SCHEMA, parse(query), variables)
    return refused.value.message.en


def doubling(n: int, spread: str = "...F{0} ...F{0}") -> str:
    """Fragments each of which holds the next one twice."""
    parts = [f"fragment F{i} on Query {{ {spread.format(i + 1)} }}" for i in range(n)]
    return "\n".join(["{ ...F0 }", *parts, f"fragment F{n} on Query {{ revision }}"])


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ revision }", 1),
        ("{ viewer { name office } }", 3),
        ("{ actors(first: 10) { totalCount } }", 2),
        ("{ actors(first: 10) { nodes { id } } }", 1 + 10 * 2),
        ("{ actors(first: 10) { nodes { id } edges { cursor node { id } } } }", 1 + 10 * 2 + 10 * 4),
        ("{ actors { nodes { id } } }", 1 + 50 * 2),
        ("{ actors(first: 2) { nodes { places { id } } } }", 1 + 2 * (1 + 1 + 3)),
        ("{ actors(first: 2) { nodes { ties(first: 3) { nodes { id } } } } }", 1 + 2 * (1 + 1 + 3 * 2)),
        ("{ nodes(ids: [1, 2, 3]) { id } }", 1 + 3),
        ("{ actors(first: 99999999999999999999) { nodes { id } } }", 1 + 200 * 2),
        ("{ actors(first: -5) { nodes { id } } }", 1),
        ("{ gaps { totalCount } }", 40_001),
        ("query a { revision } query b { actors(first: 10) { nodes { id } } }", 21),
        ("{ nothing { like { this } } }", 3),
    ],
)
def test_the_price_is_page_size_times_what_is_asked_of_each(query: str, cost: int) -> None:
    assert usage(query).cost == cost


@pytest.mark.parametrize(
    ("query", "variables", "cost"),
    [
        ("query ($n: Int) { actors(first: $n) { nodes { id } } }", {"n": 7}, 15),
        ("query ($n: Int = 4) { actors(first: $n) { nodes { id } } }", {}, 9),
        ("query ($n: Int) { actors(first: $n) { nodes { id } } }", {}, 101),
        ("query ($n: Int) { actors(first: $n) { nodes { id } } }", {"n": "x"}, 101),
        ("query ($n: Int) { actors(first: $n) { nodes { id } } }", {"n": 10**30}, 401),
        ("query ($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["a", "b"]}, 3),
    ],
)
def test_the_price_is_asked_with_the_values_of_variables(query: str, variables: dict[str, Any], cost: int) -> None:
    assert usage(query, **variables).cost == cost


def test_a_fragment_costs_as_much_as_what_it_stands_for() -> None:
    plain = (
        "{ actors(first: 3) { nodes { n: name ties(first: 2) { nodes { id } } } } "
        "a: actors(first: 5) { nodes { n: name } } }"
    )
    with_fragments = (
        "{ actors(first: 3) { ...A } a: actors(first: 5) { nodes { ...N } } } "
        "fragment A on ActorConnection { nodes { ...N ... { ties(first: 2) { ...T } } } } "
        "fragment T on TieTargetConnection { nodes { id } } fragment N on Actor { n: name }"
    )
    assert usage(with_fragments) == usage(plain)
    assert usage(plain) == Usage(depth=5, aliases=3, cost=1 + 3 * (1 + 1 + 1 + 2 * 2) + 1 + 5 * 2)


@pytest.mark.parametrize("spread", ["...F{0} ...F{0}", "a: viewer {{ name }} ...F{0} ... {{ ...F{0} }}"])
def test_doubling_fragments_are_priced_in_linear_time(spread: str) -> None:
    took = {}
    for n in (24, 48):
        query = parse(doubling(n, spread))
        start = time.process_time()
        for _ in range(20):
            with pytest.raises(TooMuch):
                check_limits(SCHEMA, query, {})
        took[n] = (time.process_time() - start) / 20
    assert took[24] < 0.05
    assert took[48] < took[24] * 5


def test_doubled_fields_are_counted_as_often_as_they_are_answered() -> None:
    query = doubling(20, "a: viewer {{ name }} ...F{0} ...F{0}")
    assert usage(query).aliases == 2**20 - 1


def test_circles_of_fragments_end() -> None:
    circle = "{ ...A } fragment A on Query { ...B } fragment B on Query { revision ...A }"
    assert refusal(circle) == "The fragment “A” contains itself."


def test_depth_counts_through_fragments() -> None:
    inner = "fragment A on Actor { ties { nodes { ...B } } } fragment B on Actor { ties { nodes { ...C } } } "
    inner += "fragment C on Actor { ties { nodes { name } } }"
    assert usage("{ actors { nodes { ...A } } } " + inner).depth == 9
    deep = "{ actors { nodes { " + "ties { nodes { " * 7 + "name" + " } }" * 7 + " } } }"
    assert (
        refusal(deep) == f"The question is too large: 17 levels, {DEEPEST} are allowed. Please ask for less at a time."
    )


def test_aliases_are_limited_wherever_they_stand() -> None:
    fields = " ".join(f"a{i}: revision" for i in range(MOST_ALIASES + 1))
    assert "31 renamed fields" in refusal("{ " + fields + " }")
    assert "31 renamed fields" in refusal("{ ...F } fragment F on Query { " + fields + " }")
    check_limits(SCHEMA, parse("{ " + " ".join(f"revision: revision r{i}: revision" for i in range(30)) + " }"), {})


def test_fields_said_again_and_again_are_refused_before_they_are_compared() -> None:
    assert "31 repeated fields" in refusal("{ " + "viewer { name } " * 32 + "}")
    assert "31 repeated fields" in refusal("{ viewer { ...F } } fragment F on Viewer { " + "name " * 32 + "}")
    check_limits(SCHEMA, parse("{ " + "viewer { name } " * 31 + "}"), {})
    many = " ".join(f"fragment F{i} on Query {{ revision }}" for i in range(101))
    assert "101 fragments" in refusal("{ revision } " + many)


def test_lists_within_lists_are_refused_before_they_are_read() -> None:
    query = "{ actors(first: 200) { nodes { ties(first: 200) { nodes { ties(first: 200) { nodes { name } } } } } } }"
    assert "points of cost" in refusal(query)
    price = usage(query).cost
    assert price > MOST_COST
    assert "places" not in query
    assert "points of cost" in refusal(
        "{ places(first: 200) { nodes { " + "parts { nodes { " * 3 + "id" + " } }" * 3 + "}}}"
    )


def test_a_question_nested_to_break_the_reader_is_refused() -> None:
    nested = "{ " + "... { " * 120 + "revision" + " }" * 120 + " }"
    assert "nestings" in refusal(nested)


def test_the_questions_of_tools_and_of_people_fit() -> None:
    check_limits(SCHEMA, parse(get_introspection_query()), {})
    people = """{ measures(first: 100) { nodes { title start { text } fields { label } places { name }
      responsibilities(first: 20) { edges { role state node { name type { label } } } } } }
      gaps { nodes { message } } }"""
    check_limits(SCHEMA, parse(people), {})


FIELDS = st.recursive(
    st.sampled_from(["id", "name", "x: name", "...F", "...G"]),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(
        lambda found: "ties(first: 3) { nodes { " + " ".join(found) + " } }"
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(FIELDS, FIELDS, FIELDS)
def test_the_price_is_that_of_the_question_without_fragments(top: str, f: str, g: str) -> None:
    f, g = f.replace("...F", "id").replace("...G", "...G"), g.replace("...F", "id").replace("...G", "id")
    query = "{ actors(first: 2) { nodes { id " + top + " } } }"
    with_fragments = f"{query} fragment F on Actor {{ {f} }} fragment G on Actor {{ {g} }}"
    spread_out = query.replace("...F", f"... on Actor {{ {f} }}").replace("...G", f"... on Actor {{ {g} }}")
    assert usage(with_fragments) == usage(spread_out)
