"""Ties are derived: what surveys and documents say about a pair comes to one current state for each field and layer.

A tie exists if either side said yes in the newest wave in which a side said yes or no; with a complete roster whoever
answered and did not list the other said no. What only an older wave told stays. What documents say stands beside it:
an existing cooperation keeps a tie, an ended one or a wish makes one where nothing else does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import fmean

from graph.dates import VagueDate
from graph.keys import short
from graph.model import Actor, Inquiry, Record, Ref, Survey, Tie, TieEvidence, TieReport, global_id
from graph.model.states import TieAnswer, TieState

_SURVEYED_LAYER = "working"


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a tie one: the pair (in order if directed), the layer and the fields, as external ids."""

    ends: tuple[str, str]
    layer: str
    fields: tuple[str, ...]
    directed: bool = False

    @property
    def external_id(self) -> str:
        """The tie's id in its dataset."""
        ends = (">" if self.directed else "|").join(self.ends)
        return short("|".join((ends, self.layer, *self.fields)))


@dataclass(slots=True)
class _Pieces:
    reports: list[TieReport] = field(default_factory=list)
    evidence: list[TieEvidence] = field(default_factory=list)


def derive(dataset: str, records: Mapping[Ref, Record]) -> dict[Ref, Tie]:
    """The ties that reports and evidence among the records come to. A pair with nothing but no or silence has none."""
    waves = _Waves(records.values())
    pieces: dict[Key, _Pieces] = defaultdict(_Pieces)
    for record in records.values():
        if _is_with_itself(record):
            continue  # the two were doubles and are one actor by now
        if isinstance(record, TieReport) and record.reporter and record.about:
            key = _key(records, (record.reporter, record.about), _SURVEYED_LAYER, record.fields)
            pieces[key].reports.append(record)
        elif isinstance(record, TieEvidence) and record.state and record.actor_a and record.actor_b:
            ends = (record.actor_a, record.actor_b)
            key = _key(records, ends, record.layer or _SURVEYED_LAYER, record.fields, directed=bool(record.directed))
            pieces[key].evidence.append(record)
    ties = (_tie(dataset, key, held, waves) for key, held in pieces.items())
    return {tie.id: tie for tie in ties if tie is not None}


def _is_with_itself(record: Record) -> bool:
    if isinstance(record, TieReport):
        return record.reporter == record.about
    return isinstance(record, TieEvidence) and record.actor_a == record.actor_b


def _key(
    records: Mapping[Ref, Record], ends: tuple[Ref, Ref], layer: str, fields: Iterable[Ref], *, directed: bool = False
) -> Key:
    first, second = (records[ref].external_id for ref in ends)
    ordered = (first, second) if directed or first <= second else (second, first)
    return Key(ordered, layer, tuple(sorted(records[ref].external_id for ref in fields)), directed)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a pair's newest telling wave comes to."""

    state: TieState
    reports: tuple[TieReport, ...]
    on: date | None
    survey: Survey


class _Waves:
    """Surveys in their order, and who was asked and answered in each."""

    def __init__(self, records: Iterable[Record]) -> None:
        listed = list(records)
        self._surveys = {r.id: r for r in listed if isinstance(r, Survey)}
        self._newest_first = sorted(self._surveys, key=self._age, reverse=True)
        self._answered = {(r.target, r.source): r.responded_on for r in listed if isinstance(r, Inquiry)}
        self._listed = {(r.survey, r.reporter, r.about) for r in listed if isinstance(r, TieReport)}

    def _age(self, ref: Ref) -> tuple[date, str]:
        survey = self._surveys[ref]
        said = survey.end or survey.start
        return (said.latest if said and said.latest else date.min), survey.external_id

    def told(self, ends: tuple[Ref, Ref], reports: list[TieReport]) -> _Told | None:
        """The state by the newest wave in which a side said yes or no; ended only if there was a yes before."""
        for survey in self._newest_first:
            given = [r for r in reports if r.survey == survey and r.answer in (TieAnswer.YES, TieAnswer.NO)]
            unlisted = self._unlisted(survey, ends)
            days = [r.reported_on for r in given if r.reported_on] + unlisted
            if not given and not unlisted:
                continue
            on = max(days, default=None)
            if any(r.answer is TieAnswer.YES for r in given):
                return _Told(TieState.EXISTS, tuple(given), on, self._surveys[survey])
            if any(r.answer is TieAnswer.YES for r in reports):
                return _Told(TieState.ENDED, tuple(given), on, self._surveys[survey])
            return None
        return None

    def _unlisted(self, survey: Ref, ends: tuple[Ref, Ref]) -> list[date]:
        """The days on which a side answered without listing the other, if the roster showed everybody asked."""
        if (self._surveys[survey].roster or "").casefold() != "complete":
            return []
        if any((survey, end) not in self._answered for end in ends):
            return []
        sides = (ends, ends[::-1])
        silent = [one for one, other in sides if (survey, one, other) not in self._listed]
        return [day for one in silent if (day := self._answered[survey, one]) is not None]


def _tie(dataset: str, key: Key, pieces: _Pieces, waves: _Waves) -> Tie | None:
    ends = tuple(global_id(dataset, Actor.__name__, end) for end in key.ends)
    told = waves.told((ends[0], ends[1]), pieces.reports) if pieces.reports else None
    state = _state(told, pieces.evidence)
    if state is None:
        return None
    told_yes = [r for r in told.reports if r.answer is TieAnswer.YES] if told else []
    reported = [(report.level, report.formal) for report in told_yes]
    documented = [(piece.level, piece.formal) for piece in pieces.evidence]
    levels = [level for level, _ in reported or documented if level is not None]
    formal = [known for _, known in (*reported, *documented) if known is not None]
    saying = [e for e in pieces.evidence if e.state is state]
    everything: list[TieReport | TieEvidence] = [*pieces.reports, *pieces.evidence]
    sources = dict.fromkeys(ref for piece in everything for ref in piece.stated_in)
    if told:
        sources |= dict.fromkeys(told.survey.stated_in)
    return Tie(
        id=global_id(dataset, Tie.__name__, key.external_id),
        dataset=dataset,
        external_id=key.external_id,
        invented=any(piece.invented for piece in everything),
        stated_in=tuple(sorted(sources)),
        source=ends[0],
        target=ends[1],
        layer=key.layer,
        fields=tuple(global_id(dataset, "Term", label) for label in key.fields),
        state=state,
        level=fmean(levels) if levels else None,
        confirmed_by_both=_confirmed(told),
        formal=any(formal) if formal else None,
        directed=key.directed,
        since=_first(e.since for e in saying),
        until=_first(e.until for e in saying),
        told_on=told.on if told else None,
        reports=tuple(sorted(r.id for r in pieces.reports)),
        evidence=tuple(sorted(e.id for e in pieces.evidence)),
    )


def _state(told: _Told | None, evidence: list[TieEvidence]) -> TieState | None:
    if told is not None and told.state is TieState.EXISTS:
        return TieState.EXISTS
    said = {piece.state for piece in evidence}
    if TieState.EXISTS in said:
        return TieState.EXISTS
    if told is not None or TieState.ENDED in said:
        return TieState.ENDED
    return TieState.WISHED if TieState.WISHED in said else None


def _confirmed(told: _Told | None) -> bool | None:
    """Both sides said yes; no if one side said no; None if only one side said anything."""
    if told is None:
        return None
    answers = [report.answer for report in told.reports]
    if TieAnswer.NO in answers:
        return False
    return True if len({report.reporter for report in told.reports}) == 2 else None


def _first(days: Iterable[VagueDate | None]) -> VagueDate | None:
    known = [day for day in days if day is not None]
    return min(known, key=lambda day: (day.earliest or date.min, day.text), default=None)


SPEAKING_OF_TIES: tuple[type[Record], ...] = (TieReport, TieEvidence, Inquiry, Survey)
"""The kinds of which no record may change without ties being derived anew."""


def speaks_of_ties(record: Record) -> bool:
    """Whether ties may have to be derived anew when the record changes."""
    return isinstance(record, SPEAKING_OF_TIES)


def is_derived(record: Record) -> bool:
    """Whether it is a tie that rests on reports or evidence; one that somebody keeps by hand has neither."""
    return isinstance(record, Tie) and bool(record.reports or record.evidence)


def refreshed(dataset: str, held: Mapping[Ref, Record], built: Mapping[Ref, Record]) -> dict[Ref, Tie]:
    """The ties as the import leaves them: derived from all that is held and all that is new.

    A tie that somebody keeps by hand is left alone.
    """
    if not any(speaks_of_ties(record) for record in built.values()):
        return {}
    return {ref: _over(held.get(ref), tie) for ref, tie in derive(dataset, {**held, **built}).items()}


def difference(dataset: str, records: Mapping[Ref, Record]) -> tuple[dict[Ref, Tie], list[Tie]]:
    """What has to be written so that the ties among the records are what reports and evidence come to: put and gone."""
    derived = {ref: _over(records.get(ref), tie) for ref, tie in derive(dataset, records).items()}
    put = {ref: tie for ref, tie in derived.items() if records.get(ref) != tie}
    gone = [r for r in records.values() if isinstance(r, Tie) and is_derived(r) and r.id not in derived]
    return put, gone


def _over(held: Record | None, tie: Tie) -> Tie:
    """The tie with what people wrote at the held one and no report can say."""
    if not isinstance(held, Tie):
        return tie
    return replace(
        tie,
        version=held.version,
        visibility=held.visibility,
        note=held.note,
        as_written=held.as_written,
        source_date=held.source_date,
        state_since=held.state_since,
    )
