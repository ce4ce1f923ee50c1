"""What one request has in hand: one picture, one viewer, one day, one language, and a purse that is not endless."""

import time
from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from api.errors import TooMuch
from api.graphql.datasets import kept
from graph.language import Language, Text
from graph.picture import Picture, View
from graph.rights import OFFICE, Viewer, at_home, by_class

MOST_OBJECTS = 100_000
"""How many objects one request may make us look up. The price asked beforehand rests on page sizes; this on facts."""

LONGEST_SECONDS = 20.0
"""Seconds of work, the time left out in which others had the processor."""

T = TypeVar("T")


class Path(Protocol):
    """Where in the answer a field stands."""

    @property
    def prev(self) -> "Path | None": ...

    @property
    def key(self) -> str | int: ...


class Context:
    """Made once for each request: everything in one answer is of one revision.

    `view` is what the viewer sees. Analyses are worked out on `known`, what everybody of the viewer's role sees, and on
    the `whole` graph; what may be told of them is decided by `graph.disclosure`.
    """

    def __init__(
        self,
        picture: Picture,
        viewer: Viewer,
        *,
        language: Language = "de",
        introspection: bool = False,
        operation: str | None = None,
        seconds: float | None = None,
    ) -> None:
        self.today = date.today()
        asking = viewer.on(self.today)
        if asking.sees_everything:
            self.view = self.known = self.whole = picture.seen_by(asking)
        else:
            self.whole = picture.seen_by(OFFICE)
            asking = _at_home(asking, self.whole)
            self.view, self.known = picture.seen_by(asking), picture.seen_by(by_class(asking))
        self.language = language
        self.introspection = introspection
        self.operation = operation
        self.answering = False
        self.asked_for: dict[str | int, date] = {}
        self.noted: dict[str | int, object] = {}  # what a root field leaves for the fields below it
        self._left = MOST_OBJECTS
        self._until = time.thread_time() + (LONGEST_SECONDS if seconds is None else seconds)

    def say(self, text: Text) -> str:
        """The text in the language of the request."""
        return text.in_(self.language)

    def day(self, path: Path) -> date:
        """The valid date for everything below a root field: what its `on` says, today without it."""
        return self.asked_for.get(self.root_of(path), self.today)

    def root_of(self, path: Path) -> str | int:
        """What the root field is called in the answer that everything here lies below."""
        above = path.prev
        while above is not None:
            path, above = above, above.prev
        return path.key

    def remember(self, path: Path, on: date | None) -> date:
        """Keep the `on` of a root field for all fields below it."""
        if on is not None:
            self.asked_for[path.key] = on
        return on or self.today

    def taken(self, found: list[T]) -> list[T]:
        """The same list, counted; raises TooMuch when a request has looked up too many objects or takes too long."""
        self.spend(len(found))
        return found

    def spend(self, objects: int) -> None:
        """Count objects that were looked up; raises TooMuch."""
        self._left -= objects
        if self._left < 0:
            raise TooMuch(
                Text(
                    f"Die Antwort hätte über {MOST_OBJECTS} Einträge. Bitte weniger auf einmal fragen.",
                    f"The answer would hold more than {MOST_OBJECTS} objects. Please ask for less at a time.",
                )
            )
        if time.thread_time() > self._until:
            raise TooMuch(Text("Die Anfrage dauert zu lange.", "The request takes too long."))

    def seen(self, refs: Iterable[str]) -> list[object]:
        """The records of these ids that the viewer may see, in the order of the ids."""
        get = self.view.get
        return self.taken([record for ref in refs if (record := get(ref)) is not None])


def _at_home(viewer: Viewer, whole: View) -> Viewer:
    """The viewer with what is theirs in this picture, worked out once."""
    if not (viewer.actors or viewer.places or viewer.ags):
        return viewer
    return kept(whole, ("at home", viewer), lambda: at_home(viewer, whole))
