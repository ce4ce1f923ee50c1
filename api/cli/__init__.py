"""The command `geflecht`."""

from api.cli.entry import main

__all__ = ["main"]
