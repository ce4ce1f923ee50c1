"""The profile of a network, chosen measures, measures of actors and who works with whom, asked in GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.app import create_app
from graph.language import Language
from graph.model import Actor, Place, Record, Term, Tie, global_id
from graph.model.states import PlaceLevel, Visibility
from graph.picture import Pictures, View
from graph.profile.teller import CONCEPTS
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import Store, open_store
from graph.strength.profile import strengths
from graph.strength.shape import strength_as_dict

Server = Any  # see conftest.py
Fill = Callable[[Store, Sequence[Record]], None]
HIDDEN = Visibility.INTERNAL
D = "kreis"


def new(kind: Any, key: str, **values: Any) -> Any:
    return kind(id=global_id(D, kind.__name__, key), dataset=D, external_id=key, **values)


def district() -> list[Record]:
    towns = [new(Place, key, name=key, level=PlaceLevel.MUNICIPALITY) for key in ("Soest", "Werl")]
    kind = new(Term, "t", scheme="actor_type", label="Verein", label_en="Club")
    actors = [new(Actor, f"a{n}", name=f"Akteur {n}", places=(towns[n % 2].id,), type=(kind.id,)) for n in range(6)]
    pairs = ((0, 1), (0, 2), (1, 2), (2, 3), (3, 4))
    ties = [new(Tie, f"t{a}{b}", source=actors[a].id, target=actors[b].id) for a, b in pairs]
    return [*towns, kind, *actors, *ties]


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("sqlite::memory:") as held:
        yield held


def expected(view: View, lang: Language) -> list[dict[str, Any]]:
    from graph.profile.teller import Teller

    teller = Teller(view, D, date.today())
    (one,) = strengths(view, D, None, "cooperation", date.today(), scope=Scope(D), teller=teller)
    lines: list[dict[str, Any]] = strength_as_dict(one, lang)["profile"]
    return lines


LINES = """{ network { profile { key name sentence indicator reason metrics { key value by }
  comparison { kind key value now sentence } groups { name n inCore } members { id } evidence { id } } } }"""


def test_the_profile_is_the_same_as_in_json(store: Store, fill: Fill, serve: Any) -> None:
    fill(store, district())
    server = serve(create_app(store, viewer=OFFICE))
    lines = server.ask(LINES)["network"]["profile"]
    wanted = expected(Pictures(store).current().seen_by(OFFICE), "de")
    assert [line["key"] for line in lines] == [concept.key for concept in CONCEPTS]
    for line, json in zip(lines, wanted, strict=True):
        for key in ("key", "name", "sentence", "indicator", "reason", "groups"):
            assert line[key] == json[key], (line["key"], key)
        assert [metric["key"] for metric in line["metrics"]] == json["metrics"]
        assert [metric["value"] for metric in line["metrics"]] == [one["value"] for one in json["numbers"]]
        assert [one["sentence"] for one in line["comparison"]] == [one["sentence"] for one in json["comparison"]]
        assert [one["id"] for one in line["members"]] == json["members"]
        assert [one["id"] for one in line["evidence"]] == json["evidence"]
    english = server.ask("{ network { profile { sentence(lang: EN) } } }")["network"]["profile"]
    assert [line["sentence"] for line in english] == [
        line["sentence"] for line in expected(Pictures(store).current().seen_by(OFFICE), "en")
    ]


def test_only_the_measures_that_are_asked_for(store: Store, fill: Fill, serve: Any) -> None:
    fill(store, district())
    server = serve(create_app(store, viewer=OFFICE))
    found = server.ask('{ network { strength { metrics(keys: ["eiIndex", "density"]) { key by value } } } }')
    metrics = found["network"]["strength"]["metrics"]
    assert [(one["key"], one["by"]) for one in metrics] == [
        ("density", None), ("eiIndex", "actorType"), ("eiIndex", "place"),
    ]  # fmt: skip
    assert metrics[0]["value"] == pytest.approx(5 / 15)
    assert server.refusal('{ network { strength { metrics(keys: ["grade"]) { key } } } }')[0] == "WRONG_USE"


def test_actors_have_their_measures_page_by_page_and_only_for_those_who_see_everything(
    store: Store, fill: Fill, serve: Any
) -> None:
    fill(store, district())
    query = """{ network { actors(first: 2) { totalCount pageInfo { endCursor }
      nodes { actor { name } metrics(keys: ["degree"]) { value reason } } } } }"""
    found = serve(create_app(store, viewer=OFFICE)).ask(query)["network"]["actors"]
    assert found["totalCount"] == 6
    assert found["nodes"] == [
        {"actor": {"name": f"Akteur {n}"}, "metrics": [{"value": 2, "reason": None}]} for n in (0, 1)
    ]
    after = found["pageInfo"]["endCursor"]
    rest = serve(create_app(store, viewer=OFFICE)).ask(
        f'{{ network {{ actors(after: "{after}") {{ nodes {{ actor {{ name }} }} }} }} }}'
    )
    assert [one["actor"]["name"] for one in rest["network"]["actors"]["nodes"]] == [f"Akteur {n}" for n in (2, 3, 4, 5)]
    guest = serve(create_app(store)).ask(query)["network"]["actors"]
    assert {metric["reason"] for one in guest["nodes"] for metric in one["metrics"]} == {"SUPPRESSED"}


def test_groups_that_work_together_are_counted(store: Store, fill: Fill, serve: Any) -> None:
    fill(store, district())
    server = serve(create_app(store, viewer=OFFICE))
    query = "{ network { collaboration(by: PLACE) { one { label } other { label } ties possible share } } }"
    cells = {
        frozenset((cell["one"]["label"], cell["other"]["label"])): (cell["ties"], cell["possible"])
        for cell in server.ask(query)["network"]["collaboration"]
    }
    assert cells == {
        frozenset({"Soest"}): (1, 3), frozenset({"Werl"}): (0, 3), frozenset({"Soest", "Werl"}): (4, 9),
    }  # fmt: skip


def test_a_guest_is_told_nothing_of_a_network_in_which_something_is_hidden(
    store: Store, fill: Fill, serve: Any
) -> None:
    fill(store, [replace(r, visibility=HIDDEN) if r.external_id == "t34" else r for r in district()])
    network = serve(create_app(store)).ask(LINES.replace("profile {", "complete collaboration { ties } profile {"))
    found = network["network"]
    assert not found["complete"]
    assert found["collaboration"] is None
    for line in found["profile"]:
        assert line["reason"] == "SUPPRESSED"
        assert (line["members"], line["evidence"], line["comparison"], line["groups"]) == ([], [], [], [])
        assert {metric["value"] for metric in line["metrics"]} <= {None}
