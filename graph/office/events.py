"""What kind of event it was, and whether it took place."""

from datetime import date

from graph.model import Event
from graph.model.states import EventState
from graph.text import fold

_WORKSHOPS = ("workshop",)
_CONFERENCES = ("konferenz", "conference")


def is_workshop(event: Event) -> bool:
    """Whether its type says workshop."""
    return any(word in fold(event.type or "") for word in _WORKSHOPS)


def is_conference(event: Event) -> bool:
    """Whether its type says conference."""
    return any(word in fold(event.type or "") for word in _CONFERENCES)


def was_held(event: Event, on: date) -> bool:
    """Whether it had taken place by the day: recorded as held, or nothing is recorded and its date is over.

    Many sources tell of an event without saying that it was held.
    """
    if event.state is None:
        return event.date is not None and event.date.certainly_by(on)
    return event.state is EventState.HELD and not (event.date is not None and event.date.certainly_after(on))
