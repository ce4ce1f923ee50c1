"""contacts.csv and consents.csv: a function is a contact; a person's name is kept only with a consent in force."""

from datetime import date

from graph.language import Text
from graph.model import Consent, Contact
from graph.model.states import Visibility
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
    _fill_person(intake, draft, line)
    keep_rest(draft, line)
    intake.take(draft)


def _fill_person(intake: Intake, draft: Draft, line: Line) -> None:
    name = line.text("person_name")
    draft.values["person_name"] = None
    if not name:
        return
    if _has_consent(intake, draft, line.text("consent_id")):
        draft.values["person_name"] = name
    else:
        intake.leave_out(line.spot("person_name", ""), "NO_CONSENT", _NO_CONSENT)


def _has_consent(intake: Intake, draft: Draft, consent_id: str) -> bool:
    """Whether a consent for this contact is in force today, from this import or the store."""
    stated = intake.known.get("Consent", consent_id)
    if stated is None:
        return False
    contacts = [link.key for link in stated.links.get("contact", ())]
    return contacts == [draft.external_id] and _in_force(stated.values, intake.now.date())


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
    keep_rest(draft, line)
    intake.take(draft)


_NO_CONSENT = Text(
    "Der Name der Person wird nicht gespeichert: Es gilt keine Einwilligung.",
    "The person's name is not stored: no consent is in force.",
)
_DAY_NEEDED = Text("Eine Einwilligung braucht genaue Tage.", "A consent needs exact days.")
