"""Reads a question, and refuses what is too large or does not fit the schema, before anything is looked up."""

from collections.abc import Iterator
from functools import lru_cache

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension

from api.graphql.context import Context
from api.graphql.limits import MOST_CHARACTERS, MOST_TOKENS, check_limits
from graph.errors import WrongUse
from graph.language import Text

MOST_ERRORS = 20
LONGEST_KEPT = 4_000
"""Questions of up to so many characters are kept as read: programs ask the same one again and again."""

UNNAMED = Text(
    "Bitte mit operationName sagen, welche der Fragen gemeint ist.",
    "Please say by operationName which question is meant.",
)


class Guard(SchemaExtension):
    """Stands before every question. It parses and validates in place of Strawberry, in the order that is safe."""

    def on_parse(self) -> Iterator[None]:
        """Read the question, at most so many words of it, and price it before any rule walks through it."""
        asked = self.execution_context
        context: Context = asked.context
        query = asked.query or ""
        document = asked.graphql_document = _read_before(query) if len(query) <= LONGEST_KEPT else _read(query)
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        if len(operations) > 1 and context.operation is None:  # Strawberry would take the first one
            raise WrongUse(UNNAMED)
        check_limits(self._core(), document, asked.variables)
        yield

    def on_validate(self) -> Iterator[None]:
        """Compare the question with the schema; whoever may not look at the schema gets no hints about it either."""
        asked = self.execution_context
        context: Context = asked.context
        document, query = asked.graphql_document, asked.query or ""
        assert document is not None
        if len(query) <= LONGEST_KEPT:
            asked.pre_execution_errors = list(_judged_before(self._core(), query, context.introspection))
        else:
            asked.pre_execution_errors = _judged(self._core(), document, context.introspection)
        yield

    def on_execute(self) -> Iterator[None]:
        """From here on it is answered."""
        context: Context = self.execution_context.context
        context.answering = True
        yield

    def _core(self) -> GraphQLSchema:
        core: GraphQLSchema = self.execution_context.schema._schema  # where Strawberry's own extensions find it, too
        return core


def _read(query: str) -> DocumentNode:
    return parse(query, max_tokens=MOST_TOKENS, max_source_length=MOST_CHARACTERS)


_read_before = lru_cache(maxsize=100)(_read)


@lru_cache(maxsize=100)
def _judged_before(schema: GraphQLSchema, query: str, introspection: bool) -> list[GraphQLError]:
    return _judged(schema, _read_before(query), introspection)


def _judged(schema: GraphQLSchema, document: DocumentNode, introspection: bool) -> list[GraphQLError]:
    rules = specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
    return validate(schema, document, rules, max_errors=MOST_ERRORS, hide_suggestions=not introspection)
