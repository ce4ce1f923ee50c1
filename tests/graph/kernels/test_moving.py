"""Moving between core and periphery ends where no single move helps, whichever way it is worked out."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.kernels.moving import improve
from tests.graph.kernels.test_kernels import LINES, rows

N = 12


def fit(lines: set[tuple[int, int]], core: list[int]) -> float:
    """Pearson's r, pair by pair; -1 where it has no sense."""
    pairs = list(itertools.combinations(range(N), 2))
    joined = [pair in lines for pair in pairs]
    ideal = [bool(core[a] or core[b]) for a, b in pairs]
    return float(np.corrcoef(joined, ideal)[0, 1]) if len(set(ideal)) == 2 else -1.0


@settings(deadline=None, max_examples=40)
@given(lines=LINES, chosen=st.sets(st.integers(0, N - 1), min_size=1, max_size=N - 2))
def test_no_single_move_is_better(lines: set[tuple[int, int]], chosen: set[int]) -> None:
    assume(0 < len(lines) < N * (N - 1) // 2)
    simple = {(min(pair), max(pair)) for pair in lines}
    made, ends = rows(lines), []
    for run in (improve.interpreted, improve.compiled):
        core = np.array([int(i in chosen) for i in range(N)], dtype=np.int64)
        r = run(made.start, made.neighbour, core, np.zeros(N, dtype=np.int64))
        ends.append((core.tolist(), r))
        np.testing.assert_allclose(r, fit(simple, core.tolist()), atol=1e-12)
        for i in range(N):
            moved = [1 - inside if other == i else inside for other, inside in enumerate(core.tolist())]
            assert not 0 < sum(moved) < N or fit(simple, moved) <= r + 1e-9
    assert ends[0][0] == ends[1][0]
