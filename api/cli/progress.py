"""How far long work has come: a line that is written over and over on a terminal, and nothing in a pipe."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from graph.language import Language, Text
from graph.progress import watched_by

EVERY = 0.2
"""Seconds between two looks; work that is shorter shows nothing."""


@contextmanager
def shown_on_terminal(lang: Language) -> Iterator[None]:
    """Show how far the work within has come, where somebody is looking."""
    if not sys.stderr.isatty():
        yield
        return
    line = _Line(lang)
    with watched_by(line.show):
        try:
            yield
        finally:
            line.clear()


class _Line:
    def __init__(self, lang: Language) -> None:
        self._lang = lang
        self._open: dict[Text, str] = {}
        self._next = time.monotonic() + EVERY
        self._is_there = False

    def show(self, what: Text, done: int, of: int) -> None:
        """Work within work stands behind it: Networks 3 of 60, Measures 20 of 48."""
        self._open[what] = _DONE.fill(what=what, done=done, of=of).in_(self._lang)
        if done == of:
            del self._open[what]
        if time.monotonic() >= self._next:
            sys.stderr.write("\r\x1b[K" + ", ".join(self._open.values()))
            sys.stderr.flush()
            self._is_there, self._next = True, time.monotonic() + EVERY

    def clear(self) -> None:
        """Leave the line to what is printed next."""
        if self._is_there:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


_DONE = Text("{what} {done} von {of}", "{what} {done} of {of}")
