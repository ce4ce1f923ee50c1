"""How many people sources say were invited to an event and came: numbers as they word them, often approximate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model import Participation, Ref
from graph.office import amounts
from graph.office.amounts import Amount
from graph.picture import View


@dataclass(frozen=True, slots=True)
class HeadCount:
    """What one source counted of one group at one event; None where it names no number."""

    record: Participation
    invited: Amount | None
    came: Amount | None

    @property
    def rate(self) -> float | None:
        """The share that came; as approximate as its numbers, above 1 where more came than were invited."""
        if self.invited is None or self.came is None or self.invited.value == 0:
            return None
        return self.came.value / self.invited.value


def head_counts(view: View, dataset: str) -> Mapping[Ref, tuple[HeadCount, ...]]:
    """For each event, what sources counted."""
    found: dict[Ref, list[HeadCount]] = defaultdict(list)
    for record in view.all(Participation, dataset):
        if record.event is not None:
            invited = amounts.stated(record.invited, record.invited_text)
            came = amounts.stated(record.attended, record.attended_text)
            found[record.event].append(HeadCount(record, invited, came))
    return {event: tuple(counts) for event, counts in found.items()}


def most_invited(counts: Iterable[HeadCount]) -> int:
    """The largest number of people that were invited; 0 where none is named."""
    return max((count.invited.value for count in counts if count.invited is not None), default=0)


def in_all(events: Iterable[Iterable[HeadCount]]) -> tuple[Amount, Amount] | None:
    """How many were invited to the events and how many came, of those that tell both; None where none does.

    Of several groups at an event the largest counts: the others are part of it.
    """
    invited, came = [], []
    for counts in events:
        both = [(c.invited, c.came, c.record.external_id) for c in counts if c.rate is not None]
        if both:
            widest = max(both, key=lambda pair: (pair[0].value if pair[0] else 0, pair[2]))
            invited += [amount for amount in widest[:1] if amount]
            came += [amount for amount in widest[1:2] if amount]
    return (amounts.together(invited), amounts.together(came)) if invited else None
