"""Prints the schema: python -m api.graphql > schema.graphql"""

from api.graphql.schema import sdl

print(sdl(), end="")
