"""The map's file: complete, self-contained, the same every time, and deaf to hostile names."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from tests.visualise.networks import drawn
from visualise.map import page as map_page
from visualise.map import picture as svg
from visualise.map.spec import ActorFact, MapSpec, PlaceFact, TieFact

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "{{7*7}} {% raw %}",
    "'\\\"; background:url(//x.example/)}</style>",
    "<!--<script>",
    "javascript:alert(3)",
    "\u202eevil\u2066 &lt;b&gt; &amp;",
)


class Parts(HTMLParser):
    """Tags, attributes, text of scripts and styles, and the cells of tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self.text: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.inline:
            self._inside = tag
            self.inline[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[self._inside][-1] += data
        else:
            self.text.append(data)


def hostile_map() -> MapSpec:
    actors = [
        ActorFact(id=f"a{n}{name}", name=name, types=(name,), place="p", fields=(name,), asked=True)
        for n, name in enumerate(HOSTILE)
    ]
    ties = [TieFact(source=actors[0].id, target=actor.id, level=2, note=actor.name) for actor in actors[1:]]
    return drawn(actors, ties, [PlaceFact(id="p", name=HOSTILE[0])])


@pytest.fixture(scope="module")
def page(district_map: MapSpec) -> str:
    return map_page.page(district_map, "de")


def test_the_head_says_language_charset_and_title(page: str) -> None:
    assert page.startswith('<!doctype html>\n<html lang="de">')
    assert '<meta charset="utf-8">' in page
    assert "<title>Wer arbeitet mit wem · Kreis Tal (erfunden)</title>" in page


def test_nothing_is_asked_from_anywhere(page: str) -> None:
    for tag, attributes in Parts(page).tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        links = [attributes.get(name) or "#" for name in ("src", "href", "xlink:href", "action", "srcset")]
        assert all(link.startswith("#") for link in links), (tag, attributes)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_policy_allows_exactly_what_is_there(district_map: MapSpec, language: str) -> None:
    parts = Parts(map_page.page(district_map, "de" if language == "de" else "en"))
    policy = next(a["content"] for t, a in parts.tags if a.get("http-equiv") == "Content-Security-Policy") or ""
    code = [text for text in parts.inline["script"] if not text.startswith("{")]
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in (*code, *parts.inline["style"])
    }
    assert set(re.findall(r"'sha256-[^']+'", policy)) == hashes
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_no_style_or_event_attributes(page: str) -> None:
    found = {
        name for _, attributes in Parts(page).tags for name in attributes if name == "style" or name.startswith("on")
    }
    assert found == set()


def test_no_carriage_return_that_would_break_a_hash(page: str) -> None:
    assert "\r" not in page


def test_the_licence_of_vis_network_is_kept(page: str) -> None:
    assert "The MIT License" in page
    assert "Almende" in page


def test_the_same_map_gives_the_same_bytes(district_map: MapSpec, page: str) -> None:
    assert map_page.page(district_map, "de") == page


def test_the_table_holds_every_actor_and_every_tie(district_map: MapSpec, page: str) -> None:
    rows = re.findall(r'<tr id="a-(\d+)">', page)
    assert [int(row) for row in rows] == [actor.index for actor in district_map.actors]
    ties = page.split('id="ties"')[1].split("</table>")[0]
    assert ties.count('<tr><th scope="row"') == len(district_map.ties)
    ends = re.findall(r'href="#a-(\d+)">[^<]*</a></th><td data-l="mit"><a class="name" href="#a-(\d+)"', ties)
    assert [(int(a), int(b)) for a, b in ends] == [(tie.source, tie.target) for tie in district_map.ties]


def test_an_invented_district_says_so_and_a_real_one_does_not(small_map: MapSpec) -> None:
    assert 'class="invented"' in map_page.page(small_map, "de")
    real = drawn([ActorFact(id="a", name="A", types=())], [], [], invented=False)
    assert "erfunden" not in map_page.page(real, "de").split("<body>")[1].split("<script")[0]


def test_the_data_block_is_plain_json_for_positions_without_physics(page: str) -> None:
    data = json.loads(next(text for text in Parts(page).inline["script"] if text.startswith("{")))
    assert data["options"]["physics"] == {"enabled": False}
    assert {"id", "x", "y", "symbol", "name", "about"} <= set(data["nodes"]["columns"])
    state = data["edges"]["columns"].index("state")
    assert {row[state] for row in data["edges"]["rows"]} == {"exists"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_hostile_names_stay_text(language: str) -> None:
    parts = Parts(map_page.page(hostile_map(), "de" if language == "de" else "en"))
    assert len(parts.inline["script"]) == len(map_page.SCRIPTS) + 1
    assert len(parts.inline["style"]) == 1
    assert not any(tag == "img" or "onerror" in attributes for tag, attributes in parts.tags)
    shown = "".join(parts.text)
    assert all(name in shown for name in HOSTILE)


def test_the_picture_is_well_formed_and_keeps_hostile_names_text() -> None:
    from defusedxml.ElementTree import fromstring

    root = fromstring(svg.picture(hostile_map(), "de"))
    names = {element.tag.split("}")[1] for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "g", "path", "circle"}


def test_the_picture_says_what_it_shows(small_map: MapSpec) -> None:
    picture = svg.picture(small_map, "en")
    for said in ("Wer arbeitet mit wem", "as of 15 January 2026", "Invented.", "Town hall", "4 act jointly", "wished"):
        assert said in picture
