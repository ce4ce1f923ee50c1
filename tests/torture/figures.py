"""What a workload came to, in one line."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Figures:
    """How often something was done, how often something went wrong (all of it must be 0), and how long it took.

    `left_out` says why a workload could not run here; that is no success. A remark is only said.
    """

    name: str
    done: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    said: list[str] = field(default_factory=list)
    left_out: str | None = None
    is_remark: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong, and something was done."""
        return self.is_remark or (self.left_out is None and bool(self.done) and not any(self.wrong.values()))

    @property
    def line(self) -> str:
        """One line for a person."""
        if self.is_remark:
            return self.name
        if self.left_out is not None:
            return f"{self.name}: LEFT OUT: {self.left_out}"
        done = ", ".join(f"{number:,} {what}" for what, number in self.done.items())
        wrong = ", ".join(f"{number:,} {what}" for what, number in self.wrong.items())
        verdict = "" if self.ok else " – FAILED"
        return f"{self.name}: {done}: {wrong} ({self.seconds:,.0f} s){verdict}"

    def fault(self, what: str, detail: object = "") -> None:
        """Count something that went wrong; the first few details are kept for the person who has to find out why."""
        self.wrong[what] += 1
        if len(self.said) < 20:
            self.said.append(f"{what}: {detail}")

    def expect(self, *faults: str) -> None:
        """Name what could go wrong, so that its 0 is told."""
        for fault in faults:
            self.wrong.setdefault(fault, 0)


@contextmanager
def measured(name: str, *faults: str) -> Iterator[Figures]:
    """Figures that know how long their block took."""
    figures = Figures(name)
    figures.expect(*faults)
    begin = time.monotonic()
    try:
        yield figures
    finally:
        figures.seconds = time.monotonic() - begin
