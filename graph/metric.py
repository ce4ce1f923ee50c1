"""A number that can be trusted: with its range, its population and, where it is undefined, the reason why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.language import Text

FORMULA_VERSION = "1"


class Reason(StrEnum):
    """Why a number is undefined."""

    N_TOO_SMALL = "N_TOO_SMALL"
    DISCONNECTED = "DISCONNECTED"
    NO_TIES = "NO_TIES"
    NO_VARIANCE = "NO_VARIANCE"
    GROUP_MISSING = "GROUP_MISSING"
    NOT_SURVEYED = "NOT_SURVEYED"
    SUPPRESSED = "SUPPRESSED"
    FEW_ANSWERS = "FEW_ANSWERS"
    TOO_LARGE = "TOO_LARGE"
    UNDIRECTED = "UNDIRECTED"


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure of one network or actor.

    `value` is None where undefined, with `reason`; never 0, NaN or infinity in its place. `low` and `high` bound it
    where data are missing. `n` actors, `m` ties. `response_rate` is None without a survey. `members` names the actors
    behind the number (cut points, isolates), by id.
    """

    key: str
    name: Text
    value: float | int | None
    n: int
    m: int
    explanation: Text
    low: float | None = None
    high: float | None = None
    reason: Reason | None = None
    unit: str | None = None
    response_rate: float | None = None
    method: str | None = None
    error: float | None = None
    as_of: date | None = None
    formula_version: str = FORMULA_VERSION
    by: str | None = None
    members: tuple[str, ...] = ()
