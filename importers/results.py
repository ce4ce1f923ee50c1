"""What a text says about a consultation: what the body did with the paper, and how it voted. Lists in words.toml.

The two are kept apart: “mehrheitlich, bei einer Gegenstimme” says how the vote went and nothing about the result.
"""

import re
from functools import cache
from itertools import pairwise

from graph.model.states import ConsultationResult
from graph.text import fold
from importers import words


def result(text: str) -> ConsultationResult | None:
    """What a body did with a paper; None if the text does not say, or says two things. The vote is never a result."""
    if is_open(text):
        return None
    rest = fold(text)
    named: set[ConsultationResult] = set()
    for group in words.lists()["results"]:
        rest, count = _pattern(tuple(group["words"])).subn(" | ", rest)
        if count:
            named.add(ConsultationResult.__members__[group["result"]])
    accepted = words.lists()["accepted"]
    if _pattern(tuple(accepted["words"])).search(rest) and not all(str(r) in accepted["beside"] for r in named):
        return None
    if not named and _pattern(tuple(accepted["words"])).search(rest):
        return ConsultationResult.AS_PROPOSED
    return named.pop() if len(named) == 1 else None


def is_open(text: str) -> bool:
    """Whether the text says nothing, or only that the decision is still to come."""
    return not fold(text) or words.mentions("resolutions", "not_yet", text)


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    """The words as whole words and not denied, longest first; “…” is up to three words that deny nothing."""
    between = r"(?: (?!ohne\b|keine)\w+){0,3} "
    parts = sorted(([fold(part) for part in word.split("…")] for word in listed), key=lambda p: -sum(map(len, p)))
    return re.compile(r"(?<!nicht )(?<!keine )\b(?:" + "|".join(between.join(part) for part in parts) + r")\b")


def votes(text: str) -> dict[str, int]:
    """The votes that a text names, by property: “bei einer Gegenstimme” → `votes_no` 1; “einstimmig” → 0.

    What it does not name is not there: how many said yes to something that was adopted “mehrheitlich” is unknown.
    """
    key = fold(text)
    tokens = list(_votes_pattern().finditer(key))
    beside = [(a, b) for a, b in pairwise(tokens) if b.start() == a.end() + 1]
    found = {"votes_no": 0} if _is_unanimous(text) else {}
    if not beside:
        return found
    number_first = beside[0][1]["label"] is not None
    for a, b in beside:
        number, label = (a, b) if number_first else (b, a)
        if number["number"] is not None and label["label"] is not None:
            found[_labels()[label["label"]]] = _number(number["number"])
    return found


def carried(text: str) -> bool:
    """Whether the text says by its vote alone, unanimous or by majority, that something was adopted."""
    listed = [*words.lists()["results"], words.lists()["accepted"]]
    if any(_pattern(tuple(group["words"])).search(fold(text)) for group in listed):
        return False
    return _is_unanimous(text) or words.mentions("votes", "majority", text)


def _is_unanimous(text: str) -> bool:
    return _pattern(tuple(words.lists()["votes"]["unanimous"])).search(fold(text)) is not None


@cache
def _votes_pattern() -> re.Pattern[str]:
    numbers = [fold(word) for listed in words.lists()["vote_numbers"].values() for word in listed]
    labels = sorted(_labels(), key=len, reverse=True)
    return re.compile(rf"\b(?:(?P<number>\d{{1,4}}|{'|'.join(numbers)})|(?P<label>{'|'.join(labels)}))\b")


@cache
def _labels() -> dict[str, str]:
    names = ("votes_yes", "votes_no", "votes_abstain", "votes_biased")
    return {fold(word): name for name in names for word in words.lists()["votes"][name]}


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    listed = words.lists()["vote_numbers"]
    return next(int(number) for number, spelled in listed.items() if word in map(fold, spelled))
