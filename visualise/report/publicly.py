"""What of a report those are told who do not see everything: sections that rest on something hidden are held back."""

from dataclasses import replace

from graph import model as m
from visualise.reading import Reading
from visualise.report.spec import Section

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
    if reading.audience.clear(_RESTS_ON.get(section.key, ())):
        return section
    return replace(section, say=reading.words("public.withheld"), blocks=(), annex=())
