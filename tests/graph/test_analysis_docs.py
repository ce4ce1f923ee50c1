"""The guides name every measure, state, mark and rule that there is."""

from pathlib import Path

import pytest

from graph.coverage.cube import CellState, Mark
from graph.gaps.rule import Rule
from graph.gaps.rules import all_rules
from graph.scope import LAYERS
from graph.strength import all_actor_formulas, all_formulas
from graph.strength.actor_formula import ActorFormula
from graph.strength.formula import Formula

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("formula", all_formulas(), ids=lambda formula: formula.key)
def test_every_measure_has_its_line(formula: Formula) -> None:
    assert f"| `{formula.key}` | {formula.name.de} |" in (DOCS / "measures.md").read_text("utf-8")


@pytest.mark.parametrize("formula", all_actor_formulas(), ids=lambda formula: formula.key)
def test_every_measure_of_actors_has_its_line(formula: ActorFormula) -> None:
    assert f"| `{formula.key}` | {formula.name.de} |" in (DOCS / "measures.md").read_text("utf-8")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.key)
def test_every_rule_has_its_line(rule: Rule) -> None:
    assert f"| {rule.key} | {rule.name.de} | {rule.severity} |" in (DOCS / "gaps.md").read_text("utf-8")


def test_every_layer_state_and_mark_is_named() -> None:
    measures, gaps = ((DOCS / name).read_text("utf-8") for name in ("measures.md", "gaps.md"))
    assert [layer for layer in LAYERS if f"`{layer}`" not in measures] == []
    assert [code for code in (*CellState, *Mark) if f"`{code}`" not in gaps] == []
