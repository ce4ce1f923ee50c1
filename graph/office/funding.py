"""The money for a measure: where it comes from, until when, and whether it lasts as long as the measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.dates import VagueDate
from graph.labels import label
from graph.language import Text
from graph.model import Funding, Ref, Resolution
from graph.model.states import Known
from graph.picture import View
from graph.validity import in_force


@dataclass(frozen=True, slots=True)
class Money:
    """A source of money: a funding, or a resolution that grants it. `until` None: nobody stated an end."""

    record: Funding | Resolution
    until: VagueDate | None


def money_of(view: View, measure: Ref, granted: Iterable[Resolution] = ()) -> tuple[Money, ...]:
    """All money recorded for a measure: its fundings, and what these resolutions grant until a day."""
    fundings = [Money(funding, funding.end) for funding in view.referring(measure, Funding, "measure")]
    days = [Money(r, VagueDate.on(r.funds_until)) for r in granted if r.funds_until is not None]
    return (*fundings, *days)


def lasting_longest(money: Sequence[Money]) -> VagueDate | None:
    """The end of the money that lasts longest; None without money, or where an end is not stated or not understood."""
    ends = [one.until for one in money if one.until is not None and one.until.latest is not None]
    if not ends or len(ends) < len(money):
        return None
    return max(ends, key=lambda end: (end.latest, end.earliest or date.min))


def ends_before(until: VagueDate | None, end: VagueDate | None) -> Known:
    """Whether money ends before the measure does, certainly or certainly not; two equal wordings mean the same time.

    Unknown where either is not stated, and where the wordings allow both.
    """
    if until is None or end is None:
        return Known.UNKNOWN
    if end.earliest is not None and until.certainly_before(end.earliest):
        return Known.YES
    same = None not in (end.earliest, end.latest) and (until.earliest, until.latest) == (end.earliest, end.latest)
    if same or (end.latest is not None and until.certainly_from(end.latest)):
        return Known.NO
    return Known.UNKNOWN


def all_ends_before(money: Sequence[Money], end: VagueDate | None, on: date) -> Known | None:
    """Whether all money recorded for a measure ends before the measure.

    None where there is nothing to compare: no money recorded, or no end of it stated. Where only the measure's end is
    missing, money that is over on the day leaves it unknown how the measure goes on.
    """
    stated = [one.until for one in money if one.until is not None]
    if not stated:
        return None
    if end is None:
        over = len(stated) == len(money) and all(until.certainly_before(on) for until in stated)
        return Known.UNKNOWN if over else None
    told = {ends_before(until, end) for until in stated}
    if Known.NO in told:
        return Known.NO
    return Known.YES if told == {Known.YES} and len(stated) == len(money) else Known.UNKNOWN


def name_of(view: View, funding: Funding) -> Text:
    """What people call it: its programme, else whoever gives it, else its id."""
    named = view.get(funding.programme or funding.funder or "")
    return label(named if named is not None else funding)


@dataclass(frozen=True, slots=True)
class SecondSource:
    """KIM money of a measure, and other money at the same time, which § 9 (4) TIntG NRW does not allow.

    UNKNOWN: of none of the others it is certain that it is no KIM money.
    """

    kim: tuple[Funding, ...]
    others: tuple[Funding, ...]

    @property
    def truth(self) -> Known:
        """Whether it is so."""
        return Known.YES if any(other.kim is False for other in self.others) else Known.UNKNOWN


def second_source(view: View, measure: Ref, on: date) -> SecondSource | None:
    """KIM money and other money that flow on the same day; None where there is at most one of them."""
    flowing = [f for f in view.referring(measure, Funding, "measure") if in_force(f.start, f.end, on)]
    kim = tuple(f for f in flowing if f.kim)
    others = tuple(f for f in flowing if not f.kim)
    return SecondSource(kim, others) if kim and others else None
