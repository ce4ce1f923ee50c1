"""What leads away from an entry: the edges at it, and the entries that point at it. Both are lists with pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from strawberry.types.field import StrawberryField

from api.graphql.arguments import After, First, Info
from api.graphql.declare import declare, field, words
from api.graphql.following import itself
from api.graphql.kinds import own_fields
from api.graphql.paging import USUAL_PAGE, Key, by_name, cursor, page
from graph.inverse import INVERSE, Inverse
from graph.model import EDGE_KINDS, KINDS, Edge, Record, Ref
from graph.picture import View
from graph.relations import plural
from graph.schema import label_of, properties, property_of
from graph.text import sort_key
from graph.validity import in_force


@dataclass(frozen=True, slots=True)
class Crossing:
    """An edge as seen from one of its ends: `node` is the other one. It has all that the edge has."""

    record: Edge
    node: Record

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)


def leading_away(kind: type[Record]) -> Iterator[StrawberryField]:
    """The fields of a kind for its edges and for the entries that point at it."""
    for edge in EDGE_KINDS:
        ends = [end for end in ("source", "target") if kind.__name__ in _kinds_at(edge, end)]
        if ends:
            yield _edges_at(edge, ends)
    for inverse in INVERSE:
        if inverse.owner == kind.__name__:
            yield field(inverse.name, f"{inverse.kind.__name__}Connection", inverse.description, _pointing(inverse))


def valid_on(records: Iterable[Record], kind: type[Record], day: date) -> list[Any]:
    """Those of the kind that may hold on the day, as far as the kind says since when and until when."""
    if not _has_time(kind):
        return list(records)
    return [record for record in records if in_force(record.since, record.until, day)]  # type: ignore[attr-defined]  # just asked for


def declare_connections() -> None:
    """Declare the list types: one for each kind, and one for each side of each edge."""
    declare(
        "PageInfo",
        "Where a page lies in its list.",
        [
            field("has_next_page", "bool", "Whether more comes behind this page."),
            field("has_previous_page", "bool", "Whether something comes before this page."),
            field("start_cursor", "str | None", "The cursor of the first entry; null on an empty page."),
            field("end_cursor", "str | None", "The cursor of the last entry: hand it to `after` to go on."),
        ],
    )
    for kind in KINDS.values():
        name = kind.__name__
        node = field("node", name, f"The {kind.meta.label.en}.", itself)
        declare(f"{name}Edge", f"{words(kind.meta.label)} Its place in a list.", [node, _cursor(by_name)], of=kind)
        declare_connection(name, name, words(kind.meta.plural))
    for edge in EDGE_KINDS:
        for end in ("source", "target"):
            _declare_side(edge, end)


def declare_connection(name: str, node: str, description: str) -> None:
    """Declare `…Connection` over `…Edge`."""
    declare(
        f"{name}Connection",
        description,
        [
            field("edges", f"list[{name}Edge]", "The entries of this page with their cursors."),
            field("nodes", f"list[{node}]", "The entries of this page.", lambda root: _nodes(root.nodes)),
            field("total_count", "int", "How many entries the whole list has."),
            field("page_info", "PageInfo", "Where this page lies in the list."),
        ],
    )


def _declare_side(edge: type[Edge], end: str) -> None:
    """The list of those at one end of an edge, as seen from the other end; its edges carry what the edge says."""
    name = f"{edge.__name__}{end.capitalize()}"
    kinds = _kinds_at(edge, end)
    node = kinds[0] if len(kinds) == 1 else "Record"
    declare(
        f"{name}Edge",
        f"{(edge.__doc__ or '').strip()} Seen from its other end.",
        [
            field("node", node, "Who or what is at the other end."),
            _cursor(_by_node),
            field("id", "ID", "The id of the edge itself."),
            field("dataset", "str", "The dataset that it belongs to."),
            field("external_id", "str", "The id that its dataset gives it."),
            field("version", "int", "How often it was written; tell it when you change the edge."),
            *own_fields(edge),
        ],
        of=Crossing,
    )
    declare_connection(name, node, words(edge.meta.plural))


def _edges_at(edge: type[Edge], ends: list[str]) -> StrawberryField:
    other = {"source": "target", "target": "source"}
    description = f"{words(edge.meta.plural)} The edges carry what is known of them; nodes are those at the other end."

    def resolve(root: Any, info: Info, first: First = USUAL_PAGE, after: After = None) -> Any:
        view, day = info.context.view, info.context.day(info.path)
        crossings = [
            Crossing(record, node)
            for end in ends
            for record in valid_on(view.referring(root.id, edge, end), edge, day)
            if end == ends[0] or record.source != record.target
            if (node := view.get(getattr(record, other[end]))) is not None
        ]
        info.context.spend(len(crossings))
        return page(sorted(crossings, key=_by_node), _by_node, first, after)

    return field(_snake(plural(edge)), f"{edge.__name__}{other[ends[0]].capitalize()}Connection", description, resolve)


def _pointing(inverse: Inverse) -> Callable[..., object]:
    kind, names = inverse.kind, inverse.properties

    def resolve(root: Any, info: Info, first: First = USUAL_PAGE, after: After = None) -> Any:
        found = valid_on(_referring(info.context.view, root.id, inverse), kind, info.context.day(info.path))
        if len(names) > 1:
            found.sort(key=by_name)
        shown = page(found, by_name, first, after)
        info.context.spend(len(shown.nodes))
        return shown

    return resolve


def _referring(view: View, ref: Ref, inverse: Inverse) -> Iterable[Record]:
    """The entries that point at one, each once; by a single property they come in the order of their names."""
    if len(inverse.properties) == 1:
        return view.referring(ref, inverse.kind, inverse.properties[0])
    return {r.id: r for name in inverse.properties for r in view.referring(ref, inverse.kind, name)}.values()


def _by_node(crossing: Crossing) -> Key:
    return sort_key(label_of(crossing.node)), crossing.node.external_id, crossing.record.id


def _cursor(key: Callable[[Any], Key]) -> StrawberryField:
    return field("cursor", "str", "Hand it to `after` to go on behind this entry.", lambda root: cursor(key(root)))


def _nodes(entries: list[Any]) -> list[Any]:
    return [entry.node if isinstance(entry, Crossing) else entry for entry in entries]


def _kinds_at(edge: type[Edge], end: str) -> tuple[str, ...]:
    to = property_of(edge, end).to
    assert to is not None
    return to.kinds


def _has_time(kind: type[Record]) -> bool:
    return {"since", "until"} <= {prop.name for prop in properties(kind)}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
