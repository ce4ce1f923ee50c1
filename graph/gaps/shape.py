"""Gaps as plain values: the shape that scripts read in JSON, the same in every way out."""

from collections.abc import Iterable
from typing import Any

from graph.gaps.gap import Gap
from graph.language import Language


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


def subject_as_dict(gap: Gap) -> dict[str, str] | None:
    """`{id, kind, name}` of what a gap is about."""
    if gap.subject is not None:
        return {"id": gap.subject.id, "kind": gap.subject.kind, "name": gap.subject.name}
    return {"id": gap.cell.external_id, "kind": "Cell", "name": gap.cell.name} if gap.cell is not None else None
