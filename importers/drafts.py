"""Records in the making: values understood, references still as written, and the row that they come from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.keys import short
from graph.model import Record, To
from graph.schema import property_of
from importers.problems import Spot


@dataclass(frozen=True, slots=True)
class Link:
    """A reference as written: what the cell holds, which kinds may be meant, and where it stands for a message."""

    key: str
    to: To
    spot: Spot
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, kind: type[Record], name: str, key: str, spot: Spot, kinds: tuple[str, ...] | None = None) -> "Link":
        """A reference of the property `name` of a kind; `kinds` narrows what may be meant."""
        to = property_of(kind, name).to
        assert to is not None
        return cls(key, to, spot, kinds or to.kinds)


@dataclass(slots=True)
class Draft:
    """One record to be: only the properties in `values` and `links` are stated, the others stay as they are held.

    `used` are the columns of the row that went into it.
    """

    kind: type[Record]
    external_id: str
    spot: Spot
    values: dict[str, object] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.external_id = short(self.external_id)

    @property
    def identity(self) -> tuple[str, str]:
        """Kind and external id."""
        return self.kind.__name__, self.external_id

    def link(self, name: str, links: Iterable[Link]) -> None:
        """State a reference property; an empty list states that it points at nothing."""
        self.links[name] = list(links)


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that gives a record one more reference in its property `name`: a funder, a venue, an addressee."""

    target: Link
    name: str
    link: Link

    @property
    def links(self) -> Sequence[Link]:
        """What has to exist for the row to be taken."""
        return self.target, self.link
