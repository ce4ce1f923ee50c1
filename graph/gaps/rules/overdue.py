"""G13: a measure, a milestone or a deadline is past its day and not finished."""

from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Deadline, Measure
from graph.model.states import MeasureStatus
from graph.office.lateness import missed_deadlines
from graph.phrases import listed, when
from graph.validity import is_open, is_past


def _overdue(situation: Situation) -> Iterator[Finding]:
    missed = missed_deadlines(situation.view, situation.dataset, situation.on)
    for measure in situation.view.all(Measure, situation.dataset):
        milestones = list(missed.get(measure.id, ()))
        late = is_past(measure.end, situation.on)
        if is_open(measure, situation.on) and (late or milestones):
            yield _of_measure(situation, measure, milestones, late)
    yield from (_of_nobody(situation, deadline) for deadline in missed.get(None, ()))


def _of_measure(situation: Situation, measure: Measure, milestones: list[Deadline], late: bool) -> Finding:
    unknown = measure.status is MeasureStatus.UNKNOWN and not milestones
    return Finding(
        subject=measure,
        truth=Truth.UNKNOWN if unknown else Truth.YES,
        message=_message(measure, milestones, late, unknown),
        action=_ask(situation, measure),
        evidence=tuple(_evidence(measure, milestones, late)),
    )


def _message(measure: Measure, milestones: list[Deadline], late: bool, unknown: bool) -> Text:
    if late and measure.end is not None:
        text = Text(
            "„{title}“ sollte fertig sein ({end}) und ist es nicht.",
            "“{title}” should be finished ({end}) and is not.",
        )
        if unknown:
            text = Text(
                "„{title}“ sollte fertig sein ({end}); ob es so ist, ist unbekannt.",
                "“{title}” should be finished ({end}); whether it is, is unknown.",
            )
        return text.fill(title=measure.title, end=when(measure.end))
    return Text(
        "Bei „{title}“ ist ein Meilenstein offen: {milestones}.", "“{title}” has missed a milestone: {milestones}."
    ).fill(title=measure.title, milestones=listed(deadline.title for deadline in milestones))


def _ask(situation: Situation, measure: Measure) -> Text:
    asked = situation.names(responsibility.source for responsibility in situation.answering(measure.id))
    if not asked:
        return Text(
            "{who} klärt den Stand und benennt eine zuständige Stelle.",
            "{who} clarifies how things stand and names a responsible body.",
        ).fill(who=situation.coordination)
    return Text(
        "{who} fragt nach dem Stand und einem neuen Termin: {asked}.",
        "{who} asks how things stand and for a new date: {asked}.",
    ).fill(who=situation.coordination, asked=listed(asked))


def _evidence(measure: Measure, milestones: list[Deadline], late: bool) -> Iterator[Evidence]:
    if late and measure.end is not None:
        text = Text("Ende: {end}. Stand: {state}.", "End: {end}. State: {state}.")
        yield Evidence(text.fill(end=when(measure.end), state=measure.status.label), (measure.id,))
    for deadline in milestones:
        yield _date(deadline)


def _date(deadline: Deadline) -> Evidence:
    assert deadline.date is not None
    text = Text("{title}: {date}, nicht erledigt.", "{title}: {date}, not done.")
    return Evidence(text.fill(title=deadline.title, date=when(deadline.date)), (deadline.id,))


def _of_nobody(situation: Situation, deadline: Deadline) -> Finding:
    assert deadline.date is not None
    return Finding(
        subject=deadline,
        message=Text(
            "Die Frist „{title}“ ist verstrichen ({date}).", "The deadline “{title}” has passed ({date})."
        ).fill(title=deadline.title, date=when(deadline.date)),
        action=Text(
            "{who} holt es nach oder trägt ein, wann es erledigt wurde.",
            "{who} catches up on it or enters when it was done.",
        ).fill(who=situation.coordination),
        evidence=(_date(deadline),),
    )


OVERDUE = Rule(
    "G13",
    Text("Überfällig", "Overdue"),
    Text(
        "Das Ende einer Maßnahme oder eine Frist liegt ganz in der Vergangenheit, und sie ist nicht erledigt.",
        "The end of a measure or a deadline lies wholly in the past, and it is not done.",
    ),
    Severity.MEDIUM,
    _overdue,
)
