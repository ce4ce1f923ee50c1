"""Finds what is missing in a dataset on a day: every rule, every case, with what was decided about it."""

from collections.abc import Iterable
from datetime import date

from graph.coverage.cube import Cell
from graph.gaps.decisions import Decisions, named_in_decision
from graph.gaps.gap import PAIR, CellKey, Gap, Subject, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.rules import all_rules, order
from graph.gaps.scoping import is_within
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Record, Ref, global_id
from graph.picture import View
from graph.progress import going_through, stoppable
from graph.schema import label_of
from graph.scope import Scope
from graph.text import sort_key

_RULES = Text("Regeln", "Rules")


def find_gaps(view: View, dataset: str, on: date, *, scope: Scope | None = None) -> list[Gap]:
    """All gaps of a dataset on a day, or those within a scope.

    In the order of the rules, certain before unknown, by rank where the rule has one, then by name of the subject or by
    field, place and target group.
    """
    return gaps_of(Situation(view, dataset, on), all_rules(), scope=scope)


def gaps_of(situation: Situation, rules: Iterable[Rule], *, scope: Scope | None = None) -> list[Gap]:
    """The gaps that some rules find, in the same order."""
    decisions = Decisions(situation.view, situation.dataset, situation.on)
    found = [
        _gap(situation, decisions, rule, finding)
        for rule in going_through(tuple(rules), _RULES)
        for finding in stoppable(rule.find(situation))
        if scope is None or is_within(situation, finding, scope)
    ]
    return sorted(found, key=lambda gap: place_of(situation.view, gap))


def _gap(situation: Situation, decisions: Decisions, rule: Rule, finding: Finding) -> Gap:
    state, decided = decisions.about(rule.key, finding)
    cell = finding.cell
    return Gap(
        id=_stable_id(situation, rule, finding),
        rule=rule.key,
        severity=rule.severity,
        truth=finding.truth,
        message=finding.message,
        action=finding.action,
        subject=_subject(finding),
        cell=_cell_key(situation, finding, cell) if cell else None,
        state=state,
        surveyed_at=finding.surveyed_at,
        evidence=(*finding.evidence, *decided),
        rank=finding.rank,
        named=named_in_decision(situation.view, finding),
    )


def _subject(finding: Finding) -> Subject | None:
    if finding.pair is not None:
        return Subject(
            Ref("|".join(record.external_id for record in finding.pair)),
            PAIR,
            " – ".join(label_of(record) for record in finding.pair),
        )
    subject = finding.subject
    return Subject(subject.id, type(subject).__name__, label_of(subject)) if subject else None


def _stable_id(situation: Situation, rule: Rule, finding: Finding) -> str:
    """The same for the same rule and subject on every day and every store."""
    parts: list[str] = [rule.key]
    if finding.pair is not None:
        return pair_gap_id(situation.dataset, rule.key, *finding.pair, key=finding.key)
    if finding.subject is not None:
        parts += [type(finding.subject).__name__, finding.subject.external_id]
    parts += [record.external_id for record in _cell_records(situation, finding)]
    if finding.key:
        parts.append(finding.key)
    return global_id(situation.dataset, "Gap", "|".join(parts))


def pair_gap_id(dataset: str, rule: str, first: Record, second: Record, key: str = "") -> str:
    """The id of the gap that a rule finds about a pair, in the order of their external ids; `key` as in the finding."""
    parts = (rule, PAIR, first.external_id, second.external_id, *((key,) if key else ()))
    return global_id(dataset, "Gap", "|".join(parts))


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


def place_of(view: View, gap: Gap) -> tuple[tuple[int, str], bool, int, list[str], str]:
    """Where a gap stands among others."""
    names = [gap.subject.name] if gap.subject else []
    if gap.cell is not None:
        refs = (gap.cell.field, gap.cell.place, gap.cell.target_group)
        names = [label_of(record) for ref in refs if (record := view.get(ref)) is not None]
    return order(gap.rule), gap.truth is not Truth.YES, gap.rank, [sort_key(name) for name in names], gap.id
