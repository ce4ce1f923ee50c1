"""Reads a question, and refuses what is too large or does not fit the schema, before anything is looked up."""

from collections.abc import Iterator

from graphql import (
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension

from api.graphql.context import Context
from api.graphql.limits import MOST_TOKENS, check_limits
from graph.errors import WrongUse
from graph.language import Text

MOST_ERRORS = 20

UNNAMED = Text(
    "Bitte mit operationName sagen, welche der Fragen gemeint ist.",
    "Please say by operationName which question is meant.",
)


class Guard(SchemaExtension):
    """Stands before every question. It parses and validates in place of Strawberry, in the order that is safe."""

    def on_parse(self) -> Iterator[None]:
        """Read the question, at most so many words of it, and price it before any rule walks through it."""
        asked = self.execution_context
        asked.graphql_document = parse(asked.query or "", max_tokens=MOST_TOKENS)
        context: Context = asked.context
        operations = [d for d in asked.graphql_document.definitions if isinstance(d, OperationDefinitionNode)]
        if len(operations) > 1 and context.operation is None:  # Strawberry would take the first one
            raise WrongUse(UNNAMED)
        check_limits(self._core(), asked.graphql_document, asked.variables)
        yield

    def on_validate(self) -> Iterator[None]:
        """Compare the question with the schema; whoever may not look at the schema gets no hints about it either."""
        asked = self.execution_context
        assert asked.graphql_document is not None
        context: Context = asked.context
        rules = specified_rules if context.introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        asked.pre_execution_errors = validate(
            self._core(),
            asked.graphql_document,
            rules,
            max_errors=MOST_ERRORS,
            hide_suggestions=not context.introspection,
        )
        yield

    def on_execute(self) -> Iterator[None]:
        """From here on it is answered."""
        context: Context = self.execution_context.context
        context.answering = True
        yield

    def _core(self) -> GraphQLSchema:
        core: GraphQLSchema = self.execution_context.schema._schema  # where Strawberry's own extensions find it, too
        return core
