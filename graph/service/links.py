"""What an entry refers to has to be there, of the right kind and in the same dataset, and to be seen by the author."""

from collections.abc import Iterable

from graph.errors import Invalid
from graph.ladders import leads_back
from graph.language import Text
from graph.model import Edge, Record, Ref, TieEvidence, TieReport
from graph.rights import Viewer, may_see
from graph.rows import targets
from graph.schema import Property, property_of
from graph.service.values import refuse
from graph.service.work import Work


def check_links(work: Work, viewer: Viewer, record: Record, names: Iterable[str], path: str) -> None:
    """Look at these properties of a record as it shall be. Raises Invalid."""
    kind = type(record)
    props = [prop for name in names if (prop := property_of(kind, name)).is_reference]
    work.look_up(ref for prop in props for ref in targets(record, prop))
    fields: dict[str, Text] = {}
    for prop in props:
        for ref in targets(record, prop):
            reason = _wrong(work, viewer, record, prop, ref)
            if reason is not None:
                fields[path + prop.json_name] = reason
    if _is_of_one(record):
        fields.setdefault(f"{path}{_second_end(record)}", _ONE_ACTOR)
    refuse(fields)


def check_ladders(work: Work) -> None:
    """No steps may lead back to where they began. Raises Invalid."""
    for record in work.changes.values():
        name = leads_back(record, work.get) if record is not None else None
        if record is not None and name is not None:
            prop = property_of(type(record), name)
            reason = _LEADS_BACK.fill(label=prop.label)
            raise Invalid(reason, {prop.json_name: reason})


def _wrong(work: Work, viewer: Viewer, record: Record, prop: Property, ref: Ref) -> Text | None:
    assert prop.to is not None
    found = work.get(ref)
    if found is None or not may_see(viewer, found):
        return _NOTHING.fill(label=prop.label)
    if type(found).__name__ not in prop.to.kinds:
        return _WRONG_KIND.fill(label=prop.label, kind=found.meta.label)
    if prop.to.scheme is not None and getattr(found, "scheme", prop.to.scheme) != prop.to.scheme:
        return _WRONG_SCHEME.fill(label=prop.label, scheme=prop.to.scheme)
    if found.dataset != record.dataset:
        return _OTHER_DATASET.fill(label=prop.label)
    return None


def _is_of_one(record: Record) -> bool:
    """Whether it speaks of a pair, and both are the same."""
    if isinstance(record, Edge):
        return record.source == record.target
    if isinstance(record, TieReport):
        return record.reporter is not None and record.reporter == record.about
    return isinstance(record, TieEvidence) and record.actor_a is not None and record.actor_a == record.actor_b


def _second_end(record: Record) -> str:
    return "target" if isinstance(record, Edge) else "about" if isinstance(record, TieReport) else "actorB"


_NOTHING = Text("„{label}“ verweist auf etwas, das es nicht gibt.", "“{label}” refers to something that isn't there.")
_WRONG_KIND = Text("„{label}“ kann nicht auf {kind} verweisen.", "“{label}” can't refer to {kind}.")
_WRONG_SCHEME = Text(
    "„{label}“ braucht einen Begriff aus dem Vokabular {scheme}.", "“{label}” needs a term of the scheme {scheme}."
)
_OTHER_DATASET = Text("„{label}“ verweist auf einen anderen Datensatz.", "“{label}” refers to another dataset.")
_ONE_ACTOR = Text("Auf beiden Seiten steht derselbe.", "The same one stands on both sides.")
_LEADS_BACK = Text("„{label}“ führt zum Eintrag selbst zurück.", "“{label}” leads back to the entry itself.")
