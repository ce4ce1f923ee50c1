"""G12: an indicator that lags behind its target, and one of which nobody can tell."""

from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Indicator, Place, Ref, Term
from graph.model.states import Known
from graph.office.readings import Part, Readings
from graph.office.targets import Assessment, Standing, Targets
from graph.office.units import with_unit
from graph.phrases import decimal, joined


def _off_target(situation: Situation) -> Iterator[Finding]:
    """Every indicator and target; without a target it is unknown whether an indicator is where it should be.

    That no new reading has come is told beside it, and makes unknown what was on target when it was last measured.
    """
    readings = Readings(situation.view, situation.dataset, situation.on)
    targets = Targets(situation.view, situation.dataset, readings)
    for indicator in situation.view.all(Indicator, situation.dataset):
        late = readings.is_late(indicator) is Known.YES
        assessments = targets.assessments(indicator)
        for assessment in [a for a in assessments if a.target is not None] or assessments[:1]:
            if assessment.standing is Standing.OFF:
                yield _off(situation, assessment, late)
            elif assessment.standing is Standing.UNKNOWN or late:
                yield _unknown(situation, assessment)


def _off(situation: Situation, assessment: Assessment, late: bool) -> Finding:
    newest = assessment.series.newest
    assert newest is not None
    assert newest.value is not None
    assert assessment.expected is not None
    text = Text(
        "{name} liegt neben dem Plan: {value} statt {expected} ({period}).",
        "{name} is off target: {value} instead of {expected} ({period}).",
    )
    told = text.fill(
        name=_name(situation, assessment),
        value=decimal(newest.value),
        expected=with_unit(assessment.expected, assessment.series.indicator.unit),
        period=newest.text,
    )
    return Finding(
        subject=assessment.series.indicator,
        key=_key(situation, assessment.series.part),
        message=joined(told, _no_data_since(newest.text)) if late else told,
        action=_who_acts(situation, assessment.series.indicator),
        evidence=(_target(assessment), Evidence(_trend(assessment), newest.records)),
    )


def _unknown(situation: Situation, assessment: Assessment) -> Finding:
    newest = assessment.series.newest
    why = assessment.why
    if why is None:
        assert newest is not None
        why = _no_data_since(newest.text)
    return Finding(
        subject=assessment.series.indicator,
        key=_key(situation, assessment.series.part),
        truth=Truth.UNKNOWN,
        message=Text(
            "Ob {name} im Plan liegt, ist unbekannt.", "Whether {name} is on target is unknown."
        ).fill(name=_name(situation, assessment)),
        action=ask_keeper(situation, assessment.series.indicator, _COMPLETE),
        evidence=(
            Evidence(why, newest.records if newest else ()),
            *([_target(assessment)] if assessment.target is not None and assessment.expected is not None else []),
        ),
    )  # fmt: skip


def _name(situation: Situation, assessment: Assessment) -> Text:
    indicator, part = assessment.series.indicator, assessment.series.part
    name = Text(f"„{indicator.name}“", f"“{indicator.name}”")
    group, place = situation.view.one(Term, part.target_group), situation.view.one(Place, part.place)
    if group is not None:
        name = Text("{name} bei „{group}“", "{name} for “{group}”").fill(name=name, group=label(group))
    if place is not None:
        name = Text("{name} in {place}", "{name} in {place}").fill(name=name, place=place.name)
    return name


def _key(situation: Situation, part: Part) -> str:
    """What a decision calls the target group by, and the place after that word; nothing for all in the district."""
    group = _external(situation, part.target_group)
    if part.place is None:
        return group
    return "|".join([*([group] if group else []), "place", _external(situation, part.place)])


def _external(situation: Situation, ref: Ref | None) -> str:
    record = situation.view.get(ref) if ref is not None else None
    return record.external_id if record is not None else ref or ""


def _no_data_since(period: str) -> Text:
    return Text("Seit {period} gibt es keinen neuen Wert.", "There has been no new value since {period}.").fill(
        period=period
    )


def _target(assessment: Assessment) -> Evidence:
    target = assessment.target
    assert target is not None
    assert target.target is not None
    text = Text("Ziel {period}: {value}.", "Target {period}: {value}.")
    begin = None
    if target.baseline is not None:
        text = Text(
            "Ziel {period}: {value}, ausgehend von {baseline} ({begin}).",
            "Target {period}: {value}, starting from {baseline} ({begin}).",
        )
        begin = decimal(target.baseline)
    value = with_unit(target.target, assessment.series.indicator.unit)
    filled = text.fill(period=target.target_period, value=value, baseline=begin, begin=target.baseline_period)
    return Evidence(filled, (target.id,))


def _trend(assessment: Assessment) -> Text:
    before = assessment.series.before
    if before is None or before.value is None:
        return Text("Ein Vergleich mit früher ist nicht möglich.", "It cannot be compared with before.")
    return Text("{period} war es {value}: jetzt {trend}.", "{period} it was {value}: now {trend}.").fill(
        period=before.text, value=decimal(before.value), trend=assessment.series.trend.label
    )


def _who_acts(situation: Situation, indicator: Indicator) -> Text:
    keeper = situation.name(indicator.keeper)
    if not keeper:
        return Text(
            "{who} bringt den Wert in die Lenkungsgruppe und klärt, wer ihn führt.",
            "{who} takes the value to the steering group and clarifies who keeps it.",
        ).fill(who=situation.coordination)
    return Text(
        "{who} bespricht mit {keeper}, welche Maßnahme nachsteuern kann.",
        "{who} discusses with {keeper} which measure can readjust.",
    ).fill(who=situation.coordination, keeper=keeper)


def ask_keeper(situation: Situation, indicator: Indicator, words: Text) -> Text:
    """What the one who keeps it is asked, as `words` say for {who} and {keeper}; or to find out who that is."""
    keeper = situation.name(indicator.keeper)
    if not keeper:
        words = Text("{who} klärt, wer den Wert führt.", "{who} clarifies who keeps the value.")
    return words.fill(who=situation.coordination, keeper=keeper)


_COMPLETE = Text("{who} bittet um die Angaben: {keeper}.", "{who} asks for the data: {keeper}.")

OFF_TARGET = Rule(
    "G12",
    Text("Indikator neben dem Plan", "Indicator off target"),
    Text(
        "Der neueste Messwert ist um mehr als die Toleranz schlechter, als er auf dem Weg zum Ziel sein sollte.",
        "The newest reading is worse, by more than the tolerance, than it should be on the way to the target.",
    ),
    Severity.MEDIUM,
    _off_target,
)
