"""Who should work with whom next, as the set of ties that helps most."""

from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api.errors import WrongPage
from api.graphql.arguments import Info, On, OneDataset
from api.graphql.datasets import chosen_dataset, kept
from api.graphql.declare import declare, field
from api.graphql.following import listed
from api.graphql.metrics import sentence
from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.planning.propose import USUAL_NUMBER, Suggestion, Suggestions, propose

LARGEST_BUDGET = 50

Budget = Annotated[int, strawberry.argument(description=f"How many ties at most, {LARGEST_BUDGET} at most.")]


def proposals_root() -> StrawberryField:
    """The root field `proposals`; its types are declared with it."""
    _declare()

    def resolve(info: Info, budget: Budget = USUAL_NUMBER, dataset: OneDataset = None, on: On = None) -> Any:
        context = info.context
        day = context.remember(info.path, on)
        name = chosen_dataset(context.view, dataset)
        if not 1 <= budget <= LARGEST_BUDGET:
            raise WrongPage(
                Text(
                    f"budget liegt zwischen 1 und {LARGEST_BUDGET}, nicht bei {budget}.",
                    f"budget lies between 1 and {LARGEST_BUDGET}, not at {budget}.",
                )
            )
        if context.known is not context.whole:
            return None
        key = ("proposals", name, day, budget)
        return kept(context.view, key, lambda: propose(Situation(context.view, name, day), budget))

    return field(
        "proposals",
        "Proposals | None",
        "Who should work with whom next: the ties that together help most. Null for those who do not see all.",
        resolve,
    )


def _declare() -> None:
    declare(
        "ProposedTie",
        "Two actors to bring together, or to ask first whether they work together already.",
        [
            field("actors", "list[Actor]", "The two.", _actors),
            field("truth", "Truth", "YES: it is known that there is no tie; UNKNOWN: ask first.", _truth),
            field("points", "float | None", "What it adds to those before it; null for one to ask."),
            field("common", "float", "What they have in common, by Adamic and Adar.", _common),
            field("reasons", "list[Evidence]", "What speaks for it.", listed("reasons")),
            field("about", "Record | None", "What they could begin with."),
            sentence("next_step", "What to do, and who does it."),
            field("closes", "list[ID]", "The gaps that it closes together with those before it, by id."),
        ],
        of=Suggestion,
    )
    declare(
        "Proposals",
        "The ties that together help most, those to ask first, and what the choice would bring.",
        [
            field("proposals", "list[ProposedTie]", "The chosen ones, the one that adds most first.", listed("chosen")),
            field("ask_first", "list[ProposedTie]", "Pairs of whom nobody knows enough.", listed("to_ask")),
            field("effects", "list[Effect]", "Measures of the network before and after.", listed("effects")),
            field("candidates", "int", "How many pairs were considered.", _count("considered")),
            field("ask_first_count", "int", "How many pairs would have to be asked.", _count("all_to_ask")),
            field("declined", "int", "How many were left out, for somebody had declined."),
            field("under_way", "int", "How many were left out, for there is a proposal already."),
        ],
        of=Suggestions,
    )


def _count(name: str) -> Any:
    def resolve(root: Any) -> Any:
        return getattr(root, name)

    return resolve


def _actors(root: Any, info: Info) -> Any:
    pair = root.candidate.pair
    return info.context.seen([pair.a.id, pair.b.id])


def _truth(root: Any) -> Any:
    return Truth.YES if root.candidate.pair.known else Truth.UNKNOWN


def _common(root: Any) -> Any:
    return root.candidate.pair.common
