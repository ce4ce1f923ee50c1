"""Who may do what, and who sees what: the one place that every way in and out asks.

    may(viewer, action, entry, field)    the table (`graph.rights.table`) as an answer; `require` raises instead
    may_see(viewer, record)              whether an entry is in the viewer's rows; an edge needs both its ends as well
    shown(viewer, record, look_up)       the entry without the fields, names and links that are not for them

`may_see` for many records at once: the class is in `open_classes(viewer, kind, dataset)`, or the id, or one of the ids
held by the properties `own_by(kind)`, is in `own_ids(viewer, kind, dataset)`.
"""

from graph.model import Edge
from graph.rights.belonging import at_home, own_by
from graph.rights.deciding import WHOLE_STORE, may, may_see, open_classes, own_ids, require
from graph.rights.showing import may_name, shown
from graph.rights.table import TABLE, Action
from graph.rights.viewer import GUEST, OFFICE, Grant, Viewer, ViewerRole, by_class

__all__ = [
    "GUEST", "OFFICE", "TABLE", "WHOLE_STORE", "Action", "Grant", "Viewer", "ViewerRole", "at_home", "by_class", "ends",
    "may", "may_name", "may_see", "open_classes", "own_by", "own_ids", "require", "shown",
]  # fmt: skip


def ends(record: Edge) -> tuple[str, str]:
    """The ids at both ends of an edge."""
    return record.source, record.target
