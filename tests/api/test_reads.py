"""What a client reads is what the graph holds, as far as the one who asks may see it."""

from __future__ import annotations

from typing import Any

import pytest

from graph.dates import VagueDate
from graph.model import KINDS, Actor, Measure, Record, Ref, Term, global_id
from graph.rows import targets
from graph.schema import Property, ValueType, label_of, properties

Server = Any  # see conftest.py


def ref(kind: type[Record], key: str) -> Ref:
    return global_id("kreis", kind.__name__, key)


def selection(prop: Property) -> str:
    if prop.is_reference:
        return f"{prop.json_name} {{ id }}"
    if prop.value_type is ValueType.VAGUE_DATE:
        return f"{prop.json_name} {{ text earliest latest }}"
    return prop.json_name


def written(record: Record, prop: Property) -> Any:
    """The property as JSON."""
    value = getattr(record, prop.name)
    if prop.value_type is ValueType.REFERENCES:
        return [{"id": target} for target in targets(record, prop)]
    if prop.is_reference:
        return {"id": value} if value is not None else None
    if isinstance(value, VagueDate):
        days = {name: getattr(value, name) for name in ("earliest", "latest")}
        return {"text": value.text, **{name: day and day.isoformat() for name, day in days.items()}}
    if prop.value_type is ValueType.DATE and value is not None:
        return value.isoformat()
    return list(value) if prop.value_type is ValueType.TEXTS else value


@pytest.mark.parametrize("name", KINDS)
def test_every_property_of_every_kind_is_told(
    everything: Server, one_of_every_kind: tuple[Record, ...], name: str
) -> None:
    kind = KINDS[name]
    own = " ".join(selection(prop) for prop in properties(kind))
    fields = f"__typename id ... on {name} {{ dataset externalId label {own} }}"
    query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ {fields} }} }}"
    records = [record for record in one_of_every_kind if type(record) is kind]
    expected = [
        {
            "__typename": name,
            "id": record.id,
            "dataset": record.dataset,
            "externalId": record.external_id,
            "label": label_of(record),
            **{prop.json_name: written(record, prop) for prop in properties(kind)},
        }
        for record in records
    ]
    assert everything.ask(query, ids=[record.id for record in records])["nodes"] == expected


def test_lists_come_by_name_a_page_at_a_time(guest: Server) -> None:
    query = (
        "query ($after: String) { actors(first: 2, after: $after) "
        "{ totalCount edges { cursor node { name } } nodes { name } "
        "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    )
    first = guest.ask(query)["actors"]
    assert [node["name"] for node in first["nodes"]] == ["Ährenverein Werl", "Stadt Soest"]
    assert [edge["node"] for edge in first["edges"]] == first["nodes"]
    cursors = [edge["cursor"] for edge in first["edges"]]
    assert first["pageInfo"] == {
        "hasNextPage": True, "hasPreviousPage": False, "startCursor": cursors[0], "endCursor": cursors[1],
    }  # fmt: skip
    second = guest.ask(query, after=cursors[1])["actors"]
    assert [node["name"] for node in second["nodes"]] == ["VHS"]
    assert (second["pageInfo"]["hasNextPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)
    assert first["totalCount"] == second["totalCount"] == 3


def test_an_edge_says_how_the_other_end_is_linked(guest: Server) -> None:
    query = (
        "query ($id: ID!) { measure(id: $id) { responsibilities "
        "{ totalCount nodes { name } edges { id role state basis source { name } target { label } node { name } } } } }"
    )
    found = guest.ask(query, id=ref(Measure, "m1"))["measure"]["responsibilities"]
    assert found["totalCount"] == 2
    assert found["nodes"] == [{"name": "Ährenverein Werl"}, {"name": "VHS"}]
    assert found["edges"][0] == {
        "id": global_id("kreis", "Responsibility", "r1"), "role": "LEAD", "state": "ACCEPTED", "basis": "UNKNOWN",
        "source": {"name": "Ährenverein Werl"}, "target": {"label": "Sprachcafé"}, "node": {"name": "Ährenverein Werl"},
    }  # fmt: skip


def test_a_tie_leads_to_the_other_actor_from_both_ends(guest: Server) -> None:
    query = "query ($id: ID!) { actor(id: $id) { ties { nodes { name } edges { level source { name } } } } }"
    club = guest.ask(query, id=ref(Actor, "a2"))["actor"]["ties"]
    assert [node["name"] for node in club["nodes"]] == ["Stadt Soest", "VHS"]
    school = guest.ask(query, id=ref(Actor, "a3"))["actor"]["ties"]
    assert school == {
        "nodes": [{"name": "Ährenverein Werl"}],
        "edges": [{"level": 2.0, "source": {"name": "Ährenverein Werl"}}],
    }


def test_links_are_followed_backwards(guest: Server) -> None:
    query = (
        "query ($id: ID!) { term(id: $id) { measures { totalCount nodes { places { actors { nodes { name } } } } } } }"
    )
    found = guest.ask(query, id=ref(Term, "sprache"))["term"]["measures"]
    assert found["totalCount"] == 2
    assert [place["actors"]["nodes"] for place in found["nodes"][0]["places"]] == [
        [{"name": "Stadt Soest"}, {"name": "VHS"}],
        [{"name": "Ährenverein Werl"}],
    ]


def test_what_is_over_is_listed_only_for_the_days_on_which_it_held(guest: Server) -> None:
    query = (
        "query ($on: Date, $id: ID!) { responsibilities(on: $on) { nodes { externalId } } "
        "measure(id: $id, on: $on) { responsibilities { nodes { name } } } }"
    )
    today, before = (guest.ask(query, id=ref(Measure, "m2"), on=on) for on in (None, "2020-06-01"))
    assert [node["externalId"] for node in today["responsibilities"]["nodes"]] == ["r1", "r2"]
    assert today["measure"]["responsibilities"]["nodes"] == []
    assert [node["externalId"] for node in before["responsibilities"]["nodes"]] == ["r1", "r2", "r4"]
    assert before["measure"]["responsibilities"]["nodes"] == [{"name": "Stadt Soest"}]


def test_the_day_of_one_root_is_not_that_of_another(guest: Server) -> None:
    query = (
        'query ($id: ID!) { then: measure(id: $id, on: "2020-06-01") { responsibilities { totalCount } } '
        "now: measure(id: $id) { responsibilities { totalCount } } }"
    )
    found = guest.ask(query, id=ref(Measure, "m2"))
    assert [found[name]["responsibilities"]["totalCount"] for name in ("then", "now")] == [1, 0]


def test_a_guest_sees_nothing_that_is_not_public(guest: Server, office: Server) -> None:
    query = (
        "query ($actor: ID!, $mail: ID!, $club: ID!) { actors { totalCount } contacts { totalCount } "
        "ties { totalCount } actor(id: $actor) { name } node(id: $mail) { id } "
        "club: actor(id: $club) { note ties { totalCount } contacts { nodes { email } } } viewer { name office sees } }"
    )
    ids = {"actor": ref(Actor, "a4"), "club": ref(Actor, "a2"), "mail": global_id("kreis", "Contact", "c1")}
    assert guest.ask(query, **ids) == {
        "actors": {"totalCount": 3}, "contacts": {"totalCount": 0}, "ties": {"totalCount": 2}, "actor": None,
        "node": None, "club": {"note": None, "ties": {"totalCount": 2}, "contacts": {"nodes": []}},
        "viewer": {"name": "guest", "office": False, "sees": ["PUBLIC"]},
    }  # fmt: skip
    assert office.ask(query, **ids) == {
        "actors": {"totalCount": 4}, "contacts": {"totalCount": 1}, "ties": {"totalCount": 3},
        "actor": {"name": "Verborgen e. V."}, "node": {"id": ids["mail"]},
        "club": {
            "note": "nur für das Amt", "ties": {"totalCount": 3},
            "contacts": {"nodes": [{"email": "post@beispiel.example"}]},
        },
        "viewer": {"name": "coordination", "office": True, "sees": ["PUBLIC", "PARTNERS", "INTERNAL"]},
    }  # fmt: skip


def test_an_id_of_another_kind_or_of_nothing_is_nothing(guest: Server) -> None:
    query = "query ($id: ID!) { actor(id: $id) { name } node(id: $id) { __typename } }"
    assert guest.ask(query, id=ref(Measure, "m1")) == {"actor": None, "node": {"__typename": "Measure"}}
    for wrong in ("", "nobody", "\r\nX: y", "ä" * 500):
        assert guest.ask(query, id=wrong) == {"actor": None, "node": None}


def test_nodes_keep_the_order_of_their_ids(guest: Server) -> None:
    ids = [ref(Measure, "m1"), "nobody", ref(Actor, "a3"), ref(Measure, "m1")]
    found = guest.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)["nodes"]
    assert [node and node["id"] for node in found] == [ids[0], None, ids[2], ids[0]]


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("{ actors(first: 201) { totalCount } }", "WRONG_PAGE", "höchstens 200"),
        ("{ actors(first: -1) { totalCount } }", "WRONG_PAGE", "first ist -1"),
        ('{ actors(after: "x") { totalCount } }', "WRONG_CURSOR", "„x“ ist kein Cursor"),
        ('{ actors(after: "WzFd") { totalCount } }', "WRONG_CURSOR", "kein Cursor dieser Liste"),
        ('{ actors(dataset: "mars") { totalCount } }', "NOT_FOUND", "Vorhanden: kreis."),
        ('{ network(scope: {field: "Mars"}) { n } }', "WRONG_USE", "„Mars“"),
        ('{ coverage(places: ["Mars"]) { share } }', "NOT_FOUND", "„Mars“"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(guest: Server, query: str, code: str, words: str) -> None:
    said = guest.refusal(query)
    assert said[0] == code
    assert words in said[1]


def test_sentences_come_in_the_language_of_the_request(guest: Server) -> None:
    question = {"query": "{ actors(first: 201) { totalCount } }"}
    for header, words in (("de-DE,en;q=0.5", "höchstens"), ("en-GB,de;q=0.5", "at most"), ("fr", "höchstens")):
        answer = guest.client.post("/graphql", json=question, headers={"Accept-Language": header}).json()
        assert words in answer["errors"][0]["message"]
