"""Town halls: the actors that stand for a municipality."""

from graph.model import Actor, Place, Ref
from graph.model.states import PlaceLevel
from graph.picture import View


def town_halls(view: View, dataset: str) -> frozenset[Ref]:
    """The actors of a dataset that carry an official key of their own, other than that of the district."""
    districts = {place.ags for place in view.all(Place, dataset) if place.level is PlaceLevel.DISTRICT}
    return frozenset(actor.id for actor in view.all(Actor, dataset) if actor.ags and actor.ags not in districts)
