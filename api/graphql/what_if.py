"""What would change if actors dropped out, money ended or two began to work together."""

from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.arguments import Info, On, OneDataset
from api.graphql.datasets import kept, named
from api.graphql.declare import declare, field
from api.graphql.following import listed, many
from api.graphql.metrics import Lang, sentence
from api.graphql.network import ScopeArgument, scope_of
from graph.gaps.situation import Situation
from graph.model import Actor, Funding
from graph.planning.altered import Changes
from graph.planning.effect import Effect
from graph.planning.what_if import Orphan, WhatIf, what_if

_HOW = "by id, external id or name."


@strawberry.input(name="PairInput", description="Two actors who would begin to work together.")
class Together:
    """Two actors who would begin to work together."""

    first: str = strawberry.field(description=f"One of them, {_HOW}")
    second: str = strawberry.field(description=f"The other, {_HOW}")


Remove = Annotated[list[str] | None, strawberry.argument(description=f"Actors that drop out, {_HOW}")]
Add = Annotated[list[Together] | None, strawberry.argument(description="Ties that come about.")]
End = Annotated[list[str] | None, strawberry.argument(description="Fundings that end, by id or external id.")]


def what_if_root() -> StrawberryField:
    """The root field `whatIf`; its types are declared with it."""
    _declare()

    def resolve(
        info: Info,
        remove: Remove = None,
        add: Add = None,
        end_funding: End = None,
        scope: ScopeArgument = None,
        dataset: OneDataset = None,
        on: On = None,
    ) -> Any:
        context = info.context
        day, view = context.remember(info.path, on), context.view
        part = scope_of(info, scope, dataset)
        name = part.dataset
        if context.known is not context.whole:
            return None
        changes = Changes(
            tuple(named(view, Actor, name, text).id for text in remove or ()),
            tuple((named(view, Actor, name, p.first).id, named(view, Actor, name, p.second).id) for p in add or ()),
            tuple(named(view, Funding, name, text).id for text in end_funding or ()),
        )
        key = ("whatIf", part, day, changes)
        return kept(view, key, lambda: what_if(Situation(view, name, day), changes, part))

    return field(
        "what_if",
        "WhatIf | None",
        "What would change; null for those who do not see all of the dataset. Nothing is written.",
        resolve,
    )


def _declare() -> None:
    declare(
        "Effect",
        "A measure of the network before and after.",
        [
            field("key", "str", "Which measure it is."),
            sentence("name", "What it is called."),
            field("before", "float | None", "As it is; null where undefined."),
            field("after", "float | None", "As it would be; null where undefined."),
        ],
        of=Effect,
    )
    declare(
        "Orphan",
        "A measure or offer that would come to a halt.",
        [
            field("record", "Record | None", "The measure or offer.", _record),
            field("alternates", "list[Actor]", "Who could take over.", many("alternates")),
        ],
        of=Orphan,
    )
    declare(
        "WhatIf",
        "What would change.",
        [
            field("sentences", "list[str]", "In plain words.", _sentences),
            field("effects", "list[Effect]", "Measures of the network before and after.", listed("effects")),
            field("orphaned", "list[Orphan]", "What would have nobody to lead it.", listed("orphaned")),
            field("unfunded", "list[Orphan]", "What would have no money left.", listed("unfunded")),
            field("lost", "list[Cell]", "Cells that would not be covered any more.", listed("lost")),
            field("won", "list[Cell]", "Cells that would be covered.", listed("won")),
            field("cut_off", "list[Actor]", "Town halls that would leave the network.", many("cut_off")),
            field("reached", "list[Actor]", "Town halls that would join it.", many("reached")),
            field("gaps_before", "int", "How many certain gaps there are."),
            field("gaps_after", "int", "How many there would be."),
            field("opened", "list[Gap]", "Gaps that would open.", listed("opened")),
            field("closed", "list[Gap]", "Gaps that would close.", listed("closed")),
        ],
        of=WhatIf,
    )


def _record(root: Any, info: Info) -> Any:
    return info.context.view.get(root.record.id)


def _sentences(root: Any, info: Info, lang: Lang = None) -> Any:
    language = lang.value if lang is not None else info.context.language
    return [text.in_(language) for text in root.sentences]
