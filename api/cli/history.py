"""Commands about the past: history of an entry, diff of two states or plans, undo of a revision."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.analysis import Csv
from api.cli.data import Dataset, DryRun, Json
from api.cli.output import print_csv, print_json, print_table
from api.cli.session import Known, Session, say
from api.cli.taking_back import take_back
from graph.errors import NotFound, WrongUse
from graph.language import Text

if TYPE_CHECKING:
    from graph.model import Plan, Ref
    from graph.past.difference import Difference
    from graph.picture import View
    from graph.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("history", help=say("Was aus einem Eintrag wurde.", "What became of an entry."))(history)
    app.command("diff", help=say("Was sich geändert hat.", "What has changed."))(diff)
    app.command("undo", help=say("Einen Stand zurücknehmen.", "Take back a revision."))(undo)


def history(
    context: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="ID", help=say("Kennung des Eintrags.", "Id of the entry."))],
    dataset: Dataset = None,
    edges: Annotated[
        bool, typer.Option("--edges", help=say("Auch Zuständigkeiten und Verbindungen.", "Its edges as well."))
    ] = False,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.past.history import history as history_of
    from graph.past.history_shape import COLUMNS, history_as_dict, history_rows
    from graph.rights import OFFICE

    session: Session = context.obj
    with session.store(create=False) as store:
        found = history_of(store, _entry_named(store, entry, dataset), OFFICE, with_edges=edges)
    if json:
        print_json(history_as_dict(found, session.lang))
    else:
        (print_csv if as_csv else print_table)(COLUMNS, history_rows(found, session.lang))


def diff(
    context: typer.Context,
    plans: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OLD NEW]", help=say("Zwei Konzepte, altes zuerst.", "Two plans, the old one first.")),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="MOMENT", help=say("Seit wann: Tag, Zeit, Stand.", "Since when.")),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="MOMENT", help=say("Bis wann, sonst jetzt.", "Until when, else now."))
    ] = None,
    against: Annotated[
        str | None, typer.Option("--with", metavar="NAME", help=say("Ein anderer Datensatz.", "Another dataset."))
    ] = None,
    dataset: Dataset = None,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.past import difference, editions

    session: Session = context.obj
    if [bool(plans), since is not None, against is not None].count(True) != 1 or (until is not None and since is None):
        raise _nothing_to_compare()
    columns: tuple[str, ...]
    with session.store(create=False) as store:
        if plans:
            view = session.current(store, dataset)
            compared = editions.compare_editions(view, *_two_plans(view, plans, dataset))
            answer, columns, rows = compared.as_dict(session.lang), editions.COLUMNS, compared.rows(session.lang)
        else:
            head, found = (
                _between_moments(session, store, dataset, since, until)
                if since is not None
                else _between_datasets(session, store, dataset, str(against))
            )
            answer, columns, rows = head | found.as_dict(session.lang), difference.COLUMNS, found.rows(session.lang)
    if json:
        print_json(answer)
    else:
        (print_csv if as_csv else print_table)(columns, rows)


def undo(
    context: typer.Context,
    revision: Annotated[int, typer.Argument(metavar="REVISION", help=say("Nummer des Stands.", "Its number."))],
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=say("Warum.", "Why."))] = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    session: Session = context.obj
    with session.store(create=False) as store:
        take_back(session, store, revision, reason=reason, dry_run=dry_run, json=json)


def _entry_named(store: "Store", name: str, dataset: str | None) -> "Ref":
    """The entry of that global id, or of that external id in the dataset; deleted ones count. Raises NotFound."""
    from graph.model import KINDS, Ref, global_id

    datasets = [dataset] if dataset is not None else store.datasets()
    ids = {global_id(of, kind, name): f"{KINDS[kind].meta.label.de} ({of})" for of in datasets for kind in KINDS}
    ids[Ref(name)] = name
    found = {entry.id for logged in store.log(ids=ids) for entry in logged.entries}
    if len(found) == 1:
        return found.pop()
    if not found:
        raise NotFound(
            Text(
                f"Einen Eintrag „{name}“ gibt es nicht und gab es nie.",
                f"There is no entry “{name}” and never was.",
            )
        )
    choices = ", ".join(sorted(f"{ids[ref]}: {ref}" for ref in found))
    raise NotFound(
        Text(
            f"„{name}“ steht für mehrere Einträge; bitte die Kennung nennen: {choices}.",
            f"“{name}” stands for several entries; please give the id: {choices}.",
        )
    )


def _two_plans(view: "View", names: list[str], dataset: str | None) -> tuple["Plan", "Plan"]:
    if len(names) != 2:
        raise _nothing_to_compare()
    old, new = (_plan_named(view, name, dataset) for name in names)
    return old, new


def _plan_named(view: "View", name: str, dataset: str | None) -> "Plan":
    from graph.model import Plan

    known = view.all(Plan, dataset)
    found = [plan for plan in known if name in (plan.id, plan.external_id)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{plan.external_id} ({plan.dataset})" for plan in found or known) or "–"
    raise NotFound(
        Text(
            f"„{name}“ ist kein bestimmtes Konzept. Vorhanden: {listed}.",
            f"“{name}” is no particular plan. Known: {listed}.",
        )
    )


def _between_moments(
    session: Session, store: "Store", dataset: str | None, since: str, until: str | None
) -> tuple[dict[str, Any], "Difference"]:
    from graph.past.difference import difference
    from graph.picture import dataset_named

    before = session.known(store, dataset, since)
    after = session.known(store, dataset, until) if until is not None else None
    now = after.view if after is not None else session.current(store, dataset)
    if dataset is not None:
        dataset_named(now, dataset)
    head = {"from": _moment(before), "to": _moment(after) if after is not None else {"revision": now.revision}}
    return head, difference(before.view, now)


def _between_datasets(
    session: Session, store: "Store", dataset: str | None, against: str
) -> tuple[dict[str, Any], "Difference"]:
    from graph.past.difference import difference_of_datasets
    from graph.picture import dataset_named

    view = session.current(store, None)
    before, after = dataset_named(view, dataset), dataset_named(view, against)
    return {"dataset": before, "with": after}, difference_of_datasets(view, before, view, after)


def _moment(known: Known) -> dict[str, Any]:
    return {"revision": known.revision, "at": known.at.isoformat()}


def _nothing_to_compare() -> WrongUse:
    return WrongUse(
        Text(
            "Bitte sagen, was zu vergleichen ist: --from ZEIT [--to ZEIT], zwei Konzepte oder --with DATENSATZ.",
            "Please say what to compare: --from MOMENT [--to MOMENT], two plans, or --with DATASET.",
        )
    )
