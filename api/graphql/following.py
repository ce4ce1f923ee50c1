"""Resolvers that follow ids to what they stand for, as far as the viewer may see it."""

from collections.abc import Callable
from typing import Any

from api.graphql.arguments import Info


def one(name: str) -> Callable[..., object]:
    """The record whose id an attribute holds; null without one."""

    def resolve(root: Any, info: Info) -> Any:
        ref = getattr(root, name)
        return None if ref is None else info.context.view.get(ref)

    return resolve


def many(name: str) -> Callable[..., object]:
    """The records whose ids an attribute holds, in their order."""

    def resolve(root: Any, info: Info) -> Any:
        return info.context.seen(getattr(root, name))

    return resolve


def listed(name: str) -> Callable[..., object]:
    """What an attribute holds, as a list, counted."""

    def resolve(root: Any, info: Info) -> Any:
        return info.context.taken(list(getattr(root, name)))

    return resolve


def itself(root: Any) -> Any:
    """The object that the field stands on."""
    return root
