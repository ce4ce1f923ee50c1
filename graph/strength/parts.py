"""The networks that a dataset is parted into: by field, place, group or type of actors."""

from collections.abc import Iterator
from dataclasses import replace

from graph.errors import WrongUse
from graph.language import Text
from graph.model import Group, Place, Term
from graph.model.states import PlaceLevel
from graph.network.network import Networks
from graph.picture import View
from graph.rollup import axis
from graph.scope import Scope
from graph.validity import in_force

BY = ("dataset", "field", "place", "group", "actorType")


def parts_of(view: View, whole: Scope, by: str, networks: Networks) -> Iterator[Scope]:
    """The scopes to look at; where the whole is one field, place, group or type already, itself."""
    dataset = whole.dataset
    if by == "field" and whole.field is None:
        yield from (replace(whole, field=term.id) for term in axis(view, dataset, "field"))
    elif by == "place" and whole.place is None:
        places = (place for place in view.all(Place, dataset) if place.level is PlaceLevel.MUNICIPALITY)
        yield from (replace(whole, place=place.id) for place in places)
    elif by == "group" and whole.group is None:
        groups = (g for g in view.all(Group, dataset) if in_force(g.since, g.until, networks.district.on))
        yield from (replace(whole, group=group.id) for group in groups)
    elif by == "actorType" and not whole.actor_types:
        types = (term for term in view.all(Term, dataset) if term.scheme == "actor_type")
        parts = (replace(whole, actor_types=(term.id,)) for term in types)
        yield from (part for part in parts if networks.district.members(part))
    elif by in BY:
        yield whole
    else:
        choices = ", ".join(BY)
        raise WrongUse(
            Text(
                f"Netzwerke nach „{by}“ gibt es nicht. Möglich: {choices}.",
                f"There are no networks by “{by}”. Choices: {choices}.",
            )
        )
