"""What a report is about."""

from graph.gaps.scoping import record_is_within
from graph.model import Record
from graph.scope import Scope
from visualise.reading import Reading


def lies_within(reading: Reading, record: Record | None) -> bool:
    """Whether a record belongs to what the report is about; what is not there does not."""
    if record is None or reading.scope == Scope(reading.dataset, layer=reading.scope.layer):
        return record is not None
    return record_is_within(reading.situation, record, reading.scope)
