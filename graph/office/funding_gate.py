"""The gate before a measure's money: what needs extra funds may begin only with a financing resolution of its own."""

from dataclasses import dataclass
from datetime import date

from graph.dates import VagueDate
from graph.model import Measure, Resolution
from graph.model.states import Known, ResolutionResult, State
from graph.office.funding import Money, all_ends_before, lasting_longest, money_of
from graph.picture import View


class OwnResolution(State):
    """Whether a body decided on the money of this very measure."""

    YES = "YES", "ja", "yes"
    NO = "NO", "nein", "no"
    REJECTED = "REJECTED", "abgelehnt", "rejected"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class GateState(State):
    """Whether the measure's money stands in its way."""

    OPEN = "OPEN", "frei", "open"
    CLOSED = "CLOSED", "gesperrt", "closed"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


@dataclass(frozen=True, slots=True)
class Gate:
    """How a measure stands with its money on a day. `decided` are the resolutions on it that had been taken.

    `ends_early`: whether its money ends before it does; None where there is nothing to compare.
    """

    measure: Measure
    needs: Known
    own: OwnResolution
    decided: tuple[Resolution, ...]
    money: tuple[Money, ...]
    ends_early: Known | None

    @property
    def state(self) -> GateState:
        """Open if it needs nothing or has its resolution, closed if it needs and lacks it, else unknown."""
        if self.needs is Known.NO or self.own is OwnResolution.YES:
            return GateState.OPEN
        lacks = self.own in (OwnResolution.NO, OwnResolution.REJECTED)
        return GateState.CLOSED if lacks and self.needs is Known.YES else GateState.UNKNOWN

    @property
    def money_until(self) -> VagueDate | None:
        """Until when the money that lasts longest is there; None: no money recorded, or no end of it stated."""
        return lasting_longest(self.money)


def gate(view: View, measure: Measure, on: date) -> Gate:
    """How a measure stands with its money on a day. A rejected resolution is none; nothing stated is unknown."""
    named = view.referring(measure.id, Resolution, "measures")
    about = [r for r in named if is_on_money(r) is not Known.NO]
    decided = tuple(r for r in about if r.date is None or not r.date.certainly_after(on))
    adopted = [r for r in decided if r.result is ResolutionResult.ADOPTED]
    granting = [r for r in adopted if is_on_money(r) is Known.YES]
    money = money_of(view, measure.id, granting)
    return Gate(
        measure,
        measure.needs_extra_funds or Known.UNKNOWN,
        _own(measure, about, decided, on),
        decided,
        money,
        all_ends_before(money, measure.end, on),
    )


def _own(measure: Measure, about: list[Resolution], decided: tuple[Resolution, ...], on: date) -> OwnResolution:
    """What the resolutions tell, else what is stated of the measure; what contradicts itself is unknown."""
    certain = [r for r in decided if is_on_money(r) is Known.YES]
    adopted = [r for r in certain if r.result is ResolutionResult.ADOPTED]
    if any(r.date is None or r.date.certainly_by(on) for r in adopted):
        return OwnResolution.YES
    rejected = any(r.result is ResolutionResult.REJECTED for r in certain)
    later = any(r.result is ResolutionResult.ADOPTED and is_on_money(r) is Known.YES for r in about)
    if adopted or measure.own_resolution is Known.UNKNOWN:
        return OwnResolution.UNKNOWN
    if measure.own_resolution is Known.YES and not later:
        return OwnResolution.UNKNOWN if rejected else OwnResolution.YES
    if rejected:
        return OwnResolution.REJECTED
    if measure.own_resolution is not None or later:
        return OwnResolution.NO
    return OwnResolution.UNKNOWN


def is_on_money(resolution: Resolution) -> Known:
    """Whether it is a financing resolution of the measure's own; unknown where a mark is missing."""
    marks = (resolution.special, resolution.financing)
    if False in marks:
        return Known.NO
    return Known.UNKNOWN if None in marks else Known.YES
