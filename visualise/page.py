"""One self-contained page: the only place where text becomes HTML, and where a page gets its security policy.

HTML stands in templates only; Jinja escapes every value. Styles and scripts are inlined and allowed by their hashes, so
a page can run nothing else and asks no host for anything.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from visualise.drawing import checked
from visualise.shapes import symbols
from visualise.wording import Wording

_FOLDER = Path(__file__).parent
_SAFE_IN_CSS = re.compile(r"[A-Za-z0-9 .,_-]")


@dataclass(frozen=True, slots=True)
class Assets:
    """The inlined parts of a page and the policy that allows exactly them."""

    style: Markup
    scripts: tuple[Markup, ...]
    policy: str


def render(
    template: str,
    *,
    words: Wording,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    **view: object,
) -> str:
    """The page made from `template`.

    `styles` names files in static/ or templates (ending in .css.jinja, which see the same view); `scripts` names files
    in static/, and "vis-network" for the one that pyvis carries.
    """
    view = {**view, "t": words, "all_symbols": symbols()}
    style = "\n".join(_style(name, view) for name in styles)
    return _environment().get_template(template).render(**view, assets=_assets(style, [_script(s) for s in scripts]))


def emphasised(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a text with `**strong**` words: whether each is strong, and the part."""
    for number, part in enumerate(text.split("**")):
        if part:
            yield number % 2 == 1, part


def css_string(text: str) -> Markup:
    """A text as a CSS string, every unusual character escaped, so that no name can end the string or the style."""
    inner = "".join(c if _SAFE_IN_CSS.match(c) else f"\\{ord(c):x} " for c in text)
    return Markup(f'"{inner}"')  # noqa: S704 every character outside a small set was escaped just above


def json_text(value: object) -> Markup:
    """A value as JSON for a data block in HTML; no name can end the block."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 every character that means something to HTML was escaped just above


def drawing(svg: str, key: str) -> Markup:
    """A drawing made by a library, as far as it can do no harm (`visualise.drawing`); its ids begin with `key`."""
    return Markup(checked(svg, f"{key}-"))  # noqa: S704 only elements and attributes of a list are left


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(emphasised=emphasised, css_string=css_string, json_text=json_text, drawing=drawing)
    return environment


def _assets(style: str, scripts: list[str]) -> Assets:
    parts = ["default-src 'none'", f"style-src {_hash(style)}"]
    if scripts:
        parts.append("script-src " + " ".join(_hash(script) for script in scripts))
    parts += ["base-uri 'none'", "form-action 'none'"]
    return Assets(
        Markup(style),  # noqa: S704 our own files, and names only through css_string
        tuple(Markup(script) for script in scripts),  # noqa: S704 our own files and vis-network
        "; ".join(parts),
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _style(name: str, view: dict[str, object]) -> str:
    if name.endswith(".jinja"):
        return _environment().get_template(name).render(**view)
    return _static(name)


def _script(name: str) -> str:
    return _vis_network() if name == "vis-network" else _static(name)


@cache
def _static(name: str) -> str:
    return (_FOLDER / "static" / name).read_text(encoding="utf-8")


@cache
def _vis_network() -> str:
    """The script of vis-network that pyvis carries, with its licence; line ends as HTML parsers see them."""
    library = resources.files("pyvis") / "lib"
    newest = sorted(entry.name for entry in library.iterdir() if entry.name.startswith("vis-"))[-1]
    text = (library / newest / "vis-network.min.js").read_bytes().decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"//# sourceMappingURL=.*\n?", "", text)
