"""The words of vague dates, read from words.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.text import fold


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words and the months they mean; phrases in front of a date, the longest first."""

    months: dict[str, int]
    parts: dict[str, tuple[int, int]]
    spans: dict[str, tuple[int, int]]
    empty: frozenset[str]
    since: tuple[str, ...]
    until: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    range: tuple[str, ...]
    open_end: frozenset[str]
    about: frozenset[str]


@cache
def words() -> Words:
    """The words of words.toml, folded; longer phrases first."""
    raw = tomllib.loads((files("importers.dates") / "words.toml").read_text(encoding="utf-8"))
    parts = {fold(word): (first, last) for word, (first, last) in raw["parts"].items()}
    seasons = {fold(word): (first, last) for word, (first, last) in raw["seasons"].items()}
    phrases = {name: tuple(sorted(map(fold, listed), key=len, reverse=True)) for name, listed in raw["words"].items()}
    return Words(
        {fold(word): month for word, month in raw["months"].items()},
        parts,
        {**seasons, **parts},
        frozenset(phrases["empty"]),
        phrases["from"],
        phrases["until"],
        phrases["before"],
        phrases["after"],
        phrases["range"],
        frozenset(phrases["open_end"]),
        frozenset(phrases["about"]),
    )
