"""What an import did, in the shape of `import --json`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.language import Language
from graph.model import KINDS, Record
from importers.problems import LeftOut, Problem


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file, or one sheet of it, that was read."""

    file: str
    format: str
    sheet: str | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Counts by kind, every row that was refused and everything that was left out, each with its reason.

    `written` says whether anything was written: not in a dry run, not when nothing changed, and not when `atomic`
    met a refused row. `revision` is the store's revision afterwards.
    """

    run_id: str
    dataset: str
    dry_run: bool
    files: tuple[FileRead, ...]
    added: Counter[str]
    changed: Counter[str]
    unchanged: Counter[str]
    rejected: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    written: bool
    revision: int

    @property
    def refused_rows(self) -> int:
        """How many rows were refused: a row with several problems is one."""
        return len({problem.spot.in_row for problem in self.rejected})

    @property
    def exit_code(self) -> int:
        """0: all rows taken; 1: there are refused rows to look at."""
        return 1 if self.rejected else 0

    def as_dict(self, language: Language = "de") -> dict[str, Any]:
        """The shape that scripts read; counts by kind in the order of the model."""
        return {
            "runId": self.run_id,
            "dataset": self.dataset,
            "dryRun": self.dry_run,
            "written": self.written,
            "files": [{"file": f.file, "format": f.format, "sheet": f.sheet} for f in self.files],
            "added": _ordered(self.added),
            "changed": _ordered(self.changed),
            "unchanged": _ordered(self.unchanged),
            "rejected": [problem.as_dict(language) for problem in self.rejected],
            "leftOut": [left.as_dict(language) for left in self.left_out],
        }


def counts(records: Iterable[Record]) -> Counter[str]:
    """How many records of each kind."""
    return Counter(type(record).__name__ for record in records)


def _ordered(counted: Counter[str]) -> dict[str, int]:
    return {kind: counted[kind] for kind in KINDS if counted[kind]}
