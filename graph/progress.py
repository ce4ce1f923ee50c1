"""How far long work has come: said to whoever watches, who may end it by raising an error."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from graph.language import Text

T = TypeVar("T")

Watch = Callable[[Text, int, int], None]
"""Is told what is being gone through, how many are done, and of how many."""

_STEP = 500

_watch: ContextVar["_Telling | None"] = ContextVar("watch", default=None)


class _Telling:
    """Tells a watch, and can tell it the same again."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._last = Text("", ""), 0, 0

    def __call__(self, what: Text, done: int, of: int) -> None:
        self._last = what, done, of
        self._watch(what, done, of)

    def again(self) -> None:
        self._watch(*self._last)


@contextmanager
def watched_by(watch: Watch) -> Iterator[None]:
    """Within, whoever goes through something long tells `watch`; work within work tells it as well."""
    token = _watch.set(_Telling(watch))
    try:
        yield
    finally:
        _watch.reset(token)


def going_through(items: Collection[T], what: Text) -> Iterator[T]:
    """The items one by one, told before each and at the end."""
    watch = _watch.get()
    for done, item in enumerate(items):
        if watch is not None:
            watch(what, done, len(items))
        yield item
    if watch is not None:
        watch(what, len(items), len(items))


def stoppable(items: Iterable[T]) -> Iterator[T]:
    """The items one by one, of which nobody knows how many there will be: now and then whoever watches may end it."""
    for done, item in enumerate(items):
        if done % _STEP == 0 and (watch := _watch.get()) is not None:
            watch.again()
        yield item
