"""Head counts of the same people at the same event that can't be the same number."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from graph.contradictions.contradiction import Contradiction
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Event
from graph.office.amounts import Amount
from graph.office.claims import may_be_equal
from graph.office.head_counts import HeadCount, head_counts
from graph.phrases import listed
from graph.text import fold

_Counted = tuple[HeadCount, Amount]


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each event, group of people, and number invited or come, of which sources say different things."""
    for event, counts in head_counts(situation.view, situation.dataset).items():
        found: dict[tuple[str, str], list[_Counted]] = defaultdict(list)
        for count in counts:
            group = " ".join((fold(count.record.group or ""), str(count.record.daypart or ""))).strip()
            for what, amount in (("invited", count.invited), ("attended", count.came)):
                if amount is not None:
                    found[what, group].append((count, amount))
        for record in situation.view.many(Event, (event,)):
            for (what, group), counted in found.items():
                if not all(may_be_equal(one, other) for (_, one), (_, other) in combinations(counted, 2)):
                    yield _contradiction(situation, record, what, group, counted)


def _contradiction(
    situation: Situation, event: Event, what: str, group: str, counted: Sequence[_Counted]
) -> Contradiction:
    return Contradiction(
        subject=event,
        key=f"{what}|{group}",
        message=_MESSAGES[what].fill(event=event.title, numbers=listed(amount.words for _, amount in counted)),
        sides=tuple(_side(situation, count, amount) for count, amount in counted),
    )


def _side(situation: Situation, count: HeadCount, amount: Amount) -> Evidence:
    sources = count.record.stated_in
    names = " / ".join(situation.names(sources))
    told = Text("„{names}“: {number}.", "“{names}”: {number}.") if names else Text("{number}.", "{number}.")
    return Evidence(told.fill(names=names, number=amount.words), (*sources, count.record.id))


_MESSAGES = {
    "invited": Text(
        "Wie viele zu „{event}“ eingeladen waren, steht verschieden da: {numbers}.",
        "How many were invited to “{event}” is stated differently: {numbers}.",
    ),
    "attended": Text(
        "Wie viele zu „{event}“ kamen, steht verschieden da: {numbers}.",
        "How many came to “{event}” is stated differently: {numbers}.",
    ),
}
