"""The registers of participation: who was invited to conferences and workshops and who came."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Actor, Event, Ref, Term
from graph.model.states import Known, State
from graph.office.head_counts import HeadCount
from graph.office.participation import Meetings
from graph.office.turnout import Turnout
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row, Value
from graph.questions.wording import written

_DIGITS = 4


class Counted(State):
    """What a row counts."""

    INVITATIONS = "INVITATIONS", "Einladungen an Akteure", "invitations to actors"
    HEADS = "HEADS", "Personen, laut Quelle", "people, by the source"


_TURNOUT = (
    Column("invited", Text("Eingeladen", "Invited")),
    Column("came", Text("Gekommen", "Came")),
    Column("unknown", Text("Unbekannt, ob gekommen", "Unknown whether they came")),
    Column("rate", Text("Anteil", "Share")),
    Column("low", Text("95-%-Intervall von", "95% interval from")),
    Column("high", Text("95-%-Intervall bis", "95% interval to")),
)


def _by_event(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """Invitations and head counts of every event, or of one; an actor of several types counts in each of them."""
    meetings = Meetings(situation.view, situation.dataset, situation.on)
    chosen = [event for event in meetings.events if asked["event"] is None or event.id == asked["event"].id]
    return Found(tuple(row for event in chosen for row in _rows(situation, meetings, event)), _remarks(meetings))


def _rows(situation: Situation, meetings: Meetings, event: Event) -> Iterator[Row]:
    invited = meetings.answers.get(event.id, {})
    groups: dict[Ref | None, list[Ref]] = {}
    for actor in situation.view.many(Actor, invited):
        for kind in actor.type or (None,):
            groups.setdefault(kind, []).append(actor.id)
    terms = [term for term in situation.view.all(Term, situation.dataset) if term.id in groups]
    for term in (*terms, *([None] if None in groups else [])):
        turnout = meetings.turnout_of(event, groups[term.id if term else None])
        who = label(term) if term else Text("ohne Angabe der Art", "type not stated")
        cells = (written(event.date), event.daypart, Counted.INVITATIONS, who, *_cells(turnout), None, None)
        yield Row((event,), cells)
    for count in meetings.head_counts.get(event.id, ()):
        yield _heads(event, count)


def _heads(event: Event, count: HeadCount) -> Row:
    """A head count with its wording; no interval, as nobody was drawn from anything and the numbers may be rough."""
    cells: tuple[Value, ...] = (
        written(event.date),
        count.record.daypart or event.daypart,
        Counted.HEADS,
        count.record.group,
        count.invited.value if count.invited else None,
        count.came.value if count.came else None,
        None,
        _rounded(count.rate),
        None,
        None,
        count.invited.words if count.invited else count.record.invited_text,
        count.came.words if count.came else count.record.attended_text,
    )
    return Row((event,), cells, evidence=(count.record.id,))


def _cells(turnout: Turnout) -> tuple[Value, ...]:
    """How many came is left open where it is known of none."""
    low, high = turnout.interval or (None, None)
    came = turnout.came if turnout.known else None
    return turnout.invited, came, turnout.unknown, *(_rounded(share) for share in (turnout.rate, low, high))


def _rounded(share: float | None) -> float | None:
    return round(share, _DIGITS) if share is not None else None


def _by_type(situation: Situation, _: Mapping[str, Any]) -> Found:
    """Every type of actors over all events, beside the rate of all."""
    meetings = Meetings(situation.view, situation.dataset, situation.on)
    terms = [term for term in situation.view.all(Term, situation.dataset) if term.id in meetings.types]
    rows = []
    for term in terms if meetings.events else ():
        turnout = meetings.turnout(meetings.types[term.id])
        rows.append(Row((term,), (len(meetings.types[term.id]), *_cells(turnout), _is_below(meetings, turnout))))
    return Found(tuple(rows), _remarks(meetings))


def _is_below(meetings: Meetings, turnout: Turnout) -> Known:
    """Whether the type certainly comes less often than all: its whole interval lies below the overall rate."""
    if turnout.interval is None or meetings.overall is None:
        return Known.UNKNOWN
    return Known.YES if turnout.interval[1] < meetings.overall.rate else Known.NO


def _remarks(meetings: Meetings) -> tuple[Text, ...]:
    return (meetings.overall.sentence,) if meetings.overall is not None else ()


PARTICIPATION = Question(
    key="participation",
    text=Text(
        "Wer war zu Konferenzen und Workshops eingeladen, und wer kam?",
        "Who was invited to conferences and workshops, and who came?",
    ),
    about=(Column("event", Text("Veranstaltung", "Event")),),
    columns=(
        Column("date", Text("Datum", "Date")),
        Column("daypart", Text("Tageszeit", "Daypart")),
        Column("counted", Text("Gezählt", "Counted")),
        Column("who", Text("Wer", "Who")),
        *_TURNOUT,
        Column("invitedText", Text("Eingeladen (Wortlaut)", "Invited as worded")),
        Column("cameText", Text("Gekommen (Wortlaut)", "Came as worded")),
    ),
    parameters=(Parameter(name="event", label=Text("Veranstaltung", "Event"), kinds=("Event",)),),
    find=_by_event,
)
TURNOUT = Question(
    key="turnout",
    text=Text(
        "Welcher Anteil der Eingeladenen jeder Art kam zu Konferenzen und Workshops?",
        "What share of those invited of each type came to conferences and workshops?",
    ),
    about=(Column("actorType", Text("Art der Akteure", "Type of actors")),),
    columns=(
        Column("actors", Text("Akteure", "Actors")),
        *_TURNOUT,
        Column("below", Text("Sicher unter dem Anteil aller", "Certainly below the share of all")),
    ),
    find=_by_type,
)
