"""What the tests of the importers share: the shipped districts, and small districts written on the spot."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import openpyxl

from graph.model import KINDS, Record, Ref
from graph.store import Store, open_store
from importers.result import ImportResult
from importers.run import import_path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REAL = ("kreis-soest", "kreis-guetersloh", "kreis-hoexter", "kreis-coesfeld", "landkreis-augsburg")
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

K = TypeVar("K", bound=Record)


class District:
    """A dataset as a store holds it, to ask by external id."""

    def __init__(self, store: Store, dataset: str, result: ImportResult) -> None:
        self.store = store
        self.result = result
        self.records = {record.id: record for record in store.read(tuple(KINDS.values()), [dataset])[1]}

    def all(self, kind: type[K]) -> dict[str, K]:
        """The records of a kind by external id."""
        return {record.external_id: record for record in self.records.values() if isinstance(record, kind)}

    def one(self, kind: type[K], external_id: str) -> K:
        """The record of that id."""
        return self.all(kind)[external_id]

    def keys(self, refs: Sequence[Ref] | Ref | None) -> list[str]:
        """The external ids that references point at."""
        listed = [] if refs is None else [refs] if isinstance(refs, str) else refs
        return [self.records[Ref(ref)].external_id for ref in listed]

    def codes(self) -> Counter[str]:
        """The codes of what was refused and left out."""
        return Counter([p.code for p in self.result.rejected] + [left.code for left in self.result.left_out])


def imported(
    path: Path,
    store: Store | None = None,
    dataset: str | None = None,
    *,
    dry_run: bool = False,
    complete: bool = False,
    atomic: bool = False,
) -> District:
    """The district after an import into a store of its own, or into this one."""
    used = store or open_store("sqlite::memory:")
    result = import_path(
        used, path, dataset=dataset, dry_run=dry_run, complete=complete, atomic=atomic, author="test", now=NOW
    )
    return District(used, result.dataset, result)


def rows(district: str, table: str) -> list[dict[str, str]]:
    """The rows of a shipped file, read without any code of ours."""
    with (EXAMPLES / district / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, tables: Mapping[str, str], encoding: str = "utf-8") -> Path:
    """A folder with these tables, each given as text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    return folder


def workbook(path: Path, tables: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with a sheet for each table."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in tables.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


ACTORS = """actor_id,name,actor_type,municipality
ki,Kommunales Integrationszentrum,Kommunales Integrationszentrum,
mo,Brücke e.V.,Verein,
vhs,Volkshochschule,Volkshochschule,
"""


def small(folder: Path, **tables: str) -> District:
    """A district of three actors and these tables."""
    return imported(write(folder / "k", {"actors": ACTORS, **tables}))


def refusals(found: District) -> list[tuple[str, int | None, str | None, str | None]]:
    """Code, row, column and value of every refused cell."""
    return [(p.code, p.spot.row, p.spot.column, p.spot.value) for p in found.result.rejected]
