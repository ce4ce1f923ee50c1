"""Contacts that will soon lose the consent to name a person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from graph.dates import days_after
from graph.gaps.situation import Situation
from graph.labels import label_at
from graph.language import Text
from graph.model import Consent, Contact, Ref
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row
from graph.settings import Threshold

ENDS_WITHIN = Threshold(
    "consentEndsWithin",
    Text("Einwilligung endet in (Tagen)", "Consent ends within (days)"),
    60,
    Text("Tage", "days"),
    most=3650,
)


def _ending(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """One row for each contact; what was withdrawn or is over does not end any more.

    Today and the last day both count. Where a contact has several such consents, the one that ends first is told.
    """
    last = days_after(situation.on, asked["days"])
    ending: dict[Ref, list[Consent]] = defaultdict(list)
    for consent in situation.view.all(Consent, situation.dataset):
        given = consent.given_on is None or consent.given_on <= situation.on
        withdrawn = consent.withdrawn_on is not None and consent.withdrawn_on <= situation.on
        if given and not withdrawn and consent.valid_until and situation.on <= consent.valid_until <= last:
            for contact in situation.view.referring(consent.id, Contact, "consent"):
                ending[contact.id].append(consent)
            if consent.contact is not None:
                ending[consent.contact].append(consent)
    for contact in situation.view.all(Contact, situation.dataset):
        if contact.id in ending:
            consent = min(ending[contact.id], key=lambda one: (str(one.valid_until), one.external_id))
            assert consent.valid_until is not None
            cells = (
                situation.name(contact.actor) or None,
                label_at(situation.view, contact.role),
                consent.scope,
                consent.valid_until,
                (consent.valid_until - situation.on).days,
            )
            yield Row((contact,), cells, evidence=(consent.id,))


CONSENT_ENDS = Question(
    key="q27",
    text=Text(
        "Welche Kontakte haben eine Einwilligung, die in den nächsten 60 Tagen endet?",
        "Which contacts have a consent that ends within 60 days?",
    ),
    about=(Column("contact", Text("Kontakt", "Contact")),),
    columns=(
        Column("actor", Text("Akteur", "Actor")),
        Column("role", Text("Funktion", "Function")),
        Column("scope", Text("Umfang", "Scope")),
        Column("validUntil", Text("Gilt bis", "Valid until")),
        Column("daysLeft", Text("Noch Tage", "Days left")),
    ),
    parameters=(Parameter(name="days", label=Text("Tage", "Days"), type="number", default=ENDS_WITHIN),),
    find=_ending,
)
