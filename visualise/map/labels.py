"""Short names for the map: what tells an actor from its neighbours in the same tile, at a width that fits."""

import re

_LEGAL_FORMS = re.compile(r"[ ,]+(e\. ?V\.?|gGmbH|GmbH|mbH|gAG|AG|eG|KdöR|AöR)(?=$| )")
_BRACKETS = re.compile(r" *\([^)]*\)$")
_NARROW = frozenset("ijlftrI.,:;'|!()- ")
_WIDE = frozenset("mwMWGOQ%@")
_SMALLEST_REST = 4

FONT = 12.5
SMALL_FONT = 11.0


def text_width(text: str, size: float = FONT) -> float:
    """Estimated width of a text in pixels, on the generous side of common sans-serif fonts."""
    return sum(_share(character) for character in text) * size


def short_name(name: str, places: tuple[str, ...]) -> str:
    """The name without legal form, brackets and the places that the tile says already.

    A part is only left out if something telling (four letters or more) remains.
    """
    short = name
    for attempt in (_LEGAL_FORMS.sub("", short), _BRACKETS.sub("", _LEGAL_FORMS.sub("", short))):
        short = attempt if len(attempt) >= _SMALLEST_REST else short
    for place in sorted(places, key=len, reverse=True):
        rest = re.sub(rf"(^| +|-)(im |in |des |der )?{re.escape(place)}(?=$| )", "", short).strip(" -,")
        short = rest if len(rest) >= _SMALLEST_REST else short
    return short


def fitted(text: str, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than `width` pixels."""
    if text_width(text) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…") > width:
        kept = kept[:-1]
    return kept.rstrip(" -,.") + "…"


def _share(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.88
    return 0.66 if character.isupper() else 0.58
