"""What every store does alike with a transaction: which change counts, what the log keeps, what is refused."""

import json
import math
from collections.abc import Iterable, Mapping

from graph.changes import Change, Put, Transaction
from graph.errors import Conflict, Invalid
from graph.language import Text
from graph.model import Record, Ref
from graph.rows import flat, references, targets
from graph.schema import ValueType, camel_case, per_kind, properties

LONGEST_ID = 1_000  # characters; Neo4j can't index more than 8 kB
LARGEST_NUMBER = 2**63


def id_of(change: Change) -> Ref:
    """The id of the record that is put or deleted."""
    return change.record.id if isinstance(change, Put) else change.id


def last_of_each(changes: Iterable[Change]) -> list[Change]:
    """The changes with one for each record: the last one counts."""
    return list({id_of(change): change for change in changes}.values())


def check_versions(transaction: Transaction, versions: Mapping[Ref, int]) -> None:
    """Raises Conflict if a record is not at the version that the author saw; 0 stands for a record that isn't there."""
    for ref, expected in transaction.expected.items():
        current = versions.get(ref, 0)
        if current != expected:
            raise conflict(ref, expected, current)


def check_values(changes: Iterable[Change]) -> None:
    """Raises Invalid for a value that one store or the other can't keep: all keep the same."""
    for change in changes:
        if isinstance(change, Put):
            record = change.record
            if len(record.external_id) > LONGEST_ID:
                raise _unkeepable(record, "externalId", f"{record.external_id[:20]}…")
            for name in _numbers(type(record)):
                value = getattr(record, name)
                if value is not None and not (math.isfinite(value) and abs(value) < LARGEST_NUMBER):
                    raise _unkeepable(record, camel_case(name), value)


@per_kind
def _numbers(kind: type[Record]) -> tuple[str, ...]:
    numeric = (ValueType.INTEGER, ValueType.NUMBER)
    return tuple(prop.name for prop in properties(kind) if prop.value_type in numeric)


def payload(record: Record) -> str:
    """The record as JSON for the log."""
    held = {prop.name: targets(record, prop) for prop in references(type(record))}
    return json.dumps({**flat(record), **held}, ensure_ascii=False, default=str)


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


def broken_reference(ref: str) -> Invalid:
    """The error for a record that points at nothing."""
    return Invalid(
        Text(
            f"Ein Eintrag verweist auf etwas, das es nicht gibt ({ref}). Nichts wurde geschrieben.",
            f"An entry points at something that does not exist ({ref}). Nothing was written.",
        )
    )


def _unkeepable(record: Record, name: str, value: object) -> Invalid:
    label, key = record.meta.label, record.external_id[:20]
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
