"""Needs, ideas and wishes in a report, and what became of each."""

from graph.model import Need
from graph.office.needs import Outcome, Raised, lone_wishes, needs
from graph.schema import label_of
from visualise.reading import Reading
from visualise.report.within import lies_within
from visualise.table import Column, Group, Row, Table, cell

_ORDER = (Outcome.NOTHING, Outcome.GOAL, Outcome.MEASURE, Outcome.TIE)


def wishes(reading: Reading) -> Table:
    """Everything that was raised, by what became of it; what is still open comes first."""
    words = reading.words
    found = [one for one in (*needs(reading.situation), *lone_wishes(reading.situation)) if _lies(reading, one)]
    heads = (("wish", "w34"), ("raisedAt", "w28"), ("became", ""))
    return Table(
        key="wishes-table",
        caption=words("wishes.caption"),
        sub=words("wishes.sub", open=sum(one.outcome is Outcome.NOTHING for one in found), of=len(found)),
        columns=tuple(Column(label=words(f"wishes.{name}"), width=width) for name, width in heads),
        groups=tuple(
            Group(title=_titled(reading, outcome, held), rows=tuple(_row(reading, one) for one in held))
            for outcome in _ORDER
            if (held := [one for one in found if one.outcome is outcome])
        ),
    )


def _lies(reading: Reading, raised: Raised) -> bool:
    return lies_within(reading, raised.record)


def _titled(reading: Reading, outcome: Outcome, held: list[Raised]) -> str:
    return reading.words("wishes.group", outcome=reading.text(outcome.label), n=len(held))


def _row(reading: Reading, raised: Raised) -> Row:
    words, record = reading.words, raised.record
    kind = getattr(record, "kind", None) or words("wishes.tie")
    pairs = [f"{a.name} – {b.name}" for a, b in raised.wished]
    text = record.text if isinstance(record, Need) else words.listing(pairs) or record.wording or label_of(record)
    said = record.wording if not isinstance(record, Need) and pairs else ""
    became = [words("wishes.goal", title=label_of(goal).rstrip(".")) for goal in raised.goals]
    became += [words("wishes.measure", title=measure.title) for measure in raised.measures]
    became += [words("wishes.tied", pair=f"{a.name} – {b.name}") for a, b in raised.tied]
    events = words.listing([event.title for event in raised.events])
    return Row(
        cells=(
            cell(text, sub=words("wishes.said", kind=kind, said=said) if said else kind),
            cell(events or words("wishes.nowhere")),
            cell(" ".join(became) or words("wishes.nothing")),
        )
    )
