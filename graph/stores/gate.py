"""A gate that threads pass, until somebody closes it to have the place empty for a moment."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets every thread pass until it is closed; closing waits until those who passed have left."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: Counter[int] = Counter()
        self._closed = False

    @contextmanager
    def passed(self) -> Iterator[None]:
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: not self._closed or me in self._inside)
            self._inside[me] += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= Counter((me,))
                if self._closed:
                    self._changed.notify_all()

    def close(self, limit: float) -> bool:
        """Whether everybody left within that many seconds."""
        with self._changed:
            self._closed = True
            return self._changed.wait_for(lambda: not self._inside, limit)

    def open(self) -> None:
        with self._changed:
            self._closed = False
            self._changed.notify_all()
