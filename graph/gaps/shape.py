"""Gaps as plain values: the shape that scripts read in JSON, the same in every way out."""

from collections.abc import Iterable
from typing import Any

from graph.gaps.gap import Gap
from graph.language import Language, Text
from graph.phrases import day


def gaps_as_dict(found: Iterable[Gap], lang: Language) -> dict[str, Any]:
    """`{gaps: [...]}`."""
    return {"gaps": [gap_as_dict(gap, lang) for gap in found]}


def gap_as_dict(gap: Gap, lang: Language) -> dict[str, Any]:
    """One gap with the keys of the contract. A cell is its own subject, named by its field, place and target group."""
    return {
        "id": gap.id,
        "rule": gap.rule,
        "severity": str(gap.severity),
        "truth": str(gap.truth),
        "subject": subject_as_dict(gap),
        "cell": (
            {"field": gap.cell.field, "place": gap.cell.place, "targetGroup": gap.cell.target_group}
            if gap.cell
            else None
        ),
        "state": str(gap.state),
        "firstSeen": gap.first_seen.isoformat() if gap.first_seen else None,
        "surveyedAt": gap.surveyed_at.isoformat() if gap.surveyed_at else None,
        "evidence": [{"text": item.text.in_(lang), "records": list(item.records)} for item in gap.evidence],
        "message": gap.message.in_(lang),
        "action": gap.action.in_(lang),
    }


def gaps_in_words(
    found: Iterable[Gap], lang: Language, *, first_seen: bool = False
) -> tuple[list[str], list[list[str]]]:
    """The same as a table for people: its headings, and a row for each gap."""
    columns = [column for column in _COLUMNS if first_seen or column is not _FIRST_SEEN]
    return [c.in_(lang) for c in columns], [_words(gap, lang, first_seen) for gap in found]


def _words(gap: Gap, lang: Language, first_seen: bool) -> list[str]:
    told = [gap.message.in_(lang), gap.action.in_(lang), *(s.label.in_(lang) for s in (gap.truth, gap.severity))]
    since = [day(gap.first_seen).in_(lang) if gap.first_seen else ""] if first_seen else []
    return [gap.rule, *told, gap.state.label.in_(lang), *since]


_FIRST_SEEN = Text("Bekannt seit", "Known since")
_COLUMNS = (
    Text("Regel", "Rule"),
    Text("Was fehlt", "What is missing"),
    Text("Was zu tun ist", "What to do"),
    Text("Gilt", "Holds"),
    Text("Gewicht", "Weight"),
    Text("Stand", "State"),
    _FIRST_SEEN,
)


def subject_as_dict(gap: Gap) -> dict[str, str] | None:
    """`{id, kind, name}` of what a gap is about."""
    if gap.subject is not None:
        return {"id": gap.subject.id, "kind": gap.subject.kind, "name": gap.subject.name}
    return {"id": gap.cell.external_id, "kind": "Cell", "name": gap.cell.name} if gap.cell is not None else None
