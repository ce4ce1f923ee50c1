"""Who asks, at what revision, and what there is to ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from strawberry.types.field import StrawberryField

from api.graphql.arguments import Info
from api.graphql.datasets import is_invented, title_of
from api.graphql.declare import declare, field
from graph.model.states import Visibility
from graph.rights import Viewer


@dataclass(frozen=True, slots=True)
class DatasetFound:
    """A dataset that the viewer may see something of."""

    name: str
    title: str
    invented: bool


def viewer_roots() -> Iterator[StrawberryField]:
    """The root fields `viewer`, `datasets` and `revision`; their types are declared with them."""
    declare(
        "Viewer",
        "Whoever asks.",
        [
            field("name", "str", "Who it is; `guest` without a token."),
            field("office", "bool", "Whether notes, contacts and answers in surveys are open."),
            field("sees", "list[Visibility]", "The classes of entries that are open.", _sees),
        ],
        of=Viewer,
    )
    declare(
        "Dataset",
        "Data that belong together, usually those of one district.",
        [
            field("name", "str", "What the argument `dataset` wants."),
            field("title", "str", "What people call it."),
            field("invented", "bool", "Whether its facts are invented, to show what the product does."),
        ],
        of=DatasetFound,
    )
    yield field("viewer", "Viewer", "Who you are.", _viewer)
    yield field("datasets", "list[Dataset]", "What there is to ask about.", _datasets)
    yield field("revision", "int", "The number of changes so far; one answer is of one revision.", _revision)


def _sees(root: Viewer) -> list[Visibility]:
    return [visibility for visibility in Visibility if visibility in root.classes]


def _viewer(info: Info) -> Any:
    return info.context.view.viewer


def _datasets(info: Info) -> Any:
    view = info.context.view
    return [DatasetFound(name, title_of(view, name), is_invented(view, name)) for name in view.datasets]


def _revision(info: Info) -> Any:
    return info.context.view.revision
