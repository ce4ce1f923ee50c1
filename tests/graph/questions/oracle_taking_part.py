"""What the questions on participation, indicators and reports should answer."""

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Attendance,
    Contribution,
    Event,
    Group,
    Indicator,
    Invitation,
    Measure,
    Membership,
    Place,
    Reading,
    Responsibility,
    StatusReport,
    Term,
)
from tests.graph.questions.facts import Facts, months_before
from tests.graph.questions.oracle_coverage import Rows


def _workshops(facts: Facts) -> list[Event]:
    return [e for e in facts.all(Event) if (e.type or "").casefold() == "workshop" and facts.is_held(e)]


def came(facts: Facts, actor: str, event: str) -> str | None:
    """YES, NO, UNKNOWN, or None for somebody who was neither invited nor there."""
    if any(a.source == actor and a.target == event for a in facts.all(Attendance)):
        return "YES"
    said = {str(i.attended) for i in facts.all(Invitation) if i.source == actor and i.target == event}
    return next((answer for answer in ("YES", "NO", "UNKNOWN") if answer in said), None)


def q05(facts: Facts) -> Rows:
    """Actors invited to a regular workshop that came to none at all; unknown where it is not known of one of them."""
    workshops = _workshops(facts)
    rows: Rows = set()
    for actor in facts.all(Actor):
        invited = {i.target for i in facts.all(Invitation) if i.source == actor.id}
        answers = {came(facts, actor.id, w.id) for w in workshops}
        if "YES" not in answers and any(w.id in invited for w in workshops if w.regular is not False):
            rows.add(((actor.id,), "UNKNOWN" if "UNKNOWN" in answers else "YES"))
    return rows


def q06(facts: Facts) -> Rows:
    """Migrant organisations that came to no workshop by day; unknown if one of them may have been one.

    Nor is anything known of a workshop of which nobody wrote down who was there.
    """
    kind = facts.labelled("actor_type", "Migrantenorganisation")
    rows: Rows = set()
    for actor in facts.all(Actor):
        told = [(w, came(facts, actor.id, w.id)) for w in _workshops(facts)] if facts.is_a(actor.id, kind) else None
        if told is None or any(a == "YES" and w.daypart in ("MORNING", "AFTERNOON") for w, a in told):
            continue
        evening = any(answer == "YES" for _, answer in told)
        doubtful = [w for w, answer in told if answer == "UNKNOWN" or (answer is None and not is_listed(facts, w))]
        if evening:
            doubtful = [w for w in doubtful if w.daypart != "EVENING"]
            doubtful += [w for w, answer in told if answer == "YES" and w.daypart is None]
        rows.add(((actor.id,), "UNKNOWN" if doubtful else "YES"))
    return rows


def is_listed(facts: Facts, event: Event) -> bool:
    """Whether anybody wrote down who was invited or there."""
    edges = [*facts.all(Invitation), *facts.all(Attendance)]
    return any(edge.target == event.id for edge in edges)


def q07(facts: Facts) -> Rows:
    """Workshops for which nobody ever sat in the editing group, groups of which no member did."""
    editing = next((g for g in facts.all(Group) if g.name == "Lektorengruppe"), None)
    if editing is None:
        return set()
    begun = [m for m in facts.all(Membership) if not facts.lies_ahead(m.since)]
    spoken = {m.from_event for m in begun if m.target == editing.id} - {None}
    rows: Rows = {((w.id,), "YES" if spoken else "UNKNOWN") for w in _workshops(facts) if w.id not in spoken}
    members: dict[str, set[str | None]] = {}
    for group in facts.all(Group):
        members[group.id] = {m.source for m in begun if m.target == group.id}
        members[group.id] |= {group.chair} - {None}
    inside = members.pop(editing.id)
    for ref, held in members.items():
        if not held & inside:
            rows.add(((ref,), "YES" if held and inside else "UNKNOWN"))
    return rows


def q19(facts: Facts) -> Rows:
    """Indicators that get worse for anybody, and those that no measure works on; unknown where no trend can be told."""
    groups = [None, *(t.id for t in facts.all(Term) if t.scheme == "target_group")]
    places = [None, *(place.id for place in facts.all(Place))]
    rows: Rows = set()
    for indicator in facts.all(Indicator):
        acting = [m for m in facts.all(Measure) if m.status not in ("CANCELLED", "SUPERSEDED")]
        nobody = not any(indicator.id in measure.indicators for measure in acting)
        trends = {trend(facts, indicator, group, place) for group in groups for place in places}
        if nobody or "WORSE" in trends or trends == {"UNKNOWN"}:
            rows.add(((indicator.id,), "YES" if nobody or "WORSE" in trends else "UNKNOWN"))
    return rows


def readings(
    facts: Facts, indicator: Indicator, group: str | None = None, place: str | None = None
) -> list[tuple[int, float | None]]:
    """Years and values published by the day, the oldest first; None: withheld, as are those of fewer than five."""
    return sorted(
        (int(r.period), None if r.suppressed or (r.count is not None and r.count < 5) else r.value)
        for r in facts.all(Reading)
        if r.indicator == indicator.id
        and (r.target_group, r.place) == (group, place)
        and r.period is not None
        and (r.published_on is None or r.published_on <= facts.on)
    )


def trend(facts: Facts, indicator: Indicator, group: str | None = None, place: str | None = None) -> str:
    """The newest reading against the one before."""
    values = [None, None, *(value for _, value in readings(facts, indicator, group, place))]
    then, now = values[-2:]
    if then is None or now is None:
        return "UNKNOWN"
    if then == now:
        return "SAME"
    if indicator.direction is None:
        return "UNKNOWN"
    return "BETTER" if (now > then) is (indicator.direction == "UP") else "WORSE"


def q21(facts: Facts) -> Rows:
    """Measures adopted or under way without a report in the last six months; unknown where a date or status is."""
    since = months_before(facts.on, 6)
    rows: Rows = set()
    for measure in facts.all(Measure):
        dates = [s.date or VagueDate("") for s in facts.all(StatusReport) if s.measure == measure.id]
        dates = [d for d in dates if not facts.lies_ahead(d)]
        fresh = any(d.earliest is not None and d.earliest >= since for d in dates)
        maybe = any(d.latest is None or d.latest >= since for d in dates)
        if measure.status in ("ADOPTED", "IN_PROGRESS", "DELAYED", "UNKNOWN") and not fresh:
            rows.add(((measure.id,), "UNKNOWN" if maybe or measure.status == "UNKNOWN" else "YES"))
    return rows


def q25(facts: Facts) -> Rows:
    """Measures that no migrant organisation ever took part in; whoever declined did not."""
    kind = facts.labelled("actor_type", "Migrantenorganisation")
    rows: Rows = set()
    for measure in facts.all(Measure):
        actors = {c.source for c in facts.all(Contribution) if c.target == measure.id}
        for r in facts.all(Responsibility):
            if r.target == measure.id and r.state != "DECLINED" and not facts.lies_ahead(r.since):
                actors.add(r.source)
        if not any(facts.is_a(actor, kind) for actor in actors):
            rows.add(((measure.id,), "YES"))
    return rows
