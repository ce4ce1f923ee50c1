"""What people do to the graph: every change goes through a function here, checked, with author, reason and time."""

from graph.service.confirming import confirm
from graph.service.deciding import Cells, Decided, decide_cells, decide_gap, take_inventory
from graph.service.deleting import Hanging, Reference, what_hangs_on
from graph.service.erasing import erase, forget
from graph.service.finding import Deleted, existing, find_deleted
from graph.service.mentions import Mention
from graph.service.merging import MERGEABLE, Merged, Merging, merge, preview
from graph.service.proof import Erased
from graph.service.proposing import Suggested, later_states, move, suggest
from graph.service.responsibility import Settlement, settle
from graph.service.steps import Edit, New, Removal, Step
from graph.service.writing import batch, create, delete, update
from graph.service.written import Written

__all__ = [
    "MERGEABLE",
    "Cells",
    "Decided",
    "Deleted",
    "Edit",
    "Erased",
    "Hanging",
    "Mention",
    "Merged",
    "Merging",
    "New",
    "Reference",
    "Removal",
    "Settlement",
    "Step",
    "Suggested",
    "Written",
    "batch",
    "confirm",
    "create",
    "decide_cells",
    "decide_gap",
    "delete",
    "erase",
    "existing",
    "find_deleted",
    "forget",
    "later_states",
    "merge",
    "move",
    "preview",
    "settle",
    "suggest",
    "take_inventory",
    "update",
    "what_hangs_on",
]  # fmt: skip
