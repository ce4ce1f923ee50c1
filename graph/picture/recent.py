"""What was worked out from a view lately, so that nobody who asks the same soon has to wait again."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from graph.picture.view import View

T = TypeVar("T")


def recent(view: View, subject: str, key: Hashable, make: Callable[[], T], most: int = 8) -> T:
    """What `make` says for the key; the view keeps the last few answers on each subject as long as it lasts."""
    held = cast("dict[Hashable, T]", view.memory.setdefault(("recent", subject), {}))
    found = held.pop(key) if key in held else make()
    held[key] = found
    while len(held) > most:
        held.pop(next(iter(held)), None)
    return found
