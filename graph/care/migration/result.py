"""What a migration did, or would do."""

from dataclasses import dataclass
from pathlib import Path

from graph.model import Ref


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
