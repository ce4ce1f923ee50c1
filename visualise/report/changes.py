"""The section of a report on what changed: how much of each kind and what, and since when."""

from visualise.reading import Reading
from visualise.report.blocks import Block, Prose
from visualise.report.changed import Change, Changes, all_changes
from visualise.report.spec import Item, Section
from visualise.table import Column, Group, Row, Table, cell

_NAMED = 6
_SAID = 3
_FIRST = (
    "bornTies", "goneTies", "answerDECLINED", "late", "answerENDED", "gapsOpened", "gapsClosed", "answerACCEPTED",
    "over", "begun", "reported", "fateNEW", "fateCHANGED", "fateDROPPED",
)  # fmt: skip
"""What the first page tells, the first of it first."""


def first_items(reading: Reading) -> list[Item]:
    """Changes for the first page, each with what to do next."""
    held = [(change, one) for one in reading.once(all_changes) for change in one.changes if change.key in _FIRST]
    held.sort(key=lambda entry: _FIRST.index(entry[0].key))
    return [
        Item(
            what=_counted(reading, change),
            next=reading.words(
                f"after.{change.key}", names=_names(reading, change, 2).removesuffix("."), since=one.since
            ),
            href=f"#{one.key}",
        )
        for change, one in held
    ]


def section(reading: Reading) -> Section:
    """How much changed and since when; every single change in the annex."""
    words, found = reading.words, reading.once(all_changes)
    if not found:
        lacking = Prose(sentences=(words("changes.lacking"),))
        return Section(key="changes", aside=words("changes.aside"), say=words("list.changesEmpty"), blocks=(lacking,))
    first = found[0]
    told = words.listing([f"**{_counted(reading, change)}**" for change in first.changes[:_SAID]])
    blocks: tuple[Block, ...] = (_table(reading, found),)
    return Section(
        key="changes",
        aside=words("changes.aside"),
        say=words("changes.say", since=first.since, told=told),
        blocks=blocks,
        annex=tuple(_all(reading, one) for one in found),
    )


def _table(reading: Reading, found: tuple[Changes, ...]) -> Table:
    """A row for each kind of change."""
    words = reading.words
    groups = tuple(
        Group(
            title=one.since,
            rows=tuple(
                Row(cells=(cell(_counted(reading, change), href=f"#{one.key}"), cell(_names(reading, change, _NAMED))))
                for change in one.changes
            ),
        )
        for one in found
    )
    return Table(
        key="changes-table",
        caption=words("changes.caption"),
        sub=words("changes.sub"),
        columns=(Column(label=words("changes.what"), width="w34"), Column(label=words("changes.which"))),
        groups=groups,
    )


def _all(reading: Reading, one: Changes) -> Table:
    """Every single change."""
    words = reading.words
    return Table(
        key=one.key,
        caption=words("changes.all"),
        sub=one.since,
        columns=(Column(label=words("changes.which"), width="w34"), Column(label=words("changes.how"))),
        groups=tuple(
            Group(
                title=_counted(reading, change),
                rows=tuple(Row(cells=(cell(name), cell(how))) for name, how in change.rows),
            )
            for change in one.changes
        ),
    )


def _counted(reading: Reading, change: Change) -> str:
    return reading.words.count(f"changed.{change.key}", len(change.rows))


def _names(reading: Reading, change: Change, limit: int) -> str:
    return reading.listed(list(dict.fromkeys(name for name, _ in change.rows)), limit)
