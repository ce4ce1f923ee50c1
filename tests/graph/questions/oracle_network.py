"""What the questions on the network should answer."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from graph.model import Actor, Inquiry, Survey, Tie, TieReport
from tests.graph.questions.facts import Facts
from tests.graph.questions.oracle_coverage import Rows

Neighbours = dict[str, set[str]]


class Wave:
    """The newest survey that is over."""

    def __init__(self, facts: Facts) -> None:
        over = [(self._last(s), s.external_id, s) for s in facts.all(Survey) if self._last(s) <= facts.on]
        self.survey = max(over, key=lambda found: found[:2])[2] if over else None
        asked = [i for i in facts.all(Inquiry) if self.survey and i.target == self.survey.id]
        self.asked = {i.source for i in asked}
        self.answered = {i.source for i in asked if i.responded_on is not None and i.responded_on <= facts.on}
        self.told = {
            frozenset((r.reporter, r.about))
            for r in facts.all(TieReport)
            if self.survey and r.survey == self.survey.id and r.answer in ("YES", "NO") and r.reporter and r.about
        }
        self.said = {
            r.reporter
            for r in facts.all(TieReport)
            if self.survey and r.survey == self.survey.id and r.answer in ("YES", "NO") and r.reporter and r.about
        }
        if not asked:
            self.asked = self.answered = {reporter for reporter in self.said if reporter}

    @staticmethod
    def _last(survey: Survey) -> date:
        when = survey.end or survey.start
        return when.latest if when is not None and when.latest is not None else date.max

    def knows(self, a: str, b: str) -> bool:
        """Whether a side of the pair said yes or no, be it by leaving it out of a complete list."""
        complete = self.survey is not None and self.survey.roster == "COMPLETE"
        if complete and a in self.asked and b in self.asked and (a in self.answered or b in self.answered):
            return True
        return frozenset((a, b)) in self.told


def neighbours(facts: Facts) -> Neighbours:
    """Who has a tie with whom on the day, among those that can cooperate."""
    found: Neighbours = {actor.id: set() for actor in facts.all(Actor) if actor.cooperates}
    for tie in facts.all(Tie):
        if facts.tie_exists(tie) and tie.source in found and tie.target in found and tie.source != tie.target:
            found[tie.source].add(tie.target)
            found[tie.target].add(tie.source)
    return found


def q03(facts: Facts) -> Rows:
    """Sports clubs without a tie to a refugee initiative; unknown where nobody could say so."""
    wave, near = Wave(facts), neighbours(facts)
    club, other = facts.labelled("actor_type", "Sportverein"), facts.labelled("actor_type", "Flüchtlingsinitiative")
    others = [a.id for a in facts.all(Actor) if a.cooperates and facts.is_a(a.id, other)]
    rows: Rows = set()
    for actor in facts.all(Actor):
        if actor.cooperates and facts.is_a(actor.id, club):
            wanted = [a for a in others if a != actor.id]
            if not near[actor.id] & set(wanted):
                sure = wave.survey is not None and all(wave.knows(actor.id, a) for a in wanted)
                rows.add(((actor.id,), "YES" if sure else "UNKNOWN"))
    return rows


def parts(near: Neighbours, without: str | None = None) -> list[set[str]]:
    """The connected parts of a network, of those that are left."""
    left = {actor for actor in near if actor != without}
    found = []
    while left:
        part = reached(near, [next(iter(left))], without)
        found.append(part)
        left -= part
    return found


def reached(near: Neighbours, begin: Iterable[str], without: str | None = None) -> set[str]:
    """Everybody who can be reached."""
    found: set[str] = set()
    waiting = list(begin)
    while waiting:
        actor = waiting.pop()
        if actor not in found and actor != without:
            found.add(actor)
            waiting += near[actor]
    return found


def cut_points(near: Neighbours) -> set[str]:
    """Actors without whom those that they join fall apart."""
    return {actor for actor in near if len([p for p in parts(near, actor) if p & near[actor]]) > 1}


def q22(facts: Facts) -> Rows:
    """Cut points, and everybody through whom some shortest way runs; unknown if fewer than half answered."""
    near, wave = neighbours(facts), Wave(facts)
    asked = wave.asked & set(near)
    sure = bool(asked) and 2 * len(wave.answered & set(near)) >= len(asked)
    holding = cut_points(near)
    for a, b in combinations(near, 2):
        steps = steps_between(near, a, b)
        for actor in set(near) - {a, b} if steps is not None else ():
            first, second = steps_between(near, a, actor), steps_between(near, actor, b)
            if first is not None and second is not None and first + second == steps:
                holding.add(actor)
    return {((actor,), "YES" if sure else "UNKNOWN") for actor in holding}


def steps_between(near: Neighbours, a: str, b: str) -> int | None:
    """How many ties the shortest way has; None without one."""
    ring, seen, steps = {a}, {a}, 0
    while ring:
        if b in ring:
            return steps
        ring = {n for actor in ring for n in near[actor]} - seen
        seen |= ring
        steps += 1
    return None
