"""Finds what is missing in a dataset on a day: every rule, every case, with what was decided about it."""

from datetime import date

from graph.cube import Cell
from graph.gaps.decisions import Decisions
from graph.gaps.gap import CellKey, Gap, Subject, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.rules import all_rules, order
from graph.gaps.scoping import is_within
from graph.gaps.situation import Situation
from graph.model import Record, Ref, global_id
from graph.picture import View
from graph.schema import label_of
from graph.scope import Scope
from graph.text import sort_key


def find_gaps(view: View, dataset: str, on: date, *, scope: Scope | None = None) -> list[Gap]:
    """All gaps of a dataset on a day, or those within a scope.

    In the order of the rules, certain before unknown, then by name of the subject or by field, place and target group.
    """
    situation = Situation(view, dataset, on)
    decisions = Decisions(view, dataset, on)
    found = [
        _gap(situation, decisions, rule, finding)
        for rule in all_rules()
        for finding in rule.find(situation)
        if scope is None or is_within(situation, finding, scope)
    ]
    return sorted(found, key=lambda gap: _order(view, gap))


def _gap(situation: Situation, decisions: Decisions, rule: Rule, finding: Finding) -> Gap:
    state, decided = decisions.about(rule.key, finding)
    cell, subject = finding.cell, finding.subject
    return Gap(
        id=_stable_id(situation, rule, finding),
        rule=rule.key,
        severity=rule.severity,
        truth=finding.truth,
        message=finding.message,
        action=finding.action,
        subject=Subject(subject.id, type(subject).__name__, label_of(subject)) if subject else None,
        cell=_cell_key(situation, finding, cell) if cell else None,
        state=state,
        surveyed_at=finding.surveyed_at,
        evidence=(*finding.evidence, *decided),
    )


def _stable_id(situation: Situation, rule: Rule, finding: Finding) -> str:
    """The same for the same rule and subject on every day and every store."""
    parts: list[str] = [rule.key]
    if finding.subject is not None:
        parts += [type(finding.subject).__name__, finding.subject.external_id]
    parts += [record.external_id for record in _cell_records(situation, finding)]
    if finding.key:
        parts.append(finding.key)
    return global_id(situation.dataset, "Gap", "|".join(parts))


def _cell_key(situation: Situation, finding: Finding, cell: Cell) -> CellKey:
    records = _cell_records(situation, finding)
    external_id = "|".join(record.external_id for record in records)
    name = " · ".join(label_of(record) for record in records)
    return CellKey(cell.field, cell.place, cell.target_group, external_id, name)


def _cell_records(situation: Situation, finding: Finding) -> list[Record]:
    return [record for ref in _cell_refs(finding) if (record := situation.view.get(ref)) is not None]


def _cell_refs(finding: Finding) -> tuple[Ref, ...]:
    cell = finding.cell
    return (cell.field, cell.place, cell.target_group) if cell else ()


def _order(view: View, gap: Gap) -> tuple[tuple[int, str], bool, list[str], str]:
    refs = (
        (gap.cell.field, gap.cell.place, gap.cell.target_group)
        if gap.cell
        else (gap.subject.id,)
        if gap.subject
        else ()
    )
    names = [sort_key(label_of(record)) for ref in refs if (record := view.get(ref)) is not None]
    return order(gap.rule), gap.truth is not Truth.YES, names, gap.id
