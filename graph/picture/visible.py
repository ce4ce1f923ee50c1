"""Rights as masks: which rows of a table a viewer may see, before anything is counted or followed."""

from functools import partial
from operator import is_not
from typing import TYPE_CHECKING

import numpy as np

from graph.model import EDGE_KINDS, Edge, Record
from graph.picture.column import Mask
from graph.picture.table import Table
from graph.relations import kinds_of
from graph.rights import Viewer, about, open_classes, own_by, own_ids
from graph.schema import ValueType, property_of

if TYPE_CHECKING:
    from graph.picture.view import View


def allowed(viewer: Viewer, table: Table) -> Mask:
    """`may_see` for every record of a table at once."""
    if viewer.sees_everything:
        return table.alive
    seen = np.zeros(len(table), np.bool_)
    for dataset in table.column("dataset").vocabulary:
        may_be = table.column("visibility").among(open_classes(viewer, table.kind, dataset))
        seen |= table.column("dataset").among((dataset,)) & (may_be | _own(viewer, table, dataset))
    return seen & table.alive


def _own(viewer: Viewer, table: Table, dataset: str) -> Mask:
    ids = own_ids(viewer, table.kind, dataset)
    if not ids:
        return np.zeros(len(table), np.bool_)
    mine = table.column("id").among(ids)
    for name in own_by(table.kind):
        if property_of(table.kind, name).value_type is ValueType.REFERENCES:
            mine |= table.column(name).where(lambda refs: not ids.isdisjoint(refs))
        else:
            mine |= table.column(name).among(ids)
    return mine


def with_subjects(view: "View", kind: type[Record], seen: Mask) -> Mask:
    """Of these records those of which all that they are about is in the view as well: both ends of an edge, say."""
    if view.viewer.sees_everything and not issubclass(kind, Edge):
        return seen
    for name in about(kind):
        prop, values = property_of(kind, name), view.picture.table(kind).column(name).values
        if prop.value_type is ValueType.REFERENCES:
            named = np.fromiter(map(len, values), np.int64, len(seen))
        else:
            named = np.fromiter(map(partial(is_not, None), values), np.int64, len(seen))
        found = np.zeros(len(seen), np.int64)
        for target in kinds_of(prop) if prop.is_reference else EDGE_KINDS:
            owners, subjects = view.picture.pairs(kind, name, target)
            found += np.bincount(owners[view.mask_of(target)[subjects]], minlength=len(seen))
        seen = seen & (found == named)
    return seen
