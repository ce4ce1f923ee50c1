"""What would change, in plain words."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph.coverage.cube import Cell
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Term
from graph.phrases import counted, listed, number
from graph.planning.effect import Effect
from graph.profile.words import quoted
from graph.schema import label_of
from graph.strength.written import written

if TYPE_CHECKING:
    from graph.planning.what_if import Orphan, WhatIf

_NAMED = 3


def sentences(situation: Situation, found: "WhatIf") -> Iterator[Text]:
    """What comes to a halt and who could take over, which cells and town halls are lost or won, gaps and measures."""
    for orphans, words in ((found.orphaned, _LEADERLESS), (found.unfunded, _PENNILESS)):
        if orphans:
            yield counted(len(orphans), *words, names=listed(quoted(label_of(o.record)) for o in orphans))
    yield from _take_over(situation, found.orphaned)
    for cells, words in ((found.lost, _LOST), (found.won, _WON)):
        if cells:
            yield counted(len(cells), *words, cells=listed((_cell(situation, cell) for cell in cells), _NAMED))
    for halls, words in ((found.cut_off, _CUT_OFF), (found.reached, _REACHED)):
        if halls:
            yield counted(len(halls), *words, names=listed(situation.names(halls)))
    if not (found.orphaned or found.unfunded or found.lost or found.won or found.cut_off or found.reached):
        yield Text("An Angeboten und Anschlüssen ändert sich nichts.", "Offers and connections stay as they are.")
    yield _GAPS.fill(
        before=number(found.gaps_before),
        after=number(found.gaps_after),
        opened=number(len(found.opened)),
        closed=number(len(found.closed)),
    )
    yield from _measures(found.effects)


def _take_over(situation: Situation, orphans: Iterable["Orphan"]) -> Iterator[Text]:
    """Who could take over what; of what nobody could, all at once."""
    nobody = []
    for orphan in orphans:
        title = quoted(label_of(orphan.record))
        if orphan.alternates:
            yield counted(len(orphan.alternates), *_ABLE, what=title, names=listed(situation.names(orphan.alternates)))
        else:
            nobody.append(title)
    if nobody:
        yield _NOBODY.fill(what=listed(nobody))


def _cell(situation: Situation, cell: Cell) -> Text:
    terms = (situation.view.one(Term, ref) for ref in (cell.field, cell.target_group))
    field, group = (Text(term.label, term.label_en or term.label) if term else Text("", "") for term in terms)
    return Text("{field} für {group} in {place}", "{field} for {group} in {place}").fill(
        field=field, group=group, place=situation.name(cell.place)
    )


def _measures(effects: Iterable[Effect]) -> Iterator[Text]:
    changed = [
        _CHANGED.fill(name=one.name, before=_told(one.key, one.before), after=_told(one.key, one.after))
        for one in effects
        if _told(one.key, one.before) != _told(one.key, one.after)
    ]
    if changed:
        yield Text("Das Netz: {parts}.", "The network: {parts}.").fill(parts=listed(changed, len(changed)))


def _told(key: str, value: float | None) -> Text:
    return _UNDEFINED if value is None else written(key, value)


_UNDEFINED = Text("nicht bestimmt", "undefined")
_CHANGED = Text("{name} {before} → {after}", "{name} {before} → {after}")
_GAPS = Text(
    "Lücken: {before} vorher, {after} nachher (neu: {opened}, weggefallen: {closed}).",
    "Gaps: {before} before, {after} after (new: {opened}, gone: {closed}).",
)
_ABLE = (
    Text("{what} könnte {names} übernehmen.", "{names} could take over {what}."),
    Text("{what} könnten übernehmen: {names}.", "{names} could take over {what}."),
)
_NOBODY = Text(
    "Wer {what} übernehmen könnte, ist nicht zu erkennen.", "Who could take over {what} can't be told."
)  # fmt: skip
_LEADERLESS = (
    Text(
        "{n} laufendes Vorhaben hätte niemanden mehr, der es führt: {names}.",
        "{n} activity would have nobody to lead it: {names}.",
    ),
    Text(
        "{n} laufende Vorhaben hätten niemanden mehr, der sie führt: {names}.",
        "{n} activities would have nobody to lead them: {names}.",
    ),
)
_PENNILESS = (
    Text("{n} laufendes Vorhaben hätte kein Geld mehr: {names}.", "{n} activity would have no money left: {names}."),
    Text("{n} laufende Vorhaben hätten kein Geld mehr: {names}.", "{n} activities would have no money left: {names}."),
)
_LOST = (
    Text("{n} Zelle wäre nicht mehr gedeckt: {cells}.", "{n} cell would not be covered any more: {cells}."),
    Text("{n} Zellen wären nicht mehr gedeckt: {cells}.", "{n} cells would not be covered any more: {cells}."),
)
_WON = (
    Text("{n} Zelle wäre neu gedeckt: {cells}.", "{n} cell would be covered: {cells}."),
    Text("{n} Zellen wären neu gedeckt: {cells}.", "{n} cells would be covered: {cells}."),
)
_CUT_OFF = (
    Text("{n} Rathaus wäre vom Netz abgeschnitten: {names}.", "{n} town hall would be cut off the network: {names}."),
    Text(
        "{n} Rathäuser wären vom Netz abgeschnitten: {names}.", "{n} town halls would be cut off the network: {names}."
    ),
)
_REACHED = (
    Text("{n} Rathaus käme ans Netz: {names}.", "{n} town hall would join the network: {names}."),
    Text("{n} Rathäuser kämen ans Netz: {names}.", "{n} town halls would join the network: {names}."),
)
