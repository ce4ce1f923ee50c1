"""What people at conferences and workshops said works well, or should become better."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Event, Rating, Record, Ref
from graph.model.states import RatingValue
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row
from graph.schema import label_of

_RATING = Column("rating", Text("Worüber", "Subject"))
_WHAT = Column("what", Text("Maßnahme oder Angebot", "Measure or offer"))
_WHAT_KEY = Column("whatKey", Text("Maßnahme oder Angebot (Schlüssel)", "Measure or offer (key)"))
_RUNS = Column("runs", Text("Wer es trägt", "Who runs it"))
_EVENT = Column("event", Text("Gesagt bei", "Said at"))
_AT = Parameter(name="event", label=Text("Veranstaltung", "Event"), kinds=("Event",))


def _works_well(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    for rating in _ratings(situation, asked["event"]):
        if rating.rating is RatingValue.WORKS_WELL:
            yield _row(situation, rating)


def _register(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    for rating in _ratings(situation, asked["event"]):
        row = _row(situation, rating)
        yield Row(row.about, (rating.rating, *row.cells), evidence=row.evidence)


def _ratings(situation: Situation, event: Event | None) -> Iterator[Rating]:
    """The ratings given by the day, at one event where asked for."""
    for rating in situation.view.all(Rating, situation.dataset):
        at = situation.view.one(Event, rating.event)
        to_come = at is not None and at.date is not None and at.date.certainly_after(situation.on)
        if not to_come and (event is None or rating.event == event.id):
            yield rating


def _row(situation: Situation, rating: Rating) -> Row:
    """What was rated and who runs it; where nobody said which measure or offer that is, or who runs it, None."""
    rated = _rated(situation, rating)
    runs = list(dict.fromkeys(r.source for one in rated for r in situation.answering(one.id)))
    cells = (
        "; ".join(label_of(one) for one in rated) or None,
        "; ".join(one.external_id for one in rated) or None,
        "; ".join(situation.names(runs)) or None,
        situation.name(rating.event) or None,
    )
    refs: tuple[Ref, ...] = (*(one.id for one in rated), *runs, *((rating.event,) if rating.event else ()))
    return Row((rating,), cells, evidence=refs)


def _rated(situation: Situation, rating: Rating) -> list[Record]:
    refs = dict.fromkeys(ref for ref in (rating.measure, rating.offer) if ref is not None)
    return [record for ref in refs if (record := situation.view.get(ref)) is not None]


WORKS_WELL = Question(
    key="q17",
    text=Text(
        "Was wurde auf der Konferenz als „läuft gut“ bewertet, und wer trägt es?",
        "What was rated “works well” and who runs it?",
    ),
    about=(_RATING,),
    columns=(_WHAT, _WHAT_KEY, _RUNS, _EVENT),
    parameters=(_AT,),
    find=_works_well,
)
RATINGS = Question(
    key="ratings",
    text=Text("Bewertungen von Maßnahmen und Angeboten", "Ratings of measures and offers"),
    about=(_RATING,),
    columns=(Column("value", Text("Bewertung", "Rating")), _WHAT, _WHAT_KEY, _RUNS, _EVENT),
    parameters=(_AT,),
    find=_register,
)
