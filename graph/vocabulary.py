"""The vocabularies that ship with the product, as data: a start for a district, never a limit.

Each lies as a TOML file beside this module: id, labels in German and English, other words for it, one step up.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.model import Term, global_id
from graph.text import fold

SCHEMES = ("field", "target_group", "actor_type", "measure_kind", "contact_role")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a shipped vocabulary. `cooperates` is meant for types of actors only."""

    scheme: str
    id: str
    de: str
    en: str
    alt: tuple[str, ...] = ()
    broader: str | None = None
    main: bool | None = None
    cooperates: bool = True


@cache
def entries(scheme: str) -> tuple[Entry, ...]:
    """The words of a scheme in their order; none for a scheme that does not ship."""
    path = files("graph") / "vocabularies" / f"{scheme}.toml"
    if not path.is_file():
        return ()
    return tuple(_entry(scheme, raw) for raw in tomllib.loads(path.read_text("utf-8"))["term"])


def entry_for(scheme: str, word: str) -> Entry | None:
    """The entry that a word means, by label or other word, whatever its spelling; None if it is a district's own."""
    return _by_word(scheme).get(fold(word))


def standard_terms(dataset: str) -> tuple[Term, ...]:
    """All shipped vocabularies as terms of a dataset."""
    return tuple(_term(dataset, entry) for scheme in SCHEMES for entry in entries(scheme))


@cache
def _by_word(scheme: str) -> dict[str, Entry]:
    words: dict[str, Entry] = {}
    for entry in entries(scheme):
        for word in (entry.de, entry.en, *entry.alt):
            words.setdefault(fold(word), entry)
    return words


def _entry(scheme: str, raw: dict[str, Any]) -> Entry:
    return Entry(
        scheme, raw["id"], raw["de"], raw["en"], tuple(raw.get("alt", ())), raw.get("broader"), raw.get("main"),
        raw.get("cooperates", True),
    )  # fmt: skip


def _term(dataset: str, entry: Entry) -> Term:
    def identity(name: str) -> str:
        return f"{entry.scheme}:{name}"

    return Term(
        id=global_id(dataset, "Term", identity(entry.id)),
        dataset=dataset,
        external_id=identity(entry.id),
        scheme=entry.scheme,
        label=entry.de,
        label_en=entry.en,
        alt_labels=entry.alt,
        broader=global_id(dataset, "Term", identity(entry.broader)) if entry.broader else None,
        main=entry.main,
    )
