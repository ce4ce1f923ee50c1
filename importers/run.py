"""One import from the file to the store: read, understand, resolve, compare, write in one transaction, tell."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from graph import ties
from graph.care.erasures import erased_on
from graph.changes import Put, Transaction
from graph.errors import UnreadableInput
from graph.language import Text
from graph.model import KINDS, Confirmation, Place, Record, Ref, Source, Term
from graph.office.confirmation import carried_over
from graph.pauses import without_pauses
from graph.rows import references, targets
from graph.store import Store
from graph.text import forbidden_character
from importers import completeness, own_export, records, resolve, sheets, tables
from importers.intake import Intake
from importers.meaning import understand
from importers.merged import merged_before
from importers.problems import LeftOut, Problem
from importers.result import FileRead, ImportResult, counts


def import_path(
    store: Store,
    path: Path,
    *,
    beside: Sequence[Path] = (),
    dataset: str | None = None,
    dry_run: bool = False,
    complete: bool = False,
    atomic: bool = False,
    author: str,
    now: datetime,
) -> ImportResult:
    """Import a folder of CSV, a CSV file or a workbook into a dataset (default: the folder's or workbook's name).

    An export of the product brings its records as they are. The tables of further files `beside` it are read as if all
    lay in one folder. Good rows are taken, the others told; with `atomic` nothing is written if any row is refused.
    `complete` states that the rows are all there is: plans, or places and fields, count as inventoried on the day.
    Everything is written in one transaction or nothing is.
    Raises UnreadableInput, and StoreError and Conflict from the store.
    """
    with without_pauses():
        read = [table for one in (path, *beside) for table in tables.read(one)]
        exported = [record for table in read for record in table.records]
        name = _dataset_name(path, own_export.dataset_of(path, exported) if exported and dataset is None else dataset)
        held = {record.id: record for record in store.read(tuple(KINDS.values()), [name])[1]}
        intake = Intake(name, now, held, merged_before(store, held), partial(erased_on, store))
        if exported:
            built = own_export.in_dataset(path, exported, name, held)
        else:
            _understand(intake, read, path)
            built = _built(intake, complete=complete)
        added, changed, unchanged = _difference(held, built | _words_in_use(held, built))
        changed |= _confirmations(held, built, changed)
        run_id = uuid.uuid4().hex
        wanted = not dry_run and not (atomic and intake.problems)
        if wanted and (added or changed):
            revision = store.commit(_transaction(added | changed, held, author, path.name, now, run_id)).revision
        else:
            revision = store.revision()
    return ImportResult(
        run_id=run_id,
        dataset=name,
        dry_run=dry_run,
        files=tuple(FileRead(table.file, table.format, table.sheet) for table in read),
        added=counts(added.values()),
        changed=counts(changed.values()),
        unchanged=counts(unchanged.values()),
        rejected=tuple(sorted(dict.fromkeys(intake.problems), key=_order)),
        left_out=tuple(sorted(dict.fromkeys(intake.left_out), key=_order)),
        written=wanted and bool(added or changed),
        revision=revision,
    )


def _understand(intake: Intake, read: Sequence[tables.Table], path: Path) -> None:
    known, left_out = sheets.recognise(read)
    if not known:
        raise _nothing_known(path)
    intake.left_out += left_out
    intake.problems += [problem for table in read for problem in table.problems]
    understand(intake, known)
    resolve.resolve(intake)


def _built(intake: Intake, *, complete: bool) -> dict[Ref, Record]:
    """Every record that the import speaks of, ties among them, as it shall be."""
    if complete:
        completeness.take_inventories(intake)
    built = records.build(intake)
    built |= ties.refreshed(intake.dataset, intake.held, built)
    if complete:
        intake.left_out += completeness.no_longer_listed(intake, built)
    return built


def _dataset_name(path: Path, dataset: str | None) -> str:
    """The name asked for; else that of the folder, the workbook, or the folder that a CSV lies in."""
    resolved = path.resolve()
    default = resolved.name if path.is_dir() else resolved.stem
    if path.is_file() and path.suffix.casefold() in tables.CSV_ENDINGS:
        default = resolved.parent.name
    name = (dataset if dataset is not None else default).strip()
    if not name or forbidden_character(name) is not None:
        raise UnreadableInput(
            Text("Der Datensatz braucht einen Namen (--dataset).", "The dataset needs a name (--dataset).")
        )
    return name


def _nothing_known(path: Path) -> UnreadableInput:
    return tables.unreadable(
        path,
        "enthält keine bekannte Tabelle. Bekannt sind zum Beispiel actors (Akteure), measures (Maßnahmen), "
        "responsibilities (Zuständigkeiten), cooperations (Kooperationen).",
        "holds no known table. Known are for example actors, measures, responsibilities, cooperations.",
    )


def _words_in_use(held: Mapping[Ref, Record], built: Mapping[Ref, Record]) -> dict[Ref, Record]:
    """Terms, places and sources that the store had already and that the rows name again."""
    found: dict[Ref, Record] = {}
    waiting = list(built.values())
    while waiting:
        record = waiting.pop()
        for ref in (ref for prop in references(type(record)) for ref in targets(record, prop)):
            known = held.get(ref)
            if isinstance(known, Term | Place | Source) and ref not in built and ref not in found:
                found[ref] = known
                waiting.append(known)
    return found


def _difference(
    held: Mapping[Ref, Record], built: Mapping[Ref, Record]
) -> tuple[dict[Ref, Record], dict[Ref, Record], dict[Ref, Record]]:
    """New, changed and unchanged records. What is built over a held record has its version, so that content decides."""
    added = {ref: record for ref, record in built.items() if ref not in held}
    same = {ref: record for ref, record in built.items() if ref in held and record == held[ref]}
    changed = {ref: record for ref, record in built.items() if ref in held and ref not in same}
    return added, changed, same


def _confirmations(
    held: Mapping[Ref, Record], built: Mapping[Ref, Record], changed: Mapping[Ref, Record]
) -> dict[Ref, Record]:
    """Confirmations that hold on, since what changed of their entries is not of substance."""
    kept = (record for ref, record in held.items() if isinstance(record, Confirmation) and ref not in built)
    return {one.id: one for one in carried_over(kept, held, changed)}


def _transaction(
    records_: Mapping[Ref, Record], held: Mapping[Ref, Record], author: str, name: str, now: datetime, run_id: str
) -> Transaction:
    return Transaction(
        tuple(Put(record) for record in records_.values()),
        author=author,
        reason=f"import {name}",
        at=now,
        mutation_id=run_id,
        expected={ref: held[ref].version if ref in held else 0 for ref in records_},
    )


def _order(item: Problem | LeftOut) -> tuple[str, str, int]:
    return item.spot.file, item.spot.sheet or "", item.spot.row or 0
