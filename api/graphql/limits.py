"""What a question may cost, worked out before it is answered, in one pass that looks at every fragment once.

Two things make that linear. A fragment's usage is kept by its name, so that fragments which spread each other twice
and twice again cost one look each. And what is asked of a list is kept as "so much once, so much for each entry", so
that a fragment on a list has one usage whatever page size it is used with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
)

from api.errors import TooMuch
from api.graphql.paging import LARGEST_PAGE, USUAL_PAGE
from graph.language import Text

MOST_CHARACTERS = 100_000
MOST_TOKENS = 2_000
DEEPEST = 15
MOST_ALIASES = 30
MOST_REPEATED = 30
MOST_FRAGMENTS = 100
"""Fields said again beside themselves, and fragments: validation compares them all with one another."""

MOST_COST = 200_000
DEEPEST_NESTING = 100
"""Fields, fragments and conditions within each other. Only a question made to hurt comes near it."""

USUAL_LIST = 3
"""How long a list without pages is taken to be; what it really holds is counted while answering."""

PRICES: Mapping[str, int] = {
    "gaps": 40_000, "coverage": 20_000, "network": 20_000, "networks": 60_000, "waves": 60_000, "question": 30_000,
    "whatIf": 80_000, "proposals": 40_000,
    "__schema": 50_000, "__type": 2_000,
}  # fmt: skip
"""Root fields that have to work something out, whatever is asked of them."""

INNER_PRICES: Mapping[tuple[str, str], int] = {
    ("Strength", "metrics"): 15_000, ("Network", "profile"): 15_000, ("NetworkActor", "metrics"): 100,
}  # fmt: skip
"""The same for fields further down, by type and field; the measures of a network's actors are worked out for all."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What some selected fields come to: levels below, aliases, and cost once and for each entry of a list."""

    depth: int = 0
    aliases: int = 0
    cost: int = 0
    each: int = 0

    def beside(self, other: "Usage") -> "Usage":
        """Both together, on one level."""
        return Usage(
            max(self.depth, other.depth), self.aliases + other.aliases, self.cost + other.cost, self.each + other.each
        )


NOTHING = Usage()


def check_limits(schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any] | None) -> None:
    """Refuse a document that asks for too much. Raises TooMuch with the one sentence that says what to change."""
    usage = usage_of(schema, document, variables or {})
    _refuse_over(usage.depth, DEEPEST, Text("Ebenen", "levels"))
    _refuse_over(usage.aliases, MOST_ALIASES, Text("umbenannte Felder", "renamed fields"))
    _refuse_over(usage.cost, MOST_COST, Text("Kostenpunkte", "points of cost"))


def usage_of(schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> Usage:
    """What the dearest operation of the document comes to, fragments unfolded. Raises TooMuch for circles."""
    return _Meter(schema, document, variables).whole()


class _Meter:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._variables = variables
        self._operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._known: dict[str, Usage] = {}
        self._open: set[str] = set()
        self._nesting = 0
        self._repeated = 0

    def whole(self) -> Usage:
        _refuse_over(len(self._fragments), MOST_FRAGMENTS, Text("Fragmente", "fragments"))
        found = [self._operation(operation) for operation in self._operations]
        return Usage(*(max((getattr(u, part) for u in found), default=0) for part in ("depth", "aliases", "cost")))

    def _operation(self, operation: OperationDefinitionNode) -> Usage:
        defaults = {d.variable.name.value: d.default_value for d in operation.variable_definitions or ()}
        self._defaults: Mapping[str, ValueNode | None] = defaults
        self._known.clear()
        return self._selected(operation.selection_set, self._schema.get_root_type(operation.operation))

    def _selected(self, selected: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Usage:
        if selected is None:
            return NOTHING
        self._nesting += 1
        _refuse_over(self._nesting, DEEPEST_NESTING, Text("Verschachtelungen", "nestings"))
        usage = NOTHING
        names: set[str] = set()
        for node in selected.selections:
            if isinstance(node, FieldNode):
                self._repeated += _answer_name(node) in names
                names.add(_answer_name(node))
                usage = usage.beside(self._field(node, parent))
            elif isinstance(node, InlineFragmentNode):
                on = node.type_condition
                inner = self._schema.get_type(on.name.value) if on is not None else parent
                usage = usage.beside(self._selected(node.selection_set, inner))
            elif isinstance(node, FragmentSpreadNode):
                usage = usage.beside(self._fragment(node.name.value))
        _refuse_over(self._repeated, MOST_REPEATED, Text("wiederholte Felder", "repeated fields"))
        self._nesting -= 1
        return usage

    def _fragment(self, name: str) -> Usage:
        fragment = self._fragments.get(name)
        if fragment is None:
            return NOTHING  # validation says so
        if name in self._open:
            raise TooMuch(
                Text(f"Das Fragment „{name}“ enthält sich selbst.", f"The fragment “{name}” contains itself.")
            )
        if name not in self._known:
            self._open.add(name)
            parent = self._schema.get_type(fragment.type_condition.name.value)
            self._known[name] = self._selected(fragment.selection_set, parent)
            self._open.discard(name)
        return self._known[name]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Usage:
        name = node.name.value
        declared = self._declared(name, parent)
        inner = self._selected(node.selection_set, get_named_type(declared.type) if declared is not None else None)
        renamed = node.alias is not None and node.alias.value != name
        price = PRICES.get(name, 1) if parent is self._schema.query_type else _inner_price(parent, name)
        cost, each = price + inner.cost, 0
        if name.startswith("__"):
            cost = price
        elif declared is not None and _is_connection(declared):
            cost += inner.each * self._page(node, declared)
        elif declared is not None and _is_list(declared):
            if isinstance(parent, GraphQLObjectType) and parent.name.endswith("Connection"):
                cost, each = 0, price + inner.cost
            else:
                cost = price + inner.cost * self._length(node)
        return Usage(inner.depth + 1, inner.aliases + renamed, cost, each)

    def _declared(self, name: str, parent: GraphQLNamedType | None) -> GraphQLField | None:
        if parent is self._schema.query_type and name in ("__schema", "__type"):
            return None
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            fields: Mapping[str, GraphQLField] = parent.fields
            return fields.get(name)
        return None

    def _page(self, node: FieldNode, declared: GraphQLField) -> int:
        if "first" not in declared.args:
            return USUAL_PAGE
        asked = self._value(node, "first")
        size = asked if isinstance(asked, int) else USUAL_PAGE
        return min(max(size, 0), LARGEST_PAGE)  # a larger page is refused when it is asked for

    def _length(self, node: FieldNode) -> int:
        ids = self._value(node, "ids")
        return len(ids) if isinstance(ids, list | tuple) else USUAL_LIST

    def _value(self, node: FieldNode, argument: str) -> object:
        given = next((a.value for a in node.arguments or () if a.name.value == argument), None)
        if isinstance(given, VariableNode):
            name = given.name.value
            if name in self._variables:
                return self._variables[name]
            given = self._defaults.get(name)
        if isinstance(given, IntValueNode):
            return int(given.value) if len(given.value) < 10 else LARGEST_PAGE
        return given.values if isinstance(given, ListValueNode) else None


def _inner_price(parent: GraphQLNamedType | None, name: str) -> int:
    return INNER_PRICES.get((parent.name, name), 1) if parent is not None else 1


def _answer_name(node: FieldNode) -> str:
    return node.alias.value if node.alias is not None else node.name.value


def _is_connection(declared: GraphQLField) -> bool:
    named = get_named_type(declared.type)
    return isinstance(named, GraphQLObjectType) and named.name.endswith("Connection")


def _is_list(declared: GraphQLField) -> bool:
    outer = declared.type.of_type if is_non_null_type(declared.type) else declared.type
    return is_list_type(outer)


def _refuse_over(value: int, limit: int, what: Text) -> None:
    if value > limit:
        shown = str(value) if value < 10**9 else "> 10^9"
        raise TooMuch(
            Text(
                f"Die Anfrage ist zu groß: {shown} {what.de}, erlaubt sind {limit}. Bitte weniger auf einmal fragen.",
                f"The question is too large: {shown} {what.en}, {limit} are allowed. Please ask for less at a time.",
            )
        )
