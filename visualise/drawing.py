"""Drawings of libraries, checked before they enter a page: only shapes and texts that can run and load nothing.

The security policy of a page would stop scripts and requests anyway; this makes sure that there are none to stop. A
drawing that is no well-formed XML, or declares entities, is refused.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
     "defs", "clipPath"}
)  # fmt: skip
_DEPTH = 40
"""Drawings nested deeper are cut off there."""

_NAME = re.compile(r"[A-Za-z_][\w-]*(?: [A-Za-z_][\w-]*)*")
_NUMBERS = re.compile(r"[\d\s.,+\-eE%]*(?:px|em|rem)?")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s.,+\-eE]*")
_PAINT = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]+|var\(--[\w-]+\)|(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]*\)")
_WORD = re.compile(r"[A-Za-z-]+")
_TRANSFORM = re.compile(r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\([\d\s.,+\-eE]*\)[\s,]*)*")
_TEXT = re.compile(r".*", re.DOTALL)
_LOCAL = re.compile(r"url\(#([A-Za-z_][\w-]*)\)")

_STYLES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("fill", "stroke", "color"), _PAINT),
    **dict.fromkeys(
        ("stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "stroke-opacity", "fill-opacity",
         "opacity", "font-size", "letter-spacing"),
        _NUMBERS,
    ),
    **dict.fromkeys(
        ("stroke-linecap", "stroke-linejoin", "fill-rule", "clip-rule", "font-style", "text-anchor", "display",
         "dominant-baseline", "visibility", "vector-effect"),
        _WORD,
    ),
    "font-weight": re.compile(r"[a-z]+|\d+"),
}  # fmt: skip
"""What a style may say, as attributes: a page allows no styles but its own."""

_ATTRIBUTES: dict[str, re.Pattern[str]] = {
    **_STYLES,
    **dict.fromkeys(
        ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "viewBox",
         "points", "pathLength", "textLength"),
        _NUMBERS,
    ),
    **dict.fromkeys(("preserveAspectRatio", "clipPathUnits"), re.compile(r"[A-Za-z ]+")),
    "transform": _TRANSFORM,
    **dict.fromkeys(("class", "id", "role", "aria-labelledby", "aria-describedby"), _NAME),
    "d": _PATH,
    "aria-label": _TEXT,
    "aria-hidden": re.compile("true|false"),
    "focusable": re.compile("false"),
}  # fmt: skip
_IDS = frozenset({"id", "aria-labelledby", "aria-describedby"})


def checked(svg: str, prefix: str) -> str:
    """The drawing as it may stand in a page, every id in it begun with `prefix`.

    Elements and attributes that are not on our lists are left out, elements with all that is in them; what a style
    attribute says is kept as attributes. Raises ValueError for what is no SVG.
    """
    try:
        root = fromstring(svg)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(f"not a drawing: {error}") from error
    if _local(root) != "svg":
        raise ValueError("not a drawing: no svg element")
    return tostring(_checked(root, prefix, _DEPTH), encoding="unicode")


def _checked(element: Element, prefix: str, depth: int) -> Element:
    found = Element(_local(element), dict(_attributes(element, prefix)))
    found.text, found.tail = element.text, element.tail
    if found.tag in ("title", "desc"):  # text only: an HTML parser would read elements in them as HTML
        return found
    for child in element:
        if _local(child) in _ELEMENTS and depth:
            found.append(_checked(child, prefix, depth - 1))
        elif child.tail:
            _add_text(found, child.tail)
    return found


def _add_text(parent: Element, text: str) -> None:
    """Keeps the text that follows an element that is left out."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _local(element: Element) -> str:
    """The name of an SVG element; empty for comments and for those of other kinds."""
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.removeprefix(_SVG)
    return "" if "}" in name else name


def _attributes(element: Element, prefix: str) -> Iterator[tuple[str, str]]:
    """Its allowed attributes; what a style says beats them, as in a browser."""
    given = {**element.attrib, **dict(_declarations(element.get("style", "")))}
    for name, written in given.items():
        value = " ".join(written.split())
        local = _LOCAL.fullmatch(value) if name in ("clip-path", "fill", "stroke") else None
        if local is not None:
            yield name, f"url(#{prefix}{local[1]})"
        elif name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value):
            yield name, " ".join(prefix + word for word in value.split()) if name in _IDS else value


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _STYLES or name.strip() == "clip-path":
            yield name.strip(), value.strip()
