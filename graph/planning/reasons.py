"""What speaks for a tie, and how that is known, in sentences that somebody can check."""

from collections.abc import Iterable, Sequence

from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Offer, Ref, Tie, TieEvidence
from graph.phrases import listed
from graph.planning.pairs import Pair, unheard
from graph.served_cells import CellRef


def cells_text(situation: Situation, cells: Sequence[CellRef], limit: int) -> Text:
    """Cells by the names of field, place and target group; beyond the limit the rest is counted."""
    return listed((" · ".join(situation.names(cell)) for cell in cells), limit)


def common_text(common: float) -> Text:
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


def wish_evidence(wish: Tie, said: Iterable[TieEvidence]) -> Evidence:
    """That somebody wished for the tie, in their words where these are known."""
    wordings = tuple(dict.fromkeys(piece.wording for piece in said if piece.wording))
    text = Text("Der Wunsch ist festgehalten.", "The wish is on record.")
    if wordings:
        quoted = Text(*(mark.join(wordings) for mark in ("“, „", "”, “")))
        text = Text("Gewünscht: „{words}“.", "Wished for: “{words}”.").fill(words=quoted)
    return Evidence(text, (wish.source, wish.target, wish.id, *wish.evidence))


def survey_evidence(situation: Situation, pair: Pair) -> Evidence:
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
