"""Whom a measure or offer is for: the places that it names, or everybody in the district."""

from graph.model import Place, Ref
from graph.model.states import PlaceLevel, Reach
from graph.picture import View
from graph.rollup import downwards
from graph.validity import Activity

EVERYWHERE = frozenset({Reach.DISTRICT, Reach.MOBILE, Reach.ONLINE, Reach.SITE})
"""The reaches with which a measure or offer counts for every municipality."""


def districts(view: View, dataset: str) -> frozenset[Ref]:
    """The places of a dataset that are districts."""
    return frozenset(place.id for place in view.all(Place, dataset) if place.level is PlaceLevel.DISTRICT)


def reaches_everybody(activity: Activity, within: frozenset[Ref]) -> bool:
    """Whether it is for everybody: its reach says so, or it names one of these districts as a place."""
    return activity.reach in EVERYWHERE or not within.isdisjoint(activity.places)


def is_district_wide(view: View, activity: Activity) -> bool:
    """The same, for somebody who has not listed the districts."""
    return reaches_everybody(activity, frozenset(place for place in activity.places if is_district(view, place)))


def names_place(view: View, activity: Activity, place: Ref) -> bool:
    """Whether it names the place or a part of it."""
    return not downwards(view, place).isdisjoint(activity.places)


def is_district(view: View, ref: Ref) -> bool:
    """Whether the place is a district."""
    place = view.one(Place, ref)
    return place is not None and place.level is PlaceLevel.DISTRICT
