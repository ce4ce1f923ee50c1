"""Six organisations in two towns, small enough to work out by hand who should work with whom."""

from collections.abc import Iterable

from graph.model import Offer
from tests.graph.small_district import Small

SERVED = {
    "Caritas": ("Sprache|Rietberg|SOE", "Arbeit|Rietberg|SOE"),
    "Jobcenter": ("Arbeit|Rietberg|SOE", "Arbeit|Verl|SOE"),
    "MSO": ("Sprache|Rietberg|SOE",),
    "VHS": ("Sprache|Rietberg|SOE", "Sprache|Verl|SOE"),
    "Sportverein": ("Sport|Verl|Flucht",),
    "Flüchtlingsinitiative": ("Sport|Verl|Flucht", "Sprache|Verl|SOE"),
}


def worked(not_asked: Iterable[str] = ()) -> Small:
    small = Small().ties("Caritas-MSO", "Jobcenter-VHS").place("Rietberg").place("Verl")
    for field in ("Sprache", "Arbeit", "Sport"):
        small.term("field", field, main=True)
    for group in ("SOE", "Flucht"):
        small.term("target_group", group, main=True)
    for actor, cells in SERVED.items():
        small.actor(actor)
        for cell in cells:
            field, place, group = cell.split("|")
            key = f"{actor} {cell}"
            small.offer(key, fields=[field], places=[place], target_groups=[group]).responsible(actor, key, Offer)
    return small.survey(answered=[actor for actor in SERVED if actor not in set(not_asked)])


def serves(small: Small, actor: str, *, field: str = "f", place: str = "p", group: str = "z") -> Small:
    """One more offer of an actor in a cell of the axes f, p, z."""
    key = f"{actor} {field}|{place}|{group}"
    return small.offer(key, fields=[field], places=[place], target_groups=[group]).responsible(actor, key, Offer)


def axes() -> Small:
    """One field, place and target group."""
    return Small().place("p").term("field", "f", main=True).term("target_group", "z", main=True)
