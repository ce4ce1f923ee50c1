"""papers.csv and consultations.csv: a paper, its way through the bodies, and the resolution where a text states one."""

from graph.language import Text
from graph.model import Consultation, Paper, Resolution
from graph.model.states import ConsultationResult, EventState, ResolutionResult
from importers import results, words
from importers.drafts import Draft, Link
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.meaning.events import plan_instead_of_measure
from importers.sheets import Line

_DECIDED = {
    ConsultationResult.AS_PROPOSED: ResolutionResult.ADOPTED,
    ConsultationResult.AMENDED: ResolutionResult.ADOPTED,
    ConsultationResult.REJECTED: ResolutionResult.REJECTED,
}


def paper(intake: Intake, line: Line) -> None:
    """A paper; about a plan if its measure is one."""
    key = external_id(intake, line, Paper)
    draft = fill(intake, Paper, line, key) if key is not None else None
    if draft is not None:
        plan_instead_of_measure(intake, draft)
        keep_rest(draft, line)
        intake.take(draft)


def consultation(intake: Intake, line: Line) -> None:
    """A consultation; its result is the code if there is one, else what the wording says. The vote says nothing.

    Votes that only the wording names are taken from there. A wording that names no result is reported, and kept.
    """
    key = external_id(intake, line, Consultation)
    draft = fill(intake, Consultation, line, key) if key is not None else None
    if draft is None:
        return
    text = line.text("result_text")
    if not line.text("result"):
        draft.values["result"] = _result(text, line.text("amendment"))
        if draft.values["result"] is None and not results.is_open(text):
            intake.leave_out(line.spot("result_text"), "RESULT_NOT_UNDERSTOOD", _NOT_UNDERSTOOD)
    for name, number in results.votes(text).items():
        if not line.text(name):
            draft.values[name] = number
    if not line.text("state") and draft.values["result"] is not None:
        draft.values["state"] = EventState.HELD
    keep_rest(draft, line)
    intake.take(draft)
    if "resolutions" not in intake.tables:
        _take_resolution(intake, draft, text)


def _result(text: str, amendment: str) -> ConsultationResult | None:
    """What the wording says; a change that a body carried by its vote (“mehrheitlich”) is one that it made."""
    found = results.result(text)
    return ConsultationResult.AMENDED if found is None and amendment and results.carried(text) else found


def _take_resolution(intake: Intake, draft: Draft, text: str) -> None:
    """The resolution that a consultation's text states, where no resolutions.csv says which there are.

    A recommendation to another body is none, nor is what was deferred, referred or taken note of.
    """
    result = draft.values["result"]
    decided = _DECIDED.get(result) if isinstance(result, ConsultationResult) else None
    if decided is None or words.mentions("resolutions", "recommendations", text):
        return
    invented = draft.values.get("invented", False)
    made = Draft(Resolution, draft.external_id, draft.spot, {"result": decided, "invented": invented})
    made.values["title"] = text
    made.values["date"] = draft.values.get("date")
    made.link("body", _again(draft, "body"))
    made.link("consultation", [Link.of(Resolution, "consultation", draft.external_id, draft.spot)])
    made.link("stated_in", draft.links.get("stated_in", ()))
    for link in draft.links.get("paper", ()):
        _fill_from_paper(intake, made, link.key)
    intake.take(made)


def _fill_from_paper(intake: Intake, made: Draft, paper_id: str) -> None:
    paper = intake.known.get("Paper", paper_id)
    if paper is None:
        return
    made.values["title"] = paper.values["title"]
    for name, given in (("plan", paper.links.get("plan", ())), ("measures", paper.links.get("measure", ()))):
        made.link(name, [Link.of(Resolution, name, link.key, made.spot) for link in given])


def _again(draft: Draft, name: str) -> list[Link]:
    return [Link.of(Resolution, name, link.key, link.spot) for link in draft.links.get(name, ())]


_NOT_UNDERSTOOD = Text(
    "Was beschlossen wurde, sagt der Wortlaut nicht eindeutig. Bitte das Ergebnis eintragen.",
    "The wording does not say clearly what was decided. Please enter the result.",
)
