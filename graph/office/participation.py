"""Who was invited to the conferences and workshops that were held, and who came.

The unit is the invitation: one actor, one event. Whether somebody came is yes, no or unknown; unknown counts as
neither. Head counts, as sources word them, count people and stand apart; the two are never added up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from graph.model import Actor, Attendance, Event, Invitation, Ref
from graph.model.states import Known
from graph.office.amounts import Amount
from graph.office.events import is_conference, is_workshop, was_held
from graph.office.head_counts import HeadCount, head_counts, in_all, most_invited
from graph.office.turnout import Overall, Turnout
from graph.picture import View


class Meetings:
    """The conferences and workshops of a dataset that were held by a day, and who took part."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self._view, self._dataset, self._on = view, dataset, on

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Conferences and workshops, in the order of their titles."""
        events = self._view.all(Event, self._dataset)
        return tuple(e for e in events if (is_workshop(e) or is_conference(e)) and was_held(e, self._on))

    @cached_property
    def workshops(self) -> tuple[Event, ...]:
        """Only the workshops."""
        return tuple(event for event in self.events if is_workshop(event))

    @cached_property
    def answers(self) -> Mapping[Ref, Mapping[Ref, Known]]:
        """For each event, what is known of each actor that was invited."""
        events = {event.id for event in self.events}
        said: dict[tuple[Ref, Ref], set[Known]] = defaultdict(set)
        for invitation in self._view.all(Invitation, self._dataset):
            if invitation.target in events:
                said[invitation.target, invitation.source].add(invitation.attended)
        found: dict[Ref, dict[Ref, Known]] = defaultdict(dict)
        for (event, actor), heard in said.items():
            found[event][actor] = _one_answer(heard, actor in self.present.get(event, ()))
        return found

    @cached_property
    def present(self) -> Mapping[Ref, frozenset[Ref]]:
        """For each event, the actors that came, invited or not."""
        found: dict[Ref, set[Ref]] = defaultdict(set)
        for attendance in self._view.all(Attendance, self._dataset):
            found[attendance.target].add(attendance.source)
        return {event: frozenset(actors) for event, actors in found.items()}

    @cached_property
    def head_counts(self) -> Mapping[Ref, tuple[HeadCount, ...]]:
        """For each event, what sources say of how many were invited and came."""
        return head_counts(self._view, self._dataset)

    def came(self, actor: Ref, event: Ref) -> Known | None:
        """Whether an actor came to an event; None for one that was neither invited nor there."""
        invited = self.answers.get(event, {}).get(actor)
        return Known.YES if invited is None and actor in self.present.get(event, ()) else invited

    def is_listed(self, event: Event) -> bool:
        """Whether anybody wrote down who was invited or there."""
        return bool(self.answers.get(event.id) or self.present.get(event.id))

    @cached_property
    def unlisted(self) -> tuple[Event, ...]:
        """The events of which nobody wrote it down, and those to which more people were invited than are listed."""
        return tuple(event for event in self.events if not self.is_listed(event) or self._has_more_guests(event))

    def reached(self, actors: Iterable[Ref]) -> Known:
        """Whether any of the actors came to anything. An event whose guests are not listed leaves it open."""
        asked = frozenset(actors)
        if not asked.isdisjoint(self._guests):
            return Known.YES
        return Known.NO if asked.isdisjoint(self._perhaps) and not self.unlisted else Known.UNKNOWN

    @cached_property
    def by_actor(self) -> Mapping[Ref, tuple[Known, ...]]:
        """For each actor that was invited, what is known of each of its invitations."""
        found: dict[Ref, list[Known]] = defaultdict(list)
        for invited in self.answers.values():
            for actor, answer in invited.items():
                found[actor].append(answer)
        return {actor: tuple(answers) for actor, answers in found.items()}

    def turnout(self, actors: Iterable[Ref]) -> Turnout:
        """What became of the invitations of these actors."""
        return Turnout.of(answer for actor in actors for answer in self.by_actor.get(actor, ()))

    def turnout_of(self, event: Event, actors: Iterable[Ref]) -> Turnout:
        """What became of their invitations to one event."""
        invited = self.answers.get(event.id, {})
        return Turnout.of(invited[actor] for actor in actors if actor in invited)

    @cached_property
    def types(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """For each type, the actors of just this type that were or could be invited: whoever invites need not be."""
        hosts = {event.organiser for event in self.events}
        found: dict[Ref, list[Ref]] = defaultdict(list)
        for actor in self._view.all(Actor, self._dataset):
            if actor.id in self.by_actor or (actor.cooperates and actor.id not in hosts):
                for kind in actor.type:
                    found[kind].append(actor.id)
        return {kind: tuple(actors) for kind, actors in found.items()}

    @cached_property
    def overall(self) -> Overall | None:
        """How many came of all that were invited: by invitations, by heads only where no invitation tells; or None."""
        turnout = self.turnout(self.by_actor)
        if turnout.rate is not None:
            return Overall(Amount(turnout.came), Amount(turnout.known), turnout.rate, by_head=False)
        counted = in_all(self.head_counts.get(event.id, ()) for event in self.events)
        if counted is None:
            return None
        invited, came = counted
        return Overall(came, invited, came.value / invited.value, by_head=True)

    @cached_property
    def _guests(self) -> frozenset[Ref]:
        """Everybody who came to anything, invited or not."""
        invited = (actor for actor, answers in self.by_actor.items() if Known.YES in answers)
        return frozenset(invited).union(*(self.present.get(event.id, ()) for event in self.events))

    @cached_property
    def _perhaps(self) -> frozenset[Ref]:
        """Everybody of whom it is not known of one of their invitations."""
        return frozenset(actor for actor, answers in self.by_actor.items() if Known.UNKNOWN in answers)

    def _has_more_guests(self, event: Event) -> bool:
        return most_invited(self.head_counts.get(event.id, ())) > len(self.answers.get(event.id, {}))


def _one_answer(said: set[Known], was_there: bool) -> Known:
    """One answer for one invitation: whoever was seen there came, and “no” tells more than “unknown”."""
    heard = said | {Known.YES} if was_there else said
    return next(answer for answer in (Known.YES, Known.NO, Known.UNKNOWN) if answer in heard)
