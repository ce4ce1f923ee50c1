"""What each row is: tables become drafts, one file here for each table whose rows are more than their cells say."""

from collections.abc import Callable, Iterable

from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.meaning import (
    actors,
    claims,
    contacts,
    cooperations,
    decisions,
    events,
    measures,
    responsibilities,
)
from importers.places import from_town_halls, place
from importers.sheets import Line, Sheet, kinds_of

Meaning = Callable[[Intake, Line], None]

_BY_TABLE: dict[str, Meaning] = {
    "places": place,
    "actors": actors.actor,
    "measures": measures.measure,
    "offers": measures.offer,
    "plans": measures.plan,
    "events": events.event,
    "attendances": events.attendance,
    "participation": events.head_count,
    "responsibilities": responsibilities.responsibility,
    "papers": decisions.paper,
    "consultations": decisions.consultation,
    "cooperations": cooperations.cooperation,
    "wishes": cooperations.wish,
    "claims": claims.claim,
    "contacts": contacts.contact,
    "consents": contacts.consent,
    "tie_reports": cooperations.tie_report,
}


def understand(intake: Intake, sheets: Iterable[Sheet]) -> None:
    """Turn the rows of all tables into drafts; the tables come in the order in which one builds on the other."""
    listed = list(sheets)
    intake.sheets += listed
    intake.tables.update(sheet.name for sheet in listed)
    with_places = False
    for sheet in listed:
        if sheet.name not in ("sources", "places", "terms", "plans", "actors") and not with_places:
            from_town_halls(intake)
            with_places = True
        meaning = _BY_TABLE.get(sheet.name, plain)
        for line in sheet.lines():
            meaning(intake, line)
    if not with_places:
        from_town_halls(intake)
    measures.join_sites(intake)
    measures.join_bodies(intake)
    responsibilities.share_leads(intake)


def plain(intake: Intake, line: Line) -> None:
    """A row that is one record of one kind, cell by cell."""
    (kind,) = kinds_of(line.sheet.name)
    key = external_id(intake, line, kind)
    draft = fill(intake, kind, line, key) if key is not None else None
    if draft is not None:
        keep_rest(draft, line)
        intake.take(draft)
