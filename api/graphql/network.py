"""Networks: who belongs to one, who is joined to whom, how strong it is, and what it hangs by."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.arguments import After, First, Info, On, OneDataset
from api.graphql.datasets import chosen_dataset, kept, named
from api.graphql.declare import TYPES, declare, field
from api.graphql.following import itself, many, one
from api.graphql.metrics import declare_metric, sentence
from api.graphql.network_parts import Asked, CutPoint, Line, NetworkFound, Part
from api.graphql.network_profile import GroupedBy, GroupedByArgument, KeysArgument, declare_profile
from api.graphql.network_told import ActorMeasured, found_by, lines_of, metrics_of
from api.graphql.paging import USUAL_PAGE, by_name, cursor, page
from api.graphql.relations import declare_connection
from graph.model import Actor, Survey
from graph.scope import ALL_LAYERS, COOPERATION, RESPONSIBILITY, SHARED_MEASURES, Scope, parse_scope


@strawberry.enum(name="NetworkLayer", description="By what actors are joined to actors.")
class Layer(Enum):
    """By what actors are joined to actors."""

    COOPERATION = COOPERATION
    RESPONSIBILITY = RESPONSIBILITY
    SHARED_MEASURES = SHARED_MEASURES
    ALL = ALL_LAYERS


@strawberry.enum(name="NetworksBy", description="What a dataset is parted by.")
class By(Enum):
    """What a dataset is parted by."""

    DATASET = "dataset"
    FIELD = "field"
    PLACE = "place"
    GROUP = "group"
    ACTOR_TYPE = "actorType"


_NAMED = "An id, an external id or a name."


@strawberry.input(name="NetworkScope", description="Which part of a dataset is meant; all that is said has to hold.")
class ScopeInput:
    """Which part of a dataset is meant."""

    dataset: str | None = strawberry.field(default=None, description="As the argument `dataset`.")
    field: str | None = strawberry.field(default=None, description=f"A field of action. {_NAMED}")
    place: str | None = strawberry.field(default=None, description=f"A place. {_NAMED}")
    group: str | None = strawberry.field(default=None, description=f"A body or working group. {_NAMED}")
    plan: str | None = strawberry.field(default=None, description=f"A plan. {_NAMED}")
    actor_types: list[str] | None = strawberry.field(
        default=None, description=f"Types of actors, any of them. {_NAMED}"
    )
    layer: Layer = strawberry.field(default=Layer.COOPERATION, description="By what actors are joined to actors.")

    def pairs(self) -> list[str]:
        """The scope in the words of the command line."""
        said = {"field": self.field, "place": self.place, "group": self.group, "plan": self.plan}
        one = [f"{key}={value}" for key, value in said.items() if value is not None]
        return one + [f"actorType={value}" for value in self.actor_types or ()]


ScopeArgument = Annotated[
    ScopeInput | None, strawberry.argument(description="Which part of a dataset; the whole of it without one.")
]

ByArgument = Annotated[By, strawberry.argument(description="What the dataset is parted by; not at all without it.")]
SurveyArgument = Annotated[
    str | None,
    strawberry.argument(description=f"The network that this survey told, instead of that of the day. {_NAMED}"),
]
SinceArgument = Annotated[
    date | None, strawberry.argument(description="The day to compare with; without it the survey before.")
]


def network_roots() -> Iterator[StrawberryField]:
    """The root fields `network` and `networks`; their types are declared with them."""
    _declare()

    def one(
        info: Info,
        scope: ScopeArgument = None,
        survey: SurveyArgument = None,
        dataset: OneDataset = None,
        on: On = None,
    ) -> Any:
        info.context.remember(info.path, on)
        (found,) = networks(info, _asked(info, scope, survey, dataset), "dataset")
        return found

    def many(
        info: Info,
        by: ByArgument = By.DATASET,
        scope: ScopeArgument = None,
        survey: SurveyArgument = None,
        dataset: OneDataset = None,
        on: On = None,
    ) -> Any:
        info.context.remember(info.path, on)
        return info.context.taken(networks(info, _asked(info, scope, survey, dataset), by.value))

    yield field("network", "Network", "The network of a part of a dataset, or of all of it.", one)
    yield field("networks", "list[Network]", "The networks that a dataset has by field, place, group or type.", many)


def scope_of(info: Info, scope: ScopeInput | None, dataset: str | None) -> Scope:
    """The scope that is meant, of the dataset that is meant. Raises WrongUse, NotFound."""
    view, asked = info.context.view, scope or ScopeInput()
    name = chosen_dataset(view, asked.dataset or dataset)
    return parse_scope(view, name, asked.pairs(), layer=asked.layer.value)


def _asked(info: Info, scope: ScopeInput | None, survey: str | None, dataset: str | None) -> Asked:
    wanted = scope_of(info, scope, dataset)
    told = named(info.context.known, Survey, wanted.dataset, survey).id if survey is not None else None
    return Asked(wanted, info.context.day(info.path), told)


def networks(info: Info, asked: Asked, by: str) -> list[NetworkFound]:
    """The networks that a scope has, found once."""
    return kept(info.context.known, ("found", asked, by), lambda: found_by(info.context, asked, by))


def _declare() -> None:
    declare_metric()
    declare_profile()
    declare("Scope", "Which part of a dataset a network is of; what is null is not restricted.", _scope(), of=Scope)
    declare("Strength", "How strong a network is: measures, never one grade.", _strength(), of=NetworkFound)
    declare(
        "NetworkTie",
        "Two actors that are joined, and by what. Several ties between the same two are one.",
        [
            field("source", "Actor", "One of the two.", one("source")),
            field("target", "Actor", "The other one.", one("target")),
            field("level", "float | None", "Mean of the levels stated, 1 to 4; null if none was."),
            field("rests_on", "list[Record]", "Ties, measures and offers behind it.", many("rests_on")),
        ],
        of=Line,
    )
    declare(
        "NetworkTieEdge",
        "A line of a network and its place in the list.",
        [
            field("node", "NetworkTie", "The line.", itself),
            field("cursor", "str", "Hand it to `after` to go on behind it.", lambda root: cursor(root.key)),
        ],
        of=Line,
    )
    declare_connection("NetworkTie", "NetworkTie", "The lines of a network.")
    declare("Component", "Actors that reach each other, and nobody else.", _component(), of=Part)
    declare("CutPoint", "An actor without whom others are cut off.", _cut_point(), of=CutPoint)
    declare("Network", "The actors of a part of a dataset, and the lines between them.", _network(), of=NetworkFound)


def _scope() -> Iterator[StrawberryField]:
    TYPES["NetworkLayer"] = Layer
    yield field("dataset", "str", "The dataset.")
    for name, kind in (("field", "Term"), ("place", "Place"), ("group", "Group"), ("plan", "Plan")):
        yield field(name, f"{kind} | None", f"The {name}.", one(name))
    yield field("actor_types", "list[Term]", "The types of actors.", many("actor_types"))
    yield field("layer", "NetworkLayer", "By what actors are joined.", lambda root: Layer(root.layer))


def _strength() -> Iterator[StrawberryField]:
    yield field("metrics", "list[Metric]", "The measures, in fixed order; all of them, or those of the keys.", _metrics)
    yield field("response_rate", "float | None", "The share of those asked that answered; null without a survey.")


def _component() -> Iterator[StrawberryField]:
    yield field("size", "int", "How many actors.")
    yield field("members", "ActorConnection", "The actors, by name.", _members)


def _cut_point() -> Iterator[StrawberryField]:
    yield field("actor", "Actor", "The actor.", one("actor"))
    yield field("size", "int", "How many others are cut off from the largest rest.")
    yield field("members", "ActorConnection", "The others that are cut off, by name.", _members)


def _network() -> Iterator[StrawberryField]:
    yield field("dataset", "str", "The dataset that was looked at.")
    yield field("on", "date", "The day that was looked at.")
    yield field("scope", "Scope", "Which part of the dataset.")
    yield field("survey", "Survey | None", "The survey that told it; null for the network of the day.", one("survey"))
    yield sentence("name", "What the network is called.")
    yield field("n", "int", "How many actors, those without a tie included.")
    yield field("m", "int", "How many lines: pairs of actors that are joined.")
    yield field("members", "ActorConnection", "The actors, by name.", _members)
    yield field("ties", "NetworkTieConnection", "The lines, by the names of their actors.", _ties)
    yield field("complete", "bool", "Whether you see all of it. If not, what would be false without the rest is null.")
    yield field("strength", "Strength", "How strong it is.", itself)
    yield field("profile", "list[ProfileLine]", "How strong it is, in sentences with their numbers.", _profile)
    yield field("actors", "NetworkActorConnection", "The actors with their measures, by name.", _actors)
    yield field("collaboration", "list[Collaboration] | None", "Which groups work together.", _collaboration)
    yield field("components", "list[Component] | None", "Its parts, the largest first.", _if_complete("components"))
    yield field(
        "cut_points",
        "list[CutPoint] | None",
        "Actors without whom others are cut off, the gravest first; null where too few answered.",
        _if_told("cut_points"),
    )
    yield field("bridges", "list[NetworkTie] | None", "Lines that are the only way to somebody.", _if_told("bridges"))


def _if_complete(name: str) -> Callable[..., object]:
    def resolve(root: NetworkFound, info: Info) -> Any:
        return info.context.taken(getattr(root, name)) if root.complete else None

    return resolve


def _if_told(name: str) -> Callable[..., object]:
    """Who lies between others: also null where too few answered to say so."""

    def resolve(root: NetworkFound, info: Info) -> Any:
        return info.context.taken(getattr(root, name)) if root.complete and not root.few_answers else None

    return resolve


def _members(root: Any, info: Info, first: First = USUAL_PAGE, after: After = None) -> Any:
    actors = sorted(info.context.view.many(Actor, root.members), key=by_name)
    info.context.spend(len(actors))
    return page(actors, by_name, first, after)


def _metrics(root: NetworkFound, info: Info, keys: KeysArgument = None) -> Any:
    return info.context.taken(metrics_of(info.context, root.asked, keys))


def _profile(root: NetworkFound, info: Info, since: SinceArgument = None) -> Any:
    return info.context.taken(lines_of(info.context, root.asked, since))


def _actors(root: NetworkFound, info: Info, first: First = USUAL_PAGE, after: After = None) -> Any:
    found = [ActorMeasured(root, position, ref) for position, ref in enumerate(root.members)]
    shown = page(found, lambda one: one.key, first, after)
    info.context.spend(len(shown.nodes))
    return shown


def _collaboration(root: NetworkFound, info: Info, by: GroupedByArgument = GroupedBy.ACTOR_TYPE) -> Any:
    return info.context.taken(root.collaboration(by.value)) if root.complete else None


def _ties(root: Any, info: Info, first: First = USUAL_PAGE, after: After = None) -> Any:
    shown = page(root.lines, lambda line: line.key, first, after)
    info.context.spend(len(shown.nodes))
    return shown
