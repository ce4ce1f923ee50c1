"""The forms of a report: which sections each one has, and what it leaves out of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from visualise.reading import Reading
from visualise.report import (
    changes,
    coverage,
    decisions,
    gaps,
    holders,
    indicators,
    measures,
    method,
    money,
    participation,
    proposals,
    questions,
    strength,
)
from visualise.report.spec import Section

Part = Callable[[Reading], Section | None]
"""Tells a section of a report; None where it has nothing to say of a dataset."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its sections in their order. `foot` are small lines that end it, where no section says them."""

    key: str
    parts: tuple[Part, ...]
    foot: Callable[[Reading], tuple[str, ...]] = lambda _: ()


def _only(part: Part, *kinds: str) -> Part:
    """Of a section only the blocks of these kinds, and no annex."""

    def told(reading: Reading) -> Section | None:
        section = part(reading)
        if section is None:
            return None
        return replace(section, blocks=tuple(block for block in section.blocks if block.kind in kinds), annex=())

    return told


LONG = Form(
    "long",
    (
        coverage.section,
        gaps.section,
        strength.section,
        holders.section,
        measures.section,
        money.section,
        participation.section,
        indicators.section,
        changes.section,
        proposals.section,
        questions.section,
        method.section,
    ),
)
SHORT = Form(
    "short", (_only(coverage.section, "matrix"), strength.brief, gaps.brief, decisions.section, method.brief)
)  # fmt: skip
PAGE = Form("page", (), method.foot)

FORMS = {form.key: form for form in (LONG, SHORT, PAGE)}
"""Every form by its key."""
