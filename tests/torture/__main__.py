"""The command line of the torture: python -m tests.torture [--long] [--seed N] [workload …]"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.torture.workloads import WORKLOADS, Scale


def main(arguments: Sequence[str]) -> int:
    """Run the workloads named (default: all) and print one line for each; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="scripts/torture", description="Looks for writes that get lost.")
    parser.add_argument("workloads", nargs="*", metavar="workload", help=", ".join(WORKLOADS))
    parser.add_argument("--long", action="store_true", help="the numbers of a release, not of a commit")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (default: 1)")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.workloads) - WORKLOADS.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
    worst = 0
    for name in chosen.workloads or WORKLOADS:
        with tempfile.TemporaryDirectory(prefix="geflecht-torture-") as folder:
            for figures in WORKLOADS[name](Scale(chosen.long, chosen.seed, Path(folder))):
                print(figures.line, flush=True)
                for said in figures.said:
                    print(f"    {said}", flush=True)
                worst |= not figures.ok
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
