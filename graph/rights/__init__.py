"""Who may do what, and who sees what: the one place that every way in and out asks.

    may(viewer, action, entry, field)    the table (`graph.rights.table`) as an answer; `require` raises instead
    may_see(viewer, record)              whether the table lets them see an entry by itself
    sees(viewer, record, look_up)        whether they see it: all that it is about has to be visible as well
    shown(viewer, record, look_up)       the entry without the fields, names, numbers and links not for them
    visible(viewer, records)             both for a whole graph: what every view has to show, no more and no less

For many records at once: go through the kinds in `seeing_order()`. An entry is seen if its class is in
`open_classes(viewer, kind, dataset)`, or its id or one of the ids held by the properties `own_by(kind)` is in
`own_ids(viewer, kind, dataset)`; and if every id held by the properties `about(kind)` (the ends of an edge among them)
is of an entry that is seen.
"""

from graph.model import Edge
from graph.rights.belonging import at_home, own_by
from graph.rights.deciding import WHOLE_STORE, may, may_see, open_classes, own_ids, require
from graph.rights.seeing import about, seeing_order, sees, subjects
from graph.rights.showing import may_differ, may_name, shown, visible
from graph.rights.table import TABLE, Action
from graph.rights.viewer import GUEST, OFFICE, Grant, Viewer, ViewerRole, by_class

__all__ = [
    "GUEST", "OFFICE", "TABLE", "WHOLE_STORE", "Action", "Grant", "Viewer", "ViewerRole", "about", "at_home",
    "by_class", "ends", "may", "may_differ", "may_name", "may_see", "open_classes", "own_by", "own_ids", "require",
    "seeing_order", "sees", "shown", "subjects", "visible",
]  # fmt: skip


def ends(record: Edge) -> tuple[str, str]:
    """The ids at both ends of an edge."""
    return record.source, record.target
