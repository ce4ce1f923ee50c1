"""G1 and G2: cells of the coverage cube where nothing is, or where something is only planned."""

from collections.abc import Iterator

from graph.coverage.cell_words import concept_says, who_looked
from graph.coverage.cube import Cell, CellState, Mark
from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Inventory, Measure, Offer, Ref, Term
from graph.model.states import MeasureStatus
from graph.phrases import listed, when

_ONLY_PLANS = (
    "{place} hat im Feld „{field}“ für „{group}“ nur Geplantes.",
    "{place} has only plans in “{field}” for “{group}”.",
)
_NOBODY_KNOWS = (
    "Ob in {place} im Feld „{field}“ für „{group}“ etwas läuft, ist unbekannt.",
    "Whether anything is under way in {place} in “{field}” for “{group}” is unknown.",
)


def _empty(situation: Situation) -> Iterator[Finding]:
    for cell in situation.cube.cells:
        if cell.state is CellState.GAP:
            yield Finding(
                cell=cell,
                message=_say(
                    situation,
                    cell,
                    "{place} hat im Feld „{field}“ kein Angebot für „{group}“.",
                    "{place} has no offer in “{field}” for “{group}”.",
                ),
                action=Text(
                    "{who} klärt mit {hall}, wer hier ein Angebot machen kann.",
                    "{who} clarifies with {hall} who can make an offer here.",
                ).fill(who=situation.coordination, hall=situation.town_hall(cell.place)),
                surveyed_at=cell.surveyed_on,
                evidence=(*_inventories(situation, cell), *_concept(situation, cell)),
            )


def _planned(situation: Situation) -> Iterator[Finding]:
    for cell in situation.cube.cells:
        if cell.state is CellState.NOMINAL:
            unsure = next((ref for ref in cell.planned if _status(situation, ref) is MeasureStatus.UNKNOWN), None)
            yield Finding(
                cell=cell,
                truth=Truth.YES if unsure is None else Truth.UNKNOWN,
                message=_say(situation, cell, *(_ONLY_PLANS if unsure is None else _NOBODY_KNOWS)),
                action=_ask_for_start(situation, cell.planned[0])
                if unsure is None
                else _ask_for_status(situation, unsure),
                surveyed_at=cell.surveyed_on,
                evidence=tuple(_plans(situation, cell)),
            )


def _say(situation: Situation, cell: Cell, de: str, en: str) -> Text:
    field, group = situation.view.one(Term, cell.field), situation.view.one(Term, cell.target_group)
    assert field is not None
    assert group is not None
    return Text(de, en).fill(place=situation.name(cell.place), field=label(field), group=label(group))


def _ask_for_start(situation: Situation, ref: Ref) -> Text:
    title = situation.name(ref)
    asked = situation.names(responsibility.source for responsibility in situation.answering(ref))
    if not asked:
        return Text(
            "{who} klärt, wer „{title}“ beginnt.", "{who} clarifies who is to start “{title}”."
        ).fill(who=situation.coordination, title=title)  # fmt: skip
    return Text("{who} fragt, wann „{title}“ beginnt: {asked}.", "{who} asks when “{title}” will start: {asked}.").fill(
        who=situation.coordination, title=title, asked=listed(asked)
    )


def _ask_for_status(situation: Situation, ref: Ref) -> Text:
    return Text("{who} fragt nach dem Stand von „{title}“.", "{who} asks for the status of “{title}”.").fill(
        who=situation.coordination, title=situation.name(ref)
    )


def _status(situation: Situation, ref: Ref) -> MeasureStatus | None:
    record = situation.view.get(ref)
    return record.status if isinstance(record, Measure | Offer) else None


def _inventories(situation: Situation, cell: Cell) -> Iterator[Evidence]:
    for inventory in situation.view.many(Inventory, cell.inventories):
        text = Text("Bestandsaufnahme ({who}): hier nichts.", "Inventory ({who}): nothing here.")
        yield Evidence(text.fill(who=who_looked(situation, inventory)), (inventory.id,))


def _concept(situation: Situation, cell: Cell) -> Iterator[Evidence]:
    if cell.in_concept is False and situation.cube.concept is not None:
        yield Evidence(concept_says(situation, situation.cube, cell), (situation.cube.concept,))


def _plans(situation: Situation, cell: Cell) -> Iterator[Evidence]:
    for ref in cell.planned:
        record = situation.view.get(ref)
        assert isinstance(record, Measure | Offer)
        start = Text("Beginn: {when}", "start: {when}").fill(when=when(record.start)) if record.start else None
        text = Text("„{title}“: {state}.", "“{title}”: {state}.")
        if start is not None:
            text = Text("„{title}“: {state}, {start}.", "“{title}”: {state}, {start}.")
        yield Evidence(text.fill(title=record.title, state=record.status.label, start=start), (ref,))
    if Mark.DISTRICT_WIDE in cell.marks:
        yield Evidence(Text("Kreisweit geplant, nicht für diesen Ort.", "Planned district-wide, not for this place."))


EMPTY_CELL = Rule(
    "G1",
    Text("Kein Angebot", "No offer"),
    Text(
        "Eine Bestandsaufnahme hat nachgesehen, und es gibt weder ein laufendes noch ein geplantes Angebot.",
        "An inventory has looked, and there is neither an offer under way nor a planned one.",
    ),
    Severity.HIGH,
    _empty,
)
NOMINAL_CELL = Rule(
    "G2",
    Text("Nur geplant", "Only planned"),
    Text(
        "Es gibt nur geplante, beschlossene, pausierte oder vorgeschlagene Maßnahmen. Ohne Stand ist es unbekannt.",
        "There are only planned, adopted, paused or proposed measures. Without a status it is unknown.",
    ),
    Severity.MEDIUM,
    _planned,
)
