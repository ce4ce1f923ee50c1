"""The ledger of gaps on the command line: a line for each quarter, then what happened to each gap."""

from typing import cast

from api.cli.output import note, print_csv, print_json, print_table
from api.cli.session import Session, day
from graph.errors import WrongUse
from graph.gaps.gap import Gap
from graph.gaps.ledger import Basis, Event, Ledger, Line, ledger
from graph.language import Language, Text
from graph.phrases import counted

_BASES = ("known", "valid")


def book_of(session: Session, dataset: str | None, on: str | None, by: str) -> Ledger:
    """The ledger of a dataset up to a day. Raises WrongUse for a basis that there is not."""
    from graph.picture import dataset_named
    from graph.rights import OFFICE

    if by not in _BASES:
        raise WrongUse(Text("Möglich sind --by known und --by valid.", "Use --by known or --by valid."))
    with session.store(create=False) as store:
        name = dataset_named(session.current(store, dataset), dataset)
        return ledger(store, name, day(on), OFFICE, basis=cast("Basis", by))


def show(book: Ledger, lang: Language, *, json: bool, as_csv: bool) -> None:
    """Print it: JSON, the events as CSV, or both tables."""
    from graph.gaps.ledger_shape import ledger_as_dict

    answer = ledger_as_dict(book, lang)
    if json:
        print_json(answer)
        return
    if not book.days:
        note(_NOTHING.in_(lang))
        return
    happened = sorted(((event.on, line, event) for line in book.lines for event in line.events), key=lambda one: one[0])
    if as_csv:
        heads = ["on", "event", "cause", "rule", "subject", "state", "revisions"]
        print_csv(heads, [_row(line, event, lang) for _, line, event in happened])
        return
    quarters = Text(
        "Quartal|geöffnet|geschlossen|wieder geöffnet|offen am Ende", "Quarter|opened|closed|reopened|open at the end"
    )
    print_table(quarters.in_(lang).split("|"), [list(quarter.values()) for quarter in answer["quarters"]])
    later = [_row(line, event, lang) for on, line, event in happened if on > book.days[0]]
    if later:
        named = Text("Tag|Was|Wodurch|Regel|Gegenstand|Stand|Stände", "Day|What|Why|Rule|Subject|State|Revisions")
        print_table(named.in_(lang).split("|"), later)
    note(counted(len(book.days), *_LOOKED).in_(lang))
    if book.left_out:
        note(counted(book.left_out, *_LEFT_OUT).in_(lang))


def _row(line: Line, event: Event, lang: Language) -> list[str | None]:
    state = event.state.label.in_(lang) if event.state else None
    what, why = event.what.label.in_(lang), event.cause.label.in_(lang)
    return [event.on.isoformat(), what, why, line.gap.rule, _name(line.gap), state, " ".join(map(str, event.revisions))]


def _name(gap: Gap) -> str:
    return gap.subject.name if gap.subject else gap.cell.name if gap.cell else ""


_NOTHING = Text(
    "Bis zu diesem Tag war nichts eingetragen; --by valid zeigt, was man heute über frühere Tage weiß.",
    "Nothing had been entered by this day; --by valid shows what is known today of earlier days.",
)
_LOOKED = (
    Text("Angesehen wurde ein Tag.", "One day was looked at."),
    Text("{n} Tage wurden angesehen.", "{n} days were looked at."),
)
_LEFT_OUT = (
    Text("Ein Tag mit Änderungen ging im Monatsende auf.", "One day with changes went into the end of its month."),
    Text(
        "{n} Tage mit Änderungen gingen in Monatsenden auf.",
        "{n} days with changes went into the ends of their months.",
    ),
)
