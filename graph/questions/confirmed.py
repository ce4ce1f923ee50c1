"""Entries on which only the integration centre has given its word."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Confirmation, Measure, Offer, Ref, StatusReport
from graph.office.actor_types import INTEGRATION_CENTRE
from graph.office.confirmation import holds
from graph.questions.accepted import ENTRY, STATUS
from graph.questions.kinds import Entrusted, asked_for, kinds_of_entry
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row
from graph.rollup import downwards
from graph.validity import in_force


@dataclass(slots=True)
class _Said:
    """Who confirmed an entry by the day: the actors, how often nobody knows who, and the last day."""

    by: dict[Ref, None] = field(default_factory=dict)
    by_somebody: bool = False
    last: date | None = None

    def add(self, actor: Ref | None, day: date | None) -> None:
        if actor is None:
            self.by_somebody = True
        else:
            self.by[actor] = None
        if day is not None:
            self.last = max(day, self.last or day)


def _only_by_centre(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Confirmed by actors of the type and nobody else; unknown where somebody confirmed of whom nobody knows who.

    A status report says how far something is, not that the entry is right, so it counts only with `reports`; who has
    reported is named beside. What nobody has confirmed at all is not an answer.
    """
    if asked["actorType"] is None:
        return
    types = downwards(situation.view, asked["actorType"].id)
    centre = {a.id for a in situation.view.all(Actor, situation.dataset) if not types.isdisjoint(a.type)}
    confirmations: dict[Ref, list[Confirmation]] = defaultdict(list)
    for one in situation.view.all(Confirmation, situation.dataset):
        if one.about is not None:
            confirmations[one.about].append(one)
    for entry in asked_for(situation, asked):
        said = _said(situation, entry, confirmations[entry.id])
        reporters = _reporters(situation, entry)
        if asked["reports"]:
            for reporter in reporters:
                said.add(reporter, None)
        if said.by and centre.issuperset(said.by):
            others = "; ".join(situation.names(r for r in reporters if r not in centre)) or None
            cells = ("; ".join(situation.names(said.by)), said.last, others, getattr(entry, "status", None))
            yield Row((entry,), cells, Truth.UNKNOWN if said.by_somebody else Truth.YES)


def _said(situation: Situation, entry: Entrusted, confirmations: list[Confirmation]) -> _Said:
    said = _Said()
    if isinstance(entry, Measure) and (entry.confirmed_on is None or entry.confirmed_on <= situation.on):
        for actor in entry.confirmed_by or ((None,) if entry.confirmed_on else ()):
            said.add(actor, entry.confirmed_on)
    checked = isinstance(entry, Offer) and (entry.verified_on is not None or entry.verified_by is not None)
    if isinstance(entry, Offer) and checked and (entry.verified_on is None or entry.verified_on <= situation.on):
        said.add(entry.verified_by, entry.verified_on)
    for one in confirmations:
        if one.confirmed_on is not None and one.confirmed_on <= situation.on and holds(one, entry):
            said.add(one.by, one.confirmed_on)
    return said


def _reporters(situation: Situation, entry: Entrusted) -> list[Ref]:
    """Who has reported on it by the day."""
    reports = situation.view.referring(entry.id, StatusReport, "measure")
    return list(dict.fromkeys(r.by for r in reports if r.by is not None and in_force(r.date, None, situation.on)))


ONLY_BY_CENTRE = Question(
    key="q30",
    text=Text(
        "Welche Einträge hat außer dem KI noch niemand bestätigt?",
        "Which entries has nobody but the KI confirmed?",
    ),
    about=(ENTRY,),
    columns=(
        Column("confirmedBy", Text("Bestätigt von", "Confirmed by")),
        Column("confirmedOn", Text("Zuletzt am", "Last on")),
        Column("reportedBy", Text("Sachstand gemeldet von", "Status reported by")),
        STATUS,
    ),
    parameters=(
        Parameter(
            name="actorType",
            label=Text("Akteurstyp", "Type of actor"),
            kinds=("Term",),
            scheme="actor_type",
            default=INTEGRATION_CENTRE,
        ),
        kinds_of_entry("Measure, Offer"),
        Parameter(
            name="reports",
            label=Text("Sachstandsmeldungen zählen mit", "Status reports count as well"),
            type="switch",
            default=False,
        ),
    ),
    find=_only_by_centre,
)
