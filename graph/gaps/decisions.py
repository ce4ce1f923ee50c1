"""What people decided about gaps, applied to the ones that are found."""

from collections.abc import Mapping
from datetime import date
from itertools import product

from graph.gaps.gap import Evidence
from graph.gaps.rule import Finding
from graph.language import Text
from graph.model import GapDecision, Place, Redirect, Ref, Term
from graph.model.states import GapState
from graph.phrases import day, joined, when
from graph.picture import View
from graph.redirects import resolve
from graph.text import fold
from graph.validity import in_force


class Decisions:
    """The decisions of a dataset that had been taken by a day, by rule and subject."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self._view, self._on = view, on
        taken = [d for d in view.all(GapDecision, dataset) if in_force(d.date, None, on) and d.rule and d.subject]
        taken.sort(key=lambda d: (d.date.latest if d.date and d.date.latest else date.min, d.external_id))
        moved = _merged_keys(view, dataset)
        self._last = {
            (fold(d.rule or ""), key): d
            for d in taken
            for key in (_key(d.subject or ""), _key(_moved(d.subject or "", moved)))
        }

    def speak_of(self, rule: str) -> bool:
        """Whether anything was decided about gaps of a rule."""
        return any(named == fold(rule) for named, _ in self._last)

    def about(self, rule: str, finding: Finding) -> tuple[GapState, tuple[Evidence, ...]]:
        """The state of a gap and the evidence for it: the newest decision; open without one.

        From its review date on a decision no longer holds, and one that says "closed" does not hold for a gap that is
        there: the gap is open again, and the evidence says what had been decided.
        """
        subjects = _keys(self._view, finding)
        decision = next((d for key in subjects if (d := self._last.get((fold(rule), key)))), None)
        if decision is None or decision.state is None:
            return GapState.OPEN, ()
        due = decision.review_on is not None and decision.review_on <= self._on
        over = due or decision.state is GapState.CLOSED
        return GapState.OPEN if over else decision.state, (Evidence(_sentence(decision), (decision.id,)),)


def named_in_decision(view: View, finding: Finding) -> str:
    """How a decision names the subject: by external id, with the key where there is one; a pair or a cell by its parts.

    The empty text where it has no subject.
    """
    if finding.pair is not None:
        return "|".join(record.external_id for record in finding.pair)
    if finding.subject is not None:
        return f"{finding.subject.external_id}|{finding.key}" if finding.key else finding.subject.external_id
    if finding.cell is None:
        return ""
    parts = (finding.cell.field, finding.cell.place, finding.cell.target_group)
    return "|".join(_words(view, ref)[0] for ref in parts)


def _sentence(decision: GapDecision) -> Text:
    assert decision.state is not None
    label = decision.state.label
    told = Text("Entschieden: {state}.", "Decided: {state}.").fill(state=label)
    if decision.date is not None:
        told = Text("Entschieden ({when}): {state}.", "Decided ({when}): {state}.").fill(
            when=when(decision.date), state=label
        )
    reason = Text(f"Grund: {decision.reason}.", f"Reason: {decision.reason}.") if decision.reason else Text("", "")
    if decision.review_on is None:
        return joined(told, reason)
    review = Text("Wiedervorlage: {day}.", "To be looked at again: {day}.").fill(day=day(decision.review_on))
    return joined(told, reason, review)


def _keys(view: View, finding: Finding) -> list[str]:
    """How a decision may name the subject: exactly, without its key, a cell also by labels in any mixture."""
    if finding.cell is None or finding.subject is not None:
        names = [named_in_decision(view, finding)]
        if finding.subject is not None and finding.pair is None:
            names.append(finding.subject.external_id)
        return [_key(name) for name in names if name]
    cell = finding.cell
    return [
        _key("|".join(words))
        for words in product(*(_words(view, r) for r in (cell.field, cell.place, cell.target_group)))
    ]


def _merged_keys(view: View, dataset: str) -> dict[str, str]:
    """Keys of entries that were merged, each with the key of the entry that stays; decisions may still name the old."""
    ends = ((r.old_key, view.get(resolve(view, Ref(r.old_id)))) for r in view.all(Redirect, dataset))
    return {key.casefold(): record.external_id for key, record in ends if record is not None}


def _moved(subject: str, moved: Mapping[str, str]) -> str:
    return "|".join(moved.get(part.strip().casefold(), part) for part in subject.split("|"))


def _words(view: View, ref: Ref) -> tuple[str, ...]:
    record = view.get(ref)
    if isinstance(record, Term):
        return record.external_id, record.label
    return (record.external_id, record.name) if isinstance(record, Place) else ()


def _key(subject: str) -> str:
    """Spelling and spaces do not matter; the order of a pair does not either."""
    return "|".join(sorted(part.strip().casefold() for part in subject.split("|")))
