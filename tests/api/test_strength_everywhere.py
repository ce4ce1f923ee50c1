"""The same numbers on the command line and in GraphQL: networks, actors, profile and waves, by day and by survey."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.cli.entry import run
from graph.rights import GUEST, OFFICE
from graph.store import Store, open_store

Server = Any  # see conftest.py
Captured = pytest.CaptureFixture[str]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ON = "2026-01-15"

METRIC = """key value low high reason unit n m responseRate method error asOf formulaVersion explanation by"""
NETWORK = f"""name n m
  scope {{ dataset field {{ id }} place {{ id }} group {{ id }} plan {{ id }} actorTypes {{ id }} layer }}
  strength {{ metrics {{ {METRIC} }} }}"""
PROFILE = f"""profile {{ key name sentence indicator reason metrics {{ name {METRIC} }}
    comparison {{ kind key by basis value low high now sentence }} groups {{ name n inCore }}
    members {{ id }} evidence {{ id }} }}"""
ACTORS = f"actors(first: 200) {{ nodes {{ actor {{ id name }} metrics {{ {METRIC} }} }} }}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:{tmp_path_factory.mktemp('lindental') / 'geflecht.db'}"
    assert run(["--store", address, "import", str(EXAMPLES / "kreis-lindental")]) in (0, 1)
    return address


@pytest.fixture(scope="module")
def store(address: str) -> Iterator[Store]:
    with open_store(address) as held:
        yield held


@pytest.fixture
def server(store: Store, serve: Any) -> Server:
    return serve(create_app(store, viewer=OFFICE))


def answered(address: str, captured: Captured, *words: str) -> Any:
    captured.readouterr()
    assert run(["--store", address, "strength", "--on", ON, *words, "--json"]) == 0
    return json.loads(captured.readouterr().out)


def as_json(network: dict[str, Any]) -> dict[str, Any]:
    """What GraphQL says of a network in the shape of the command line."""
    scope = {key: value["id"] if isinstance(value, dict) else value for key, value in network["scope"].items()}
    scope["actorTypes"] = [term["id"] for term in scope["actorTypes"]]
    scope["layer"] = {"COOPERATION": "cooperation", "RESPONSIBILITY": "responsibility"}[scope["layer"]]
    told = {
        "scope": scope, "name": network["name"], "n": network["n"], "m": network["m"],
        "metrics": network["strength"]["metrics"],
    }  # fmt: skip
    if "profile" in network:
        told["profile"] = [
            {
                **line,
                "metrics": [metric["key"] for metric in line["metrics"]],
                "numbers": line["metrics"],
                "members": [one["id"] for one in line["members"]],
                "evidence": [one["id"] for one in line["evidence"]],
            }
            for line in network["profile"]
        ]
    if "actors" in network:
        told["actors"] = [{**one["actor"], "metrics": one["metrics"]} for one in network["actors"]["nodes"]]
    return told


SCOPES = {
    "": ((), ""),
    "field": (("--scope", "field=Sprache und Bildung"), 'field: "Sprache und Bildung"'),
    "place": (("--scope", "place=Eschenfurt"), 'place: "Eschenfurt"'),
    "layer": (("--layer", "responsibility"), "layer: RESPONSIBILITY"),
}


@pytest.mark.parametrize("survey", ["", "w23"])
@pytest.mark.parametrize("scope", SCOPES)
def test_a_network_is_the_same(address: str, server: Server, capsys: Captured, scope: str, survey: str) -> None:
    words, given = SCOPES[scope]
    (wanted,) = answered(address, capsys, *words, *(("--survey", survey) if survey else ()))["networks"]
    arguments = f'on: "{ON}", scope: {{ {given} }}' + (f', survey: "{survey}"' if survey else "")
    found = server.ask(f"{{ network({arguments}) {{ {NETWORK} }} }}")["network"]
    told = server.ask(f"{{ network({arguments}) {{ {PROFILE} }} }}")["network"]
    assert as_json(found | told) == wanted


@pytest.mark.parametrize("survey", ["", "w25"])
def test_actors_are_the_same(address: str, server: Server, capsys: Captured, survey: str) -> None:
    scope = ("--scope", "place=Eschenfurt", "--actors", *(("--survey", survey) if survey else ()))
    (wanted,) = answered(address, capsys, *scope)["networks"]
    arguments = f'on: "{ON}", scope: {{ place: "Eschenfurt" }}' + (f', survey: "{survey}"' if survey else "")
    found = server.ask(f"{{ network({arguments}) {{ {NETWORK} {ACTORS} }} }}")["network"]
    assert as_json(found)["actors"] == wanted["actors"]


@pytest.mark.parametrize(("by", "name", "survey"), [("place", "PLACE", ""), ("actorType", "ACTOR_TYPE", "w23")])
def test_all_networks_of_a_sort_are_the_same(
    address: str, server: Server, capsys: Captured, by: str, name: str, survey: str
) -> None:
    wanted = answered(address, capsys, "--by", by, *(("--survey", survey) if survey else ()))["networks"]
    arguments = f'on: "{ON}", by: {name}' + (f', survey: "{survey}"' if survey else "")
    found = server.ask(f"{{ networks({arguments}) {{ {NETWORK} }} }}")["networks"]
    for network in wanted:
        del network["profile"]
    assert [as_json(network) for network in found] == wanted


def test_a_profile_can_be_held_to_a_day(address: str, server: Server, capsys: Captured) -> None:
    (wanted,) = answered(address, capsys, "--since", "2024-01-01")["networks"]
    found = server.ask(f'{{ network(on: "{ON}") {{ {PROFILE.replace("profile", "profile(since: $day)")} }} }}'.replace(
        "$day", '"2024-01-01"'
    ))["network"]["profile"]  # fmt: skip
    assert [line["sentence"] for line in found] == [line["sentence"] for line in wanted["profile"]]
    assert [line["comparison"] for line in found] == [line["comparison"] for line in wanted["profile"]]


WAVES = f"""{{ waves(on: "{ON}", scope: {{ %s }}) {{ survey {{ externalId title }} endedOn networks {{ {NETWORK} }}
  change {{ since {{ externalId }} askedInBoth {{ id }} jaccard low high kept {{ source {{ name }} target {{ name }} }}
    born {{ source {{ name }} target {{ name }} }} gone {{ source {{ name }} target {{ name }} }}
    unsure {{ source {{ name }} target {{ name }} }} entered {{ name }} left {{ name }} }} }} }}"""


@pytest.mark.parametrize("scope", ["", "place"])
def test_waves_are_the_same(address: str, server: Server, capsys: Captured, scope: str) -> None:
    words, given = SCOPES[scope]
    wanted = answered(address, capsys, "--waves", *words)["waves"]
    found = server.ask(WAVES % given)["waves"]
    assert [wave["survey"] for wave in found] == [
        {"externalId": wave["survey"], "title": wave["title"]} for wave in wanted
    ]
    assert [wave["endedOn"] for wave in found] == [wave["endedOn"] for wave in wanted]
    assert [[as_json(one) for one in wave["networks"]] for wave in found] == [wave["networks"] for wave in wanted]
    first, second = (wave["change"] for wave in found)
    assert first is wanted[0]["change"] is None
    change = wanted[1]["change"]
    pairs = {
        key: [[pair["source"]["name"], pair["target"]["name"]] for pair in second[key]]
        for key in ("born", "gone", "unsure")
    }
    assert pairs == {key: change[key] for key in pairs}
    assert (second["since"]["externalId"], len(second["askedInBoth"]), len(second["kept"])) == (
        change["since"], change["askedInBoth"], change["kept"],
    )  # fmt: skip
    assert {key: [one["name"] for one in second[key]] for key in ("entered", "left")} == {
        key: change[key] for key in ("entered", "left")
    }
    assert {"value": second["jaccard"], "low": second["low"], "high": second["high"]} == change["jaccard"]


def test_a_survey_that_there_is_not_is_named(server: Server) -> None:
    code, sentence = server.refusal('{ network(survey: "w99") { n } }')
    assert code == "NOT_FOUND"
    assert "w99" in sentence


def test_what_surveys_told_is_not_for_guests(store: Store, serve: Any) -> None:
    guest = serve(create_app(store, viewer=GUEST))
    found = guest.ask(f'{{ waves(on: "{ON}") {{ change {{ jaccard }} networks {{ {NETWORK} complete }} }} }}')["waves"]
    for wave in found:
        assert wave["change"] is None
        for network in wave["networks"]:
            assert not network["complete"]
            assert {metric["value"] for metric in network["strength"]["metrics"]} == {None}
