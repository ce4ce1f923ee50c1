"""What every store does alike with a transaction: which change counts, what the log keeps, what is refused."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from graph.changes import Change, Delete, Head, Put, Transaction
from graph.dates import VagueDate
from graph.errors import Conflict, Invalid, StoreBusy, StoreTooNew, StoreTooOld
from graph.language import Text
from graph.log import Logged, delete_entry, put_entry
from graph.model import Edge, Record, Ref
from graph.schema import ValueType, camel_case, label_of, per_kind, properties
from graph.searching.search import search_text
from graph.text import forbidden_character, normalise, search_key, shortened, sort_key

LONGEST_ID = 1_000  # characters; Neo4j can't index more than 8 kB
LARGEST_NUMBER = 2**63


def id_of(change: Change) -> Ref:
    """The id of the record that is put or deleted."""
    return change.record.id if isinstance(change, Put) else change.id


def prepared(transaction: Transaction) -> list[Change]:
    """The changes as they are written: one for each record (the last counts), text in normal form C.

    Raises Invalid for a value that one store or the other can't keep: all keep the same.
    """
    last = {id_of(change): change for change in transaction.changes}
    return [_prepared(change.record) if isinstance(change, Put) else change for change in last.values()]


def _prepared(record: Record) -> Put:
    _check_identity(record)
    for name in _numbers(type(record)):
        value = getattr(record, name)
        if value is not None and not (math.isfinite(value) and abs(value) < LARGEST_NUMBER):
            raise _unkeepable(record, camel_case(name), value)
    written = {}
    for name in _texts(type(record)):
        value = getattr(record, name)
        kept = _text(record, name, value)
        if kept is not value:
            written[name] = kept
    return Put(replace(record, **written) if written else record)


def _check_identity(record: Record) -> None:
    if len(record.external_id) > LONGEST_ID:
        raise _unkeepable(record, "externalId", shortened(record.external_id, 20))
    for name, text in (("externalId", record.external_id), ("dataset", record.dataset)):
        if _in_normal_form(record, name, text) != text:
            raise _unkeepable(record, name, text)


def _text(record: Record, name: str, value: Any) -> Any:
    """The value in normal form C; the same object where it is so already."""
    if isinstance(value, str):
        return _in_normal_form(record, name, value)
    if isinstance(value, VagueDate):
        text = _in_normal_form(record, name, value.text)
        return value if text is value.text else replace(value, text=text)
    if isinstance(value, tuple):
        texts = tuple(_in_normal_form(record, name, text) for text in value)
        return value if texts == value else texts
    return value


def _in_normal_form(record: Record, name: str, text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    character = forbidden_character(text)
    if character is not None:
        raise _forbidden(record, camel_case(name), character)
    kept = normalise(text)
    return text if kept == text else kept


def check_erasures(transaction: Transaction, changes: Iterable[Change], versions: Mapping[Ref, int]) -> None:
    """Raises Invalid for a record that stays as it is while the log forgets it: the graph is the fold of its log."""
    changed = {id_of(change) for change in changes}
    kept = [ref for ref in transaction.erase if ref in versions and ref not in changed]
    if kept:
        raise Invalid(
            Text(
                f"Der Verlauf von {kept[0]} wird nur gelöscht, wenn der Eintrag dabei geändert oder gelöscht wird.",
                f"The history of {kept[0]} is erased only together with a change or deletion of the entry.",
            )
        )


def check_versions(transaction: Transaction, versions: Mapping[Ref, int]) -> None:
    """Raises Conflict if a record is not at the version that the author saw; 0 stands for a record that isn't there."""
    for ref, expected in transaction.expected.items():
        current = versions.get(ref, 0)
        if current != expected:
            raise conflict(ref, expected, current)


def check_basis(transaction: Transaction, changed: Iterable[tuple[Ref, int]]) -> None:
    """Raises Conflict if something that the transaction rests on was `changed` since its author looked: id, version."""
    for ref, version in changed:
        raise conflict(ref, transaction.expected.get(ref, 0), version)


_TEXTUAL = (ValueType.TEXT, ValueType.TEXTS, ValueType.VAGUE_DATE)


@per_kind
def _texts(kind: type[Record]) -> tuple[str, ...]:
    return tuple(prop.name for prop in properties(kind) if prop.value_type in _TEXTUAL)


@per_kind
def _numbers(kind: type[Record]) -> tuple[str, ...]:
    numeric = (ValueType.INTEGER, ValueType.NUMBER)
    return tuple(prop.name for prop in properties(kind) if prop.value_type in numeric)


def settled(change: Change, versions: Mapping[Ref, int]) -> Change:
    """The change with the version that the record has from now on."""
    if isinstance(change, Delete):
        return change
    return Put(replace(change.record, version=versions.get(change.record.id, 0) + 1))


def next_logged(head: Head, transaction: Transaction, written: Iterable[Change], versions: Mapping[Ref, int]) -> Logged:
    """What the log keeps of a transaction whose changes are settled; deleting what isn't there leaves no entry.

    `versions` are those in the store, and of what is deleted those in the log where the store has lost the record.
    """
    entries = [
        put_entry(change.record)
        if isinstance(change, Put)
        else delete_entry(change.kind, change.id, versions[change.id])
        for change in written
        if isinstance(change, Put) or change.id in versions
    ]
    return Logged(
        number=head.revision + 1,
        author=transaction.author,
        reason=transaction.reason,
        at=transaction.at,
        mutation_id=transaction.mutation_id,
        erased=tuple(sorted(set(transaction.erase))),
        previous=head.hash,
        entries=tuple(entries),
    ).chained()


def keys_of(record: Record) -> tuple[str, str] | tuple[None, None]:
    """Search key and sort key of a node as they are stored; an edge has none."""
    if isinstance(record, Edge):
        return None, None
    return search_key(search_text(record)), sort_key(label_of(record))


def with_both_versions(
    error: Conflict, transaction: Transaction, get: Callable[[list[Ref]], dict[Ref, Record]]
) -> Conflict:
    """The conflict with what the author wanted to write and what the store holds by now."""
    ref = Ref(error.record_id)
    theirs = get([ref]).get(ref)
    yours = next((c.record for c in transaction.changes if isinstance(c, Put) and c.record.id == ref), None)
    current = theirs.version if theirs is not None else 0
    return Conflict(error.message, record_id=ref, expected=error.expected, current=current, yours=yours, theirs=theirs)


def conflict(ref: Ref, expected: int, current: int) -> Conflict:
    """The error for a record that somebody changed, or removed, in between."""
    return Conflict(
        Text(
            "Jemand hat diesen Eintrag inzwischen geändert. Bitte beide Fassungen vergleichen.",
            "Somebody has changed this entry in the meantime. Please compare both versions.",
        ),
        record_id=ref,
        expected=expected,
        current=current,
    )


def _forbidden(record: Record, name: str, character: str) -> Invalid:
    label, key = record.meta.label, shortened(record.external_id, 20)
    return Invalid(
        Text(
            f"{label.de} {key}: „{name}“ enthält das Steuerzeichen {character}. Nichts wurde geschrieben.",
            f"{label.en} {key}: “{name}” holds the control character {character}. Nothing was written.",
        )
    )


def broken_reference(ref: str) -> Invalid:
    """The error for a record that points at nothing."""
    return Invalid(
        Text(
            f"Ein Eintrag verweist auf etwas, das es nicht gibt ({ref}). Nichts wurde geschrieben.",
            f"An entry points at something that does not exist ({ref}). Nothing was written.",
        )
    )


def _unkeepable(record: Record, name: str, value: object) -> Invalid:
    label, key = record.meta.label, shortened(record.external_id, 20)
    return Invalid(
        Text(
            f"{label.de} {key}: „{value}“ passt nicht in „{name}“ (zu lang, zu groß oder keine Zahl). "
            "Nichts wurde geschrieben.",
            f"{label.en} {key}: “{value}” does not fit into “{name}” (too long, too large or no number). "
            "Nothing was written.",
        )
    )


def damaging(reason: object) -> Invalid:
    """The error for a change that the database itself refuses."""
    return Invalid(
        Text(
            f"Die Änderung würde den Graphen beschädigen ({reason}). Nichts wurde geschrieben.",
            f"The change would damage the graph ({reason}). Nothing was written.",
        )
    )


def overtaken() -> StoreBusy:
    """The error for a store that somebody wrote to between the look at it and its replacement."""
    return StoreBusy(
        Text(
            "Während der Vorbereitung hat jemand in den Zielspeicher geschrieben. Nichts wurde ersetzt. "
            "Bitte noch einmal versuchen.",
            "While this was prepared, somebody wrote to the store that was to be replaced. Nothing was replaced. "
            "Please try again.",
        )
    )


def refuse_other_form(address: str, found: int, known: int) -> None:
    """Raises StoreTooNew or StoreTooOld for a store that was written in another form than the known one."""
    if found > known:
        raise StoreTooNew(
            Text(
                f"{address} wurde von einer neueren Version geschrieben (Form {found}, diese Version kennt {known}). "
                "Bitte Geflecht aktualisieren.",
                f"{address} was written by a newer version (form {found}, this one knows {known}). "
                "Please update Geflecht.",
            )
        )
    if found < known:
        raise StoreTooOld(
            Text(
                f"{address} wurde von einer älteren Version geschrieben (Form {found}, diese Version braucht {known}). "
                "Bitte einmal „geflecht migrate“ aufrufen; vorher wird eine Sicherung angelegt.",
                f"{address} was written by an older version (form {found}, this one needs {known}). "
                "Please run “geflecht migrate” once; a backup is made first.",
            )
        )
