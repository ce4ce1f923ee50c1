"""The words of pages: locale/<language>/ holds a file for each subject; numbers and dates as people write them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent, format_scientific

from graph.language import Language

_FOLDER = Path(__file__).parent / "locale"
_WRITTEN_OUT = 1e15  # larger numbers are told by their powers of ten


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. Call it with a key of the locale file; values fill the placeholders."""

    language: Language
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text under `key`, its `{placeholders}` filled; numbers are written as the language writes them."""
        return self.texts[key].format(**{name: self._written(value) for name, value in values.items()})

    def count(self, key: str, n: int, **values: object) -> str:
        """The singular or plural under `key` for `n` things; `{n}` is the number."""
        form = Locale.parse(self.language).plural_form(n)
        return self(f"{key}.{form}", n=n, **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """`1.234,5`: a number with exactly `decimals` decimals."""
        return _decimal(value, decimals, self.language)

    def percent(self, share: float, decimals: int = 0) -> str:
        """`59 %` for .59."""
        space = "\u00a0" if self.language == "de" else ""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + space + "%"
        return format_percent(share, format=pattern, locale=self.language)

    def date(self, day: Day) -> str:
        """`15. Januar 2026`, `15 January 2026`."""
        return format_date(day, "d. MMMM y" if self.language == "de" else "d MMMM y", locale=self.language)

    def short_date(self, day: Day) -> str:
        """`15.01.2026`, `15 Jan 2026`: for tables."""
        return format_date(day, "dd.MM.y" if self.language == "de" else "d MMM y", locale=self.language)

    def listing(self, parts: list[str]) -> str:
        """`A, B und C`."""
        if len(parts) < 2:
            return "".join(parts)
        return self("and", start=", ".join(parts[:-1]), last=parts[-1])

    def _written(self, value: object) -> object:
        if isinstance(value, Day):
            return self.date(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        return value


@lru_cache(maxsize=10_000)
def _decimal(value: float, decimals: int, language: Language) -> str:
    if abs(value) >= _WRITTEN_OUT:
        return format_scientific(value, format="#0.##E0", locale=language)
    return format_decimal(value, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale=language)


@cache
def wording(language: Language) -> Wording:
    """The words of `language`."""
    texts: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob("*.toml")):
        texts |= _flat(tomllib.loads(file.read_text("utf-8")))
    return Wording(language, texts)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
