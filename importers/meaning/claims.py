"""claims.csv: one source's word on one property. Contradicting claims stand side by side."""

from graph.model import Claim
from importers.drafts import Link
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.problems import Spot
from importers.sheets import Line

_PLAN_WORDS = ("konzept", "integrationskonzept", "integrationsplan")


def claim(intake: Intake, line: Line) -> None:
    """A claim, joined to its subject by id, else by the subject's name."""
    key = external_id(intake, line, Claim)
    draft = fill(intake, Claim, line, key, skip=("about",)) if key is not None else None
    if draft is None:
        return
    draft.used |= {"subject_id", "subject_kind"}
    kinds = _kinds(line)
    if line.text("subject_id"):
        draft.link("about", [Link.of(Claim, "about", line.text("subject_id"), line.spot("subject_id"), kinds)])
    else:
        found = _by_name(intake, kinds, line.text("subject"))
        draft.link("about", [Link.of(Claim, "about", found[1], line.spot("subject"), (found[0],))] if found else [])
    keep_rest(draft, line)
    intake.take(draft)


def _kinds(line: Line) -> tuple[str, ...]:
    allowed = Link.of(Claim, "about", "", Spot("")).kinds
    named = tuple(kind for kind in allowed if kind.casefold() == line.text("subject_kind").casefold())
    return named or allowed


def _by_name(intake: Intake, kinds: tuple[str, ...], subject: str) -> tuple[str, str] | None:
    """What is called so; and “Integrationskonzept” means the plan, if the dataset has one only."""
    found = intake.known.find(kinds, subject) if subject else None
    if found is None and subject.casefold() in _PLAN_WORDS:
        plans = list(intake.known.all("Plan"))
        return plans[0].identity if len(plans) == 1 else None
    return found
