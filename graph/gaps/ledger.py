"""The ledger of gaps: which opened, closed and opened again when, by which change, and what was decided about them.

Nothing of it is stored: it is worked out from the log, by looking at what was known on a number of days. A gap is one
thing over time by its id. What is unknown is no open gap; that an open one became unknown is told, and is no closing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from graph.dates import months_before
from graph.errors import NotAllowed
from graph.gaps.causes import Cause, caused
from graph.gaps.checkpoints import Step, chosen_days, revision_days, steps
from graph.gaps.find import gaps_of
from graph.gaps.gap import Gap, Truth
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import GapDecision, Ref
from graph.model.states import GapState, State
from graph.picture import Pictures, View
from graph.rights import Viewer
from graph.store import Store

Basis = Literal["known", "valid"]

_MONTHS = 24  # how far the basis `valid` looks back


class What(State):
    """What happened to a gap."""

    OPENED = "OPENED", "geöffnet", "opened"
    CLOSED = "CLOSED", "geschlossen", "closed"
    REOPENED = "REOPENED", "wieder geöffnet", "opened again"
    BECAME_UNKNOWN = "BECAME_UNKNOWN", "nicht mehr bekannt", "no longer known"
    KNOWN_AGAIN = "KNOWN_AGAIN", "wieder bekannt", "known again"
    DECIDED = "DECIDED", "entschieden", "decided"
    UNDECIDED = "UNDECIDED", "Entscheidung gilt nicht mehr", "decision no longer holds"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a gap, seen on a day; between that day and the one looked at before.

    `cause` says whether a change to what the gap rests on, another change, or the passing of time brought it about,
    `revisions` which ones. `state` and `decision` are of a decision.
    """

    on: date
    what: What
    cause: Cause
    revisions: tuple[int, ...] = ()
    state: GapState | None = None
    decision: Ref | None = None


@dataclass(slots=True)
class Line:
    """One gap over time, as it was last seen. `is_open`: it is there now, for certain."""

    gap: Gap
    first_seen: date | None = None
    is_open: bool = False
    is_known: bool = True
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many gaps opened, closed and opened again in a quarter, and how many were open at its end."""

    name: str
    opened: int
    closed: int
    reopened: int
    open_at_end: int


@dataclass(frozen=True)
class Ledger:
    """Every gap that was ever there. `days` were looked at; `left_out` counts days with changes that were not."""

    dataset: str
    basis: Basis
    days: tuple[date, ...]
    left_out: int
    lines: tuple[Line, ...]
    quarters: tuple[Quarter, ...]

    @property
    def first_seen(self) -> dict[str, date]:
        """Since when each gap is known, by id; of what was always unknown nothing."""
        return {line.gap.id: line.first_seen for line in self.lines if line.first_seen is not None}


def ledger(store: Store, dataset: str, until: date, viewer: Viewer, *, basis: Basis = "known") -> Ledger:
    """The ledger of a dataset up to a day.

    By what was `known` on each day, or, with the basis `valid`, by what is known today of each day: for districts that
    were imported at once. Only for those who see everything; else NotAllowed.
    """
    if not viewer.sees_everything:
        raise NotAllowed(_WHOLE)
    if basis == "known":
        days, left_out = chosen_days(revision_days(store), until)
        seen = ((step, step.picture.seen_by(viewer)) for step in steps(store.log(), dataset, days))
    else:
        view = Pictures(store, [dataset]).current().seen_by(viewer)
        days, left_out = chosen_days([months_before(until, _MONTHS)], until)
        seen = ((Step(day, view.picture, {}), view) for day in days)
    book = _Book(dataset)
    for step, view in seen:
        book.look(step, view)
    lines = tuple(sorted(book.lines.values(), key=lambda line: (line.gap.rule, line.gap.named, line.gap.id)))
    return Ledger(dataset, basis, days, left_out, lines, tuple(_quarters(lines, book.still_open)))


class _Book:
    def __init__(self, dataset: str) -> None:
        self.dataset = dataset
        self.lines: dict[str, Line] = {}
        self.still_open: dict[date, int] = {}

    def look(self, step: Step, view: View) -> None:
        """Enter what is there on the day, and what no longer is."""
        situation = Situation(view, self.dataset, step.day)
        found = {gap.id: gap for gap in gaps_of(situation, all_rules())}
        for line in self.lines.values():
            if line.gap.id not in found:
                self._gone(line, step, situation)
        for gap in found.values():
            line = self.lines.setdefault(gap.id, Line(gap))
            if gap.truth is Truth.YES:
                self._there(line, gap, step, situation)
            elif line.is_open:
                self._enter(line, What.BECAME_UNKNOWN, line.gap, step, situation)
                line.is_open, line.is_known = False, False
            self._decided(line, gap, step, view)
            line.gap = gap
        self.still_open[step.day] = sum(line.is_open for line in self.lines.values())

    def _there(self, line: Line, gap: Gap, step: Step, situation: Situation) -> None:
        if not line.is_open:
            before = What.REOPENED if line.first_seen is not None else What.OPENED
            self._enter(line, before if line.is_known else What.KNOWN_AGAIN, gap, step, situation)
        line.is_open = line.is_known = True
        line.first_seen = line.first_seen or step.day

    def _gone(self, line: Line, step: Step, situation: Situation) -> None:
        if line.is_open or not line.is_known:
            self._enter(line, What.CLOSED, line.gap, step, situation)
        line.is_open, line.is_known = False, True

    def _enter(self, line: Line, what: What, gap: Gap, step: Step, situation: Situation) -> None:
        cause, revisions = caused(gap, step.changed, situation)
        line.events.append(Event(step.day, what, cause, revisions))

    def _decided(self, line: Line, gap: Gap, step: Step, view: View) -> None:
        before = next((e.state for e in reversed(line.events) if e.what in (What.DECIDED, What.UNDECIDED)), None)
        if gap.state is (before or GapState.OPEN):
            return
        refs = (ref for item in gap.evidence for ref in item.records)
        decision = next((ref for ref in refs if view.one(GapDecision, ref) is not None), None)
        what = What.DECIDED if gap.state is not GapState.OPEN else What.UNDECIDED
        revisions = tuple(n for n, records in step.changed.items() if any(r.id == decision for r in records))
        cause = Cause.CHANGE if revisions else Cause.TIME
        line.events.append(Event(step.day, what, cause, revisions, gap.state, decision))


def _quarters(lines: Iterable[Line], still_open: Mapping[date, int]) -> Iterator[Quarter]:
    happened = [(_quarter(event.on), event.what) for line in lines for event in line.events]
    at_end = {_quarter(day): count for day, count in still_open.items()}
    for name, count in at_end.items():
        now = [what for quarter, what in happened if quarter == name]
        yield Quarter(name, now.count(What.OPENED), now.count(What.CLOSED), now.count(What.REOPENED), count)


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


_WHOLE = Text(
    "Das Lückenbuch ist für die, die alles sehen; denn es sagt, was war.",
    "The ledger of gaps is for those who see everything, since it tells what was.",
)
