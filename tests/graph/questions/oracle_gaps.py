"""What the gap rules on responsibility, time, money and overlap should find."""

from datetime import date, timedelta
from itertools import combinations, product

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Contact,
    Deadline,
    Duty,
    Funding,
    Indicator,
    Measure,
    Offer,
    Responsibility,
    Tie,
)
from tests.graph.questions.facts import FINISHED, Activity, Facts
from tests.graph.questions.oracle_answering import granting, own_resolution
from tests.graph.questions.oracle_coverage import Found, cube, last_confirmed
from tests.graph.questions.oracle_indicators import is_late
from tests.graph.questions.oracle_network import Wave, neighbours


def _one(ref: str, truth: str = "YES") -> tuple[frozenset[str], str]:
    return frozenset((ref,)), truth


def in_need(facts: Facts) -> list[Measure | Offer | Duty]:
    """What has to have somebody: open measures, active offers, duties."""
    measures = [m for m in facts.all(Measure) if facts.is_open(m)]
    offers = [o for o in facts.all(Offer) if facts.is_active(o)]
    return [*measures, *offers, *facts.all(Duty)]


def g1(facts: Facts) -> Found:
    return {(frozenset(cell), "YES") for cell, state in cube(facts).items() if state == "GAP"}


def g3(facts: Facts) -> Found:
    return {_one(entry.id) for entry in in_need(facts) if not facts.answering(entry.id)}


def g4(facts: Facts) -> Found:
    """Asked or proposed for more than ninety days; declined, and nobody came after. By what, and who."""
    found: dict[frozenset[str], str] = {}
    for entry in in_need(facts):
        for r in facts.all(Responsibility):
            if r.target != entry.id or r.role == "SUPPORTING" or not facts.holds(r.since, r.until):
                continue
            truth = _not_accepted(facts, r)
            if truth is not None and found.get(frozenset((entry.id, r.source))) != "YES":
                found[frozenset((entry.id, r.source))] = truth
    return set(found.items())


def _not_accepted(facts: Facts, r: Responsibility) -> str | None:
    since = r.state_since
    if since is not None and since > facts.on:
        return None
    if r.state in ("PROPOSED", "ASKED"):
        return "YES" if since is not None and (facts.on - since).days > 90 else None
    if r.state != "DECLINED":
        return None
    others = [other.state_since for other in facts.answering(r.target)]
    if any(since is not None and day is not None and since <= day <= facts.on for day in others):
        return None
    return "UNKNOWN" if any(since is None or day is None for day in others) else "YES"


def g5(facts: Facts) -> Found:
    responsible = {r.source for entry in in_need(facts) for r in facts.answering(entry.id)}
    return {_one(actor) for actor in responsible if not facts.contacts_of(actor)}


def g6(facts: Facts) -> Found:
    """More work accepted than there is capacity; unknown where a number is missing that decides it."""
    found: Found = set()
    undertakings = [a for a in facts.activities if facts.is_open(a)]
    targets = {entry.id for entry in [*undertakings, *facts.all(Duty)]}
    for actor in facts.all(Actor):
        efforts = [
            r.effort_fte
            for r in facts.all(Responsibility)
            if r.source == actor.id and r.state in ("ACCEPTED", "ENDED") and facts.stands(r) and r.target in targets
        ]
        stated = sum(effort for effort in efforts if effort is not None)
        if actor.capacity_fte is not None and stated > actor.capacity_fte:
            found.add(_one(actor.id))
        elif (actor.capacity_fte is None and stated) or (actor.capacity_fte is not None and None in efforts):
            found.add(_one(actor.id, "UNKNOWN"))
    return found


def g8(facts: Facts) -> Found:
    """Those without any tie: certain of whoever answered."""
    answered = Wave(facts).answered
    alone = [actor for actor, near in neighbours(facts).items() if not near]
    return {_one(actor, "YES" if actor in answered else "UNKNOWN") for actor in alone}


def g9(facts: Facts) -> Found:
    """Pairs without a tie that serve a cell together, follow on each other, or wish for it; known if both answered."""
    wave, near = Wave(facts), neighbours(facts)
    served: dict[str, set[tuple[str, str, str]]] = {actor: set() for actor in near}
    does: dict[str, set[str]] = {}
    for activity in _active(facts):
        fields = facts.on_axis(activity.fields, facts.main("field"))
        groups = facts.on_axis(activity.target_groups, facts.main("target_group"))
        cells = set(product(fields, facts.named_towns(activity), groups))
        does[activity.id] = {r.source for r in facts.answering(activity.id) if r.source in near}
        for actor in does[activity.id]:
            served[actor] |= cells
    wished = {
        frozenset((t.source, t.target))
        for t in facts.all(Tie)
        if t.state == "WISHED" and facts.holds(t.since, t.until) and t.source != t.target
    }
    pairs = wished | {frozenset((a, b)) for a, b in combinations(near, 2) if served[a] & served[b]}
    for offer in facts.all(Offer):
        if offer.id in does and offer.follows in does and not does[offer.id] & does[offer.follows]:
            pairs |= {frozenset((a, b)) for a in does[offer.id] for b in does[offer.follows]}
    tied = {frozenset((t.source, t.target)) for t in facts.all(Tie) if facts.tie_exists(t)}
    return {
        (pair, "YES" if pair in wished or pair <= wave.answered or pair in wave.told else "UNKNOWN")
        for pair in pairs - tied
    }


def _active(facts: Facts) -> list[Activity]:
    return [a for a in facts.activities if facts.is_active(a)]


def g10(facts: Facts) -> Found:
    """Duties that nobody holds and no active measure fulfils, and those that a stranger holds without a document."""
    found: Found = set()
    for duty in facts.all(Duty):
        holders = {r.source for r in facts.answering(duty.id)}
        fulfilled = any((m := facts.one(Measure, ref)) is not None and facts.is_active(m) for ref in duty.measures)
        delegated = bool((duty.delegation_document or "").strip())
        strange = holders and duty.legal_holder not in holders and not delegated
        if (not holders and not fulfilled) or strange:
            found.add(_one(duty.id, "UNKNOWN" if strange and duty.legal_holder is None else "YES"))
    return found


def g13(facts: Facts) -> Found:
    """Open measures past their end or a milestone; missed deadlines of nothing."""
    found: Found = set()
    missed = [
        d
        for d in facts.all(Deadline)
        if facts.is_over(d.date) and not (d.done_on is not None and d.done_on <= facts.on)
    ]
    for measure in facts.all(Measure):
        own = any(d.measure == measure.id for d in missed)
        if facts.is_open(measure) and (facts.is_over(measure.end) or own):
            found.add(_one(measure.id, "UNKNOWN" if measure.status == "UNKNOWN" and not own else "YES"))
    return found | {_one(d.id) for d in missed if facts.one(Measure, d.measure) is None}


def g14(facts: Facts) -> Found:
    """Measures, offers, ties and contacts that nobody has confirmed for long, though once somebody did; readings."""
    days: list[tuple[frozenset[str], date | None, int]] = []
    days += [(frozenset((a.id,)), last_confirmed(facts, a), 180) for a in facts.activities if facts.is_open(a)]
    days += [(frozenset((t.source, t.target)), t.told_on, 365) for t in facts.all(Tie) if _is_tie(facts, t)]
    days += [(frozenset((c.id,)), c.verified_on, 180) for c in facts.all(Contact) if facts.holds(c.since, c.until)]
    old = {(about, "YES") for about, day, most in days if _is_old(facts, day, most)}
    return old | {_one(i.id) for i in facts.all(Indicator) if is_late(facts, i)}


def _is_tie(facts: Facts, tie: Tie) -> bool:
    return facts.tie_exists(tie) and None not in (facts.one(Actor, tie.source), facts.one(Actor, tie.target))


def _is_old(facts: Facts, day: date | None, most: int) -> bool:
    return day is not None and day <= facts.on and facts.on - day > timedelta(days=most)


def g15(facts: Facts) -> Found:
    """Measures without the resolution that their money needs, and those whose money ends before they do."""
    found: Found = set()
    for measure in facts.all(Measure):
        if measure.status in FINISHED:
            continue
        needs, own, early = measure.needs_extra_funds, own_resolution(facts, measure), ends_early(facts, measure)
        if (needs == "YES" and own == "NO") or (own == "YES" and early == "YES"):
            found.add(_one(measure.id))
        elif (needs != "NO" and own != "YES") or early != "NO":
            found.add(_one(measure.id, "UNKNOWN"))
    return found


def ends_early(facts: Facts, measure: Measure) -> str:
    """Whether all money that is recorded ends before the measure."""
    ends = [f.end for f in facts.all(Funding) if f.measure == measure.id]
    ends += [VagueDate.on(b.funds_until) for b in granting(facts, measure) if b.funds_until is not None]
    stated = [end for end in ends if end is not None]
    if not stated:
        return "NO"
    if measure.end is None:
        return "UNKNOWN" if len(stated) == len(ends) and all(facts.is_over(end) for end in stated) else "NO"
    told = {_before(end, measure.end) for end in stated}
    if "NO" in told:
        return "NO"
    return "YES" if told == {"YES"} and len(stated) == len(ends) else "UNKNOWN"


def _before(money: VagueDate, end: VagueDate) -> str:
    if money.latest is not None and end.earliest is not None and money.latest < end.earliest:
        return "YES"
    if money.earliest is not None and end.latest is not None and money.earliest >= end.latest:
        return "NO"
    exact = money.earliest is not None and money.latest is not None
    return "NO" if exact and (money.earliest, money.latest) == (end.earliest, end.latest) else "UNKNOWN"


def g21(facts: Facts) -> Found:
    """Pairs of active ones with the same task, main field, place and target group, and no lead in common.

    One of them may be an offer.
    """
    return {
        (frozenset((a.id, b.id)), "YES")
        for a, b in combinations(_active(facts), 2)
        if not (isinstance(a, Offer) and isinstance(b, Offer))
        and a.task is not None
        and a.task == b.task
        and _main_fields(facts, a) & _main_fields(facts, b)
        and set(a.target_groups) & set(b.target_groups)
        and _all_places(facts, a) & _all_places(facts, b)
        and _leads(facts, a)
        and _leads(facts, b)
        and not _leads(facts, a) & _leads(facts, b)
    }


def _leads(facts: Facts, activity: Activity) -> set[str]:
    return {r.source for r in facts.answering(activity.id) if r.role == "LEAD"}


def _main_fields(facts: Facts, activity: Activity) -> set[str]:
    return {main for f in activity.fields for main in facts.on_axis([f], facts.main("field")) or {f}}


def _all_places(facts: Facts, activity: Activity) -> set[str]:
    """The municipalities that it is for, all if it is district-wide; else a place outside stands for itself."""
    if len(facts.works_in(activity)) == len(facts.towns):
        return facts.works_in(activity)
    return facts.works_in(activity) | {p for p in activity.places if facts.town_of(p) is None}
