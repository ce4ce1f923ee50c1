"""How far long work has come: said to whoever watches, who may end it by raising an error."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from graph.language import Text

T = TypeVar("T")

Watch = Callable[[Text, int, int], None]
"""Is told what is being gone through, how many are done, and of how many."""

_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched_by(watch: Watch) -> Iterator[None]:
    """Within, whoever goes through something long tells `watch`; work within work tells it as well."""
    token = _watch.set(watch)
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
