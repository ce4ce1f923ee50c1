"""Import speed in rows a second, as a ratio to the same rows read with csv and written by plain sqlite3.

    python -m benchmarks.importing
    python scripts/neo4j/server.py data/benchmark-neo4j python -m benchmarks.importing

The second form measures an empty Neo4j beside it (GEFLECHT_STORE names it).

The district is generated (1,500 actors, 3,000 measures, 20,000 edges); the largest shipped one comes first.
"""

import csv
import os
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.district import make_district
from graph.store import open_store
from importers.run import import_path

_EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def plain(folder: Path, database: Path) -> float:
    """Seconds to read the CSV files and write their cells into untyped tables: the floor for any import."""
    started = time.perf_counter()
    with sqlite3.connect(database) as connection:
        for path in sorted(folder.glob("*.csv")):
            with path.open(newline="", encoding="utf-8") as file:
                heading, *rows = csv.reader(file)
            listed = ", ".join(f'"{column}"' for column in heading)
            connection.execute(f'CREATE TABLE "{path.stem}" ({listed})')
            marks = ", ".join("?" * len(heading))
            connection.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', rows)  # noqa: S608 own file names
    return time.perf_counter() - started


def rows_in(folder: Path) -> int:
    """The number of data rows."""
    return sum(len(path.read_text("utf-8").splitlines()) - 1 for path in folder.glob("*.csv"))


def measure(url: str, folder: Path, dataset: str) -> tuple[float, float]:
    """Seconds of a first import, and of the same import again."""
    seconds = []
    with open_store(url) as store:
        for _ in range(2):
            started = time.perf_counter()
            import_path(store, folder, dataset=dataset, author="benchmark", now=datetime.now(UTC))
            seconds.append(time.perf_counter() - started)
    return seconds[0], seconds[1]


def main() -> None:
    """Print one line for each district and store."""
    neo4j = os.environ.get("GEFLECHT_STORE")
    with tempfile.TemporaryDirectory() as temporary:
        generated = Path(temporary) / "generated"
        make_district(generated)
        for name, folder in (("kreis-lindental", _EXAMPLES / "kreis-lindental"), ("generated", generated)):
            rows = rows_in(folder)
            floor = plain(folder, Path(temporary) / f"{name}-plain.db")
            for url in filter(None, (f"sqlite:{temporary}/{name}.db", neo4j)):
                first, again = measure(url, folder, name)
                print(
                    f"{name} into {url.split(':')[0]}: {rows} rows, {rows / first:,.0f} rows/s, "
                    f"{first / floor:.1f} x plain sqlite3 ({floor:.2f} s); again {rows / again:,.0f} rows/s"
                )


if __name__ == "__main__":
    main()
