"""Municipalities without somebody to turn to."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Contact, Record, Ref, TieEvidence
from graph.phrases import listed, when
from graph.questions.coverage import PLACE
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row
from graph.rollup import downwards, upwards
from graph.text import fold
from graph.validity import in_force, is_past

_WISH = fold("Ansprechstelle")


def _without_contact(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """The municipalities that no current contact of the role serves.

    It is unknown where the district keeps no contacts of the role at all: an empty list is no list.
    """
    role: Record | None = asked["contactRole"]
    kept = list(_of_role(situation, role)) if role is not None else []
    current = [contact for contact in kept if in_force(contact.since, contact.until, situation.on)]
    rows = []
    for place in situation.cube.places:
        if not any(_serves(situation, contact, place.id) for contact in current):
            former = [c for c in kept if c.place is not None and _serves(situation, c, place.id)]
            over = [c for c in former if is_past(c.until, situation.on)]
            cells = ("; ".join(situation.names(c.actor for c in over if c.actor is not None)) or None, _ended(over))
            rows.append(Row((place,), cells, Truth.YES if kept else Truth.UNKNOWN, tuple(c.id for c in over)))
    return Found(tuple(rows), tuple(_wishes(situation)))


def _of_role(situation: Situation, role: Record) -> Iterator[Contact]:
    roles = downwards(situation.view, role.id)
    return (contact for contact in situation.view.all(Contact, situation.dataset) if contact.role in roles)


def _serves(situation: Situation, contact: Contact, place: Ref) -> bool:
    """A contact without a place serves all; one of the district serves its municipalities."""
    return contact.place is None or contact.place in upwards(situation.view, place)


def _ended(over: list[Contact]) -> Text | None:
    days = [when(contact.until) for contact in over if contact.until is not None]
    return days[-1] if days else None


def _wishes(situation: Situation) -> Iterator[Text]:
    """A contact point that somebody wished for is named beside the answer."""
    texts = [
        wish.wording
        for wish in situation.view.all(TieEvidence, situation.dataset)
        if wish.wording and fold(wish.type or "") == _WISH
    ]
    if texts:
        yield Text("Gewünscht wurde: {wishes}.", "What was wished for: {wishes}.").fill(
            wishes=listed(f"„{text}“" for text in texts)
        )


NO_CONTACT_POINT = Question(
    key="q04",
    text=Text(
        "In welchen Kommunen fehlt eine zentrale Ansprechstelle für die Integration in den Arbeitsmarkt?",
        "Where is no central contact for labour-market integration?",
    ),
    about=(PLACE,),
    columns=(
        Column("formerly", Text("Früher zuständig", "Formerly in charge")),
        Column("until", Text("Bis", "Until")),
    ),
    parameters=(
        Parameter(
            name="contactRole",
            label=Text("Funktion", "Function"),
            kinds=("Term",),
            scheme="contact_role",
            default=("Ansprechstelle Arbeitsmarktintegration", "Ansprechstelle Arbeitsmarkt"),
        ),
    ),
    find=_without_contact,
)
