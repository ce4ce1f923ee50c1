"""How the numbers of measures read."""

from graph.language import Text
from graph.phrases import decimal, number, percent

COUNTS = frozenset(
    {"components", "isolates", "cutPoints", "bridges", "maxCore", "nodeConnectivity", "edgeConnectivity"}
)
PLAIN = frozenset({"meanLevel", "multiplexity", "eiIndex", "corePeriphery", "robustness"})
"""Measures that are no counts and no shares."""


def written(key: str, value: float) -> Text:
    """A number as it can be read: a count, a share as percent, else with two decimals."""
    if key in COUNTS:
        return number(int(value))
    return decimal(round(value, 2)) if key in PLAIN else percent(value)
