"""The map as people meet it: without errors and requests, by keyboard, without script, on a phone, in the dark."""

import pytest

from tests.visualise.networks import OpenPage, Seen, many
from tests.visualise.test_map_page import hostile_map
from visualise.map import page as map_page
from visualise.map.spec import MapSpec

pytestmark = pytest.mark.browser


def name_in_panel(seen: Seen) -> str:
    return seen.page.inner_text("#panel-name")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_opens_without_a_complaint_or_a_request(
    open_page: OpenPage, district_map: MapSpec, width: int, dark: bool
) -> None:
    seen = open_page(map_page.page(district_map, "de"), width=width, dark=dark)
    assert seen.complaints == []
    assert len(seen.requests) == 1
    assert seen.page.evaluate("document.querySelector('#explore canvas').width") > 300
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_something_is_drawn(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    colours = seen.page.evaluate(
        """() => { const c = document.querySelector('#explore canvas');
        const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, found = new Set();
        for (let i = 0; i < data.length; i += 4) found.add(data.slice(i, i + 3).join());
        return [...found]; }"""
    )
    assert {"16,48,154", "27,27,34", "156,47,18"} <= set(colours)  # town hall, district, wished


def test_hostile_names_run_nothing(open_page: OpenPage) -> None:
    seen = open_page(map_page.page(hostile_map(), "de"))
    seen.page.focus("#explore")
    for _ in range(8):
        seen.page.keyboard.press("PageDown")
    assert seen.complaints == []
    assert len(seen.requests) == 1
    assert seen.page.evaluate("document.querySelectorAll('main img, main iframe').length") == 0


def test_the_keyboard_reaches_every_actor_with_one_tab_stop(open_page: OpenPage, district_map: MapSpec) -> None:
    seen = open_page(map_page.page(district_map, "de"))
    seen.page.check("#m-all")
    seen.page.focus("#explore")
    reached = set()
    for _ in district_map.actors:
        seen.page.keyboard.press("PageDown")
        reached.add(name_in_panel(seen))
    assert reached == {actor.name for actor in district_map.actors}
    assert seen.page.evaluate("document.querySelectorAll('#explore [tabindex], #explore a').length") == 0


def test_arrows_walk_along_ties_and_escape_ends(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    seen.page.focus("#explore")
    seen.page.keyboard.press("Enter")
    assert name_in_panel(seen) == "Kommunales Integrationszentrum"
    assert seen.page.locator("#panel-list li").count() == 2
    by_id = {actor.id: actor for actor in small_map.actors}
    seen.page.keyboard.press("ArrowRight" if by_id["r1"].x > by_id["ki"].x else "ArrowLeft")
    assert name_in_panel(seen) == "Stadt Aue"
    assert "gewünscht" in seen.page.inner_text("#panel-list")
    seen.page.keyboard.press("Escape")
    assert seen.page.inner_text("#map-live") == "Auswahl aufgehoben"


def test_search_finds_an_actor_whatever_the_case(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    seen.page.fill("#m-search", "HELFERKREIS")
    seen.page.keyboard.press("Enter")
    assert name_in_panel(seen) == "Helferkreis Bach"
    assert "Gefragt, ohne Verbindung." in seen.page.inner_text("#panel-about")
    seen.page.fill("#m-search", "gibt es nicht")
    seen.page.click("#m-find")
    assert seen.page.inner_text("#map-live") == "Kein Akteur gefunden"


def test_a_click_chooses(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    box = seen.page.locator("#explore").bounding_box()
    assert box is not None
    hall = next(actor for actor in small_map.actors if actor.id == "r2")
    scale = box["width"] / (small_map.width + 4)
    lift = seen.page.evaluate("Karte.size()[2]")
    seen.page.mouse.click(box["x"] + 2 + hall.x * scale, box["y"] + (hall.y + lift) * scale)
    seen.page.wait_for_function("document.getElementById('panel-name').textContent === 'Gemeinde Bach'")


def test_without_script_overview_filters_and_tables_work(open_page: OpenPage, district_map: MapSpec) -> None:
    seen = open_page(map_page.page(district_map, "de"), script=False)
    assert seen.page.is_visible(".overview svg")
    assert not seen.page.is_visible("#explore")
    shown = seen.page.locator(".overview a.node:visible")
    assert shown.count() == district_map.shown_first
    seen.page.check("#m-all")
    assert shown.count() == len(district_map.actors)
    seen.page.select_option("#m-level", "4")
    ties = seen.page.locator(".overview .tie:visible")
    assert ties.count() == sum(tie.level == 4 for tie in district_map.ties)


def test_paper_shows_the_overview_not_the_canvas(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    seen.page.emulate_media(media="print")
    assert seen.page.is_visible(".overview svg")
    assert not seen.page.is_visible("#explore")
    assert not seen.page.is_visible(".ctl")


def test_missing_ties_are_drawn_on_demand_unknown_ones_never(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    assert seen.page.is_checked("#m-missing")  # few of them: shown at first
    states = "Karte.scene.edges.map((edge) => edge.state).sort()"
    assert seen.page.evaluate(states) == ["ended", "exists", "missing", "new", "wished"]
    seen.page.uncheck("#m-missing")
    assert "missing" not in seen.page.evaluate(states)
    assert "unbekannt, nicht beantwortet" in seen.page.inner_text("#missing")


def test_another_layer_shows_its_ties_and_no_others(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    seen.page.select_option("#m-layer", "k1")
    assert seen.page.evaluate("Karte.scene.edges.map((edge) => edge.text)") == [
        "gemeinsame Maßnahme · gemeinsam an: Sprachtreff"
    ]
    plain = open_page(map_page.page(small_map, "de"), script=False)
    plain.page.select_option("#m-layer", "k1")
    assert plain.page.locator(".overview .tie:visible").count() == 1


def test_the_way_between_two_types_names_who_connects_them(open_page: OpenPage, small_map: MapSpec) -> None:
    seen = open_page(map_page.page(small_map, "de"))
    seen.page.fill("#m-from", "kommunales integrationszentrum")
    seen.page.fill("#m-to", "Kommune")
    seen.page.click("#m-way")
    assert seen.page.inner_text("#panel-about") == "Direkt verbunden: 2. Mit beiden verbunden: 0."
    seen.page.fill("#m-from", "Stadt Aue")
    seen.page.fill("#m-to", "Gemeinde Bach")
    seen.page.keyboard.press("Enter")
    assert seen.page.inner_text("#panel-about") == "Direkt verbunden: 0. Mit beiden verbunden: 1."
    assert seen.page.inner_text("#panel-list li a") == "Kommunales Integrationszentrum"
    seen.page.fill("#m-to", "Sportverein")
    seen.page.click("#m-way")
    assert seen.page.inner_text("#panel-about") == "Kein Weg bekannt"
    seen.page.fill("#m-to", "gibt es nicht")
    seen.page.click("#m-way")
    assert seen.page.inner_text("#panel-name") == "Nicht gefunden: gibt es nicht"


@pytest.fixture(scope="module")
def grouped_page() -> str:
    return map_page.page(many(1500, 8000, 47), "de")


def test_a_group_opens_by_key_and_closes_again(open_page: OpenPage, grouped_page: str) -> None:
    seen = open_page(grouped_page)
    assert seen.page.evaluate("Karte.scene.nodes.length") == 48
    seen.page.focus("#explore")
    seen.page.keyboard.press("PageDown")
    name = name_in_panel(seen)
    seen.page.keyboard.press("Enter")
    assert name_in_panel(seen) == name
    members = seen.page.evaluate("Karte.members[Karte.state.view].length")
    assert seen.page.evaluate("Karte.scene.nodes.length") == members + 47
    reached = set()
    for _ in range(members):
        reached.add(seen.page.evaluate("Karte.state.current"))
        seen.page.keyboard.press("PageDown")
    assert len(reached) == members
    seen.page.keyboard.press("Escape")
    seen.page.keyboard.press("Escape")
    assert seen.page.evaluate("Karte.state.view") is None
    assert seen.page.evaluate("Karte.marks.find((mark) => mark.id === Karte.state.current).name") == name
    assert seen.complaints == []


def test_a_group_opens_by_click_and_from_the_table(open_page: OpenPage, grouped_page: str) -> None:
    seen = open_page(grouped_page)
    box = seen.page.locator("#explore").bounding_box()
    assert box is not None
    x, y, width, lift = seen.page.evaluate("[Karte.marks[5].x, Karte.marks[5].y, Karte.size()[0], Karte.size()[2]]")
    scale = box["width"] / (width + 4)
    seen.page.mouse.click(box["x"] + 2 + x * scale, box["y"] + (y + lift) * scale)
    seen.page.wait_for_function("Karte.state.view === 5")
    seen.page.click("#m-back")
    seen.page.click("#g-7 th a")
    assert seen.page.evaluate("Karte.state.view") == 7


def test_search_opens_the_group_of_whom_it_finds(open_page: OpenPage, grouped_page: str) -> None:
    seen = open_page(grouped_page)
    seen.page.fill("#m-search", "Akteur 77 Fl")
    seen.page.keyboard.press("Enter")
    chosen = "Karte.actors.find((node) => node.id === Karte.state.chosen)"
    assert seen.page.evaluate(f"{chosen}.group === Karte.state.view")
    assert name_in_panel(seen).startswith("Akteur 77 ")


def test_groups_of_a_field_count_its_ties_alone(open_page: OpenPage, grouped_page: str) -> None:
    seen = open_page(grouped_page)
    seen.page.select_option("#m-level", "")
    total = "Karte.scene.edges.reduce((sum, line) => sum + line.count, 0)"
    everything = seen.page.evaluate(total)
    seen.page.select_option("#m-place", "p3")
    of_place = seen.page.evaluate(total)
    assert 0 < of_place < everything / 10


def test_groups_read_without_a_script_and_on_paper(open_page: OpenPage, grouped_page: str) -> None:
    plain = open_page(grouped_page, script=False)
    assert plain.page.locator(".overview a.node:visible").count() == 48
    plain.page.emulate_media(media="print")
    assert plain.page.is_visible(".overview svg")
