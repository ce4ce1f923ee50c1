"""Gaps, coverage and networks: what is said without arguments, and what is kept from those who don't see everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.app import create_app
from graph.coverage.coverage import coverage
from graph.gaps.find import find_gaps
from graph.model import Actor, Measure, Place, Record, Responsibility, Term, Tie, global_id
from graph.model.states import MeasureStatus, PlaceLevel, ResponsibilityState, Role, Visibility
from graph.picture import Pictures
from graph.rights import OFFICE, Viewer
from graph.scope import Scope
from graph.store import Store, open_store
from graph.strength.profile import strength

Server = Any  # see conftest.py
Fill = Callable[[Store, Sequence[Record]], None]
ON = date(2026, 1, 15)


def new(kind: Any, key: str, dataset: str = "kreis", /, **values: Any) -> Any:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


def small_district() -> list[Record]:
    """Six actors in a row, of which the last two are only joined by the fourth; one cell covered, one planned."""
    towns = [new(Place, key, name=key, level=PlaceLevel.MUNICIPALITY) for key in ("Soest", "Werl")]
    field = new(Term, "f", scheme="field", label="Sprache", main=True)
    group = new(Term, "g", scheme="target_group", label="Neue", main=True)
    actors = [new(Actor, f"a{n}", name=f"Akteur {n}", places=(towns[n % 2].id,)) for n in range(6)]
    pairs = ((0, 1), (0, 2), (1, 2), (2, 3), (3, 4))
    ties = [new(Tie, f"t{a}{b}", source=actors[a].id, target=actors[b].id) for a, b in pairs]
    cell = {"fields": (field.id,), "target_groups": (group.id,)}
    measures = [
        new(Measure, "m1", title="läuft", places=(towns[0].id,), status=MeasureStatus.IN_PROGRESS, **cell),
        new(Measure, "m2", title="geplant", places=(towns[1].id,), status=MeasureStatus.PLANNED, **cell),
    ]
    return [*towns, field, group, *actors, *measures, *ties]


@pytest.fixture
def served(fill: Fill, serve: Any) -> Any:
    """Serves records to somebody; the store lives as long as the test."""
    stores: list[Store] = []

    def start(records: Sequence[Record], viewer: Viewer | None = None) -> tuple[Server, Store]:
        store = open_store("sqlite::memory:")
        stores.append(store)
        fill(store, records)
        return serve(create_app(store, viewer=viewer) if viewer else create_app(store)), store

    yield start
    for store in stores:
        store.close()


def hidden(records: Sequence[Record], *keys: str) -> list[Record]:
    return [replace(r, visibility=Visibility.INTERNAL) if r.external_id in keys else r for r in records]


def test_everything_answers_without_arguments(served: Any) -> None:
    server, _ = served(small_district())
    found = server.ask(
        "{ gaps { dataset on totalCount } coverage { dataset share } network { dataset n m } "
        "ties { totalCount } responsibilities { totalCount } }"
    )
    assert found["gaps"]["dataset"] == found["coverage"]["dataset"] == found["network"]["dataset"] == "kreis"
    assert found["gaps"]["on"] == date.today().isoformat()
    assert (found["network"]["n"], found["network"]["m"], found["ties"]["totalCount"]) == (6, 5, 5)


@pytest.mark.parametrize(
    ("names", "expected"),
    [(("b", "a"), "a"), (("a", "kreis-lindental", "z"), "kreis-lindental"), (("z",), "z")],
)
def test_the_answer_says_which_dataset_was_taken(served: Any, names: tuple[str, ...], expected: str) -> None:
    server, _ = served([new(Actor, "a", name, name="A") for name in names])
    assert server.ask("{ gaps { dataset } network { dataset } }") == {
        "gaps": {"dataset": expected}, "network": {"dataset": expected},
    }  # fmt: skip
    last = max(names)
    assert server.ask(f'{{ network(dataset: "{last}") {{ dataset }} }}') == {"network": {"dataset": last}}


def test_an_empty_store_says_so(served: Any) -> None:
    with open_store("sqlite::memory:"):
        server, _ = served([])
    assert server.refusal("{ gaps { totalCount } }")[0] == "NOT_FOUND"
    assert server.ask("{ actors { totalCount } datasets { name } }") == {"actors": {"totalCount": 0}, "datasets": []}


def test_gaps_are_those_of_the_analysis_in_its_order(served: Any) -> None:
    server, store = served(small_district(), OFFICE)
    view = Pictures(store).current().seen_by(OFFICE)
    expected = find_gaps(view, "kreis", ON)
    query = (
        "query ($on: Date, $after: String) { gaps(on: $on, first: 3, after: $after) { totalCount "
        "pageInfo { hasNextPage endCursor } edges { cursor } nodes { id rule severity truth state message action "
        "subject { id kind name record { __typename id } } cell { place { name } } evidence { text } } } }"
    )
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = server.ask(query, on=ON.isoformat(), after=after)["gaps"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        assert page["edges"][-1]["cursor"] == after
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert page["totalCount"] == len(expected) > 3
    assert [(gap["id"], gap["rule"], gap["message"], gap["action"]) for gap in found] == [
        (gap.id, gap.rule, gap.message.de, gap.action.de) for gap in expected
    ]
    for gap in found:
        subject = gap["subject"]
        if subject is not None and subject["kind"] != "Pair":
            assert subject["record"]["id"] == subject["id"]
    assert {gap["rule"] for gap in server.ask('{ gaps(rules: ["G3"]) { nodes { rule } } }')["gaps"]["nodes"]} == {"G3"}


def test_coverage_is_that_of_the_analysis(served: Any) -> None:
    server, store = served(small_district(), OFFICE)
    cube = coverage(Pictures(store).current().seen_by(OFFICE), "kreis", ON)
    found = server.ask(
        'query { coverage(on: "2026-01-15") { share '
        "counts { covered nominal gap unknown suppressed not_required: notRequired } "
        "fields { label } places { name } targetGroups { label } cells { state place { name } "
        "active { ... on Measure { title } } planned { label } marks } } }"
    )["coverage"]
    assert found["share"] == cube.whole.coverage == 0.5
    assert found["counts"] == {state.name.lower(): count for state, count in cube.whole.counts.items()}
    assert [(cell["state"], cell["place"]["name"]) for cell in found["cells"]] == [
        ("COVERED", "Soest"),
        ("NOMINAL", "Werl"),
    ]
    assert found["cells"][0]["active"] == [{"title": "läuft"}]
    term = global_id("kreis", "Term", "g")
    for chosen in (
        'places: ["Werl"]',
        'places: ["WERL"], fields: ["Sprache"]',
        f'places: ["Werl"], targetGroups: ["{term}"]',
    ):
        one = server.ask(f"{{ coverage({chosen}) {{ cells {{ state }} }} }}")["coverage"]
        assert one == {"cells": [{"state": "NOMINAL"}]}
    assert server.refusal('{ coverage(fields: ["Neue"]) { share } }')[0] == "NOT_FOUND"


def test_a_network_says_who_holds_it_together(served: Any) -> None:
    server, store = served(small_district(), OFFICE)
    profile = strength(Pictures(store).current().seen_by(OFFICE), Scope("kreis"), date.today())
    found = server.ask(
        "{ network { complete name n m members(first: 2) { totalCount nodes { name } } "
        "ties { totalCount edges { cursor node { source { name } target { name } restsOn { id } } } } "
        "components { size members { nodes { name } } } cutPoints { actor { name } size members { nodes { name } } } "
        "bridges { source { name } target { name } } strength { metrics { key value reason n m explanation } } } }"
    )["network"]
    assert found["complete"]
    assert found["members"] == {"totalCount": 6, "nodes": [{"name": "Akteur 0"}, {"name": "Akteur 1"}]}
    assert found["ties"]["edges"][0]["node"]["restsOn"] == [{"id": global_id("kreis", "Tie", "t01")}]
    assert [part["size"] for part in found["components"]] == [5, 1]
    assert [(cut["actor"]["name"], cut["size"]) for cut in found["cutPoints"]] == [("Akteur 2", 2), ("Akteur 3", 1)]
    assert found["cutPoints"][0]["members"]["nodes"] == [{"name": "Akteur 3"}, {"name": "Akteur 4"}]
    names = [(line["source"]["name"], line["target"]["name"]) for line in found["bridges"]]
    assert names == [("Akteur 2", "Akteur 3"), ("Akteur 3", "Akteur 4")]
    assert [(m["key"], m["value"], m["explanation"]) for m in found["strength"]["metrics"]] == [
        (m.key, m.value, m.explanation.de) for m in profile.metrics
    ]


def test_the_lines_of_a_network_have_pages(served: Any) -> None:
    server, _ = served(small_district())
    query = (
        "query ($a: String) { network { ties(first: 2, after: $a) { pageInfo { endCursor hasNextPage } "
        "nodes { source { name } target { name } } } } }"
    )
    found, after = [], None
    for _ in range(3):
        page = server.ask(query, a=after)["network"]["ties"]
        found += [(line["source"]["name"][-1], line["target"]["name"][-1]) for line in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert not page["pageInfo"]["hasNextPage"]
    assert found == [("0", "1"), ("0", "2"), ("1", "2"), ("2", "3"), ("3", "4")]


def test_networks_can_be_narrowed_and_parted(served: Any) -> None:
    server, _ = served(small_district())
    found = server.ask(
        '{ one: network(scope: {place: "Werl", layer: COOPERATION}) { n name scope { place { name } layer } } '
        "many: networks(by: PLACE) { name n } }"
    )
    assert found["one"] == {"n": 3, "name": "Werl", "scope": {"place": {"name": "Werl"}, "layer": "COOPERATION"}}
    assert found["many"] == [{"name": "Soest", "n": 3}, {"name": "Werl", "n": 3}]


def test_nothing_is_said_to_be_missing_that_is_only_hidden(served: Any) -> None:
    whole = small_district()
    tie = new(Tie, "t5", source=global_id("kreis", "Actor", "a5"), target=global_id("kreis", "Actor", "a4"))
    office, _ = served([*whole, tie], OFFICE)
    guest, _ = served(hidden([*whole, tie], "t5", "m1"))
    query = (
        "{ coverage { cells { state active { id } } } network { complete n m components { size } cutPoints { size } "
        "bridges { level } strength { metrics { key value reason members { id } } } } }"
    )
    seen, told = office.ask(query), guest.ask(query)
    assert [cell["state"] for cell in seen["coverage"]["cells"]] == ["COVERED", "NOMINAL"]
    assert told["coverage"]["cells"][0] == {"state": "UNKNOWN", "active": []}
    assert told["coverage"]["cells"][1]["state"] == "NOMINAL"
    network = told["network"]
    assert (network["complete"], network["n"], network["m"]) == (False, 6, 5)
    assert [network[name] for name in ("components", "cutPoints", "bridges")] == [None] * 3
    assert {(m["value"], m["reason"], len(m["members"])) for m in network["strength"]["metrics"]} == {
        (None, "SUPPRESSED", 0)
    }
    assert seen["network"]["complete"]


def test_a_gap_that_something_hidden_fills_is_no_gap(served: Any) -> None:
    accepted = new(
        Responsibility, "r", source=global_id("kreis", "Actor", "a0"), target=global_id("kreis", "Measure", "m1"),
        role=Role.LEAD, state=ResponsibilityState.ACCEPTED,
    )  # fmt: skip
    query = '{ gaps(rules: ["G3"]) { nodes { subject { name } } } }'
    without, _ = served(small_district())
    guest, _ = served(hidden([*small_district(), accepted], "r"))
    assert [gap["subject"]["name"] for gap in without.ask(query)["gaps"]["nodes"]] == ["geplant", "läuft"]
    assert [gap["subject"]["name"] for gap in guest.ask(query)["gaps"]["nodes"]] == ["geplant"]


def test_analyses_are_worked_out_once_for_a_picture(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server, _ = served(small_district())
    times = []

    def counted(*arguments: Any) -> Any:
        times.append(arguments)
        return find_gaps(*arguments)

    monkeypatch.setattr("api.graphql.gaps.find_gaps", counted)
    for _ in range(3):
        server.ask("{ gaps { totalCount } }")
    assert len(times) == 2  # what the guest sees, and the whole


def test_gaps_are_filtered_by_what_they_are_and_where(served: Any) -> None:
    server, store = served(small_district(), OFFICE)
    gaps = find_gaps(Pictures(store).current().seen_by(OFFICE), "kreis", ON)
    query = "query ($filter: GapFilter) { gaps(on: %s, first: 200, filter: $filter) { nodes { id } } }"
    asked = query.replace("%s", f'"{ON.isoformat()}"')

    def ids(**wanted: Any) -> list[str]:
        return [gap["id"] for gap in server.ask(asked, filter=wanted)["gaps"]["nodes"]]

    assert ids() == [gap.id for gap in gaps]
    assert ids(rules=["G2", "G3"]) == [gap.id for gap in gaps if gap.rule in ("G2", "G3")] != []
    assert ids(truth="UNKNOWN") == [gap.id for gap in gaps if gap.truth == "UNKNOWN"] != []
    assert ids(severities=["HIGH"], truth="YES") == [g.id for g in gaps if g.severity == "HIGH" and g.truth == "YES"]
    assert ids(states=["PLANNED"]) == []
    assert ids(rules=["G2"], place="Werl", field="Sprache") == [gap.id for gap in gaps if gap.rule == "G2"]
    assert ids(rules=["G2"], place="Soest") == []
    at_werl = ids(rules=["G3", "G8"], place="Werl")
    assert set(at_werl) < set(ids(rules=["G3", "G8"]))
    assert server.refusal(asked, filter={"truth": "MAYBE"})[0] == "INVALID"
    assert server.refusal(asked, filter={"place": "Atlantis"})[0] == "NOT_FOUND"


def test_a_cell_explains_itself_in_both_languages(served: Any) -> None:
    server, _ = served(small_district(), OFFICE)
    cells = server.ask('{ coverage(on: "2026-01-15") { cells { explanation(lang: DE) en: explanation(lang: EN) } } }')
    assert [(cell["explanation"], cell["en"]) for cell in cells["coverage"]["cells"]] == [
        (
            "Hier läuft: „läuft“ (niemand zuständig) (Zusage fehlt, nie bestätigt).",
            "Under way here: “läuft” (nobody responsible) (not accepted, never confirmed).",
        ),
        (
            "Hier läuft noch nichts, vorgesehen ist: „geplant“ (geplant; niemand zuständig).",
            "Nothing is under way here yet, foreseen is: “geplant” (planned; nobody responsible).",
        ),
    ]


def test_a_guest_is_not_told_that_nobody_is_responsible_where_something_is_hidden(served: Any) -> None:
    lead = new(
        Responsibility, "r", source=global_id("kreis", "Actor", "a0"), target=global_id("kreis", "Measure", "m1"),
        role=Role.LEAD, state=ResponsibilityState.ACCEPTED,
    )  # fmt: skip
    server, _ = served(hidden([*small_district(), lead], "r"))
    cells = server.ask('{ coverage(on: "2026-01-15") { cells { state explanation } } }')["coverage"]["cells"]
    assert cells[0] == {"state": "COVERED", "explanation": "Hier läuft: „läuft“."}
    assert all("niemand" not in cell["explanation"] for cell in cells)
