"""contacts.csv and consents.csv: a function is a contact; a person's name is kept only with a consent in force."""

from datetime import date

from graph.language import Text
from graph.model import Consent, Contact, global_id
from graph.model.states import Visibility
from graph.phrases import day
from importers import dates
from importers.drafts import Draft
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.sheets import Line


def contact(intake: Intake, line: Line) -> None:
    """A contact; without a mark `public` it is for the office alone."""
    key = external_id(intake, line, Contact)
    draft = fill(intake, Contact, line, key, skip=("person_name",)) if key is not None else None
    if draft is None:
        return
    draft.used.add("person_name")
    draft.values.setdefault("visibility", Visibility.INTERNAL)
    ref = global_id(intake.dataset, Contact.__name__, draft.external_id)
    erased_on = intake.erased_on(ref)
    agreed = _has_consent(intake, draft, line.text("consent_id"), erased_on)
    if erased_on is not None and not agreed:
        intake.leave_out(line.spot(), "ERASED", _ERASED.fill(day=day(erased_on)))
        if ref not in intake.held:
            return
        for name in ("email", "phone", "note"):
            draft.values.pop(name, None)
    else:
        _fill_person(intake, draft, line, agreed=agreed)
        keep_rest(draft, line)
    intake.take(draft)


def _fill_person(intake: Intake, draft: Draft, line: Line, *, agreed: bool) -> None:
    name = line.text("person_name")
    draft.values["person_name"] = name if name and agreed else None
    if name and not agreed:
        intake.leave_out(line.spot("person_name", ""), "NO_CONSENT", _NO_CONSENT)


def _has_consent(intake: Intake, draft: Draft, consent_id: str, erased_on: date | None) -> bool:
    """Whether a consent for this contact is in force today, from this import or the store.

    Where the person was erased, it has to be given since; and what was withdrawn in the store stays withdrawn.
    """
    stated = intake.known.get("Consent", consent_id)
    if stated is None:
        return False
    contacts = [link.key for link in stated.links.get("contact", ())]
    given = stated.values.get("given_on")
    is_new = erased_on is None or (isinstance(given, date) and given > erased_on)
    return is_new and contacts == [draft.external_id] and _in_force(stated.values, intake.now.date())


def _in_force(values: dict[str, object], today: date) -> bool:
    given, until, withdrawn = (values.get(name) for name in ("given_on", "valid_until", "withdrawn_on"))
    is_given = isinstance(given, date) and given <= today
    is_over = isinstance(until, date) and until < today
    return is_given and not is_over and withdrawn is None


def consent(intake: Intake, line: Line) -> None:
    """A consent; a day on it that can't be read refuses the row, for nobody may guess how long it holds."""
    key = external_id(intake, line, Consent)
    draft = fill(intake, Consent, line, key) if key is not None else None
    if draft is None:
        return
    for column in ("given_on", "valid_until", "withdrawn_on"):
        if line.text(column) and dates.parse_day(line.text(column)) is None:
            intake.refuse(line.spot(column), "NOT_A_DAY", _DAY_NEEDED)
            return
    draft.values["visibility"] = Visibility.INTERNAL
    _keep_withdrawn(intake, draft, line)
    keep_rest(draft, line)
    intake.take(draft)


def _keep_withdrawn(intake: Intake, draft: Draft, line: Line) -> None:
    """A consent that was withdrawn does not come back with an older list; a new one has an id of its own."""
    held = intake.held.get(global_id(intake.dataset, Consent.__name__, draft.external_id))
    withdrawn = held.withdrawn_on if isinstance(held, Consent) else None
    if withdrawn is not None and draft.values.get("withdrawn_on") is None:
        draft.values["withdrawn_on"] = withdrawn
        intake.leave_out(line.spot(), "WITHDRAWN", _WITHDRAWN.fill(day=day(withdrawn)))


_ERASED = Text(
    "Die Person hinter diesem Kontakt wurde am {day} gelöscht. Ohne neue Einwilligung wird sie nicht übernommen.",
    "The person behind this contact was erased on {day}. Without a new consent they are not taken.",
)
_WITHDRAWN = Text(
    "Diese Einwilligung wurde am {day} widerrufen und bleibt es. Eine neue braucht eine eigene Kennung.",
    "This consent was withdrawn on {day} and stays so. A new one needs an id of its own.",
)
_NO_CONSENT = Text(
    "Der Name der Person wird nicht gespeichert: Es gilt keine Einwilligung.",
    "The person's name is not stored: no consent is in force.",
)
_DAY_NEEDED = Text("Eine Einwilligung braucht genaue Tage.", "A consent needs exact days.")
