"""The municipalities of a network: those whose town hall is in it."""

from collections.abc import Mapping

from graph.model import Ref
from graph.network.network import Network
from graph.office.town_halls import town_halls


def town_halls_in(network: Network) -> Mapping[int, Ref]:
    """The town halls by index, each with its municipality: `network.once(town_halls_in)`."""
    if network.district is None:
        return {}
    halls = town_halls(network.district.view, network.district.dataset)
    places = network.groups.get("place", (None,) * network.n)
    ends = zip(network.ids, places, strict=True)
    return {i: place for i, (ref, place) in enumerate(ends) if ref in halls and place is not None}
