"""Dates that can't both be right: an end before its beginning, a resolution before the consultation it comes from.

Vague dates contradict each other only where every day that the wordings allow does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from graph.contradictions.contradiction import Contradiction
from graph.dates import VagueDate
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import (
    KINDS,
    CellDecision,
    Consent,
    Consultation,
    Edge,
    Event,
    GapDecision,
    Inquiry,
    Invitation,
    Need,
    Paper,
    Plan,
    Proposal,
    Record,
    Resolution,
)
from graph.phrases import when
from graph.schema import label_of, properties, property_of
from graph.ties import is_derived

_WITHIN: tuple[tuple[type[Record], str, str], ...] = (
    (Consent, "given_on", "valid_until"),
    (Consent, "given_on", "withdrawn_on"),
    (Need, "raised_on", "ranked_on"),
    (Inquiry, "asked_on", "responded_on"),
    (CellDecision, "date", "until"),
    (GapDecision, "date", "review_on"),
    (Proposal, "proposed_on", "state_since"),
)
"""A kind, what comes first, and what comes after it."""
_ACROSS: tuple[tuple[type[Record], str, str, type[Record], str], ...] = (
    (Resolution, "date", "consultation", Consultation, "date"),
    (Plan, "adopted_on", "supersedes", Plan, "adopted_on"),
)
"""A kind, its date, the record that it names, and the date of that, which comes first."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """One of the dates of a record."""

    record: Record
    name: str

    @property
    def on(self) -> VagueDate | None:
        value = getattr(self.record, self.name)
        return VagueDate.on(value) if isinstance(value, date) else value

    @property
    def label(self) -> Text:
        """What it is called; a plain “date” says of what."""
        label = property_of(type(self.record), self.name).label
        if self.name not in ("date", "adopted_on"):
            return label
        title = label_of(self.record)
        return Text(f"{label.de} von „{title}“", f"{label.en} of “{title}”")


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each record and pair of its dates."""
    view, dataset = situation.view, situation.dataset
    for kind, first, second in (*_spans(), *_WITHIN):
        for record in view.all(kind, dataset):
            if not is_derived(record):  # what is said of a tie stands at its evidence
                yield from _compared(situation, record, _Dated(record, first), _Dated(record, second))
    for kind, later, link, named, earlier in _ACROSS:
        for record in view.all(kind, dataset):
            before = view.one(named, getattr(record, link))
            if before is not None:
                yield from _compared(situation, record, _Dated(before, earlier), _Dated(record, later))
    for invitation in view.all(Invitation, dataset):
        event = view.one(Event, invitation.target)
        if event is not None:
            yield from _compared(situation, invitation, _Dated(invitation, "invited_on"), _Dated(event, "date"))
    for paper in view.all(Paper, dataset):
        yield from _steps(situation, paper)


def _spans() -> Iterator[tuple[type[Record], str, str]]:
    """Every kind with a beginning and an end."""
    for kind in KINDS.values():
        names = {prop.name for prop in properties(kind)}
        for first, second in (("start", "end"), ("since", "until")):
            if {first, second} <= names:
                yield kind, first, second


def _steps(situation: Situation, paper: Paper) -> Iterator[Contradiction]:
    """The bodies that a paper goes through: a later step can't lie before an earlier one."""
    steps = [step for step in situation.view.referring(paper.id, Consultation, "paper") if step.order is not None]
    steps.sort(key=lambda step: (step.order, step.external_id))
    for one, other in pairwise(steps):
        if one.order != other.order:
            yield from _compared(situation, other, _Dated(one, "date"), _Dated(other, "date"))


def _compared(situation: Situation, subject: Record, first: _Dated, second: _Dated) -> Iterator[Contradiction]:
    """Nothing, or that what should come second certainly lies before what should come first."""
    begun, over = first.on, second.on
    if begun is None or over is None or begun.earliest is None or not over.certainly_before(begun.earliest):
        return
    yield Contradiction(
        subject=subject,
        key="|".join((first.name, second.name) if first.record is second.record else (second.name, first.record.id)),
        message=Text(
            "Bei „{subject}“ passt die Reihenfolge nicht: {second} ({over}) liegt vor {first} ({begun}).",
            "The order of “{subject}” can't be right: {second} ({over}) lies before {first} ({begun}).",
        ).fill(
            subject=_name(situation, subject),
            first=first.label, begun=when(begun),
            second=second.label, over=when(over),
        ),
        sides=(_side(first, begun), _side(second, over)),
    )  # fmt: skip


def _side(dated: _Dated, on: VagueDate) -> Evidence:
    told = Text("{label}: {when}.", "{label}: {when}.").fill(label=dated.label, when=when(on))
    return Evidence(told, (*dated.record.stated_in, dated.record.id))


def _name(situation: Situation, record: Record) -> str:
    if isinstance(record, Edge):
        return " – ".join(situation.names((record.source, record.target)))
    return label_of(record)
