"""Lists a page at a time. A cursor says what it stood at, not where, so pages stay right while others write."""

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.errors import WrongCursor, WrongPage
from graph.language import Text
from graph.model import Record
from graph.schema import label_of
from graph.text import sort_key

LARGEST_PAGE = 200
USUAL_PAGE = 50

Key = tuple[str | int, ...]
"""What a list is ordered by; the last part is an id, so that no two entries are equal."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of an ordered list; `edges` and `nodes` are the same entries, once with cursors and once without."""

    nodes: list[T]
    total_count: int
    has_next_page: bool
    has_previous_page: bool
    key: Callable[[T], Key]

    @property
    def edges(self) -> list[T]:
        """The entries, to be shown with their cursors."""
        return self.nodes

    @property
    def page_info(self) -> PageInfo:
        """Where this page lies."""
        ends = [cursor(self.key(self.nodes[0])), cursor(self.key(self.nodes[-1]))] if self.nodes else [None, None]
        return PageInfo(self.has_next_page, self.has_previous_page, ends[0], ends[1])


def page(items: Sequence[T], key: Callable[[T], Key], first: int | None, after: str | None) -> Page[T]:
    """The next `first` of the items, which are in the order of `key`, behind the cursor. Raises WrongPage, WrongCursor.

    An entry that is gone since its cursor was handed out is no hindrance: the page starts where it would have stood.
    """
    first = USUAL_PAGE if first is None else first
    if not 0 <= first <= LARGEST_PAGE:
        raise WrongPage(
            Text(
                f"first ist {first}; eine Seite hat höchstens {LARGEST_PAGE} Einträge. Weiter geht es mit after.",
                f"first is {first}; a page holds {LARGEST_PAGE} entries at most. Use after to go on.",
            )
        )
    start = 0 if after is None else _behind(items, key, after)
    chosen = list(items[start : start + first])
    return Page(chosen, len(items), start + first < len(items), start > 0, key)


def _behind(items: Sequence[T], key: Callable[[T], Key], after: str) -> int:
    wanted = key_of(after)
    try:
        return bisect_right(items, wanted, key=key)
    except TypeError as error:  # a cursor of another list: numbers and words have no order
        raise _no_cursor(after) from error


def by_name(record: Record) -> Key:
    """Order by what people recognise a record by, its id deciding between equals."""
    return sort_key(label_of(record)), record.id


def cursor(key: Key) -> str:
    """The key as opaque text."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def key_of(text: str) -> Key:
    """The key in a cursor. Raises WrongCursor."""
    try:
        held = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _no_cursor(text) from error
    if not isinstance(held, list) or not held or not all(type(part) in (str, int) for part in held):
        raise _no_cursor(text)
    return tuple(held)


def _no_cursor(text: str) -> WrongCursor:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return WrongCursor(
        Text(
            f"„{shown}“ ist kein Cursor dieser Liste. Bitte einen aus pageInfo oder edges nehmen.",
            f"“{shown}” is no cursor of this list. Please take one from pageInfo or edges.",
        )
    )
