"""What took place: events, head counts as sources word them, ratings."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.states import Daypart, EventState, RatingValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Node):
    """A conference, workshop, survey, talk or session."""

    meta: ClassVar[Meta] = Meta(
        Text("Veranstaltung", "Event"), Text("Veranstaltungen", "Events"), table="events", key="event_id", title="title"
    )

    title: Annotated[str, P("Titel", "Title", "title", headings=("Veranstaltung", "Bezeichnung"))]
    date: Annotated[VagueDate | None, P("Datum", "Date", "date", headings=("Termin", "Wann"))] = None
    type: Annotated[str | None, P("Art", "Type", "type", headings=("Typ",))] = None
    places: Annotated[
        tuple[Ref, ...],
        P("Kommune", "Municipality", "municipality", headings=("Ort", "Gemeinde")),
        To("HELD_IN", "Place", by="name"),
    ] = ()
    organiser: Annotated[
        Ref | None, P("Einladende Stelle", "Organiser", "organiser_actor_id"), To("ORGANISED_BY", "Actor")
    ] = None
    measure: Annotated[
        Ref | None,
        P("Maßnahme", "Measure", "measure_id"),
        To("ABOUT", "Measure", "Offer", "Plan", "Term", "Goal", "Need", "Group"),
    ] = None
    state: Annotated[EventState | None, P("Stand", "State", "state")] = None
    daypart: Annotated[Daypart | None, P("Tageszeit", "Daypart", "daypart")] = None
    regular: Annotated[bool | None, P("Regeltermin", "Regular date", "regular")] = None
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("ABOUT", "Plan")] = None
    about: Annotated[str | None, P("Worum es ging", "About", "about")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Node):
    """A head count of an event as a source words it; the number understood and the wording stand side by side."""

    meta: ClassVar[Meta] = Meta(
        Text("Teilnahmezahl", "Head count"), Text("Teilnahmezahlen", "Head counts"), table="participation"
    )

    event: Annotated[Ref | None, P("Veranstaltung", "Event", "event_id"), To("COUNTED_AT", "Event")] = None
    group: Annotated[str | None, P("Wer gezählt wurde", "Who was counted", "group")] = None
    invited: Annotated[int | None, P("Eingeladen", "Invited", "invited")] = None
    invited_text: Annotated[str | None, P("Eingeladen (Wortlaut)", "Invited as written", "invited_text")] = None
    attended: Annotated[int | None, P("Gekommen", "Attended", "attended")] = None
    attended_text: Annotated[str | None, P("Gekommen (Wortlaut)", "Attended as written", "attended_text")] = None
    daypart: Annotated[Daypart | None, P("Tageszeit", "Daypart", "daypart")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Node):
    """What people at an event said of something: works well, or improve."""

    meta: ClassVar[Meta] = Meta(
        Text("Bewertung", "Rating"), Text("Bewertungen", "Ratings"), table="ratings", key="rating_id", title="subject"
    )

    subject: Annotated[str, P("Worüber", "Subject", "subject")]
    rating: Annotated[RatingValue | None, P("Bewertung", "Rating", "rating")] = None
    event: Annotated[Ref | None, P("Veranstaltung", "Event", "event_id"), To("RAISED_AT", "Event")] = None
    measure: Annotated[
        Ref | None,
        P("Maßnahme", "Measure", "measure_id"),
        To("ABOUT", "Measure", "Offer", "Plan", "Term", "Goal", "Need", "Group"),
    ] = None
    offer: Annotated[Ref | None, P("Angebot", "Offer", "offer_id"), To("ABOUT", "Offer")] = None
