"""What people recognise records by, for readers of both languages."""

from collections.abc import Iterable

from graph.language import Text
from graph.model import Record, Ref, Term
from graph.picture import View
from graph.schema import label_of


def label(record: Record) -> Text:
    """The label of a term in each language, as far as it has one; else what the record is called."""
    name = label_of(record)
    return Text(name, (record.label_en or name) if isinstance(record, Term) else name)


def labels(view: View, refs: Iterable[Ref]) -> list[Text]:
    """Those of the records that there are, in the order of the ids."""
    return [label(record) for ref in refs if (record := view.get(ref)) is not None]


def label_at(view: View, ref: Ref | None) -> Text | None:
    """That of one record; None without one."""
    return next(iter(labels(view, [ref] if ref is not None else [])), None)
