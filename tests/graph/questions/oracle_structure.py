"""What the gap rules on plans, partners, participation and the shape of the network should find."""

import math
from collections import Counter
from itertools import combinations

from graph.model import Actor, Claim, Event, Goal, Indicator, Invitation, Measure, Place, Plan, Term
from tests.graph.questions.facts import Facts
from tests.graph.questions.oracle_coverage import Found, cells_of, cube
from tests.graph.questions.oracle_gaps import in_need
from tests.graph.questions.oracle_network import Wave, neighbours, parts, reached
from tests.graph.questions.oracle_taking_part import came, is_listed


def g2(facts: Facts) -> Found:
    """Cells with nothing but plans; unknown where nobody knows how one of them stands."""
    found: Found = set()
    for cell, state in cube(facts).items():
        if state == "NOMINAL":
            there = [a for a in facts.activities if facts.is_open(a) and cell in set(cells_of(facts, a))]
            found.add((frozenset(cell), "UNKNOWN" if any(a.status == "UNKNOWN" for a in there) else "YES"))
    return found


def g3b(facts: Facts) -> Found:
    """Sources that each name one lead, and not the same."""
    found: Found = set()
    for entry in in_need(facts):
        said: dict[str, set[str]] = {}
        for claim in facts.all(Claim):
            if claim.about == entry.id and claim.property == "Zuständig" and claim.value:
                for source in claim.stated_in:
                    said.setdefault(source, set()).add(claim.value)
        for r in facts.answering(entry.id):
            actor = facts.one(Actor, r.source)
            if r.role == "LEAD" and actor is not None:
                for source in r.stated_in:
                    said.setdefault(source, set()).add(actor.name)
        single = {next(iter(names)) for names in said.values() if len(names) == 1}
        if len(single) > 1:
            found.add((frozenset((entry.id,)), "YES"))
    return found


def g7(facts: Facts) -> Found:
    """Measures with fewer partners than they need; fields that one actor holds alone in half of the towns."""
    found: Found = set()
    for measure in facts.all(Measure):
        if facts.is_open(measure) and 0 < len(facts.taking_part(measure.id)) < (measure.min_partners or 0):
            found.add((frozenset((measure.id,)), "YES"))
    for field in facts.main("field"):
        alone: Counter[str] = Counter()
        for town in facts.towns:
            holders = {
                r.source
                for a in facts.activities
                if facts.is_active(a)
                and field.id in facts.on_axis(a.fields, facts.main("field"))
                and town.id in facts.named_towns(a)
                for r in facts.answering(a.id)
            }
            if len(holders) == 1:
                alone.update(holders)
        if any(2 * held >= len(facts.towns) for held in alone.values()):
            found.add((frozenset((field.id,)), "YES"))
    return found


def g11(facts: Facts) -> Found:
    """Types of actors that surely came more seldom than all together, or were never invited; towns nobody came from.

    Only what is certain: of every conference and workshop that was held, somebody wrote down who was there.
    """
    held = [e for e in facts.all(Event) if e.type in ("Workshop", "Konferenz") and facts.is_held(e)]
    answers = {(a.id, e.id): came(facts, a.id, e.id) for a in facts.all(Actor) for e in held}
    invited = {(i.source, i.target) for i in facts.all(Invitation)}
    told = {key: answer for key, answer in answers.items() if key in invited}
    listed = all(is_listed(facts, e) for e in held)
    known = [answer for answer in told.values() if answer != "UNKNOWN"]
    found: Found = set()
    hosts = {e.organiser for e in held}
    for term in facts.all(Term):
        own = [a for a in facts.all(Actor) if term.id in a.type]
        own = [a for a in own if any(a.id == who for who, _ in told) or (a.cooperates and a.id not in hosts)]
        theirs = [answer for (who, _), answer in told.items() if who in {a.id for a in own}]
        sure = [answer for answer in theirs if answer != "UNKNOWN"]
        share = known.count("YES") / len(known) if known else 0.0
        never = bool(held and own and not theirs and listed)
        if never or (sure and wilson_upper(sure.count("YES"), len(sure)) < share):
            found.add((frozenset((term.id,)), "YES"))
    for town in facts.towns if held and listed else ():
        here = [a.id for a in facts.all(Actor) if any(town.id in facts.above(p) for p in a.places)]
        if not any(answers[a, e.id] in ("YES", "UNKNOWN") for a in here for e in held):
            found.add((frozenset((town.id,)), "YES"))
    return found


def wilson_upper(hits: int, n: int, z: float = 1.959963984540054) -> float:
    """The upper end of the 95 % interval of Wilson (1927)."""
    p = hits / n
    return (p + z * z / (2 * n) + z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)


def g16(facts: Facts) -> Found:
    """Open measures without a goal, goals in force without a measure or an indicator.

    Where nobody has ever written down the like (of the measures of a plan, of any goal), it is unknown.
    """
    found: Found = set()
    for measure in facts.all(Measure):
        if facts.is_open(measure) and not measure.goals:
            assigned = any(m.goals for m in facts.all(Measure) if m.plan == measure.plan)
            found.add((frozenset((measure.id,)), "YES" if assigned else "UNKNOWN"))
    pursued = {g for m in facts.all(Measure) if m.status not in ("CANCELLED", "SUPERSEDED") for g in m.goals}
    measured = {g for i in facts.all(Indicator) for g in i.goals}
    for goal in facts.all(Goal):
        plan = facts.one(Plan, goal.plan)
        missing = [known for known in (pursued, measured) if goal.id not in known]
        if missing and not (plan is not None and plan.status == "SUPERSEDED"):
            found.add((frozenset((goal.id,)), "YES" if any(missing) else "UNKNOWN"))
    return found


def g17(facts: Facts) -> Found:
    """Actors and ties without which a town hall falls off the rest; known if who falls off has answered."""
    near, answered = neighbours(facts), Wave(facts).answered
    own = {place.ags for place in facts.all(Place) if place.level == "DISTRICT"}
    halls = {a.id for a in facts.all(Actor) if a.ags and a.ags not in own}
    order: dict[str, int] = {a.id: n for n, a in enumerate(sorted(facts.all(Actor), key=lambda a: (a.name, a.id)))}
    found: Found = set()
    for actor in near:
        off = _off([piece for piece in parts(near, actor) if piece & near[actor]], order)
        if any(piece & halls for piece in off):
            sure = any(piece <= answered for piece in off if piece & halls)
            found.add((frozenset((actor,)), "YES" if sure else "UNKNOWN"))
    for a, b in combinations(near, 2):
        if b in near[a]:
            cut = near | {a: near[a] - {b}, b: near[b] - {a}}
            sides = [reached(cut, [a]), reached(cut, [b])]
            if b not in sides[0]:
                falls = _off(sides, order)[0] if len(sides[0]) + len(sides[1]) > 2 else _later(sides, order)
                if falls & halls:
                    found.add((frozenset((a, b)), "YES" if falls <= answered else "UNKNOWN"))
    return found


def _later(pieces: list[set[str]], order: dict[str, int]) -> set[str]:
    return max(pieces, key=lambda piece: min(order[actor] for actor in piece))


def _off(pieces: list[set[str]], order: dict[str, int]) -> list[set[str]]:
    """All but the largest piece, of equal ones that of the first actor; all if each is one actor alone."""
    if len(pieces) < 2 or max(map(len, pieces)) == 1:
        return pieces if len(pieces) > 1 else []
    stays = min(pieces, key=lambda piece: (-len(piece), min(order[actor] for actor in piece)))
    return [piece for piece in pieces if piece is not stays]


def g18(facts: Facts) -> Found:
    """Types of three actors or more without a tie between them; certain if a side of every pair said so."""
    wave, near = Wave(facts), neighbours(facts)
    of_type = {t.id: [a.id for a in facts.all(Actor) if a.cooperates and t.id in a.type] for t in facts.all(Term)}
    found: Found = set()
    for s, t in combinations([t for t, held in of_type.items() if len(held) >= 3], 2):
        pairs = {frozenset((a, b)) for a in of_type[s] for b in of_type[t] if a != b}
        if not any(b in near[a] for a, b in map(tuple, pairs)):
            known = all(wave.knows(a, b) for a, b in map(tuple, pairs))
            found.add((frozenset((s, t)), "YES" if known else "UNKNOWN"))
    return found
