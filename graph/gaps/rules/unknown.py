"""G20: what nobody asked or looked for. Counted together, since each single thing unknown would be thousands."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from graph.coverage.cube import Cell, CellState
from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Actor, Measure, Offer, Place, Plan, Record, Ref, Term
from graph.model.states import MeasureStatus, PlaceLevel
from graph.network.waves import Wave, unknown_pairs
from graph.office.inventories import Inventories, newest
from graph.phrases import counted, listed, number

_NAMED = 20  # names in a sentence of the evidence; its records hold all


def _unknown(situation: Situation) -> Iterator[Finding]:
    yield from _places(situation)
    yield from _actors(situation)
    yield from _status(situation)


def _places(situation: Situation) -> Iterator[Finding]:
    """The municipalities where nobody looked, or not for everything; one finding where nobody ever looked at all."""
    inventories = Inventories(situation.view, situation.dataset, situation.on)
    cells: dict[Ref, list[Cell]] = defaultdict(list)
    for cell in situation.cube.cells:
        if cell.state is CellState.UNKNOWN:
            cells[cell.place].append(cell)
    if inventories.none:
        if situation.cube.cells:
            yield from _nowhere(situation, sum(map(len, cells.values())))
        return
    for place in situation.cube.places:
        looked = inventories.at(place.id)
        unknown = cells[place.id]
        if unknown or not looked:
            yield _place(situation, place, unknown, newest(looked))


def _nowhere(situation: Situation, unknown: int) -> Iterator[Finding]:
    for whole in _whole(situation):
        yield Finding(
            subject=whole,
            key="inventory",
            truth=Truth.UNKNOWN,
            message=Text(
                "Was es in den Kommunen gibt, hat noch niemand erhoben; ob etwas fehlt, ist unbekannt.",
                "Nobody has recorded yet what there is in the municipalities; whether anything is missing is unknown.",
            ),
            action=Text(
                "{who} erhebt mit den Kommunen, was es gibt.", "{who} records with the municipalities what there is."
            ).fill(who=situation.coordination),
            evidence=(
                Evidence(
                    Text(
                        "Es gibt keine Bestandsaufnahme. {n} von {all} Zellen sind unbekannt.",
                        "There is no inventory. {n} of {all} cells are unknown.",
                    ).fill(n=number(unknown), all=number(len(situation.cube.cells))),
                    tuple(place.id for place in situation.cube.places),
                ),
            ),
        )


def _place(situation: Situation, place: Place, unknown: Sequence[Cell], looked: date | None) -> Finding:
    fields = situation.view.many(Term, dict.fromkeys(cell.field for cell in unknown))
    names = listed(map(label, fields))
    never = Text(
        "In {place} wurde noch nie erhoben, was es gibt.", "Nobody has ever recorded what there is in {place}."
    )
    partly = Text(
        "Ob es in {place} etwas gibt, ist für manche Zielgruppen unbekannt: {fields}.",
        "Whether there is anything in {place} is unknown for some target groups: {fields}.",
    )
    return Finding(
        subject=place,
        key="inventory",
        truth=Truth.UNKNOWN,
        message=(never if looked is None else partly).fill(place=place.name, fields=names),
        action=_ask(situation, [situation.town_hall(place.id)]),
        surveyed_at=looked,
        evidence=tuple(_unknown_cells(situation, unknown)),
    )


def _unknown_cells(situation: Situation, unknown: Sequence[Cell]) -> Iterator[Evidence]:
    by_field: dict[Ref, list[Ref]] = defaultdict(list)
    for cell in unknown:
        by_field[cell.field].append(cell.target_group)
    for field, groups in by_field.items():
        told = Text("Unbekannt im Feld „{field}“: {groups}.", "Unknown in “{field}”: {groups}.")
        names = listed(map(label, situation.view.many(Term, groups)), _NAMED)
        for term in situation.view.many(Term, (field,)):
            yield Evidence(told.fill(field=label(term), groups=names), (field, *groups))


def _actors(situation: Situation) -> Iterator[Finding]:
    """Actors that were silent in the newest survey or not asked; one finding where there was none."""
    actors, wave = situation.district.actors, situation.wave
    if wave is None:
        for whole in _whole(situation) if actors else ():
            yield Finding(
                subject=whole,
                key="survey",
                truth=Truth.UNKNOWN,
                message=_NO_SURVEY,
                action=Text("{who} befragt die Akteure.", "{who} asks the actors.").fill(who=situation.coordination),
                evidence=(_named(_NOT_ASKED, actors),),
            )
        return
    silent = [actor for actor in actors if actor.id in wave.asked and actor.id not in wave.answered]
    unasked = [actor for actor in actors if actor.id not in wave.asked]
    if silent:
        yield _of_survey(situation, wave, "silent", _SILENT, _named(_NO_ANSWER, silent), _pairs(situation, wave))
    if unasked:
        yield _of_survey(situation, wave, "notAsked", _UNASKED, _named(_NOT_ASKED, unasked))


def _of_survey(situation: Situation, wave: Wave, key: str, words: tuple[Text, Text], *known: Evidence) -> Finding:
    names = situation.names(known[0].records)
    return Finding(
        subject=wave.survey,
        key=key,
        truth=Truth.UNKNOWN,
        message=counted(len(names), *words, survey=wave.survey.title),
        action=_ask(situation, names),
        surveyed_at=wave.ended_on,
        evidence=known,
    )


def _named(words: Text, actors: Sequence[Actor]) -> Evidence:
    names = listed((actor.name for actor in actors), _NAMED)
    return Evidence(words.fill(names=names), tuple(actor.id for actor in actors))


def _pairs(situation: Situation, wave: Wave) -> Evidence:
    members = frozenset(actor.id for actor in situation.district.actors)
    told = Text("Von {n} der {all} Paare sagt die Befragung nichts.", "Of {n} of {all} pairs the survey says nothing.")
    unknown, pairs = unknown_pairs(wave, members), math.comb(len(members), 2)
    return Evidence(told.fill(n=number(unknown), all=number(pairs)), (wave.survey.id,))


def _status(situation: Situation) -> Iterator[Finding]:
    """Measures and offers of which nobody knows whether they run, by plan."""
    by_plan: dict[Ref | None, list[Measure | Offer]] = defaultdict(list)
    for activity in situation.district.activities:
        if activity.status is MeasureStatus.UNKNOWN:
            by_plan[activity.plan if isinstance(activity, Measure) else None].append(activity)
    for plan, activities in by_plan.items():
        subject = situation.view.one(Plan, plan)
        names = listed((activity.title for activity in activities), _NAMED)
        for whole in [subject] if subject is not None else _whole(situation):
            yield Finding(
                subject=whole,
                key="status",
                truth=Truth.UNKNOWN,
                message=counted(len(activities), *_NO_STATUS),
                action=_ASK_STATUS.fill(who=situation.coordination),
                evidence=(
                    Evidence(
                        Text("Ohne Stand: {names}.", "Without a status: {names}.").fill(names=names),
                        tuple(activity.id for activity in activities),
                    ),
                ),
            )


def _ask(situation: Situation, names: Sequence[str]) -> Text:
    asked = Text("{who} fragt nach: {names}.", "{who} asks: {names}.")
    return asked.fill(who=situation.coordination, names=listed(names))


def _whole(situation: Situation) -> list[Record]:
    """What a finding on everything is about: the district, else any municipality, the first by name."""
    places = situation.view.all(Place, situation.dataset)
    districts = [place for place in places if place.level is PlaceLevel.DISTRICT]
    return list((districts or places)[:1])


_NO_SURVEY = Text(
    "Wer mit wem zusammenarbeitet, hat noch niemand gefragt.", "Nobody has asked yet who works with whom."
)
_NO_ANSWER = Text("Ohne Antwort: {names}.", "No answer: {names}.")
_NOT_ASKED = Text("Nicht gefragt: {names}.", "Not asked: {names}.")
_ASK_STATUS = Text("{who} fragt die Zuständigen nach dem Stand.", "{who} asks those responsible how far it has come.")
_SILENT = (
    Text("Ein Akteur hat auf „{survey}“ nicht geantwortet.", "One actor did not answer “{survey}”."),
    Text("{n} Akteure haben auf „{survey}“ nicht geantwortet.", "{n} actors did not answer “{survey}”."),
)
_UNASKED = (
    Text("Ein Akteur wurde in „{survey}“ nicht gefragt.", "One actor was not asked in “{survey}”."),
    Text("{n} Akteure wurden in „{survey}“ nicht gefragt.", "{n} actors were not asked in “{survey}”."),
)
_NO_STATUS = (
    Text("Ob eine Maßnahme läuft, ist unbekannt.", "Whether one measure is under way is unknown."),
    Text(
        "Ob {n} Maßnahmen oder Angebote laufen, ist unbekannt.",
        "Whether {n} measures or offers are under way is unknown.",
    ),
)
UNKNOWN = Rule(
    "G20",
    Text("Unbekannt", "Unknown"),
    Text(
        "Niemand hat gefragt oder nachgesehen: Kommunen ohne Bestandsaufnahme, Akteure, die nicht gefragt wurden oder "
        "schwiegen, Maßnahmen ohne Stand. Unbekannt ist keine Lücke und nicht in Ordnung.",
        "Nobody asked or looked: municipalities without an inventory, actors that were not asked or were silent, "
        "measures without a status. Unknown is no gap, and it is not fine.",
    ),
    Severity.INFORMATION,
    _unknown,
)
