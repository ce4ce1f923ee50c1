"""Offers as somebody who needs one looks for them, and those that would not be found."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.coverage.reach import is_district_wide, names_place
from graph.dates import months_before
from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.labels import label_at
from graph.language import Text
from graph.model import Contact, Offer
from graph.model.states import MeasureStatus, Visibility
from graph.office.confirmation import Confirmations
from graph.questions.coverage import DISTRICT_WIDE
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row
from graph.rollup import downwards, upwards
from graph.settings import Threshold
from graph.text import fold
from graph.validity import in_force, is_active, is_open

UNCHECKED_AFTER = Threshold(
    "offerUncheckedAfter",
    Text("Angebot ungeprüft nach (Monate)", "Offer unchecked after (months)"),
    6.0,
    Text("Monate", "months"),
    least=1,
    most=120,
)

OFFER = Column("offer", Text("Angebot", "Offer"))


def _in_place_for_group(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Active offers of which the public may know whom to turn to; unknown where nobody knows whether it still runs."""
    groups = downwards(situation.view, asked["targetGroup"].id)
    above = upwards(situation.view, asked["place"].id)
    for offer in situation.view.all(Offer, situation.dataset):
        truth = _runs(situation, offer)
        contact = _public_contact(situation, offer)
        if truth is None or contact is None or groups.isdisjoint(offer.target_groups):
            continue
        named = names_place(situation.view, offer, asked["place"].id) or not set(above).isdisjoint(offer.places)
        if named or (asked["districtWide"] and is_district_wide(situation.view, offer)):
            role = label_at(situation.view, contact.role)
            cells = (_providers(situation, offer), offer.reach, role, contact.email, contact.phone)
            yield Row((offer,), cells, truth, (contact.id,))


def _runs(situation: Situation, offer: Offer) -> Truth | None:
    if is_active(offer, situation.on):
        return Truth.YES
    unknown = offer.status is MeasureStatus.UNKNOWN and is_open(offer, situation.on)
    return Truth.UNKNOWN if unknown else None


def _public_contact(situation: Situation, offer: Offer) -> Contact | None:
    contact = situation.view.one(Contact, offer.contact)
    if contact is None or contact.visibility is not Visibility.PUBLIC:
        return None
    return contact if in_force(contact.since, contact.until, situation.on) else None


def _hard_to_find(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Active offers that are not published in the channel, or that nobody has checked for months.

    Where no offer says where it is published, nobody knows whether it is in the channel.
    """
    confirmations = Confirmations(situation.view, situation.dataset, situation.on)
    since = months_before(situation.on, int(asked["months"]))
    offers = situation.view.all(Offer, situation.dataset)
    is_noted = any(offer.published_in for offer in offers)
    for offer in offers:
        if not is_active(offer, situation.on):
            continue
        listed = fold(asked["channel"]) in {fold(channel) for channel in offer.published_in}
        checked = confirmations.last(offer.id)
        unchecked = checked is None or checked < since
        if not listed or unchecked:
            cells = (not listed if is_noted else None, unchecked, checked, _providers(situation, offer))
            yield Row((offer,), cells, Truth.YES if unchecked or is_noted else Truth.UNKNOWN)


def _providers(situation: Situation, offer: Offer) -> str | None:
    names = situation.names(dict.fromkeys(r.source for r in situation.answering(offer.id)))
    return "; ".join(names) or None


OFFERS_FOR_GROUP = Question(
    key="q14",
    text=Text(
        "Welche Angebote gibt es in einer Kommune für eine Zielgruppe, mit öffentlichem Kontakt?",
        "Which offers exist in a municipality for a target group, with a public contact?",
    ),
    about=(OFFER,),
    columns=(
        Column("providers", Text("Anbieter", "Providers")),
        Column("reach", Text("Reichweite", "Reach")),
        Column("contact", Text("Funktion", "Function")),
        Column("email", Text("E-Mail", "E-mail")),
        Column("phone", Text("Telefon", "Telephone")),
    ),
    parameters=(
        Parameter(name="place", label=Text("Ort", "Place"), kinds=("Place",), required=True),
        Parameter(
            name="targetGroup",
            label=Text("Zielgruppe", "Target group"),
            kinds=("Term",),
            scheme="target_group",
            required=True,
        ),
        DISTRICT_WIDE,
    ),
    find=_in_place_for_group,
)
HARD_TO_FIND = Question(
    key="q15",
    text=Text(
        "Welche Angebote stehen nicht in Integreat oder sind seit 6 Monaten ungeprüft?",
        "Which offers are missing in Integreat or unchecked for 6 months?",
    ),
    about=(OFFER,),
    columns=(
        Column("notListed", Text("Steht nicht im Kanal", "Not in the channel")),
        Column("unchecked", Text("Zu lange ungeprüft", "Unchecked for too long")),
        Column("checkedOn", Text("Zuletzt geprüft", "Last checked")),
        Column("providers", Text("Anbieter", "Providers")),
    ),
    parameters=(
        Parameter(name="channel", label=Text("Kanal", "Channel"), type="text", default="Integreat"),
        Parameter(name="months", label=Text("Monate", "Months"), type="number", default=UNCHECKED_AFTER),
    ),
    find=_hard_to_find,
)
