"""Where entries went that were merged into others: old ids, keys and links keep leading to what there is now."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Union

from graph.keys import short
from graph.model import Record, Redirect, Ref, global_id

if TYPE_CHECKING:
    from graph.picture import View
    from graph.store import Store


def resolve(source: Union["View", "Store"], ref: Ref) -> Ref:
    """The id under which an entry is kept now: of the survivor where it was merged, else the id itself.

    A view knows the redirects that its viewer may see.
    """
    redirects = source.all(Redirect) if hasattr(source, "all") else source.read((Redirect,))[1]
    return survivor(leading_on(redirects), ref)


def leading_on(records: Iterable[Record]) -> dict[Ref, Ref]:
    """Old id → the id that its redirect names, of all redirects among the records."""
    return {Ref(r.old_id): to for r in records if isinstance(r, Redirect) and (to := end_of(r)) is not None}


def end_of(redirect: Redirect) -> Ref | None:
    """What a redirect leads to, a node or an edge; None where its end was deleted."""
    return redirect.leads_to or (Ref(redirect.edge) if redirect.edge else None)


def survivor(leading: dict[Ref, Ref], ref: Ref) -> Ref:
    """The end of the chain of redirects that begins at the id."""
    seen = {ref}
    while (further := leading.get(ref)) is not None and further not in seen:
        seen.add(further)
        ref = further
    return ref


def redirect_from(old: Record, to: Ref, *, is_edge: bool, name: str | None) -> Redirect:
    """The redirect that leads from an entry to the one that it went into, to be seen by those who saw the old one."""
    kind = type(old).__name__
    key = short(f"{kind}|{old.external_id}")
    return Redirect(
        id=global_id(old.dataset, Redirect.__name__, key),
        dataset=old.dataset,
        external_id=key,
        visibility=old.visibility,
        invented=old.invented,
        old_id=old.id,
        old_kind=kind,
        old_key=old.external_id,
        old_name=name,
        leads_to=None if is_edge else to,
        edge=to if is_edge else None,
    )
