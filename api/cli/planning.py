"""Commands that propose who should work with whom next, and follow a proposal."""

from typing import Annotated, Any

import typer

from api.cli.analysis import AsOf, Csv, On, ScopeOption
from api.cli.data import Dataset, Json
from api.cli.entries import entries_meant, entry_meant
from api.cli.output import note, print_csv, print_json
from api.cli.planning_told import line, tell
from api.cli.session import Session, day, now, say
from graph.errors import WrongUse
from graph.language import Text

_STATES = {"invite": "INVITED", "agree": "AGREED", "working": "WORKING", "decline": "DECLINED"}
_VERBS = "suggest|" + "|".join(_STATES)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("propose", help=say("Wer als Nächstes mit wem.", "Who should work with whom next."))(propose)
    app.command("proposal", help=say("Einen Vorschlag festhalten und begleiten.", "Keep and follow a proposal."))(
        proposal
    )


def propose(
    context: typer.Context,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help=say("Wie viele.", "How many."), metavar="N")] = 10,
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    scope: ScopeOption = None,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.gaps.situation import Situation
    from graph.planning.propose import propose as proposed
    from graph.planning.shape import suggestions_as_dict
    from graph.scope import parse_scope

    session: Session = context.obj
    with session.asked(dataset, on, as_of) as (view, name, today, _):
        found = proposed(Situation(view, name, today), k, parse_scope(view, name, scope or []))
        answer = {"dataset": name, "asOf": today.isoformat(), **suggestions_as_dict(found, session.lang)}
    if json:
        print_json(answer)
    elif as_csv:
        columns = ("actorA", "actorB", "truth", "points", "reasons", "nextStep")
        print_csv(columns, [line(one, ids=True) for one in (*answer["proposals"], *answer["askFirst"])])
    else:
        tell(answer, session.lang)


def proposal(
    context: typer.Context,
    verb: Annotated[str, typer.Argument(metavar=_VERBS, help=say("Was geschieht.", "What happens."))],
    keys: Annotated[
        list[str],
        typer.Argument(
            metavar="KEYS", help=say("Bei suggest die Akteure, sonst der Vorschlag.", "For suggest the actors.")
        ),
    ],
    dataset: Dataset = None,
    measure: Annotated[str | None, typer.Option("--measure", help=say("Woran.", "On what."))] = None,
    why: Annotated[
        list[str] | None, typer.Option("--why", help=say("Was dafür spricht.", "What speaks for it."))
    ] = None,
    next_step: Annotated[str | None, typer.Option("--next", help=say("Nächster Schritt.", "Next step."))] = None,
    due: Annotated[str | None, typer.Option("--due", help=say("Bis wann.", "Until when."), metavar="DATE")] = None,
    by: Annotated[str | None, typer.Option("--by", help=say("Wer sich kümmert.", "Who is in charge."))] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=say("Bei decline: Grund der Absage.", "For decline: why."))
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    if verb == "suggest":
        options = {"why": why or [], "next_step": next_step, "due": due, "measure": measure, "by": by}
        answer = _suggest(context, dataset, keys, on, options)
    elif verb in _STATES:
        answer = _move(context, dataset, keys, on, _STATES[verb], reason)
    else:
        choices = ", ".join(("suggest", *_STATES))
        raise WrongUse(Text(f"„{verb}“ gibt es nicht; möglich: {choices}.", f"No “{verb}”; possible: {choices}."))
    if json:
        print_json(answer)
        return
    told = Text("{key}: {state} (Stand {r}).", "{key}: {state} (revision {r}).")
    session: Session = context.obj
    note(told.fill(key=answer["externalId"], state=answer["label"], r=answer["revision"]).in_(session.lang))


def _suggest(
    context: typer.Context, dataset: str | None, keys: list[str], on: str | None, options: dict[str, Any]
) -> dict[str, Any]:
    from graph.gaps.situation import Situation
    from graph.model import Actor, Measure
    from graph.planning.propose import suggestion_for
    from graph.service import Suggested, suggest

    session: Session = context.obj
    with entries_meant(context, dataset, Actor.__name__, *keys) as (store, viewer, actors, _):
        name, today, ids = actors[0].dataset, day(on), [actor.id for actor in actors]
        found = suggestion_for(Situation(session.current(store, name), name, today), ids)
        by, measure = options["by"], options["measure"]
        what = Suggested(
            ids,
            measure=entry_meant(store, name, Measure, measure).id if measure else None,
            reasons=options["why"] or [reason.text.de for reason in found.reasons] if found else options["why"],
            next_step=options["next_step"] or (found.next_step.de if found else None),
            due_on=day(options["due"]) if options["due"] else None,
            by=entry_meant(store, name, Actor, by).id if by else None,
            gaps=found.closes if found else (),
        )
        done = suggest(store, viewer, name, what, on=today, reason="Vorschlag", at=now())
        return _told(session, done.record, done.revision)


def _move(
    context: typer.Context, dataset: str | None, keys: list[str], on: str | None, name: str, reason: str | None
) -> dict[str, Any]:
    from graph.model import Proposal
    from graph.model.states import ProposalState
    from graph.service import move

    state = ProposalState[name]
    if len(keys) != 1:
        raise WrongUse(Text("Bitte genau einen Vorschlag angeben.", "Please give exactly one proposal."))
    with entries_meant(context, dataset, Proposal.__name__, *keys) as (store, viewer, (record,), _):
        done = move(
            store, viewer, record.id, state, expected_version=record.version, on=day(on), at=now(),
            reason=reason or state.label.de, decline_reason=reason,
        )  # fmt: skip
        return _told(context.obj, done.record, done.revision)


def _told(session: Session, record: Any, revision: int) -> dict[str, Any]:
    return {
        "id": record.id, "externalId": record.external_id, "state": str(record.state), "revision": revision,
        "version": record.version, "label": record.state.label.in_(session.lang),
    }  # fmt: skip
