"""Which workshops and groups nobody speaks for in the group that edits the concept."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Group, Membership, Ref
from graph.office.participation import Meetings
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row
from graph.questions.wording import written
from graph.text import sort_key
from graph.validity import in_force


def _nobody_speaks(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Workshops that no member was sent from, and groups that share no member with the editing group.

    Everybody who was a member by the day counts, also of a group whose work is done. Unknown for workshops where no
    member's workshop is on record, for groups of which no member is.
    """
    if asked["group"] is None:
        return
    editing = situation.view.referring(asked["group"].id, Membership, "target")
    editing = tuple(member for member in editing if in_force(member.since, None, situation.on))
    yield from _workshops(situation, {member.from_event for member in editing if member.from_event is not None})
    yield from _groups(situation, asked["group"])


def _workshops(situation: Situation, spoken_for: set[Ref]) -> Iterator[Row]:
    meetings = Meetings(situation.view, situation.dataset, situation.on)
    for workshop in meetings.workshops:
        if workshop.id not in spoken_for:
            cells = (_names(situation, meetings.present.get(workshop.id, frozenset())), written(workshop.date))
            yield Row((workshop,), cells, Truth.YES if spoken_for else Truth.UNKNOWN)


def _groups(situation: Situation, editing: Group) -> Iterator[Row]:
    inside = _members(situation, editing)
    for group in situation.view.all(Group, situation.dataset):
        members = _members(situation, group)
        if group.id != editing.id and not members & inside:
            yield Row((group,), (_names(situation, members), None), Truth.YES if members and inside else Truth.UNKNOWN)


def _names(situation: Situation, actors: Set[Ref]) -> str | None:
    return "; ".join(sorted(situation.names(actors), key=sort_key)) or None


def _members(situation: Situation, group: Group) -> set[Ref]:
    """Everybody who was a member by the day, and who chairs it."""
    members = situation.view.referring(group.id, Membership, "target")
    found = {member.source for member in members if in_force(member.since, None, situation.on)}
    return found | {group.chair} if group.chair is not None else found


NOBODY_SPEAKS = Question(
    key="q07",
    text=Text(
        "Aus welchen Workshops oder Gruppen sitzt niemand in der Lektorengruppe?",
        "Which workshops or groups have nobody in the editing group?",
    ),
    about=(Column("from", Text("Workshop oder Gremium", "Workshop or group")),),
    columns=(
        Column("whoToAsk", Text("Wer dabei war oder Mitglied ist", "Who was there or is a member")),
        Column("date", Text("Datum", "Date")),
    ),
    parameters=(
        Parameter(
            name="group",
            label=Text("Redaktionsgruppe", "Editing group"),
            kinds=("Group",),
            default=("Lektorengruppe", "Redaktionsgruppe", "Redaktionsteam", "Redaktion"),
        ),
    ),
    find=_nobody_speaks,
)
