"""When the log was made to forget an entry."""

from datetime import date

from graph.model import Ref
from graph.store import Store


def erased_on(store: Store, ref: Ref) -> date | None:
    """The day on which the person was last erased from the entry; None: never."""
    days = [logged.at.date() for logged in store.log(ids=[ref]) if ref in logged.erased]
    return max(days, default=None)
