"""Sentences in two languages, and numbers with all that has to stand beside them."""

from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.arguments import Info
from api.graphql.declare import declare, declare_enum, field
from api.graphql.following import many
from graph.language import Text
from graph.metric import Metric, Reason


@strawberry.enum(name="Language", description="The languages that sentences come in.")
class Tongue(Enum):
    """The languages that sentences come in."""

    DE = "de"
    EN = "en"


Lang = Annotated[Tongue | None, strawberry.argument(description="In which language; the request's without it.")]


def sentence(name: str, description: str) -> StrawberryField:
    """A field for a text that is there in both languages."""

    def resolve(root: Any, info: Info, lang: Lang = None) -> str:
        text: Text = getattr(root, name)
        return text.in_(lang.value) if lang is not None else info.context.say(text)

    return field(name, "str", description, resolve)


def declare_metric() -> None:
    """Declare `Metric`."""
    declare_enum(Reason)
    declare(
        "Metric",
        "One number about a network or an actor, with all that has to stand beside it.",
        [
            field("key", "str", "Which measure it is."),
            sentence("name", "What the measure is called."),
            field("value", "float | None", "The number; null where it is undefined, with the reason."),
            field("low", "float | None", "The least that it can be where data are missing."),
            field("high", "float | None", "The most that it can be where data are missing."),
            field("reason", "Reason | None", "Why it is undefined, or why it has no range."),
            field("unit", "str | None", "Its unit; null for counts and shares."),
            field("n", "int", "How many actors it is taken over."),
            field("m", "int", "How many lines join them."),
            field("response_rate", "float | None", "The share of those asked that answered; null without a survey."),
            field("method", "str | None", "How it was worked out, where there is more than one way."),
            field("error", "float | None", "How far off it can be where it was sampled."),
            field("as_of", "date | None", "The day that it holds for."),
            field("formula_version", "str", "Raised when a formula changes."),
            field("by", "str | None", "What the actors were grouped by, where they were."),
            sentence("explanation", "One plain sentence."),
            field(
                "members",
                "list[Actor]",
                "The actors behind the number, such as cut points or isolates.",
                many("members"),
            ),
        ],
        of=Metric,
    )
