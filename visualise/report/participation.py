"""Participation: who was invited and came, what people wished for and what became of it, what municipalities said."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.labels import label
from graph.model import Event, Term
from graph.model.states import Known, Stance
from graph.office.head_counts import HeadCount
from graph.office.participation import Meetings
from graph.office.turnout import Turnout
from graph.phrases import percent
from graph.questions import question_named
from graph.questions.question import Row as Answered
from graph.questions.shape import words_of
from graph.questions.statements import NoStatement
from visualise.reading import Reading
from visualise.report.blocks import Block, Prose
from visualise.report.spec import Section
from visualise.report.wishes import wishes
from visualise.report.within import lies_within
from visualise.table import Cell, Column, Group, Row, Table, cell


def section(reading: Reading) -> Section | None:
    """Events with those invited and those who came, by type; wishes; statements. None where nobody keeps any of it."""
    words, meetings = reading.words, reading.once(_meetings)
    events = [event for event in meetings.events if lies_within(reading, event)]
    wished, stated = wishes(reading), _statements(reading)
    if not events and not wished.size and not stated.size:
        return None
    whole = [part for part in (events and _events(reading, meetings, events), _types(reading, meetings)) if part]
    blocks: list[Block] = [table for table in whole if table.size]
    blocks += [table for table in (wished, stated) if table.size]
    lacking = tuple(_lacking(reading, meetings, events, wished, stated))
    if lacking:
        blocks.append(Prose(heading=words("participation.lacking"), sentences=lacking))
    return Section(
        key="participation",
        aside=words("participation.aside"),
        say=_say(reading, meetings, events),
        blocks=tuple(blocks),
    )


def _meetings(reading: Reading) -> Meetings:
    return Meetings(reading.view, reading.dataset, reading.on)


def _say(reading: Reading, meetings: Meetings, events: list[Event]) -> str:
    words = reading.words
    if not events:
        return words("participation.noEvents")
    held = words.count("participation.events", len(events))
    if len(events) < len(meetings.events):
        return held
    overall = meetings.overall
    return f"{held} {reading.text(overall.sentence) if overall else words('participation.noCounts')}"


def _lacking(reading: Reading, meetings: Meetings, events: list[Event], wished: Table, stated: Table) -> Iterator[str]:
    """What is not recorded, and who could record it."""
    words, who = reading.words, reading.text(reading.situation.coordination)
    silent = [e.title for e in events if not meetings.is_listed(e) and not meetings.head_counts.get(e.id)]
    if silent:
        yield words.count("participation.silent", len(silent), names=reading.listed(silent), who=who)
    if not wished.size:
        yield words("participation.noWishes", who=who)
    if not stated.size:
        yield words("participation.noStatements", who=who)


def _events(reading: Reading, meetings: Meetings, events: list[Event]) -> Table:
    """Each event with its invitations, and with the head counts as sources word them."""
    words = reading.words
    heads = (("event", "w34"), ("who", "w22"), ("invited", ""), ("came", ""), ("share", "w22"))
    rows = tuple(row for event in sorted(events, key=_dated) for row in _event(reading, meetings, event))
    return Table(
        key="events-table",
        caption=words("participation.caption"),
        sub=words("participation.sub"),
        columns=tuple(Column(label=words(f"participation.{name}"), width=width) for name, width in heads),
        groups=(Group(rows=rows),),
    )


def _dated(event: Event) -> tuple[str, str]:
    earliest = event.date.earliest if event.date else None
    return (earliest.isoformat() if earliest else "~", event.title)


def _event(reading: Reading, meetings: Meetings, event: Event) -> Iterator[Row]:
    words = reading.words
    invited = meetings.answers.get(event.id, {})
    counts = meetings.head_counts.get(event.id, ())
    when = ", ".join(part for part in (reading.when(event.date), _daypart(reading, event)) if part)
    name = cell(event.title, sub=when)
    if invited:
        turnout = meetings.turnout_of(event, invited)
        yield Row(cells=(name, cell(words("participation.actors")), *_turnout(reading, turnout)))
    for count in counts:
        group = count.record.group or words("participation.people")
        yield Row(cells=(name, cell(group, sub=words("participation.bySource")), *_heads(reading, count)))
    if not invited and not counts:
        unknown = words("state.UNKNOWN")
        yield Row(cells=(name, cell(unknown), cell(unknown), cell(unknown), cell("")))


def _daypart(reading: Reading, event: Event) -> str:
    return reading.text(event.daypart.label) if event.daypart else ""


def _turnout(reading: Reading, turnout: Turnout) -> tuple[Cell, ...]:
    """Invited, came, and the share of those of whom it is known."""
    words = reading.words
    dark = words.count("participation.unknown", turnout.unknown) if turnout.unknown and turnout.known else ""
    came = cell(words.number(turnout.came), value=turnout.came) if turnout.known else cell(words("state.UNKNOWN"))
    share = reading.text(percent(turnout.rate)) if turnout.rate is not None else words("participation.noShare")
    return (
        cell(words.number(turnout.invited), value=turnout.invited),
        replace(came, sub=dark),
        cell(share, value=turnout.rate),
    )


def _heads(reading: Reading, count: HeadCount) -> tuple[Cell, ...]:
    """The same of people, as approximate as the source is."""
    words = reading.words
    rough = not all(amount is None or amount.is_exact for amount in (count.invited, count.came))
    share = words("participation.noShare")
    if count.rate is not None:
        share = reading.text(percent(count.rate))
        share = words("participation.about", share=share) if rough else share
    return (
        cell(reading.text(count.invited.words) if count.invited else words("state.UNKNOWN")),
        cell(reading.text(count.came.words) if count.came else words("state.UNKNOWN")),
        cell(share, value=count.rate),
    )


def _types(reading: Reading, meetings: Meetings) -> Table:
    """Which types of actors come, where it is known; over all events."""
    words = reading.words
    heads = (("type", "w34"), ("invitations", ""), ("came", ""), ("share", "w22"))
    rows = []
    for term in reading.view.all(Term, reading.dataset):
        turnout = meetings.turnout(meetings.types.get(term.id, ()))
        if turnout.invited:
            invited, came, share = _turnout(reading, turnout)
            between = ""
            if turnout.interval is not None:
                low, high = (reading.text(percent(end)) for end in turnout.interval)
                between = words("participation.interval", low=low, high=high)
            rows.append(Row(cells=(cell(reading.name(term.id)), invited, came, replace(share, sub=between))))
    return Table(
        key="types-table",
        caption=words("participation.types"),
        sub=" ".join(part for part in (words("participation.typesSub"), _below(reading)) if part),
        columns=tuple(Column(label=words(f"participation.{name}"), width=width) for name, width in heads),
        groups=(Group(rows=tuple(rows)),) if any(row.cells[-1].value is not None for row in rows) else (),
    )


def _below(reading: Reading) -> str:
    """The types that certainly come less often than all."""
    rows = reading.answer(question_named("turnout")).rows
    names = [reading.name(row.about[0].id) for row in rows if row.cells[-1] is Known.YES]
    return reading.words("participation.below", names=reading.listed(names)) if names else ""


def _statements(reading: Reading) -> Table:
    """What each municipality said about a plan; none at all where nobody recorded any."""
    words = reading.words
    found = reading.answer(question_named("statements")).rows
    given = found if any(row.cells[0] is not NoStatement.NONE for row in found) else ()
    plans = dict.fromkeys(row.about[1] for row in given)
    groups = tuple(
        Group(
            title=reading.text(label(plan)), rows=tuple(_stated(reading, row) for row in given if row.about[1] == plan)
        )
        for plan in plans
    )
    heads = (("place", "w22"), ("stance", "w28"), ("wording", ""))
    return Table(
        key="statements-table",
        caption=words("participation.statements"),
        sub=words("participation.statementsSub", counted=_stances(reading, given)),
        columns=tuple(Column(label=words(f"participation.{name}"), width=width) for name, width in heads),
        groups=groups,
    )


def _stances(reading: Reading, rows: Iterable[Answered]) -> str:
    """How many said what, in the order in which it comes."""
    counts = Counter(str(words_of(row, reading.language)[4]) for row in rows)
    return ", ".join(reading.words("participation.stances", stance=said, n=n) for said, n in counts.items())


def _stated(reading: Reading, row: Answered) -> Row:
    stance, when, text = words_of(row, reading.language)[4:7]
    glyph = "UNKNOWN" if row.cells[0] in (Stance.NO_REPLY, NoStatement.NONE) else ""
    place = cell(reading.text(label(row.about[0])))
    return Row(cells=(place, cell(str(stance or ""), glyph=glyph, sub=str(when or "")), cell(str(text or ""))))
