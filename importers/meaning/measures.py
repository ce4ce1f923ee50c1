"""measures.csv, offers.csv, plans.csv: by its kind a row is a measure, an offer, a plan, a field, a goal …"""

import re
from collections.abc import Callable

from graph.language import Text
from graph.model import Goal, Group, Measure, Need, Offer, Plan, Term
from graph.model.states import PlaceLevel
from graph.text import fold
from importers import dates, values, words
from importers.drafts import Draft, Link
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.meaning import status, wide
from importers.sheets import Line


def measure(intake: Intake, line: Line) -> None:
    """A row of measures.csv. An unknown kind is a measure of that kind, and said so."""
    key = external_id(intake, line, Measure)
    if key is None:
        return
    word = line.text("kind")
    kind = words.row_kind(word) if word else "Measure"
    if kind is None:
        intake.leave_out(line.spot("kind"), "UNKNOWN_KIND", _UNKNOWN_KIND.fill(kind=word))
    draft = _MAKERS.get(kind or "Measure", _measure)(intake, line, key)
    if draft is not None:
        _take(intake, line, draft)


def offer(intake: Intake, line: Line) -> None:
    """A row of offers.csv."""
    key = external_id(intake, line, Offer)
    draft = _offer(intake, line, key) if key is not None else None
    if draft is not None:
        _take(intake, line, draft)


def plan(intake: Intake, line: Line) -> None:
    """A row of plans.csv."""
    key = external_id(intake, line, Plan)
    draft = _plan(intake, line, key) if key is not None else None
    if draft is not None:
        keep_rest(draft, line)
        intake.take(draft)


def _take(intake: Intake, line: Line, draft: Draft) -> None:
    named = list(wide.named_actors(intake, line, draft))
    report = list(wide.status_report(intake, line, draft))
    keep_rest(draft, line)
    intake.take(draft)
    for further in (*named, *report):
        intake.take(further)


def _measure(intake: Intake, line: Line, key: str) -> Draft | None:
    draft = fill(intake, Measure, line, key)
    if draft is not None:
        status.understand(intake, draft, line)
        _understand_time(draft, line)
    return draft


def _offer(intake: Intake, line: Line, key: str) -> Draft | None:
    draft = fill(intake, Offer, line, key)
    if draft is not None:
        status.understand(intake, draft, line)
        _understand_time(draft, line)
    return draft


def _plan(intake: Intake, line: Line, key: str) -> Draft | None:
    draft = fill(intake, Plan, line, key, skip=("status",))
    if draft is None:
        return None
    draft.used.add("kind")
    status.understand_plan(intake, draft, line)
    _understand_time(draft, line)
    if not line.has("place_id"):
        draft.link("place", [Link.of(Plan, "place", place, draft.spot) for place in _district(intake)])
    return draft


def _district(intake: Intake) -> list[str]:
    """The territory of the dataset's plan, if the dataset is about one district."""
    found = [p.external_id for p in intake.known.all("Place") if p.values.get("level") is PlaceLevel.DISTRICT]
    return found if len(found) == 1 else []


def _term(intake: Intake, line: Line, key: str) -> Draft | None:
    """A field of action: its word is in the column for fields, the title may have a word in front of it."""
    draft = fill(intake, Term, line, key, skip=("scheme", "label", "alt_labels"))
    if draft is None:
        return None
    title = line.text("title")
    label = line.text("field") or re.sub(words.lists()["titles"]["field"], "", title)
    draft.values |= {"scheme": "field", "label": label, "alt_labels": (title,) if title != label else ()}
    draft.used |= {"kind", "title", "field"}
    return draft


def _goal(intake: Intake, line: Line, key: str) -> Draft | None:
    draft = fill(intake, Goal, line, key, skip=("text",))
    return _titled(draft, line, "text")


def _need(intake: Intake, line: Line, key: str) -> Draft | None:
    draft = _titled(fill(intake, Need, line, key, skip=("text", "places")), line, "text")
    if draft is not None:
        draft.link("places", _place_links(draft, line))
    return draft


def _group(intake: Intake, line: Line, key: str) -> Draft | None:
    """A body."""
    draft = _titled(fill(intake, Group, line, key, skip=("name", "place", "since", "until", "actor")), line, "name")
    if draft is None:
        return None
    draft.link("place", _place_links(draft, line)[:1])
    for name, column in (("since", "start"), ("until", "end")):
        draft.values[name] = dates.parse(line.text(column)) if line.text(column) else None
        draft.used.add(column)
    return draft


def _titled(draft: Draft | None, line: Line, name: str) -> Draft | None:
    if draft is not None:
        draft.values[name] = line.text("title")
        draft.used |= {"title", "kind"}
    return draft


def _place_links(draft: Draft, line: Line) -> list[Link]:
    draft.used.add("municipality")
    names = values.parts(line.text("municipality"))
    return [Link.of(Measure, "places", name, line.spot("municipality")) for name in names]


def _understand_time(draft: Draft, line: Line) -> None:
    """Where the table gives only a wording on time, start and end are taken from it."""
    if line.text("start") or line.text("end") or not line.text("time_text"):
        return
    start, end = dates.period(line.text("time_text"))
    if start is not None:
        draft.values["start"] = start
    if end is not None:
        draft.values["end"] = end


def join_bodies(intake: Intake) -> None:
    """A body of measures.csv and an actor that is called the same are the same body."""
    for draft in intake.of_kind("Group"):
        same = intake.known.named("Actor", str(draft.values.get("name")))
        if "actor" not in draft.links and len(same) == 1:
            draft.link("actor", [Link.of(Group, "actor", same[0], draft.spot)])


def join_sites(intake: Intake) -> None:
    """A site is part of the offer that its title names: “Beratung, Standort Bobingen” of “Beratung”."""
    pattern = re.compile(words.lists()["titles"]["site"])
    for draft in intake.of_kind("Offer"):
        named = pattern.match(str(draft.values.get("title")))
        if named is None or draft.links.get("part_of"):
            continue
        found = [other for other in intake.known.named("Offer", named["offer"]) if other != draft.external_id]
        if len(found) == 1 and fold(str(draft.values.get("kind") or "")) == "standort":
            draft.link("part_of", [Link.of(Offer, "part_of", found[0], draft.spot, ("Offer",))])


_MAKERS: dict[str, Callable[[Intake, Line, str], Draft | None]] = {
    "Measure": _measure,
    "Offer": _offer,
    "Plan": _plan,
    "Term": _term,
    "Goal": _goal,
    "Need": _need,
    "Group": _group,
}
_UNKNOWN_KIND = Text(
    "„{kind}“ ist keine bekannte Art; die Zeile ist eine Maßnahme dieser Art.",
    "“{kind}” is no known kind; the row is a measure of that kind.",
)
