"""What actors look like: a shape and a colour for each family of actor types, never one of them alone.

Smallest colour distances and contrasts of the ten pairs are those measured for the visual direction (light set: CIE76
at least 26 with normal sight, 17 with protanopia; every shape at least 3:1 against paper). The colours themselves are
the tokens `--y-<key>` of static/tokens.css.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.language import Language
from graph.text import fold

PATHS: dict[str, str] = {
    "circle": "M-6.6 0a6.6 6.6 0 1 0 13.2 0a6.6 6.6 0 1 0 -13.2 0Z",
    "square": "M-5.7 -5.7h11.4v11.4h-11.4Z",
    "triangle": "M0 -8.1L7 4L-7 4Z",
    "pentagon": "M0 -7.1L6.8 -2.2L4.2 5.8L-4.2 5.8L-6.8 -2.2Z",
    "diamond": "M0 -7.8L7.8 0L0 7.8L-7.8 0Z",
    "hexagon": "M6.9 0L3.5 6L-3.5 6L-6.9 0L-3.5 -6L3.5 -6Z",
    "star": "M0 -8.7L2.3 -3.2L8.3 -2.7L3.7 1.2L5.1 7L0 3.9L-5.1 7L-3.7 1.2L-8.3 -2.7L-2.3 -3.2Z",
    "triangleDown": "M0 8.1L-7 -4L7 -4Z",
    "plus": "M-2.5 -6.9h5v4.4h4.4v5h-4.4v4.4h-5v-4.4h-4.4v-5h4.4Z",
    "halfDisc": "M-6.9 3.6a6.9 7.6 0 0 1 13.8 0Z",
}
_FILLED = 10


@dataclass(frozen=True, slots=True)
class Symbol:
    """One entry of the legend: a shape (path in a box of 18 by 18 around 0), filled or as an outline, and its words."""

    key: str
    de: str
    en: str
    shape: str
    outline: bool
    order: int

    @property
    def path(self) -> str:
        """SVG path data."""
        return PATHS[self.shape]

    @property
    def colour(self) -> str:
        """Name of the colour token; an outline has the colour of the filled symbol of its shape."""
        return f"--y-{_colours()[self.shape]}"

    def label(self, language: Language) -> str:
        """The words of the legend."""
        return self.de if language == "de" else self.en


@cache
def symbols() -> tuple[Symbol, ...]:
    """All symbols in the order of the legend."""
    return tuple(
        Symbol(entry["key"], entry["de"], entry["en"], entry["shape"], order >= _FILLED, order)
        for order, entry in enumerate(_entries())
    )


def symbol_for(types: Iterable[str]) -> Symbol:
    """The symbol of an actor whose type is the first of `types`, with the names of the broader types after it."""
    by_type = _by_type()
    for label in types:
        if (found := by_type.get(fold(label))) is not None:
            return found
    return symbols()[-1]


@cache
def _entries() -> list[dict[str, str]]:
    with (Path(__file__).parent / "symbols.toml").open("rb") as file:
        entries: list[dict[str, str]] = tomllib.load(file)["symbol"]
    return entries


@cache
def _by_type() -> dict[str, Symbol]:
    return {fold(name): symbol for symbol, entry in zip(symbols(), _entries(), strict=True) for name in entry["types"]}


@cache
def _colours() -> dict[str, str]:
    return {symbol.shape: symbol.key for symbol in reversed(symbols()[:_FILLED])}
