"""Whatever stands in the cells: an import takes or refuses every row, writes a whole graph, and is done once."""

import csv
import io
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.rows import references, targets
from tests.importers.district_files import EXAMPLES, imported, rows

FORMATS = {
    district: {file.stem: list(rows(district, file.stem)[0]) for file in sorted((EXAMPLES / district).glob("*.csv"))}
    for district in ("kreis-lindental", "kreis-hoexter", "kreis-soest")
}
IDS = ["a", "b", "c", "a; b", "b|c"]
WORDS = [
    "", "", "", "Verein", "Kommune", "Angebot", "Konzept", "Handlungsfeld", "Ziel", "Wunsch", "Gremium", "Standort",
    "Träger", "Kooperationspartner", "Ort", "Fördergeber", "eingeladen", "zuständig", "Beschluss", "YES", "NO", "yes",
    "no", "ja", "COMPLETE", "EXISTS", "WISHED", "ENDED", "field", "target_group", "actor_type", "Ansprechstelle",
    "Verbindung", "2025-02-30", "2024", "Mitte 2022 bis Ende 2024", "befristet bis Ende 2022", "99001004", "5974004",
    "AGS 05974004", "Brakel", "kreisweit", "1", "2", "-1", "1e9", "1.234,5", "LEAD", "Measure", "Offer",
    "ungeändert beschlossen",
    "A; B", "; ;", "=1+1", "'=1+1", "\u202e", "é̀", "ß", "NULL",
]  # fmt: skip
CELLS = st.sampled_from(IDS) | st.sampled_from(WORDS) | st.text(max_size=6)


Tables = dict[str, list[list[str]]]


@st.composite
def folders(draw: st.DrawFn) -> Tables:
    headings = FORMATS[draw(st.sampled_from(sorted(FORMATS)))]
    chosen = draw(st.lists(st.sampled_from(sorted(headings)), min_size=1, max_size=9, unique=True))
    return {n: [headings[n], *draw(st.lists(_row(headings[n]), min_size=1, max_size=5))] for n in {"actors", *chosen}}


def _row(headings: list[str]) -> st.SearchStrategy[list[str]]:
    """A row whose ids mostly lead somewhere, so that it is not refused at the first cell."""
    known = {heading for heading in headings if heading.endswith("_id") or heading.startswith("actor_")}
    return st.tuples(*(st.sampled_from(IDS[:3]) if heading in known else CELLS for heading in headings)).map(list)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(folders())
def test_any_rows_come_to_a_whole_graph_or_are_told(tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in tables.items():
            text = io.StringIO()
            csv.writer(text).writerows(lines)
            (Path(folder) / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
        first = imported(Path(folder), dataset="any")
        again = imported(Path(folder), first.store, dataset="any")
    dangling = [
        ref for record in first.records.values() for prop in references(type(record)) for ref in targets(record, prop)
        if ref not in first.records
    ]  # fmt: skip
    assert dangling == []
    assert (again.result.added, again.result.changed) == (Counter(), Counter())
    assert [p.as_dict("de") for p in again.result.rejected] == [p.as_dict("de") for p in first.result.rejected]
    assert first.store.damage() == []
