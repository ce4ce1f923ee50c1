"""What speaks for a tie, and how that is known, in sentences that somebody can check."""

from collections.abc import Iterable, Iterator, Sequence

from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.labels import label, labels
from graph.language import Text
from graph.model import Offer, Ref, Tie, TieEvidence
from graph.network.served_cells import CellRef, ServedCells
from graph.phrases import listed
from graph.planning.edge import Work
from graph.planning.missing import Lack
from graph.planning.pairs import Pair, unheard
from graph.schema import label_of


def pair_evidence(situation: Situation, served: ServedCells, pair: Pair) -> Iterator[Evidence]:
    """What speaks for a tie of a pair, and whether it is known that there is none."""
    actors = (pair.a.id, pair.b.id)
    if pair.cells:
        yield Evidence(
            Text("Beide sind dort tätig: {cells}.", "Both are active there: {cells}.").fill(
                cells=cells_text(served, pair.cells, limit=3)
            ),
            (*actors, *served.work(pair.cells, *actors)),
        )
        yield Evidence(_common_text(pair.common), actors)
    for wish in pair.wishes:
        yield _wish_evidence(wish, situation.view.many(TieEvidence, wish.evidence))
    for offer, before in pair.steps:
        yield Evidence(step_text(situation, offer, before), (*actors, offer.id, before.id))
    yield _survey_evidence(situation, pair)


def cells_text(served: ServedCells, cells: Sequence[CellRef], limit: int) -> Text:
    """Cells by the names of field, place and target group; beyond the limit the rest is counted."""
    return listed((served.name(cell) for cell in cells), limit)


def _common_text(common: float) -> Text:
    """How much two have in common, with the formula that it comes from."""
    english = f"{common:.3f}"
    return Text(
        f"Gemeinsamkeit nach Adamic und Adar: {english.replace('.', ',')}.",
        f"In common after Adamic and Adar: {english}.",
    )


def step_text(situation: Situation, offer: Offer, before: Offer) -> Text:
    """Whose offer follows on whose."""
    return Text(
        "Auf „{before}“ ({first}) folgt „{offer}“ ({then}).", "“{before}” ({first}) is followed by “{offer}” ({then})."
    ).fill(
        before=before.title, offer=offer.title, first=_holders(situation, before.id), then=_holders(situation, offer.id)
    )


def _wish_evidence(wish: Tie, said: Iterable[TieEvidence]) -> Evidence:
    """That somebody wished for the tie, in their words where these are known."""
    wordings = tuple(dict.fromkeys(piece.wording for piece in said if piece.wording))
    text = Text("Der Wunsch ist festgehalten.", "The wish is on record.")
    if wordings:
        quoted = Text(*(mark.join(wordings) for mark in ("“, „", "”, “")))
        text = Text("Gewünscht: „{words}“.", "Wished for: “{words}”.").fill(words=quoted)
    return Evidence(text, (wish.source, wish.target, wish.id, *wish.evidence))


def lack_evidence(lacks: Sequence[Lack]) -> Evidence:
    """In which measures, offers and groups nobody of the type takes part, though there are such actors in the place."""
    titles = listed((Text("„{title}“", "“{title}”").fill(title=label_of(lack.where)) for lack in lacks), 3)
    return Evidence(
        Text(
            "Dort fehlt der Akteurstyp „{type}“, den es am Ort gibt: {titles}.",
            "The type of actor “{type}” is missing there, though it is in the place: {titles}.",
        ).fill(type=label(lacks[0].type), titles=titles),
        tuple(lack.where.id for lack in lacks),
    )


def alike_evidence(situation: Situation, pair: Pair, work: Sequence[Work]) -> Evidence:
    """That both do the same in different places, and that one of them hangs on to the network by little or nothing."""
    return Evidence(
        Text(
            "Beide arbeiten an verschiedenen Orten an dem Gleichen: {work}. Einer von beiden hat keine Verbindung oder "
            "hängt nur über einen einzigen Akteur am Netz.",
            "Both work on the same in different places: {work}. One of them has no tie, or is held in the network by "
            "one actor only.",
        ).fill(work=listed((_side_by_side(labels(situation.view, one)) for one in work), 3)),
        (pair.a.id, pair.b.id, *dict.fromkeys(ref for one in work for ref in one)),
    )


def _side_by_side(names: Sequence[Text]) -> Text:
    return Text(" · ".join(name.de for name in names), " · ".join(name.en for name in names))


def _survey_evidence(situation: Situation, pair: Pair) -> Evidence:
    """Whether both were asked and answered."""
    actors = (pair.a.id, pair.b.id)
    if situation.wave is None:
        return Evidence(Text("Es gab noch keine Befragung.", "There has been no survey yet."), actors)
    survey, silent = situation.wave.survey, unheard(situation, pair)
    if not silent:
        text = Text(
            "Beide haben in „{survey}“ geantwortet und einander nicht genannt.",
            "Both answered “{survey}” and did not name each other.",
        ).fill(survey=survey.title)
    else:
        text = Text("In „{survey}“ fehlt die Antwort von: {names}.", "“{survey}” lacks the answer of: {names}.").fill(
            survey=survey.title, names=listed(actor.name for actor in silent)
        )
    return Evidence(text, (*actors, survey.id))


def _holders(situation: Situation, work: Ref) -> Text:
    return listed(situation.names(r.source for r in situation.answering(work)))
