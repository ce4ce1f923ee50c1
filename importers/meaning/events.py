"""events.csv, attendances.csv, participation.csv: what took place, who was invited and came, how many were counted."""

from graph.language import Text
from graph.model import Attendance, Event, Invitation, Participation
from graph.model.states import Known
from graph.office.amounts import understood
from importers import words
from importers.drafts import Draft, Link
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.sheets import Line


def event(intake: Intake, line: Line) -> None:
    """An event; what it is about is a plan if the row's measure is one."""
    key = external_id(intake, line, Event)
    draft = fill(intake, Event, line, key) if key is not None else None
    if draft is not None:
        plan_instead_of_measure(intake, draft)
        keep_rest(draft, line)
        intake.take(draft)


def plan_instead_of_measure(intake: Intake, draft: Draft) -> None:
    """A row of measures.csv that is a concept is referred to as measure; it is the draft's plan."""
    about, plan = draft.links.get("measure", []), draft.links.get("plan", [])
    if about and not plan and intake.known.find(about[0].kinds, about[0].key) == ("Plan", about[0].key):
        draft.link("plan", [Link.of(draft.kind, "plan", about[0].key, about[0].spot)])
        draft.link("measure", [])


def attendance(intake: Intake, line: Line) -> None:
    """What became of one invitation: who was invited and who came are two facts, each with an edge of its own."""
    key = external_id(intake, line, Invitation)
    draft = fill(intake, Invitation, line, key, skip=("source", "target")) if key is not None else None
    if draft is None:
        return
    invited = words.flag(line.text("invited")) if line.has("invited") else True
    if line.text("invited") and invited is None:
        intake.refuse(line.spot("invited"), "NOT_YES_OR_NO", _NOT_YES_OR_NO.fill(value=line.text("invited")))
        return
    draft.used |= {"event_id", "actor_id", "invited"}
    for name, column in (("source", "actor_id"), ("target", "event_id")):
        draft.link(name, [Link.of(Invitation, name, line.text(column), line.spot(column))])
    keep_rest(draft, line)
    came = draft.values.get("attended") is Known.YES
    if invited:
        intake.take(draft)
    if came:
        intake.take(_attendance(draft))
    if not invited and not came:
        intake.leave_out(line.spot(), "NEITHER_INVITED_NOR_THERE", _NEITHER)


def _attendance(invitation: Draft) -> Draft:
    kept: dict[str, object] = {
        name: invitation.values[name] for name in ("invented", "daypart") if name in invitation.values
    }
    draft = Draft(Attendance, invitation.external_id, invitation.spot, kept)
    for name in ("source", "target", "stated_in"):
        draft.link(name, invitation.links.get(name, ()))
    return draft


def head_count(intake: Intake, line: Line) -> None:
    """A head count; where only the wording names the number (“etwa 140”), it is taken from there."""
    key = external_id(intake, line, Participation)
    skip = ("invited", "attended", "invited_text", "attended_text")
    draft = fill(intake, Participation, line, key, skip=skip) if key is not None else None
    if draft is None:
        return
    draft.used.update(skip)
    for name in ("invited", "attended"):
        number, wording = line.text(name), line.text(f"{name}_text")
        counted = understood(number or wording)
        if number and counted is None:
            intake.refuse(line.spot(name), "NOT_A_NUMBER", _NOT_A_NUMBER.fill(value=number))
            return
        draft.values[name] = counted.value if counted is not None else None
        draft.values[f"{name}_text"] = wording or (number if number and not number.isdigit() else None)
    keep_rest(draft, line)
    intake.take(draft)


_NOT_YES_OR_NO = Text(
    "„{value}“ ist weder ja noch nein. Möglich: ja, nein.", "“{value}” is neither yes nor no. Possible: yes, no."
)
_NOT_A_NUMBER = Text("„{value}“ nennt keine Zahl.", "“{value}” names no number.")
_NEITHER = Text("Weder eingeladen noch gekommen: nichts zu übernehmen.", "Neither invited nor there: nothing to take.")
