"""What of a report those are told who do not see everything: sections that rest on something hidden are held back."""

from dataclasses import replace

from graph import model as m
from visualise.map.network_map import map_spec
from visualise.reading import Reading
from visualise.report.blocks import Block, Drawn
from visualise.report.spec import Section
from visualise.table import Table

ROWS = 300
"""How many rows a table has at most; how many are left out is said below it."""

_NEVER = frozenset({"proposals"})
"""Plans of the office: no part of a public report."""

_RESTS_ON: dict[str, tuple[type[m.Record], ...]] = {
    "money": (m.Measure, m.Funding, m.Paper, m.Consultation, m.Resolution, m.Plan),
    "decisions": (m.Measure, m.Funding, m.Paper, m.Consultation, m.Resolution, m.Responsibility, m.Duty, m.Rating),
    "participation": (m.Event, m.Attendance, m.Invitation, m.Participation, m.Need, m.Statement),
    "indicators": (m.Indicator, m.Reading),
    "changes": (m.Measure, m.Responsibility, m.StatusReport, m.Tie, m.Actor, m.Offer),
}
"""What sections speak of that say what is missing; others ask their audience themselves, line by line."""


def told(reading: Reading, section: Section | None) -> Section | None:
    """The section as its audience may be told: whole, without its content and with the reason, or not at all."""
    if section is None or reading.audience.sees_everything:
        return section
    if section.key in _NEVER:
        return None
    if not reading.audience.clear(_RESTS_ON.get(section.key, ())):
        return replace(section, say=reading.words("public.withheld"), blocks=(), annex=())
    blocks = tuple(_light(reading, block) for block in section.blocks)
    return replace(section, blocks=blocks, annex=tuple(_light(reading, block) for block in section.annex))


def _light(reading: Reading, block: Block) -> Block:
    """The block for a page that many load: the first rows of long tables; of a map by groups, the picture alone."""
    if isinstance(block, Drawn):
        return replace(block, explorable=block.map.grouped is None)
    if not isinstance(block, Table) or block.size <= ROWS or (block.key == "actors" and not _by_groups(reading)):
        return block
    groups, left = [], ROWS
    for group in block.groups:
        groups.append(replace(group, rows=group.rows[:left]))
        left -= len(groups[-1].rows)
    rest = reading.words("public.rest", n=block.size - ROWS)
    return replace(block, groups=tuple(group for group in groups if group.rows), rest=f"{block.rest} {rest}".strip())


def _by_groups(reading: Reading) -> bool:
    """Whether the map leads to its groups; else it leads to every actor, and all of them have to be there."""
    return reading.once(map_spec).grouped is not None
