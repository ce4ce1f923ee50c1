"""Where the declared types are put (`api.graphql.declare`): the names in their annotations are looked up here."""

from datetime import date

from strawberry import ID

__all__ = ["ID", "date"]
