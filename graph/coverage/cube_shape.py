"""The coverage cube as plain values: the shape that scripts read in JSON, the same in every way out."""

from typing import Any

from graph.coverage.cell_words import cell_explained
from graph.coverage.cube import Axis, Cell, Cube, Summary
from graph.gaps.situation import Situation
from graph.language import Language
from graph.model import Place, Term
from graph.schema import label_of


def cube_as_dict(situation: Situation, cube: Cube, lang: Language) -> dict[str, Any]:
    """`{dataset, asOf, districtWideCounts, concept, conceptComplete, share, counts, axes, unplaced, cells}`."""
    return {
        "dataset": cube.dataset,
        "asOf": cube.on.isoformat(),
        "districtWideCounts": cube.district_wide_counts,
        "concept": cube.concept,
        "conceptComplete": cube.concept_complete,
        **summary_as_dict(cube.whole),
        "axes": {
            "field": _axis(cube.fields),
            "place": _axis(cube.places),
            "targetGroup": _axis(cube.target_groups),
        },
        "unplaced": list(cube.unplaced),
        "cells": [cell_as_dict(situation, cube, cell, lang) for cell in cube.cells],
    }


def summary_as_dict(summary: Summary) -> dict[str, Any]:
    """`{share, counts}`: the share covered of what is known, never to be shown without the number unknown."""
    return {"share": summary.coverage, "counts": {str(state): count for state, count in summary.counts.items()}}


def matrix_as_dict(cube: Cube, rows: Axis, columns: Axis) -> dict[str, Any]:
    """`{rows, columns, entries}`: each entry `{state, share, counts}` sums up the third dimension."""
    matrix = cube.matrix(rows, columns)
    return {
        "rows": _axis(matrix.rows),
        "columns": _axis(matrix.columns),
        "entries": [[{"state": str(e.state), **summary_as_dict(e)} for e in row] for row in matrix.entries],
    }


def cell_as_dict(situation: Situation, cube: Cube, cell: Cell, lang: Language) -> dict[str, Any]:
    """One cell with the sentences that explain it."""
    return {
        "field": cell.field,
        "place": cell.place,
        "targetGroup": cell.target_group,
        "state": str(cell.state),
        "marks": [str(mark) for mark in cell.marks],
        "active": list(cell.active),
        "planned": list(cell.planned),
        "inventories": list(cell.inventories),
        "decision": cell.decision,
        "inConcept": cell.in_concept,
        "surveyedOn": cell.surveyed_on.isoformat() if cell.surveyed_on else None,
        "explanation": cell_explained(situation, cube, cell).in_(lang),
    }


def _axis(entries: tuple[Term | Place, ...]) -> list[dict[str, str]]:
    return [{"id": record.id, "externalId": record.external_id, "name": label_of(record)} for record in entries]
