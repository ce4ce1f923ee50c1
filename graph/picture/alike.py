"""Asks once of many records that say the same: a rule written for a record answers for whole columns."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.model import Record
from graph.picture.column import Ints, Mask
from graph.picture.view import View

K = TypeVar("K", bound=Record)
T = TypeVar("T")


def answers(
    view: View, kind: type[K], rows: Ints, names: Sequence[str], ask: Callable[[K], T]
) -> tuple[list[T], NDArray[np.intp]]:
    """What `ask` says of the records at these rows, which must be ones that may be seen.

    It may look at nothing but the columns named, a vague date by its three, and at nothing that only some viewers see
    in some records. Returns the distinct answers, and for each row which of them is its own.
    """
    first, which = _distinct(view, kind, rows, names)
    return [ask(record) for record in view.records(kind, rows[first].tolist())], which


def where(view: View, kind: type[K], rows: Ints, names: Sequence[str], test: Callable[[K], bool]) -> Ints:
    """Those of the rows of which the test is true, under the same terms."""
    passed, which = answers(view, kind, rows, names, test)
    held: Mask = np.array(passed, dtype=np.bool_)[which]
    return rows[held]


def vague(name: str) -> tuple[str, str, str]:
    """The columns of a vague date."""
    return name, f"{name}_earliest", f"{name}_latest"


def _distinct(
    view: View, kind: type[Record], rows: Ints, names: Sequence[str]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each combination of values the place of a row that has it, and for each row which combination it has."""
    which = np.zeros(len(rows), dtype=np.int64)
    for name in names:
        codes = view.column(kind, name).codes[rows]
        if len(codes) and (codes != codes[0]).any():
            both = which * (int(codes.max()) + 2) + codes + 1
            which = np.unique(both, return_inverse=True)[1].astype(np.int64)
    first = np.unique(which, return_index=True)[1]
    return first, which
