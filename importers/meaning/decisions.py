"""papers.csv and consultations.csv: a paper, its way through the bodies, and the resolution where a text states one."""

from graph.model import Consultation, Paper, Resolution
from graph.model.states import ConsultationResult, EventState, ResolutionResult
from importers import words
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
    """A consultation; its result is the code if there is one, else what the wording says. The vote says nothing."""
    key = external_id(intake, line, Consultation)
    draft = fill(intake, Consultation, line, key) if key is not None else None
    if draft is None:
        return
    text = line.text("result_text")
    if not line.text("result"):
        draft.values["result"] = words.result(text)
    if not line.text("state") and draft.values["result"] is not None:
        draft.values["state"] = EventState.HELD
    keep_rest(draft, line)
    intake.take(draft)
    if "resolutions" not in intake.tables:
        _take_resolution(intake, draft, text)


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
