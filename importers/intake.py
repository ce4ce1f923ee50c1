"""What one import takes in: drafts by kind and id, and every row that is refused or left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from graph.language import Text
from graph.model import KINDS, Record, Ref
from importers.drafts import Addition, Draft
from importers.known import Known
from importers.merged import Merged
from importers.problems import LeftOut, Problem, Spot
from importers.sheets import Line, Sheet


class Intake:
    """Filled table by table; `held` are the dataset's records in the store before the import.

    `sheets` are the tables that the import brings, `tables` their names; `districts` those of the keys that stand
    whole in a table; `worded_roles` the responsibilities whose role was given as a word only; `named_actors` the
    actors that only a column of names knows. `merged` are the entries that went into others; `erased_on` tells when a
    person was erased from an entry.
    """

    def __init__(
        self,
        dataset: str,
        now: datetime,
        held: dict[Ref, Record],
        merged: Merged | None = None,
        erased_on: Callable[[Ref], date | None] = lambda ref: None,
    ) -> None:
        self.dataset = dataset
        self.now = now
        self.held = held
        self.drafts: dict[tuple[str, str], Draft] = {}
        self.merged = merged or Merged(held, {})
        self.erased_on = erased_on
        self.known = Known(held, self.drafts, self.merged)
        self.additions: list[Addition] = []
        self.problems: list[Problem] = []
        self.left_out: list[LeftOut] = []
        self.tables: set[str] = set()
        self.sheets: list[Sheet] = []
        self.districts: dict[Spot, frozenset[str]] = {}
        self.worded_roles: set[tuple[str, str]] = set()
        self.named_actors: set[tuple[str, str]] = set()
        self._claimed: dict[tuple[str, str], Spot] = {}
        self._numbers: Counter[tuple[str, str]] = Counter()
        self._seen: set[tuple[str, tuple[str, ...]]] = set()
        self._refused: set[Spot] = set()
        self._dropped = 0

    def claim(self, line: Line, key: str) -> bool:
        """Whether the id is the row's alone in tables of this name; if another row has it, this one is refused."""
        first = self._claimed.setdefault((line.sheet.name, key), line.spot())
        if first == line.spot():
            return True
        self.refuse(line.spot(), "DUPLICATE_ID", _DUPLICATE.fill(id=key, first=_where(first)))
        return False

    def is_repeated(self, line: Line) -> bool:
        """Whether the very same cells came before in a table of this name."""
        row = (line.sheet.name, line.row.cells)
        if row in self._seen:
            return True
        self._seen.add(row)
        return False

    def numbered(self, table: str, key: str) -> str:
        """The key for its first row, and with “|2”, “|3” … for the next rows that come to the same key."""
        self._numbers[table, key] += 1
        count = self._numbers[table, key]
        return key if count == 1 else f"{key}|{count}"

    def take(self, draft: Draft) -> None:
        """Take the draft. Two rows with one id are refused before, see `claim`."""
        self.drafts[draft.identity] = draft
        self.known.forget_names(draft.kind.__name__)

    def drop(self, draft: Draft) -> None:
        """Forget the draft."""
        del self.drafts[draft.identity]
        self.known.forget_names(draft.kind.__name__)

    def of_kind(self, kind: str) -> Iterator[Draft]:
        """The drafts of a kind."""
        return (draft for draft in list(self.drafts.values()) if draft.kind.__name__ == kind)

    def refuse(self, spot: Spot, code: str, reason: Text) -> None:
        """The row at the spot is not taken, for this reason. A row may have several."""
        self.problems.append(Problem(spot, code, reason))
        self._refused.add(spot.in_row)

    def refuse_if_ambiguous(self, spot: Spot, kinds: Sequence[str], name: str) -> bool:
        """Refuse the row if the name is that of several records, and no id; say which they are."""
        if self.known.find(kinds, name) is not None:
            return False
        ids = list(dict.fromkeys(external_id for _, external_id in self.known.candidates(kinds, name)))
        if len(ids) > 1:
            self.refuse(spot, "AMBIGUOUS", _AMBIGUOUS.fill(name=name, ids=", ".join(ids)))
        return len(ids) > 1

    def leave_out(self, spot: Spot, code: str, reason: Text) -> None:
        """The row is taken, but not all of it."""
        self.left_out.append(LeftOut(spot, code, reason))

    def is_refused(self, spot: Spot) -> bool:
        """Whether the row at the spot has been refused already."""
        return spot.in_row in self._refused

    def was_refused(self, kinds: Iterable[str], external_id: str) -> bool:
        """Whether the import has a row with this id, that was not taken."""
        tables = {"measures", *(KINDS[kind].meta.table for kind in kinds)}
        return any((table, external_id) in self._claimed for table in tables)

    def drop_refused(self) -> bool:
        """Forget what refused rows brought: drafts, additions, and references that they gave to other rows' drafts."""
        if len(self._refused) == self._dropped:
            return False
        self._dropped = len(self._refused)
        gone = [draft for draft in self.drafts.values() if draft.spot.in_row in self._refused]
        for draft in gone:
            self.drop(draft)
        for draft in self.drafts.values():
            for name, links in draft.links.items():
                draft.links[name] = [link for link in links if link.spot.in_row not in self._refused]
        self.additions = [added for added in self.additions if added.link.spot.in_row not in self._refused]
        return bool(gone)


def _where(spot: Spot) -> Text:
    return Text(f"{spot.file}, Zeile {spot.row}", f"{spot.file}, row {spot.row}")


_AMBIGUOUS = Text(
    "„{name}“ heißen mehrere: {ids}. Schreiben Sie statt des Namens die Kennung.",
    "“{name}” is the name of several: {ids}. Write the id instead of the name.",
)
_DUPLICATE = Text(
    "Die Kennung „{id}“ kommt schon vor: {first}. Geben Sie der Zeile eine eigene Kennung.",
    "The id “{id}” stands already in {first}. Give the row an id of its own.",
)
