"""Where the graph is kept. Nothing outside this folder knows SQL or Cypher."""

SCHEMA_VERSION = 3
"""Raised with every change of the stored form; a store of a newer version is refused."""
