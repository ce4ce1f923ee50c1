"""What the questions on plans, needs, talks and overlaps should answer."""

from datetime import date

from graph.dates import VagueDate
from graph.model import Event, Measure, Need, Place, Plan, PlanChange, Rating
from tests.graph.questions.facts import Facts
from tests.graph.questions.oracle_coverage import Rows


def concept(facts: Facts) -> Plan | None:
    """The district's newest plan that was adopted by the day."""
    found = []
    for plan in facts.all(Plan):
        place = facts.one(Place, plan.place)
        if place is not None and place.level != "DISTRICT":
            continue
        dated = plan.status in ("ADOPTED", "SUPERSEDED") and facts.has_come(plan.adopted_on)
        if dated or (plan.status == "ADOPTED" and plan.adopted_on is None):
            found.append(plan)
    return max(found, key=lambda p: (_day(p), p.external_id), default=None)


def _day(plan: Plan) -> date:
    return plan.adopted_on.latest if plan.adopted_on and plan.adopted_on.latest else date.min


def q12(facts: Facts) -> Rows:
    """Towns with which no talk was held since the concept was adopted.

    Unknown where one may have been, and everywhere where nobody keeps a record of such talks.
    """
    plan = concept(facts)
    if plan is None:
        return set()
    events = [e for e in facts.all(Event) if e.type == "Gespräch" and e.plan in (None, plan.id)]
    talks = [(e, {facts.town_of(place) for place in e.places} - {None}) for e in events]
    recorded = any(towns for _, towns in talks)
    rows: Rows = set()
    for town in facts.towns:
        since = [_is_since(e, plan) for e, towns in talks if town.id in towns and facts.is_held(e)]
        if "YES" not in since:
            rows.add(((town.id,), "UNKNOWN" if "UNKNOWN" in since or not recorded else "YES"))
    return rows


def _is_since(event: Event, plan: Plan) -> str:
    """Whether an event took place after a plan was adopted, on every or on some of the days that are meant."""
    adopted = plan.adopted_on or VagueDate("")
    when = event.date or VagueDate("")
    if adopted.latest is not None and when.earliest is not None and when.earliest >= adopted.latest:
        return "YES"
    before = adopted.earliest is not None and when.latest is not None and when.latest < adopted.earliest
    return "NO" if before else "UNKNOWN"


def _became_a_measure(facts: Facts, need: Need) -> bool:
    """Whether a measure arises from it that was neither cancelled nor superseded."""
    return any(need.id in m.needs and m.status not in ("CANCELLED", "SUPERSEDED") for m in facts.all(Measure))


def _raised(facts: Facts) -> list[Need]:
    return [need for need in facts.all(Need) if need.raised_on is None or need.raised_on <= facts.on]


def q13(facts: Facts) -> Rows:
    """Needs of three municipalities or more without a measure."""
    rows: Rows = set()
    for need in _raised(facts):
        towns = {town for place in need.places if (town := facts.town_of(place)) is not None}
        if len(towns) >= 3 and not _became_a_measure(facts, need):
            rows.add(((need.id,), "YES"))
    return rows


def q17(facts: Facts) -> Rows:
    """What was rated as working well."""
    rows: Rows = set()
    for rating in facts.all(Rating):
        event = facts.one(Event, rating.event)
        if rating.rating == "WORKS_WELL" and not (event is not None and facts.lies_ahead(event.date)):
            rows.add(((rating.id,), "YES"))
    return rows


def q18(facts: Facts) -> Rows:
    """What was raised at a conference and became neither a goal nor a measure."""
    rows: Rows = set()
    for need in _raised(facts):
        event = facts.one(Event, need.event)
        raised = event is not None and (event.type or "").casefold() == "konferenz"
        if raised and not need.goals and not _became_a_measure(facts, need):
            rows.add(((need.id,), "YES"))
    return rows


def q20(facts: Facts, old: Plan, new: Plan) -> Rows:
    """What became of the measures of one edition in another of the same district, and what is new; not what goes on.

    Told by what became of it, or by the new one where there is one. Unknown: nothing recorded, and the old measure was
    neither finished nor cancelled.
    """
    before, after = _measures_of(facts, old), _measures_of(facts, new)
    rows: Rows = set()
    told_old: set[str | None] = set()
    told_new: set[str | None] = set()
    for change in facts.all(PlanChange):
        one, other = change.old_measure, change.new_measure
        between = one in (None, *before) and other in (None, *after) and (one or other)
        if change.change is not None and between:
            told_old.add(one)
            told_new.add(other)
            if change.change != "CONTINUED":
                rows.add(((other or one or "",), "YES"))
    left = [ref for ref in before if ref not in told_old]
    free = [ref for ref in after if ref not in told_new]
    for ref in left:
        measure = facts.one(Measure, ref)
        if ref not in free and measure is not None:
            rows.add(((ref,), "YES" if measure.status in ("COMPLETED", "CANCELLED") else "UNKNOWN"))
    return rows | {((ref,), "YES") for ref in free if ref not in left}


def _measures_of(facts: Facts, plan: Plan) -> list[str]:
    own = [m.id for m in facts.all(Measure) if m.plan == plan.id]
    return [*own, *(ref for ref in plan.adopts if ref not in own)]


def q24(facts: Facts, plan: Plan) -> Rows:
    """Places whose plan took a plan as its blueprint, with that plan."""
    return {
        ((p.place, p.id), "YES")
        for p in facts.all(Plan)
        if p.based_on == plan.id and p.place is not None and not facts.lies_ahead(p.adopted_on)
    }


def q28(facts: Facts) -> Rows:
    """Themes of case management that the steering group has not ranked."""
    return {
        ((need.id,), "YES")
        for need in _raised(facts)
        if (need.kind or "").casefold() == "kim-thema" and (need.ranked_on is None or need.ranked_on > facts.on)
    }
