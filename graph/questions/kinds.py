"""What a question is asked for: measures, offers or duties, one of them or several."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import WrongUse
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Duty, Measure, Offer
from graph.questions.parameters import Parameter
from graph.text import fold

Entrusted = Measure | Offer | Duty
"""What somebody can answer for."""

_KINDS: tuple[type[Entrusted], ...] = (Measure, Offer, Duty)
_ALL = frozenset({"alle", "all"})


def kinds_of_entry(default: str = "Measure") -> Parameter:
    """The parameter `kinds`: `Measure`, `Offer`, `Duty`, several as in `Measure, Offer`, or `all`."""
    return Parameter(name="kinds", label=Text("Arten von Einträgen", "Kinds of entries"), type="text", default=default)


def asked_for(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Entrusted]:
    """The records of the kinds that `kinds` names, kind by kind. Raises WrongUse for another word."""
    words = [word for word in re.split(r"[,;|]", asked["kinds"] or "") if word.strip()]
    chosen = {kind for word in words for kind in (_KINDS if fold(word) in _ALL else (_kind(word),))}
    for kind in _KINDS:
        if kind in chosen:
            yield from situation.view.all(kind, situation.dataset)


def _kind(word: str) -> type[Entrusted]:
    for kind in _KINDS:
        if fold(word) in {fold(spelling) for spelling in (kind.__name__, *kind.meta.label, *kind.meta.plural)}:
            return kind
    names = ", ".join(kind.__name__ for kind in _KINDS)
    raise WrongUse(
        Text(
            f"„{word.strip()}“ passt nicht zu kinds; möglich sind {names}, auch mehrere.",
            f"“{word.strip()}” does not fit kinds; possible are {names}, also several.",
        )
    )
