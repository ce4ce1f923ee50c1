"""The ledger of gaps as plain values: the shape that scripts read in JSON."""

from typing import Any

from graph.gaps.ledger import Event, Ledger, Line
from graph.gaps.shape import subject_as_dict
from graph.language import Language


def ledger_as_dict(ledger: Ledger, lang: Language) -> dict[str, Any]:
    """`{dataset, by, days, leftOut, quarters, gaps}`; each gap with its events, oldest first."""
    return {
        "dataset": ledger.dataset,
        "by": ledger.basis,
        "days": [day.isoformat() for day in ledger.days],
        "leftOut": ledger.left_out,
        "quarters": [
            {
                "quarter": quarter.name,
                "opened": quarter.opened,
                "closed": quarter.closed,
                "reopened": quarter.reopened,
                "openAtEnd": quarter.open_at_end,
            }
            for quarter in ledger.quarters
        ],
        "gaps": [_line(line, lang) for line in ledger.lines if line.events],
    }


def _line(line: Line, lang: Language) -> dict[str, Any]:
    return {
        "id": line.gap.id,
        "rule": line.gap.rule,
        "subject": subject_as_dict(line.gap),
        "firstSeen": line.first_seen.isoformat() if line.first_seen else None,
        "open": line.is_open,
        "message": line.gap.message.in_(lang),
        "events": [_event(event) for event in line.events],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "on": event.on.isoformat(),
        "event": str(event.what),
        "cause": str(event.cause),
        "revisions": list(event.revisions),
        "state": str(event.state) if event.state else None,
        "decision": event.decision,
    }
