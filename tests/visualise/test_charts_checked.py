"""Drawings enter a page as shapes and texts only: nothing in them can run, load or name anything of the page."""

import re
from xml.etree.ElementTree import fromstring

import pytest

from tests.visualise.networks import OpenPage
from visualise.drawing import checked
from visualise.page import drawing

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

HOSTILE = (
    "<script>alert(1)</script>",
    '<script href="https://x.example/a.js"/>',
    '<g onload="alert(1)" onclick="alert(1)"><path d="M0 0"/></g>',
    '<a xlink:href="javascript:alert(1)"><text>klick</text></a>',
    '<image href="https://x.example/a.png"/>',
    '<use href="https://x.example/a.svg#a"/>',
    '<use xlink:href="#a"/>',
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></p></foreignObject>',
    "<style>@import url(https://x.example/a.css); * { fill: red }</style>",
    '<rect style="fill:url(https://x.example/a#b); background: url(//x.example)"/>',
    '<rect fill="url(https://x.example/a#b)" clip-path="url( \'//x.example#a\' )"/>',
    '<rect fill="u\\72l(//x.example)" stroke="image-set(\'//x.example\' 1x)"/>',
    '<animate attributeName="href" values="javascript:alert(1)"/><set attributeName="onload" to="alert(1)"/>',
    '<filter id="f"><feImage href="https://x.example/a"/></filter><rect filter="url(#f)"/>',
    '<title><b xmlns="http://www.w3.org/1999/xhtml">x</b></title><desc><img xmlns="http://www.w3.org/1999/xhtml"/></desc>',
    "<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>",
    '<text aria-label="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">x</text>',
    '<x:path xmlns:x="https://x.example/other" d="M0 0"/>',
    "<?xml-stylesheet href='https://x.example/a.css'?><!-- --><path d='M0 0'/>",
    '<iframe src="https://x.example"/><handler/><listener/><cursor/><mpath/>',
    '<path d="M0 0 url(//x.example)" transform="translate(1) url(x)" class="a{b}" id="a b&lt;"/>',
)

ALLOWED = re.compile(r"</?(?:svg|g|path|rect|circle|text|title|desc)\b")


@pytest.mark.parametrize("part", HOSTILE)
def test_nothing_that_runs_or_loads_is_left(part: str) -> None:
    told = checked(f"<svg {SVG}>{part}<circle r='1'/></svg>", "p-")
    tags = re.findall(r"</?[\w:]+", told)
    assert all(ALLOWED.fullmatch(tag) for tag in tags), told
    for root in fromstring(told).iter():
        assert not [name for name in root.attrib if name.startswith("on") or "href" in name or name == "style"], told
        assert not any("x.example" in value or "url(" in value for value in root.attrib.values()), told
    assert "<circle" in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<svg",
        "<html/>",
        "<g/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    ],
)
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a drawing"):
        checked(text, "p-")


def test_styles_become_attributes_as_pages_allow_no_styles() -> None:
    style = "fill: none; stroke:#1f77b4; stroke-width: .8; cursor: pointer"
    told = checked(f'<svg {SVG}><path fill="#fff" style="{style}" d="M0 0"/></svg>', "p-")
    (path,) = fromstring(told)
    assert path.attrib == {"fill": "none", "stroke": "#1f77b4", "stroke-width": ".8", "d": "M0 0"}


def test_ids_begin_with_the_prefix_and_what_points_to_them_follows() -> None:
    text = (
        f'<svg {SVG} aria-labelledby="t d"><title id="t">T</title><desc id="d">D</desc>'
        '<clipPath id="c"><rect width="3"/></clipPath><g clip-path="url(#c)"/></svg>'
    )
    told, other = checked(text, "one-"), checked(text, "two-")
    assert 'aria-labelledby="one-t one-d"' in told
    assert 'clip-path="url(#one-c)"' in told
    ids = [e.get("id") for one in (told, other) for e in fromstring(one).iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 6


def test_text_after_what_is_left_out_stays() -> None:
    root = fromstring(checked(f"<svg {SVG}><text>vor<a>weg</a>nach<!-- x --> Ende</text></svg>", "p-"))
    assert "".join(root.itertext()) == "vornach Ende"


def test_a_drawing_nested_without_end_is_cut_off() -> None:
    deep = "<g>" * 5000 + "</g>" * 5000
    assert checked(f"<svg {SVG}>{deep}</svg>", "p-").count("<g") < 100


def test_long_hostile_values_are_checked_in_no_time() -> None:
    spaces = "translate(1) " * 5000 + "!"
    assert "transform" not in checked(f'<svg {SVG}><g transform="{spaces}"/></svg>', "p-")


@pytest.mark.browser
def test_a_browser_runs_none_of_it_and_asks_nobody(open_page: OpenPage) -> None:
    drawings = "".join(drawing(f"<svg {SVG}>{part}</svg>", f"d{n}") for n, part in enumerate(HOSTILE))
    seen = open_page(f"<!doctype html><meta charset=utf-8><title>x</title>{drawings}")
    seen.page.wait_for_timeout(200)
    assert seen.complaints == []
    assert len(seen.requests) == 1
    assert seen.page.evaluate("document.querySelectorAll('svg').length") == len(HOSTILE)
    assert seen.page.evaluate("document.querySelectorAll('script, img, iframe, a, style, image, use').length") == 0
