"""responsibilities.csv: by its role a row is a responsibility, a contribution, a membership, an invitation or a claim.

Or it names one more funder, body, addressee or venue of what it is about.
"""

from collections import defaultdict

from graph.language import Text
from graph.model import Claim, Contribution, Edge, Invitation, Membership, Responsibility
from graph.model.states import ResponsibilityState, Role
from graph.schema import kind_named
from importers import words
from importers.acceptance import unstated
from importers.drafts import Addition, Draft, Link
from importers.filling import fill, keep_rest
from importers.intake import Intake
from importers.meaning import invitations
from importers.sheets import Line

_TARGETS = ("Measure", "Offer", "Duty", "Plan", "Group", "Goal", "Need", "Term")
_NO_LONGER = (ResponsibilityState.DECLINED, ResponsibilityState.ENDED)
_ANSWERS = {"LEAD": Role.LEAD, "SHARED": Role.SHARED, "SUPPORTING": Role.SUPPORTING}
_ADDS = {"FUNDS": "funders", "DECIDES": "decided_by", "ADDRESSED": "addressees", "VENUE": "venues"}
_UNDERTAKINGS = ("Measure", "Offer", "Plan")


def responsibility(intake: Intake, line: Line) -> None:
    """One row: what it is depends on the role and on what it names."""
    role = _role(intake, line)
    if role is None:
        return
    target = _target(intake, line)
    kind = target[0] if target else "Measure"
    wording = line.text("source_wording")
    is_worded_so = role == "CONTRIBUTES" and words.mentions("cooperations", "invitation", wording)
    if target is not None and (role == "INVITED" or is_worded_so):
        _take_invitation(intake, line, target)
    elif role in _ADDS and kind in _UNDERTAKINGS:
        _add(intake, line, kind, _ADDS[role])
    elif kind == "Group" and (role in _ANSWERS or role == "CONTRIBUTES"):
        _take_edge(intake, line, Membership, "Group", {"role": line.text("role") or None})
    elif role in _ANSWERS and kind in ("Measure", "Offer", "Duty"):
        _take_responsibility(intake, line, kind, role)
    elif role == "CONTRIBUTES" and kind in ("Measure", "Offer"):
        _take_edge(intake, line, Contribution, kind, {"what": wording or None})
        if words.is_one_of("cooperations", "venue_alone", wording):
            _add(intake, line, kind, "venues")
    elif kind == "Duty":
        intake.refuse(line.spot("role"), "ROLE_NOT_FOR_DUTY", _NOT_FOR_DUTY.fill(role=line.text("role")))
    else:
        _take_claim(intake, line, kind)


def _role(intake: Intake, line: Line) -> str | None:
    """What the row is, from the code if there is one, else from the word."""
    code, word = line.text("role_code"), line.text("role")
    if code:
        known = words.state(Role, code)
        if known is None:
            listed = ", ".join(words.state_words(Role))
            intake.refuse(line.spot("role_code"), "UNKNOWN_ROLE", _UNKNOWN_ROLE.fill(role=code, words=listed))
        return known.value if known else None
    meant = words.role(word)
    if meant is None:
        listed = ", ".join(words.role_words())
        intake.refuse(line.spot("role"), "UNKNOWN_ROLE", _UNKNOWN_ROLE.fill(role=word, words=listed))
    return meant


def _target(intake: Intake, line: Line) -> tuple[str, str] | None:
    named = line.text("target_kind").casefold()
    kinds = tuple(kind for kind in _TARGETS if kind.casefold() == named) or _TARGETS
    return intake.known.find(kinds, line.text("measure_id"))


def _ends(intake: Intake, line: Line, kind: type[Edge], target_kind: str) -> tuple[Link, Link]:
    source = Link.of(kind, "source", line.text("actor_id"), line.spot("actor_id"))
    target = Link.of(kind, "target", line.text("measure_id"), line.spot("measure_id"), (target_kind,))
    return source, target


def _key(intake: Intake, line: Line, kind: str) -> str:
    """The row's own id, else what it names and whom: one edge for each pair."""
    actor = intake.known.find(("Actor",), line.text("actor_id"))
    target = intake.known.find((kind,), line.text("measure_id"))
    ends = (target[1] if target else line.text("measure_id"), actor[1] if actor else line.text("actor_id"))
    return line.text("responsibility_id") or "|".join(ends)


def _take_edge(
    intake: Intake, line: Line, kind: type[Edge], target_kind: str, values: dict[str, object]
) -> Draft | None:
    key = _key(intake, line, target_kind)
    if line.text("responsibility_id") and not intake.claim(line, key):
        return None
    draft = fill(intake, kind, line, key, skip=("source", "target", *values))
    if draft is None:
        return None
    draft.values |= values
    draft.used |= {"measure_id", "actor_id", "role", "role_code", "target_kind", "source_wording"}
    source, target = _ends(intake, line, kind, target_kind)
    draft.link("source", [source])
    draft.link("target", [target])
    keep_rest(draft, line)
    first = intake.drafts.get(draft.identity)
    if first is not None:
        return _joined(first, draft)
    intake.take(draft)
    return draft


def _joined(first: Draft, second: Draft) -> Draft:
    """A second row on the same pair is a second source of the same edge, not a second edge."""
    first.links["stated_in"] = [*first.links.get("stated_in", ()), *second.links.get("stated_in", ())]
    for name in ("role_text", "wording", "what"):
        said = [str(d.values[name]) for d in (first, second) if d.values.get(name)]
        if said:
            first.values[name] = "; ".join(dict.fromkeys(said))
    given = {draft.values.get("role") for draft in (first, second)}
    if strongest := next((role for role in Role if role in given), None):
        first.values["role"] = strongest
    return first


def _take_responsibility(intake: Intake, line: Line, kind: str, role: str) -> None:
    draft = _take_edge(intake, line, Responsibility, kind, {"role": _ANSWERS[role]})
    if draft is None:
        return
    if not line.text("state"):
        carries = kind == "Offer" and words.is_one_of("carriers", "words", line.text("role"))
        draft.values["state"] = unstated(intake, draft.external_id, carries=carries)
    if not line.text("role_code"):
        intake.worded_roles.add(draft.identity)


def share_leads(intake: Intake) -> None:
    """Several leads of one thing share it. Only roles given as words are understood so; a code decides itself."""
    leads: dict[tuple[str, str], set[str]] = defaultdict(set)
    for draft in intake.known.all("Responsibility"):
        is_lead = draft.values["role"] in (Role.LEAD, Role.SHARED) and draft.values.get("state") not in _NO_LONGER
        if is_lead:
            leads[_end(draft)].add(draft.links["source"][0].key)
    for draft in intake.of_kind("Responsibility"):
        if draft.values["role"] is Role.LEAD and draft.identity in intake.worded_roles and len(leads[_end(draft)]) > 1:
            draft.values["role"] = Role.SHARED


def _end(draft: Draft) -> tuple[str, str]:
    link = draft.links["target"][0]
    return link.kinds[0], link.key


def _add(intake: Intake, line: Line, kind: str, name: str) -> None:
    target = Link.of(Responsibility, "target", line.text("measure_id"), line.spot("measure_id"), (kind,))
    actor = Link.of(kind_named(kind), name, line.text("actor_id"), line.spot("actor_id"), ("Actor",))
    intake.additions.append(Addition(target, name, actor))


def _take_invitation(intake: Intake, line: Line, target: tuple[str, str]) -> None:
    event = invitations.event_for(intake, target, line.text("source_wording"))
    if event is None:
        _take_claim(intake, line, target[0])
        return
    actor = line.text("actor_id")
    wording = line.text("source_wording") or None
    draft = Draft(Invitation, f"{event}|{actor}", line.spot(), {"wording": wording})
    draft.link("source", [Link.of(Invitation, "source", actor, line.spot("actor_id"))])
    draft.link("target", [Link.of(Invitation, "target", event, line.spot("measure_id"))])
    _fill_common(intake, draft, line)
    intake.take(draft)


def _take_claim(intake: Intake, line: Line, kind: str) -> None:
    """A source names the actor for something that nobody answers for: a plan, a field, a goal, a need."""
    role, wording = line.text("role"), line.text("source_wording")
    actor, about = line.text("actor_id"), line.text("measure_id")
    named = intake.known.find(("Actor",), actor)
    values: dict[str, object] = {
        "subject": intake.known.title(kind, about),
        "property": role,
        "value": intake.known.title("Actor", named[1]) if named else actor,
        "quote": wording or None,
    }
    draft = Draft(Claim, f"{about}|{actor}|{role}", line.spot(), values)
    draft.link("about", [Link.of(Claim, "about", about, line.spot("measure_id"), (kind,))])
    draft.link("actor", [Link.of(Claim, "actor", actor, line.spot("actor_id"))])
    _fill_common(intake, draft, line)
    intake.take(draft)


def _fill_common(intake: Intake, draft: Draft, line: Line) -> None:
    """Source, note and mark of invention, which every record has."""
    known = fill(intake, draft.kind, line, draft.external_id, skip=(*draft.values, *draft.links))
    if known is not None:
        for name in ("invented", "note", "source_date"):
            if name in known.values:
                draft.values[name] = known.values[name]
        draft.link("stated_in", known.links.get("stated_in", ()))


_UNKNOWN_ROLE = Text(
    "„{role}“ ist keine bekannte Rolle. Bekannt sind zum Beispiel: {words}.",
    "“{role}” is no known role. Known are for example: {words}.",
)
_NOT_FOR_DUTY = Text(
    "Die Rolle „{role}“ gibt es bei Pflichtaufgaben nicht; dort steht nur, wer zuständig ist.",
    "There is no role “{role}” for duties; they only have somebody responsible.",
)
