"""Networks in reports: profiles line by line, maps with what is new and what ended."""

from datetime import UTC, datetime
from pathlib import Path

import networkx as nx

from graph.language import Language
from graph.picture import Pictures, View
from graph.profile.teller import CONCEPTS
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path
from tests.visualise.reports import LINDENTAL, ON, of
from visualise.map.network_map import map_spec
from visualise.map.spec import TieState
from visualise.reading import Reading
from visualise.report.build import report_spec
from visualise.report.page import page
from visualise.report.profile_spec import Profiles
from visualise.report.spec import ReportSpec

LANGUAGES: tuple[Language, ...] = ("de", "en")


def test_every_network_line_is_a_number_or_a_reason_and_one_sentence(lindental: ReportSpec) -> None:
    profiles = of(lindental, Profiles)[0].profiles
    assert len(profiles) == 7
    for profile in profiles:
        assert [line.key for line in profile.lines] == [concept.key for concept in CONCEPTS]
        assert all(line.sentence for line in profile.lines)
        numbers = [number for line in profile.lines for number in line.numbers]
        assert all(number.value or number.range for number in numbers)
        assert all(
            0 <= share <= 1 for n in numbers if n.bar for share in (n.bar.value, n.bar.low or 0, n.bar.high or 0)
        )


def test_a_directed_network_has_a_profile_too(tmp_path: Path) -> None:
    graph = nx.gnp_random_graph(12, 0.3, seed=3, directed=True)
    nx.write_graphml(graph, tmp_path / "net.graphml")
    with open_store("sqlite::memory:") as store:
        import_path(
            store, tmp_path / "net.graphml", author="test", now=datetime(2026, 1, 15, tzinfo=UTC), dataset="net"
        )
        view = Pictures(store).current().seen_by(OFFICE)
        for lang in LANGUAGES:
            spec = report_spec(Reading(view, Scope("net"), ON, lang))
            keys = {number.key for line in of(spec, Profiles)[0].profiles[0].lines for number in line.numbers}
            assert "reciprocityTie" in keys
            assert page(spec, lang)


def test_a_number_stands_beside_chance_and_beside_the_survey_before(lindental: ReportSpec) -> None:
    whole, first = of(lindental, Profiles)[0].profiles[:2]
    numbers = {number.key: number for line in whole.lines for number in line.numbers}
    assert numbers["transitivity"].compared == ("bei Zufall 4,4 %", "„Netzwerkbefragung 2023“: 17 %, dann 28 %")
    assert (numbers["density"].value, numbers["density"].range) == ("4,4 %", "Spanne 4,4 % bis 17 %")
    field = {number.key: number for line in first.lines for number in line.numbers}
    assert field["density"].compared == ("alle Akteure am selben Tag: 4,4 %",)


def test_the_map_tells_new_and_ended_ties_apart(views: dict[str, View]) -> None:
    drawn = map_spec(Reading(views[LINDENTAL], Scope(LINDENTAL), ON, "de"))
    assert drawn.since == "2023"
    assert min(drawn.number_of(state) for state in TieState) > 0
    assert [actor.name for actor in drawn.isolated] == ["Freie Gemeinde Haselmark"]


def test_shared_measures_name_what_is_shared(views: dict[str, View]) -> None:
    drawn = map_spec(Reading(views[LINDENTAL], Scope(LINDENTAL, layer="sharedMeasures"), ON, "de"))
    assert sum(tie.note.startswith("gemeinsam an: ") for tie in drawn.ties) > 100
