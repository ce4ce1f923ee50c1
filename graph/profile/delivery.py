"""Delivery: whether those who are named have said yes, and whether open measures are on time."""

from graph.language import Text
from graph.metric import Reason
from graph.model import Deadline, Measure, Responsibility
from graph.model.states import Known
from graph.network.network import Network
from graph.office.lateness import is_on_time, missed_deadlines
from graph.phrases import counted, joined, listed, number, percent
from graph.profile.line import Concept, Told
from graph.profile.sight import Sight
from graph.profile.words import beside_all, earlier, quoted
from graph.scope import Scope
from graph.strength.formula import Formula, Outcome
from graph.validity import Activity, answers_for, has_accepted

_NAMED = 3
_NONE = Text("Zuständigkeiten sind hier nicht erfasst.", "No responsibilities are recorded here.")

_NOTHING = Text(
    "Zuständigkeiten und offene Maßnahmen sind hier nicht erfasst.",
    "No responsibilities and no open measures are recorded here.",
)
_ALL = Text("Alle {n} Zuständigkeiten sind zugesagt.", "All {n} responsibilities are accepted.")
_ONLY = Text("Die eine Zuständigkeit ist zugesagt.", "The one responsibility is accepted.")
_NO = Text(
    "Von {n} Zuständigkeiten ist keine zugesagt, alle sind nur benannt.",
    "Of {n} responsibilities none is accepted, all are only named.",
)
_NOT = Text(
    "Die eine Zuständigkeit ist nur benannt, nicht zugesagt.", "The one responsibility is only named, not accepted."
)


def activities(network: Network) -> tuple[Activity, ...]:
    """The open measures and offers of the scope on which somebody of the network works; of a scope that names no place,
    group or type of actors also those on which nobody does."""
    district = network.district
    if district is None:
        return ()
    scope, members = network.scope, frozenset(network.ids)
    found = district.activities_in(scope)
    if scope == Scope(scope.dataset, field=scope.field, plan=scope.plan, layer=scope.layer):
        return found
    return tuple(one for one in found if not members.isdisjoint(district.partners.get(one.id, ())))


def named(network: Network) -> tuple[Responsibility, ...]:
    """The lead and shared responsibilities of the network's actors for these, neither declined nor ended."""
    if network.district is None:
        return ()
    view, members = network.district.view, frozenset(network.ids)
    found = view.referring_any([one.id for one in network.once(activities)], Responsibility, "target")
    return tuple(r for r in found if r.source in members and answers_for(r, network.on))


def timing(network: Network) -> tuple[tuple[Measure, Known], ...]:
    """The open measures of the network, and whether each is on time."""
    if network.district is None:
        return ()
    missed = missed_deadlines(network.district.view, network.district.dataset, network.on)
    measures = (one for one in network.once(activities) if isinstance(one, Measure))
    return tuple((measure, is_on_time(measure, missed, network.on)) for measure in measures)


def _accepted(network: Network) -> Outcome:
    """Accepted / named, over lead and shared responsibilities, 0 to 1; undefined where none is recorded."""
    found = network.once(named)
    if not found:
        return Outcome(value=None, reason=Reason.GROUP_MISSING, explanation=_NONE)
    yes = sum(has_accepted(one, network.on) for one in found)
    told = Text("{yes} von {n} Zuständigkeiten sind zugesagt.", "{yes} of {n} responsibilities are accepted.")
    return Outcome(value=yes / len(found), explanation=told.fill(yes=number(yes), n=number(len(found))))


def _on_time(network: Network) -> Outcome:
    """On time / open measures with a known end, 0 to 1; undefined where of none an end is known.

    `low` and `high` count those whose end nobody said as late and as on time.
    """
    found = [known for _, known in network.once(timing)]
    yes, no = found.count(Known.YES), found.count(Known.NO)
    if yes + no == 0:
        none = Text(
            "Wann die Maßnahmen fertig sein sollen, ist nicht erfasst.",
            "When measures are to be finished is not recorded.",
        )
        return Outcome(value=None, reason=Reason.GROUP_MISSING, explanation=none)
    told = Text(
        "{yes} von {n} offenen Maßnahmen mit Termin sind im Zeitplan.",
        "{yes} of {n} open measures with a date are on time.",
    )
    return Outcome(
        value=yes / (yes + no),
        low=yes / len(found),
        high=1 - no / len(found),
        explanation=told.fill(yes=number(yes), n=number(yes + no)),
    )


ACCEPTED = Formula(
    "responsibilityAccepted", Text("Zugesagte Zuständigkeiten", "Responsibilities accepted"), _accepted, of_ties=False
)
ON_TIME = Formula("measuresOnTime", Text("Maßnahmen im Zeitplan", "Measures on time"), _on_time, of_ties=False)


def delivery(sight: Sight) -> Told:
    """The share of responsibilities accepted and that of open measures on time.

    `members`: who is named and has not said yes; `evidence`: the measures that are late. Of the past it tells nothing
    where only a survey is compared: what had been accepted by then is not kept with a survey.
    """
    network = sight.network
    accepted, on_time = sight.of(ACCEPTED), sight.of(ON_TIME)
    if accepted.reason is Reason.N_TOO_SMALL:
        return Told(sentence=accepted.explanation, metrics=(accepted, on_time), reason=accepted.reason)
    late = [measure for measure, known in network.once(timing) if known is Known.NO]
    waiting = {one.source for one in network.once(named) if not has_accepted(one, network.on)}
    nothing = not network.once(named) and not network.once(timing)
    by_day = sight.before is not None and sight.before.later is sight
    return Told(
        sentence=_NOTHING if nothing else joined(_yes(sight), _late(sight, late)),
        metrics=(accepted, on_time),
        comparison=(*(earlier(sight, ON_TIME) if by_day else ()), *beside_all(sight, ACCEPTED, ON_TIME)),
        members=tuple(ref for ref in network.ids if ref in waiting),
        evidence=tuple(measure.id for measure in late),
    )


def _yes(sight: Sight) -> Text:
    accepted, found = sight.of(ACCEPTED), sight.network.once(named)
    if accepted.value is None:
        return _NONE
    n, yes = len(found), sum(has_accepted(one, sight.network.on) for one in found)
    if yes in (0, n):
        some, one = (_ALL, _ONLY) if yes else (_NO, _NOT)
        return counted(n, one, some)
    return counted(
        yes,
        Text(
            "Von {all} Zuständigkeiten ist {n} zugesagt ({share}), die übrigen sind nur benannt.",
            "Of {all} responsibilities {n} is accepted ({share}), the others are only named.",
        ),
        Text(
            "Von {all} Zuständigkeiten sind {n} zugesagt ({share}), die übrigen nur benannt.",
            "Of {all} responsibilities {n} are accepted ({share}), the others only named.",
        ),
        all=number(n),
        share=percent(accepted.value),
    )


def _late(sight: Sight, late: list[Measure]) -> Text:
    found = sight.network.once(timing)
    unknown = sum(known is Known.UNKNOWN for _, known in found)
    if not found:
        return Text("Offene Maßnahmen sind hier nicht erfasst.", "No open measures are recorded here.")
    if unknown == len(found):
        return counted(
            unknown,
            Text(
                "Ob die offene Maßnahme im Zeitplan ist, ist unbekannt.",
                "Whether the open measure is on time is unknown.",
            ),
            Text(
                "Ob die {n} offenen Maßnahmen im Zeitplan sind, ist unbekannt.",
                "Whether the {n} open measures are on time is unknown.",
            ),
        )
    if not late:
        said = counted(
            len(found) - unknown,
            Text(
                "Die eine offene Maßnahme mit Termin ist nicht überfällig",
                "The one open measure with a date is not overdue",
            ),
            Text(
                "Keine der {n} offenen Maßnahmen mit Termin ist überfällig",
                "None of the {n} open measures with a date is overdue",
            ),
        )
    else:
        titles = listed((quoted(measure.title) for measure in late), _NAMED)
        said = counted(
            len(late),
            Text(
                "{n} von {of} offenen Maßnahmen ist überfällig: {titles}",
                "{n} of {of} open measures is overdue: {titles}",
            ),
            Text(
                "{n} von {of} offenen Maßnahmen sind überfällig: {titles}",
                "{n} of {of} open measures are overdue: {titles}",
            ),
            of=number(len(found)),
            titles=titles,
        )
    rest = (
        Text("; bei {n} anderen ist das unbekannt.", "; of {n} others this is unknown.").fill(n=number(unknown))
        if unknown
        else Text(".", ".")
    )
    return Text("{said}{rest}", "{said}{rest}").fill(said=said, rest=rest)


DELIVERY = Concept("delivery", Text("Umsetzung", "Delivery"), delivery, rests_on=(Deadline,))
