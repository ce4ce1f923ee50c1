"""What a migration would do, and what it did."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.model import Ref


@dataclass(frozen=True, slots=True)
class Step:
    """The step from an older form to the current one, ready to be done: `write` does it, within a transaction."""

    revisions: int
    records: int
    write: Callable[[], None]
    rewritten: int = 0
    """How many records the migration's own revision holds."""
    unreadable: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Migration:
    """From which form to which; equal where there was nothing to do. `saved_to` is the copy made before, if any."""

    found: int
    current: int
    revisions: int = 0
    records: int = 0
    rewritten: int = 0
    """How many records the migration's own revision holds."""
    unreadable: tuple[Ref, ...] = ()
    saved_to: Path | None = None

    @property
    def is_needed(self) -> bool:
        """Whether the store was in an older form."""
        return self.found < self.current

    @classmethod
    def of(cls, found: int, current: int, step: Step, saved_to: Path | None = None) -> "Migration":
        """The migration that the step is, or was once it was written."""
        return cls(found, current, step.revisions, step.records, step.rewritten, step.unreadable, saved_to)
