"""What every command needs to know: which store, which language, how to answer."""

import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from graph.errors import NotFound, WrongUse
from graph.language import Language, Text
from graph.phrases import counted

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
    def asked(self, dataset: str | None, on: str | None, as_of: str | None = None) -> Iterator["Asked"]:
        """What a question is about: the only dataset if none is named; today, or the day of `as_of`, if no day is.

        How far the work within has come is shown on a terminal.
        """
        from api.cli.progress import shown_on_terminal
        from graph.picture import dataset_named

        with self.store(create=False) as store:
            known = None if as_of is None else self.known(store, dataset, as_of)
            view = self.current(store, dataset) if known is None else known.view
            name = dataset_named(view, dataset)
            with shown_on_terminal(self.lang):
                yield Asked(view, name, day(on) if on or known is None else known.at.date(), known and known.at)
            _keep_copies(view)

    @contextmanager
    def whole_view(self, dataset: str | None) -> Iterator["View"]:
        """What the office sees, of one dataset or of all. Raises NotFound for an unknown one.

        How far the work within has come is shown on a terminal.
        """
        from api.cli.progress import shown_on_terminal
        from graph.picture import dataset_named

        with self.store(create=False) as store:
            view = self.current(store, dataset)
            if dataset is not None:
                dataset_named(view, dataset)
            with shown_on_terminal(self.lang):
                yield view
            _keep_copies(view)

    def current(self, store: "Store", dataset: str | None) -> "View":
        """What the office sees now, of one dataset or of all."""
        from graph.picture import Pictures
        from graph.rights import OFFICE

        return Pictures(store, _chosen(store, dataset)).current().seen_by(OFFICE)

    def known(self, store: "Store", dataset: str | None, moment: str) -> "Known":
        """What the office knew at a moment. How much of that was erased since is told on standard error.

        Raises WrongUse for what is no moment or still to come, NotFound for one before the first entry.
        """
        from api.cli.output import note
        from graph.past.as_of import as_of
        from graph.past.moments import HERE, end_of, moment_named

        asked = moment_named(moment)
        if not isinstance(asked, int) and _is_to_come(asked):
            raise WrongUse(Text(f"„{moment}“ liegt in der Zukunft.", f"“{moment}” lies in the future."))
        past = as_of(store, asked, _chosen(store, dataset))
        if past.at is None:
            raise NotFound(
                Text(f"„{moment}“: Da war noch nichts eingetragen.", f"“{moment}”: nothing had been entered by then.")
            )
        if past.gone:
            note(counted(past.gone, *_GONE).in_(self.lang))
        at = past.at if isinstance(asked, int) else end_of(asked)
        return Known(past.seen_by(self.current(store, dataset)), past.revision, at.astimezone(HERE))


class Asked(NamedTuple):
    """What a question is about: the view, the dataset, the day; `known_at` where it is about an earlier state."""

    view: "View"
    dataset: str
    on: date
    known_at: datetime | None


class Known(NamedTuple):
    """What was known, at which revision and moment."""

    view: "View"
    revision: int
    at: datetime


_GONE = (
    Text(
        "Ein Eintrag von damals wurde inzwischen endgültig gelöscht und fehlt hier.",
        "One entry of that time has been erased for good since and is missing here.",
    ),
    Text(
        "{n} Einträge von damals wurden inzwischen endgültig gelöscht und fehlen hier.",
        "{n} entries of that time have been erased for good since and are missing here.",
    ),
)


def _keep_copies(view: "View") -> None:
    """Now that everything is said: what took long to read shall not be read again by the next command."""
    from graph.picture import keep_copies

    sys.stdout.flush()
    keep_copies(view.picture)


def _is_to_come(moment: date | datetime) -> bool:
    from graph.past.moments import HERE, end_of

    now = datetime.now(HERE)
    return end_of(moment) > now if isinstance(moment, datetime) else moment > now.date()


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


def now() -> datetime:
    """The moment, as the log has it."""
    return datetime.now(UTC)


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
