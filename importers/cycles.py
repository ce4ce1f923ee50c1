"""Steps up a ladder may not lead back: a term is not broader than itself, a place no part of its own quarter."""

from graph.ladders import LADDERS
from graph.language import Text
from importers.drafts import Draft
from importers.intake import Intake


def refuse(intake: Intake) -> bool:
    """Refuse every row whose steps lead back to itself; whether there was one."""
    for kind, name in LADDERS:
        for draft in intake.of_kind(kind):
            if _leads_back(intake, draft, name):
                link = draft.links[name][0]
                intake.refuse(link.spot, "CYCLE", _CYCLE.fill(key=draft.external_id))
    return intake.drop_refused()


def _leads_back(intake: Intake, start: Draft, name: str) -> bool:
    seen: set[str] = set()
    draft: Draft | None = start
    while draft is not None and draft.links.get(name):
        link = draft.links[name][0]
        found = intake.known.find(link.kinds, link.key)
        if found is None or found[0] != start.kind.__name__ or found[1] in seen:
            return False
        if found[1] == start.external_id:
            return True
        seen.add(found[1])
        draft = intake.drafts.get(found)
    return False


_CYCLE = Text("„{key}“ führt über diese Angabe zu sich selbst zurück.", "“{key}” leads back to itself by this entry.")
