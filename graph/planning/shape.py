"""Proposals as plain values: the shape that scripts read in JSON, the same in every way out."""

from typing import Any

from graph.gaps.gap import Truth
from graph.language import Language
from graph.model import Actor, Record
from graph.planning.effect import Effect
from graph.planning.propose import Suggestion, Suggestions
from graph.planning.similarity import Similarity
from graph.schema import label_of


def suggestions_as_dict(found: Suggestions, lang: Language) -> dict[str, Any]:
    """`{proposals, askFirst, effects, candidates, askFirstCount, declined, underWay}`."""
    return {
        "proposals": [suggestion_as_dict(one, lang) for one in found.chosen],
        "askFirst": [suggestion_as_dict(one, lang) for one in found.to_ask],
        "effects": [effect_as_dict(one, lang) for one in found.effects],
        "candidates": found.considered,
        "askFirstCount": found.all_to_ask,
        "declined": found.declined,
        "underWay": found.under_way,
    }


def suggestion_as_dict(one: Suggestion, lang: Language) -> dict[str, Any]:
    """One pair. `truth` YES: it is known that there is no tie; UNKNOWN: to be asked first, without points."""
    pair = one.candidate.pair
    return {
        "actors": [_entry(pair.a), _entry(pair.b)],
        "truth": str(Truth.YES if pair.known else Truth.UNKNOWN),
        "points": one.points,
        "common": pair.common,
        "similarity": _similarity(one.similarity),
        "reasons": [{"text": reason.text.in_(lang), "records": list(reason.records)} for reason in one.reasons],
        "about": _entry(one.about) if one.about is not None else None,
        "nextStep": one.next_step.in_(lang),
        "closes": list(one.closes),
    }


def _similarity(found: Similarity) -> dict[str, int | float | None]:
    return {
        "commonNeighbours": found.common_neighbours,
        "adamicAdar": found.adamic_adar,
        "resourceAllocation": found.resource_allocation,
        "sharedCells": found.shared_cells,
        "adamicAdarCells": found.adamic_adar_cells,
    }


def _entry(record: Record) -> dict[str, str]:
    kind = {} if isinstance(record, Actor) else {"kind": type(record).__name__}
    return {"id": record.id, "externalId": record.external_id, **kind, "name": label_of(record)}


def effect_as_dict(effect: Effect, lang: Language) -> dict[str, Any]:
    """A measure of the network before and after."""
    return {"key": effect.key, "name": effect.name.in_(lang), "before": effect.before, "after": effect.after}
