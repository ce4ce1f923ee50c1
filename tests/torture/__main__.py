"""The command line of the torture: python -m tests.torture [--long] [--seed N] [workload …]"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.torture.servers import Neo4j
from tests.torture.workloads import WORKLOADS, Scale


def main(arguments: Sequence[str]) -> int:
    """Run the workloads named (default: all) and print one line for each; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="scripts/torture", description="Looks for lost writes and wrong answers.")
    parser.add_argument("workloads", nargs="*", metavar="workload", help=", ".join(WORKLOADS))
    parser.add_argument("--long", action="store_true", help="the numbers of a release, not of a commit")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (default: 1)")
    parser.add_argument(
        "--neo4j", metavar="ADDRESS", help="a running server that may be emptied (default: one is started)"
    )
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.workloads) - WORKLOADS.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
    with tempfile.TemporaryDirectory(prefix="geflecht-neo4j-") as home:
        neo4j = Neo4j(Path(home), chosen.neo4j)
        try:
            return _run(chosen.workloads or list(WORKLOADS), chosen.long, chosen.seed, neo4j)
        finally:
            neo4j.close()


def _run(names: Sequence[str], long: bool, seed: int, neo4j: Neo4j) -> int:
    worst = 0
    for name in names:
        with tempfile.TemporaryDirectory(prefix="geflecht-torture-") as folder:
            for figures in WORKLOADS[name](Scale(long, seed, Path(folder), neo4j)):
                print(figures.line, flush=True)
                for said in figures.said:
                    print(f"    {said}", flush=True)
                worst |= not figures.ok
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
