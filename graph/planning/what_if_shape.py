"""What-if as plain values: the shape that scripts read in JSON, the same in every way out."""

from collections.abc import Iterable
from typing import Any

from graph.gaps.shape import gap_as_dict
from graph.language import Language
from graph.model import Record, Ref
from graph.picture import View
from graph.planning.shape import effect_as_dict
from graph.planning.what_if import Orphan, WhatIf
from graph.schema import label_of


def what_if_as_dict(view: View, found: WhatIf, lang: Language) -> dict[str, Any]:
    """The keys are those below; gaps as in `gaps --json`, everything else by id, external id and name."""
    return {
        "remove": _named(view, found.changes.remove),
        "add": [_named(view, pair) for pair in found.changes.add],
        "endFunding": _named(view, found.changes.end),
        "sentences": [sentence.in_(lang) for sentence in found.sentences],
        "effects": [effect_as_dict(effect, lang) for effect in found.effects],
        "orphaned": [_orphan(view, orphan) for orphan in found.orphaned],
        "unfunded": [_orphan(view, orphan) for orphan in found.unfunded],
        "lost": [_cell(view, cell.field, cell.place, cell.target_group) for cell in found.lost],
        "won": [_cell(view, cell.field, cell.place, cell.target_group) for cell in found.won],
        "cutOff": _named(view, found.cut_off),
        "reached": _named(view, found.reached),
        "gapsBefore": found.gaps_before,
        "gapsAfter": found.gaps_after,
        "opened": [gap_as_dict(gap, lang) for gap in found.opened],
        "closed": [gap_as_dict(gap, lang) for gap in found.closed],
    }


def _named(view: View, refs: Iterable[Ref]) -> list[dict[str, str]]:
    return [_entry(record) for ref in refs if (record := view.get(ref)) is not None]


def _entry(record: Record) -> dict[str, str]:
    return {"id": record.id, "externalId": record.external_id, "name": label_of(record)}


def _orphan(view: View, orphan: Orphan) -> dict[str, Any]:
    return {**_entry(orphan.record), "alternates": _named(view, orphan.alternates)}


def _cell(view: View, *parts: Ref) -> dict[str, Any]:
    return dict(zip(("field", "place", "targetGroup"), _named(view, parts), strict=True))
