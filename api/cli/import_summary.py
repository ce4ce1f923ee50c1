"""What an import says to the person at the terminal."""

from collections import Counter
from collections.abc import Iterator, Mapping

from graph.language import Language, Text
from graph.model import KINDS
from importers.result import ImportResult

_SHOWN = 20


def summary(result: ImportResult, language: Language) -> Iterator[str]:
    """First what came in, then each row that did not, then what was left out."""
    yield _heading(result).in_(language)
    for label, counted in (
        (Text("neu", "new"), result.added),
        (Text("geändert", "changed"), result.changed),
        (Text("unverändert", "unchanged"), result.unchanged),
    ):
        if counted:
            yield f"  {label.in_(language)}: {counts(counted, language)}"
    if result.rejected:
        rows = result.refused_rows
        refused = Text("{n} Zeile", "{n} row") if rows == 1 else Text("{n} Zeilen", "{n} rows")
        yield Text("Nicht übernommen: {rows}", "Not taken: {rows}").fill(rows=refused.fill(n=rows)).in_(language)
        yield from first([problem.message.in_(language) for problem in result.rejected], language)
    if result.left_out:
        yield Text("Weggelassen: {n} Angaben", "Left out: {n}").fill(n=len(result.left_out)).in_(language)
        reasons = Counter(left.reason.in_(language) for left in result.left_out)
        yield from first([f"{number} × {reason}" for reason, number in reasons.most_common()], language)


def _heading(result: ImportResult) -> Text:
    if result.dry_run:
        return Text("{d}: Probelauf, nichts geschrieben.", "{d}: dry run, nothing written.").fill(d=result.dataset)
    if result.written:
        return Text("{d}: eingelesen (Stand {r}).", "{d}: imported (revision {r}).").fill(
            d=result.dataset, r=result.revision
        )
    if result.rejected and not (result.unchanged and not result.added and not result.changed):
        return Text("{d}: nichts geschrieben.", "{d}: nothing written.").fill(d=result.dataset)
    return Text("{d}: nichts Neues.", "{d}: nothing new.").fill(d=result.dataset)


def counts(counted: Mapping[str, int], language: Language) -> str:
    """„2 Akteure, 1 Maßnahme“, in the order of the model."""
    shown = [(KINDS[name].meta, counted[name]) for name in KINDS if counted.get(name)]
    return ", ".join(f"{number} {(meta.label if number == 1 else meta.plural).in_(language)}" for meta, number in shown)


def first(lines: list[str], language: Language) -> Iterator[str]:
    """The first lines, and how many more there are."""
    for line in lines[:_SHOWN]:
        yield f"  {line}"
    if len(lines) > _SHOWN:
        more = Text("… und {n} weitere (alle mit --json)", "… and {n} more (all with --json)")
        yield f"  {more.fill(n=len(lines) - _SHOWN).in_(language)}"
