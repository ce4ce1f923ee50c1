"""What words in tables mean: status, roles, kinds, answers. The lists stand in words.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from graph.model.states import MeasureStatus, State
from graph.text import fold
from importers import dates

S = TypeVar("S", bound=State)


@cache
def lists() -> dict[str, Any]:
    """The content of words.toml."""
    return tomllib.loads((files("importers") / "words.toml").read_text(encoding="utf-8"))


@cache
def _groups(section: str) -> dict[str, str]:
    """Folded word → name of its group, of a section that holds groups of words."""
    return {fold(word): group for group, words in lists()[section].items() for word in words}


@cache
def _states(kind: type[State]) -> dict[str, str]:
    """Folded word → code: the listed words, the codes themselves and their labels in both languages."""
    known = {fold(word): code for code, words in lists()["states"].get(kind.__name__, {}).items() for word in words}
    for member in kind:
        for word in (member.value, *member.label):
            known.setdefault(fold(word), member.value)
    return known


def state(kind: type[S], text: str) -> S | None:
    """The machine state that a code or a word means; None if the word is not known."""
    code = _states(kind).get(fold(text))
    return kind.__members__[code] if code is not None else None


def state_words(kind: type[State]) -> tuple[str, ...]:
    """The codes of a list, to name in a message."""
    return tuple(member.value for member in kind)


def status(text: str) -> MeasureStatus | None:
    """The status that a word means, also one with a date or remark; of “befristet bis …” the opening decides."""
    return state(MeasureStatus, text) or _opening(text) or dated_status(text)


def _opening(text: str) -> MeasureStatus | None:
    key = fold(text)
    for code, openings in lists()["status_openings"].items():
        if any(key.startswith(fold(opening) + " ") for opening in openings):
            return MeasureStatus.__members__[code]
    return None


def dated_status(text: str) -> MeasureStatus | None:
    """The status that a known word before or after a date, or before a remark in brackets, means.

    “abgeschlossen 2023”, “seit 2019 laufend”, “erledigt (Bericht liegt vor)”. None where more stands beside the word.
    """
    parts = text.split()
    for cut in range(1, len(parts)):
        front, back = " ".join(parts[:cut]).rstrip(",;:"), " ".join(parts[cut:])
        if (known := state(MeasureStatus, front)) and (_is_when(back) or _is_remark(back)):
            return known
        if (known := state(MeasureStatus, back)) and _is_when(front):
            return known
    return None


def _is_when(text: str) -> bool:
    """Whether it is a date, with or without a word such as “am” before it and brackets around it."""
    bare = text.strip("() ")
    first, _, rest = bare.partition(" ")
    read = dates.parse(rest if rest and is_one_of("dated_status", "before_date", first) else bare)
    return None not in (read.earliest, read.latest) and not mentions("dated_status", "doubt", text)


def _is_remark(text: str) -> bool:
    """Whether it is in brackets and casts no doubt on the word before: no “not”, no “partly”, no share, no status."""
    if not re.fullmatch(r"\([^()]+\)", text) or "%" in text or mentions("dated_status", "doubt", text):
        return False
    return not any(f" {word} " in f" {fold(text)} " for word in _states(MeasureStatus))


def flag(text: str) -> bool | None:
    """Yes or no; None if the word is neither."""
    group = _groups("flags").get(fold(text))
    return None if group is None else group == "yes"


def level(text: str) -> int | None:
    """The level of a partnership that a word means, 1 to 4; None if the word is not known."""
    group = _groups("levels").get(fold(text))
    return int(group) if group is not None else None


def names_nobody(text: str) -> bool:
    """Whether a cell of names says that nobody is named: “N.N.”, “offen”, “-”."""
    return not fold(text) or is_one_of("nobody", "words", text)


def row_kind(word: str) -> str | None:
    """The kind of record that a row of measures.csv becomes; None if the word is not known."""
    return _groups("row_kinds").get(fold(word))


def role(word: str) -> str | None:
    """What a role makes of its row: one of the groups of `[roles]`, such as LEAD or FUNDS; None if not known."""
    return _groups("roles").get(fold(word))


def role_words() -> tuple[str, ...]:
    """The roles most used, to name in a message."""
    return tuple(words[0] for words in lists()["roles"].values())


def is_one_of(section: str, group: str, text: str) -> bool:
    """Whether the text is one of the words of a group."""
    return _groups(section).get(fold(text)) == group


@cache
def _pattern(section: str, group: str) -> re.Pattern[str]:
    listed = sorted((fold(word) for word in lists()[section][group]), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b")


def mentions(section: str, group: str, text: str) -> bool:
    """Whether a word of the group stands in the text, as whole words."""
    return _pattern(section, group).search(fold(text)) is not None


def no_tie(text: str) -> bool:
    """Whether type or wording of a cooperation says invitation, venue or jury: none of them is a tie."""
    listed = any(mentions("cooperations", group, text) for group in ("invitation", "venue", "jury"))
    return listed or is_one_of("cooperations", "venue_alone", text)
