"""What the questions on responsibility, confirmation, consents and money should answer."""

from datetime import timedelta

from graph.model import (
    Actor,
    Confirmation,
    Consent,
    Consultation,
    Contact,
    Funding,
    Measure,
    Offer,
    Resolution,
)
from tests.graph.questions.facts import FINISHED, Facts
from tests.graph.questions.oracle_coverage import Rows


def granting(facts: Facts, measure: Measure) -> list[Resolution]:
    """Adopted ones on the money of this very measure that may have been taken by the day."""
    return [r for r in _on_money(facts, measure) if r.result == "ADOPTED" and not facts.lies_ahead(r.date)]


def _on_money(facts: Facts, measure: Measure) -> list[Resolution]:
    return [r for r in facts.all(Resolution) if measure.id in r.measures and r.special and r.financing]


def own_resolution(facts: Facts, measure: Measure) -> str:
    """Whether a body granted the money of this very measure: YES, NO, UNKNOWN. One that was rejected is none.

    What was decided counts before what is stated of the measure; what contradicts itself is unknown.
    """
    if any(r.date is None or facts.has_come(r.date) for r in granting(facts, measure)):
        return "YES"
    later = any(r.result == "ADOPTED" for r in _on_money(facts, measure))
    rejected = any(r.result == "REJECTED" and not facts.lies_ahead(r.date) for r in _on_money(facts, measure))
    if granting(facts, measure) or measure.own_resolution == "UNKNOWN":
        return "UNKNOWN"
    if measure.own_resolution == "YES" and not later:
        return "UNKNOWN" if rejected else "YES"
    return "NO" if rejected or later or measure.own_resolution is not None else "UNKNOWN"


def q02(facts: Facts) -> Rows:
    """Measures that need extra money and lack a resolution of their own; what is not known stays unknown."""
    rows: Rows = set()
    for measure in facts.all(Measure):
        own = own_resolution(facts, measure)
        if measure.status not in FINISHED and measure.needs_extra_funds != "NO" and own != "YES":
            rows.add(((measure.id,), "YES" if measure.needs_extra_funds == "YES" and own == "NO" else "UNKNOWN"))
    return rows


def q08(facts: Facts, paper: str) -> Rows:
    """The consultations of a paper."""
    return {((c.id,), "YES") for c in facts.all(Consultation) if c.paper == paper}


def q09(facts: Facts) -> Rows:
    """The consultations that changed something, of those that do not lie ahead."""
    consultations = [c for c in facts.all(Consultation) if not facts.lies_ahead(c.date)]
    return {((c.id,), "YES") for c in consultations if c.result == "AMENDED"}


def q10(facts: Facts) -> Rows:
    """Measures that somebody answers for, nobody of them of the district; unknown where a type is missing."""
    office = facts.labelled("actor_type", "Kreisverwaltung")
    rows: Rows = set()
    for measure in facts.all(Measure):
        answering = facts.answering(measure.id)
        if answering and not any(facts.is_a(r.source, office) for r in answering):
            typed = all((actor := facts.one(Actor, r.source)) is not None and actor.type for r in answering)
            rows.add(((measure.id,), "YES" if typed else "UNKNOWN"))
    return rows


def q11(facts: Facts) -> Rows:
    """Measures of which somebody who answers for it has not accepted."""
    return {
        ((measure.id,), "YES")
        for measure in facts.all(Measure)
        if any(r.state not in ("ACCEPTED", "ENDED") for r in facts.answering(measure.id))
    }


def q26(facts: Facts) -> Rows:
    """Measures with money under the KIM guideline and with other money at the same time."""
    rows: Rows = set()
    for measure in facts.all(Measure):
        held = [f for f in facts.all(Funding) if f.measure == measure.id and facts.holds(f.start, f.end)]
        if any(f.kim for f in held) and any(not f.kim for f in held):
            sure = any(f.kim is False for f in held)
            rows.add(((measure.id,), "YES" if sure else "UNKNOWN"))
    return rows


def q27(facts: Facts) -> Rows:
    """Contacts whose consent ends within sixty days."""
    rows: Rows = set()
    for contact in facts.all(Contact):
        for consent in facts.all(Consent):
            if contact.id != consent.contact and contact.consent != consent.id:
                continue
            ends = consent.valid_until
            given = consent.given_on is None or consent.given_on <= facts.on
            withdrawn = consent.withdrawn_on is not None and consent.withdrawn_on <= facts.on
            if ends is not None and facts.on <= ends <= facts.on + timedelta(days=60) and given and not withdrawn:
                rows.add(((contact.id,), "YES"))
    return rows


def q30(facts: Facts) -> Rows:
    """Measures and offers that the integration centre confirmed and nobody else; reports are no confirmations here."""
    centre = facts.labelled("actor_type", "Kommunales Integrationszentrum")
    rows: Rows = set()
    for entry in facts.activities:
        by: set[str | None] = set()
        if isinstance(entry, Measure) and (entry.confirmed_on is None or entry.confirmed_on <= facts.on):
            by |= set(entry.confirmed_by) or ({None} if entry.confirmed_on else set())
        if isinstance(entry, Offer) and (entry.verified_on is None or entry.verified_on <= facts.on):
            by |= {entry.verified_by} if entry.verified_by or entry.verified_on else set()
        for c in facts.all(Confirmation):
            if c.about == entry.id and c.confirmed_on is not None and c.confirmed_on <= facts.on:
                by |= {c.by} if c.confirmed_version in (None, entry.version) else set()
        known = by - {None}
        if known and all(facts.is_a(actor or "", centre) for actor in known):
            rows.add(((entry.id,), "UNKNOWN" if None in by else "YES"))
    return rows
