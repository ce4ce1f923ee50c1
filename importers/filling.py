"""A row becomes a draft by the declarations of the model: one cell, one property."""

import dataclasses
from collections.abc import Collection
from functools import cache

from graph.dates import VagueDate
from graph.language import Text
from graph.model import Record
from graph.model.states import Reach, Visibility
from graph.schema import Property, ValueType, kind_named, per_kind, properties
from importers import dates, values, words
from importers.drafts import Draft, Link
from importers.intake import Intake
from importers.sheets import Line, column_labels, declared, key_columns


def external_id(intake: Intake, line: Line, kind: type[Record]) -> str | None:
    """The row's id: its key cell, else the columns that make a key, else its name. None if refused."""
    columns = declared()[line.sheet.name].get("key", ())
    key = line.text(kind.meta.key) if kind.meta.key else ""
    if not key and any(line.text(column) for column in columns):
        key = "|".join(line.text(column) for column in columns).rstrip("|")
    if not key and kind.meta.title:
        key = line.text(_title_column(kind))
    if not key:
        intake.refuse(line.spot(), "MISSING_ID", _MISSING_ID)
        return None
    return key if intake.claim(line, key) else None


def _title_column(kind: type[Record]) -> str:
    return next(prop.columns[0] for prop in properties(kind) if prop.name == kind.meta.title and prop.columns)


def fill(
    intake: Intake,
    kind: type[Record],
    line: Line,
    key: str,
    *,
    skip: Collection[str] = (),
) -> Draft | None:
    """A draft with every property that the table has a column for; None if a cell of the row does not fit.

    `skip` names properties that the caller fills.
    """
    draft = Draft(kind, key, line.spot())
    fits = True
    stated, unstated = _layout(kind.__name__, tuple(line.sheet.columns))
    for prop, column in stated:
        if prop.name in skip:
            continue
        draft.used.add(column)
        try:
            fits &= _fill_one(intake, draft, prop, line, column)
        except values.Unfit as unfit:
            intake.refuse(line.spot(column), unfit.code, unfit.reason)
            fits = False
    _fill_public(intake, draft, line)
    missing = [prop for prop in unstated if prop.name not in skip]
    for prop in missing:
        intake.refuse(line.spot(_columns(prop)[0], ""), "MISSING_COLUMN", _MISSING_COLUMN.fill(label=prop.label))
    return draft if fits and not missing and not intake.is_refused(draft.spot) else None


@cache
def _layout(kind: str, present: tuple[str, ...]) -> tuple[tuple[tuple[Property, str], ...], tuple[Property, ...]]:
    """The properties that a table with these columns fills, each with its column; and those that it should fill."""
    first = {prop: next((c for c in _columns(prop) if c in present), None) for prop in properties(kind_named(kind))}
    stated = tuple((prop, column) for prop, column in first.items() if column is not None)
    return stated, tuple(prop for prop, column in first.items() if column is None and prop.required)


def _columns(prop: Property) -> tuple[str, ...]:
    return prop.columns or (prop.name,)


def _fill_one(
    intake: Intake,
    draft: Draft,
    prop: Property,
    line: Line,
    column: str,
) -> bool:
    text = line.text(column)
    if prop.required and not text:
        intake.refuse(line.spot(column), "MISSING_VALUE", _MISSING_VALUE.fill(label=prop.label))
        return False
    if prop.is_reference:
        draft.link(prop.name, _links(intake, draft, prop, line, column))
    elif not text:
        draft.values[prop.name] = defaults(draft.kind)[prop.name]
    elif prop.value_type is ValueType.DATE and dates.parse_day(text) is None and _is_vague(text):
        draft.values[prop.name] = None
        keep_wording(draft, line, column)
        intake.leave_out(line.spot(column), "NO_EXACT_DAY", _NO_EXACT_DAY)
    else:
        draft.values[prop.name] = values.parse(prop, text)
    if draft.values.get(prop.name) == VagueDate(text):
        intake.leave_out(line.spot(column), "DATE_NOT_UNDERSTOOD", _DATE_NOT_UNDERSTOOD)
    return True


def _is_vague(text: str) -> bool:
    read = dates.parse(text)
    return (read.earliest, read.latest) != (None, None)


def _links(intake: Intake, draft: Draft, prop: Property, line: Line, column: str) -> list[Link]:
    text = line.text(column)
    if not text:
        return []
    assert prop.to is not None
    if any(intake.known.has(kind, text) for kind in prop.to.kinds):
        keys: tuple[str, ...] = (text,)  # an id with a semicolon in it
    elif prop.name == "stated_in":
        known = [part for part in values.parts(text) if _is_listed(intake, part)]
        keys = tuple(known) if known == list(values.parts(text)) else (text,)
    else:
        keys = values.parts(text)
    if prop.to.by == "name":
        keys = tuple(key for key in keys if not _is_district_wide(draft, key))
    if len(keys) > 1 and prop.value_type is ValueType.REFERENCE:
        keep_wording(draft, line, column)
        intake.leave_out(line.spot(column), "ONE_OF_SEVERAL", _ONE_OF_SEVERAL.fill(first=keys[0]))
        keys = keys[:1]
    return [Link.of(draft.kind, prop.name, key, line.spot(column)) for key in keys]


def _is_listed(intake: Intake, key: str) -> bool:
    """Whether it is the id of a source in a table; a source that is only a wording has no other id than that."""
    source = intake.known.get("Source", key)
    return source is not None and source.values.get("title") != key


def _is_district_wide(draft: Draft, text: str) -> bool:
    """“kreisweit” in the column of municipalities is no place but a reach."""
    if words.state(Reach, text) is not Reach.DISTRICT:
        return False
    if "reach" in defaults(draft.kind):
        draft.values.setdefault("reach", Reach.DISTRICT)
    return True


def _fill_public(intake: Intake, draft: Draft, line: Line) -> None:
    text = line.text("public")
    if not text:
        return
    draft.used.add("public")
    shown = words.flag(text)
    if shown is None:
        intake.refuse(line.spot("public"), "NOT_YES_OR_NO", _NOT_YES_OR_NO.fill(value=text))
    draft.values["visibility"] = Visibility.PUBLIC if shown else Visibility.INTERNAL


@per_kind
def defaults(kind: type[Record]) -> dict[str, object]:
    """What each property of a kind is when nothing is stated; required ones are not in it."""
    return {field.name: field.default for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING}


def keep_wording(draft: Draft, line: Line, column: str) -> None:
    """Keep a cell that has no property of its own as “label: wording”, whatever the file calls its column."""
    written = draft.values.get("as_written", ())
    assert isinstance(written, tuple)
    draft.used.add(column)
    label = column_labels(line.sheet.name)[column]
    draft.values["as_written"] = (*written, f"{label}: {line.text(column)}")


def keep_rest(draft: Draft, line: Line) -> None:
    """Keep every known cell that the draft has not used: nothing of a row that is taken gets lost."""
    draft.values.setdefault("as_written", ())
    used = {*draft.used, *key_columns(line.sheet.name)}
    for column in column_labels(line.sheet.name):
        if column not in used and line.text(column):
            keep_wording(draft, line, column)


_MISSING_ID = Text(
    "Die Zeile hat weder Kennung noch Namen. Geben Sie ihr eine Kennung.",
    "The row has neither id nor name. Give it an id.",
)
_MISSING_VALUE = Text("Die Angabe „{label}“ fehlt.", "“{label}” is missing.")
_MISSING_COLUMN = Text("Die Spalte „{label}“ fehlt.", "The column “{label}” is missing.")
_ONE_OF_SEVERAL = Text(
    "Hier ist nur eine Angabe möglich; verknüpft ist „{first}“, der ganze Wortlaut ist aufgehoben.",
    "Only one entry is possible here; “{first}” is linked, the whole wording is kept.",
)
_NO_EXACT_DAY = Text("Kein genauer Tag; der Wortlaut ist aufgehoben.", "No exact day; the wording is kept.")
_DATE_NOT_UNDERSTOOD = Text(
    "Als Zeitangabe nicht verstanden; der Wortlaut ist aufgehoben.", "Not understood as a time; the wording is kept."
)
_NOT_YES_OR_NO = Text(
    "„{value}“ ist weder ja noch nein. Möglich: ja, nein.", "“{value}” is neither yes nor no. Possible: yes, no."
)
