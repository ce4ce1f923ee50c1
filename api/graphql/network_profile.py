"""The profile of a network in sentences, the measures of its actors, and which groups work together."""

from enum import Enum
from typing import Annotated, Any

import strawberry

from api.graphql.arguments import Info
from api.graphql.declare import declare, field
from api.graphql.following import itself, many, one
from api.graphql.metrics import sentence
from api.graphql.network_told import ActorMeasured, actor_metrics
from api.graphql.paging import cursor
from api.graphql.relations import declare_connection
from graph.network.collaboration import Between
from graph.profile.line import Comparison, GroupShare, Line


@strawberry.enum(name="GroupedBy", description="What actors are grouped by.")
class GroupedBy(Enum):
    """What actors are grouped by."""

    ACTOR_TYPE = "actorType"
    PLACE = "place"


KeysArgument = Annotated[list[str] | None, strawberry.argument(description="Only these measures, by their keys.")]
GroupedByArgument = Annotated[GroupedBy, strawberry.argument(description="What the actors are grouped by.")]


def declare_profile() -> None:
    """Declare the types of profile, actors and collaboration."""
    declare(
        "Comparison",
        "A number beside another: the same network earlier, or what chance would give.",
        [
            field("kind", "str", "earlier or chance."),
            field("key", "str", "Which measure it is."),
            field("by", "str | None", "What the actors were grouped by, where they were."),
            sentence("basis", "What it is compared with: a survey, a day or the null model."),
            field("value", "float", "The number that it is compared with."),
            field("low", "float | None", "The least of the random draws."),
            field("high", "float | None", "The most of the random draws."),
            field("now", "float", "The number that stands against it, taken in the same way."),
            sentence("sentence", "Both in words."),
        ],
        of=Comparison,
    )
    declare(
        "GroupShare",
        "How many of a group are in the core.",
        [
            sentence("name", "What the group is called."),
            field("n", "int", "How many actors it has."),
            field("in_core", "int", "How many of them are in the core."),
        ],
        of=GroupShare,
    )
    declare(
        "ProfileLine",
        "One side of a network's strength in a sentence; never a grade.",
        [
            field("key", "str", "cohesion, steering, inclusion, quality, robustness, delivery or change."),
            sentence("name", "What the line is called."),
            sentence("sentence", "What it says."),
            field("indicator", "str | None", "What the evidence looks like, such as the mode of governance."),
            field("reason", "Reason | None", "Why nothing can be told."),
            field("metrics", "list[Metric]", "The numbers behind it."),
            field("comparison", "list[Comparison]", "What the numbers are held to."),
            field("groups", "list[GroupShare]", "Of each group how many are in the core (inclusion)."),
            field("members", "list[Actor]", "The actors behind it.", many("members")),
            field("evidence", "list[Record]", "The duties, measures, places and ties behind it.", many("evidence")),
        ],
        of=Line,
    )
    declare(
        "NetworkActor",
        "An actor of a network with its measures; never a ranking.",
        [
            field("actor", "Actor", "The actor.", one("actor")),
            field("metrics", "list[Metric]", "Its measures, all of them or those of the keys.", _metrics),
        ],
        of=ActorMeasured,
    )
    declare(
        "NetworkActorEdge",
        "An actor of a network and its place in the list.",
        [
            field("node", "NetworkActor", "The actor.", itself),
            field("cursor", "str", "Hand it to `after` to go on behind it.", lambda root: cursor(root.key)),
        ],
        of=ActorMeasured,
    )
    declare_connection("NetworkActor", "NetworkActor", "The actors of a network with their measures.")
    declare(
        "Collaboration",
        "How many ties two groups have, or one within itself, of how many that are possible.",
        [
            field("one", "Record | None", "One group: a type of actors or a municipality.", one("one")),
            field("other", "Record | None", "The other one, or the same.", one("other")),
            field("ties", "int", "Ties between them."),
            field("possible", "int", "How many there could be."),
            field("share", "float | None", "Ties / possible ties; null where none could be."),
        ],
        of=Between,
    )


def _metrics(root: ActorMeasured, info: Info, keys: KeysArgument = None) -> Any:
    return info.context.taken(actor_metrics(info.context, root.network.asked, root.position, keys))
