"""The graph at one revision, in memory: questions are answered here, by the same code whatever the store.

`Pictures` keeps the newest one and brings it up to date from the store's log by copy on write. A kind is read when it
is first asked for, from a copy that an earlier process kept or row by row. Everybody reads through a `View`, which
applies the rights of one viewer before anything is counted or followed.
"""

from graph.picture.loading import Pictures, keep_copies
from graph.picture.naming import dataset_named
from graph.picture.picture import Picture
from graph.picture.view import View

__all__ = ["Picture", "Pictures", "View", "dataset_named", "keep_copies"]
