"""What a measure table of a district holds beside the measure: who is in charge, who takes part, the last report."""

from collections.abc import Iterator

from graph.model import Actor, Contribution, Edge, Responsibility, StatusReport
from graph.model.states import MeasureStatus, Role
from importers import dates, values, words
from importers.acceptance import unstated
from importers.drafts import Draft, Link
from importers.intake import Intake
from importers.problems import Spot
from importers.sheets import Line

_REPORT = ("status_date", "status_reason", "percent")


def named_actors(intake: Intake, line: Line, draft: Draft) -> Iterator[Draft]:
    """Responsibilities and contributions from columns with names: Federführung, Zuständig, Kooperationspartner.

    With a lead, who is “zuständig” beside it shares; names that no actor has yet become actors.
    """
    draft.used |= {"lead", "responsible", "partners"}
    leads = list(_names(intake, line, "lead"))
    for name in leads:
        yield _responsibility(intake, line, draft, "lead", name, Role.LEAD)
    for name in _names(intake, line, "responsible"):
        if name not in leads:
            role = Role.SHARED if leads else Role.LEAD
            yield _responsibility(intake, line, draft, "responsible", name, role)
    for name in _names(intake, line, "partners"):
        yield _edge(intake, line, draft, Contribution, "partners", name)


def _names(intake: Intake, line: Line, column: str) -> tuple[str, ...]:
    """The names in a cell: separated by semicolons or lines; by commas only if every part is a known actor."""
    text = line.text(column)
    names = tuple(name for name in values.parts(text) if not words.names_nobody(name))
    if len(names) == 1 and "," in text and not intake.known.find(("Actor",), text):
        by_comma = tuple(part.strip() for part in text.split(","))
        if all(intake.known.find(("Actor",), part) for part in by_comma):
            return by_comma
    return tuple(name for name in names if not intake.refuse_if_ambiguous(line.spot(column), ("Actor",), name))


def _actor(intake: Intake, draft: Draft, name: str) -> str:
    """The id of the actor that the name means; a new name becomes an actor that we know nothing else about."""
    found = intake.known.find(("Actor",), name)
    if found is not None:
        return found[1]
    named = Draft(Actor, name, Spot(""), {"name": name, "invented": draft.values.get("invented", False)})
    intake.take(named)
    intake.named_actors.add(named.identity)
    return name


def _edge(intake: Intake, line: Line, draft: Draft, kind: type[Edge], column: str, name: str) -> Draft:
    actor = _actor(intake, draft, name)
    edge = Draft(kind, f"{draft.external_id}|{actor}", line.spot())
    edge.values |= {"role_text": line.heading(column), "invented": draft.values.get("invented", False)}
    edge.link("source", [Link.of(kind, "source", actor, line.spot(column))])
    edge.link("target", [Link.of(kind, "target", draft.external_id, line.spot(), (draft.kind.__name__,))])
    edge.link("stated_in", draft.links.get("stated_in", ()))
    return edge


def _responsibility(intake: Intake, line: Line, draft: Draft, column: str, name: str, role: Role) -> Draft:
    edge = _edge(intake, line, draft, Responsibility, column, name)
    carries = draft.kind.__name__ == "Offer" and words.is_one_of("carriers", "words", line.heading(column))
    edge.values["role"] = role
    edge.values["state"] = unstated(intake, edge.external_id, carries=carries)
    if not line.text("lead"):
        intake.worded_roles.add(edge.identity)
    return edge


def status_report(intake: Intake, line: Line, draft: Draft) -> Iterator[Draft]:
    """The last report on a measure, if the row gives its day, its reason or how far it is."""
    if not any(line.text(column) for column in _REPORT):
        return
    draft.used.update(_REPORT)
    day = line.text("status_date")
    report = Draft(StatusReport, "|".join(filter(None, (draft.external_id, day))), line.spot())
    report.values |= {
        "date": dates.parse(day) if day else None,
        "status": draft.values.get("status", MeasureStatus.UNKNOWN),
        "status_text": line.text("status") or None,
        "text": line.text("status_reason") or None,
        "invented": draft.values.get("invented", False),
    }
    try:
        report.values["percent"] = values.number(line.text("percent")) if line.text("percent") else None
    except values.Unfit as unfit:
        intake.refuse(line.spot("percent"), unfit.code, unfit.reason)
        return
    report.link("measure", [Link.of(StatusReport, "measure", draft.external_id, line.spot(), (draft.kind.__name__,))])
    yield report
