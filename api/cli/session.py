"""What every command needs to know: which store, which language, how to answer."""

import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from graph.errors import WrongUse
from graph.language import Language, Text

if TYPE_CHECKING:
    from graph.picture import View
    from graph.store import Store


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line."""

    store_url: str | None = None
    lang: Language = "de"

    @contextmanager
    def store(self, *, create: bool = True) -> Iterator["Store"]:
        """The store, closed at the end. With `create` False one that isn't there is not made, but StoreUnreachable."""
        from graph.store import open_store

        with open_store(self.store_url, create=create) as opened:
            yield opened

    @contextmanager
    def view(self, dataset: str | None) -> Iterator[tuple["View", str]]:
        """What the office sees of a dataset, and its name; the only one if none is named."""
        from graph.picture import dataset_named

        with self.whole_view(dataset) as view:
            yield view, dataset_named(view, dataset)

    @contextmanager
    def whole_view(self, dataset: str | None) -> Iterator["View"]:
        """What the office sees, of one dataset or of all. Raises NotFound for an unknown one."""
        from graph.picture import Pictures, dataset_named
        from graph.rights import OFFICE

        with self.store(create=False) as store:
            view = Pictures(store, _chosen(store, dataset)).current().seen_by(OFFICE)
            if dataset is not None:
                dataset_named(view, dataset)
            yield view


def _chosen(store: "Store", dataset: str | None) -> list[str] | None:
    """The datasets to load; all where none is named or the name is unknown, so that a message can list them."""
    return [dataset] if dataset is not None and dataset in store.datasets() else None


def language_of(arguments: Sequence[str]) -> Language:
    """The language that help and errors are written in, before the arguments are understood."""
    for before, after in itertools.pairwise(arguments):
        if before == "--lang" and after in ("de", "en"):
            return cast("Language", after)
    for argument in arguments:
        if argument in ("--lang=de", "--lang=en"):
            return cast("Language", argument[-2:])
    chosen = os.environ.get("GEFLECHT_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "de"
    return "en" if chosen.startswith("en") else "de"


LANGUAGE = language_of(sys.argv[1:])


def say(de: str, en: str) -> str:
    """A help text in the reader's language."""
    return Text(de, en).in_(LANGUAGE)


def day(text: str | None) -> date:
    """The day meant by `--on`; today without one. Raises WrongUse."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(
            Text(
                f"„{text}“ ist kein Datum. Bitte so schreiben: 2026-01-15.",
                f"“{text}” is no date. Please write it like this: 2026-01-15.",
            )
        ) from error
