"""An index of names: which records of one kind fit what somebody typed, and how well.

Each record is a row, in the order of names. Words are numbered in the order of the alphabet; `_at_word` and `_at_row`
say side by side which word stands in which row, row by row.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph.model import Record
from graph.schema import label_of
from graph.search import Rank, Wanted
from graph.text import sort_key

if TYPE_CHECKING:
    Ranks = NDArray[np.uint8]

NOT_FOUND = 99
_LAST = "\U0010ffff"
_SHORTEST_PART = 3  # letters or digits that are looked for in the middle of names written together, and of ids
_ONE_SLIP, _TWO_SLIPS = 4, 8  # letters that a word must have


class Index:
    """The names, numbers and ids of records; never changes."""

    def __init__(self, keyed: Iterable[tuple[Record, str]]) -> None:
        ordered = sorted((sort_key(label_of(record)), record.id, record, key) for record, key in keyed)
        self._order = [(name, ref) for name, ref, _, _ in ordered]
        self._records = [record for _, _, record, _ in ordered]
        self._datasets = np.array([record.dataset for record in self._records], dtype=object)
        names: list[tuple[str, int]] = []
        keys: list[tuple[str, int]] = []
        at_word: list[int] = []
        counts: list[int] = []
        numbers: dict[str, int] = {}
        for row, (_, _, _, key) in enumerate(ordered):
            lines = key.split("\n")
            keys += [(line[1:].replace(" ", ""), row) for line in lines if line[:1] == "#"]
            own = [line for line in lines if line[:1] != "#"]
            names += [(line, row) for line in own]
            words = set(" ".join(own).split()) or {""}
            at_word += [numbers.setdefault(word, len(numbers)) for word in words]
            counts.append(len(words))
        self._names, self._row_of_name = _sorted(names)
        self._keys, self._row_of_key = _sorted(keys)
        self._words = sorted(numbers)
        place = np.empty(len(numbers), dtype=np.int32)
        place[[numbers[word] for word in self._words]] = np.arange(len(numbers))
        self._at_word = place[np.array(at_word, dtype=np.int32)]
        self._first_of_row = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])[:-1].astype(np.int64)

    def best(
        self, wanted: Wanted, dataset: str | None, first: int, *, forgiving: bool
    ) -> Iterator[tuple[int, str, str, Record]]:
        """The best `first` of a dataset or of all, each as rank, sort key, id and record."""
        if not self._records:
            return
        ranks = self._ranks(wanted, forgiving=forgiving)
        if dataset is not None:
            ranks[self._datasets != dataset] = NOT_FOUND
        found = np.flatnonzero(ranks != NOT_FOUND)
        for row in found[np.argsort(ranks[found], kind="stable")][:first].tolist():
            yield int(ranks[row]), *self._order[row], self._records[row]

    def _ranks(self, wanted: Wanted, *, forgiving: bool) -> "Ranks":
        ranks = np.zeros(len(self._records), dtype=np.uint8)
        for word in wanted.words:
            np.maximum(ranks, self._ranks_of_word(word, forgiving=forgiving), out=ranks)
        joined = wanted.whole.replace(" ", "")
        if forgiving:
            self._improve(ranks, Rank.NEARLY, self._row_of_name[self._names_like(wanted.whole)])
            if len(joined) >= _SHORTEST_PART:
                self._improve(ranks, Rank.JOINED, self._row_of_name[self._joined_names.holding(joined)])
                if _has_digit(joined):
                    self._improve(ranks, Rank.JOINED, self._row_of_key[self._joined_keys.holding(joined)])
        self._improve(ranks, Rank.START, self._row_of_name[_from(self._names, wanted.whole, wanted.whole + _LAST)])
        if _has_digit(joined):
            self._improve(ranks, Rank.START, self._row_of_key[_from(self._keys, joined, joined + _LAST)])
        self._improve(ranks, Rank.EXACT, self._row_of_name[_equal(self._names, wanted.whole)])
        self._improve(ranks, Rank.EXACT, self._row_of_key[_equal(self._keys, joined)])
        return ranks

    @staticmethod
    def _improve(ranks: "Ranks", rank: Rank, rows: NDArray[np.int32]) -> None:
        ranks[rows] = np.minimum(ranks[rows], rank)

    def _ranks_of_word(self, word: str, *, forgiving: bool) -> "Ranks":
        """For every row, how well the best of its words fits this one."""
        fits = np.full(len(self._words), NOT_FOUND, dtype=np.uint8)
        if forgiving and (slips := _slips(word)):
            fits[self._words_like(word, slips)] = Rank.SLIP
        fits[_holding(word, self._words)] = Rank.PART
        fits[_from(self._words, word, word + _LAST)] = Rank.WORDS
        return np.minimum.reduceat(fits[self._at_word], self._first_of_row)

    def _words_like(self, word: str, slips: int) -> NDArray[np.intp]:
        """The words that this one is, or begins, but for a few slips; a beginning has the right first letter."""
        found = [_near(word, self._words, self._word_lengths, slips)]
        same = _from(self._words, word[0], word[0] + _LAST)
        longer = [number for number in range(same.start, same.stop) if len(self._words[number]) > len(word) + slips]
        for length in range(len(word) - slips, len(word) + slips + 1):
            beginnings = [self._words[number][:length] for number in longer]
            found.append(np.array(longer, dtype=np.intp)[_distances(word, beginnings, slips) <= slips])
        return np.concatenate(found)

    def _names_like(self, whole: str) -> NDArray[np.intp]:
        """The names that are this one but for a few slips, none of them in a number."""
        slips = _slips(whole, in_numbers=True)
        if not slips:
            return np.empty(0, dtype=np.intp)
        found = _near(whole, self._names, self._name_lengths, slips)
        digits = _digits(whole)
        return np.array([number for number in found if _digits(self._names[number]) == digits], dtype=np.intp)

    @cached_property
    def _word_lengths(self) -> NDArray[np.int32]:
        return _lengths(self._words)

    @cached_property
    def _name_lengths(self) -> NDArray[np.int32]:
        return _lengths(self._names)

    @cached_property
    def _joined_names(self) -> "_Lines":
        return _Lines([name.replace(" ", "") for name in self._names])

    @cached_property
    def _joined_keys(self) -> "_Lines":
        return _Lines(self._keys)


class _Lines:
    """Many lines as one text, in which a search is faster than in each."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = "\n".join(lines)
        self._ends = np.cumsum(_lengths(lines) + 1)

    def holding(self, wanted: str) -> NDArray[np.intp]:
        """The numbers of the lines that hold it."""
        places = []
        place = self._text.find(wanted)
        while place >= 0:
            places.append(place)
            place = self._text.find(wanted, place + 1)
        return np.searchsorted(self._ends, places, side="right")


def _sorted(lines: list[tuple[str, int]]) -> tuple[list[str], NDArray[np.int32]]:
    lines.sort()
    return [line for line, _ in lines], np.array([row for _, row in lines], dtype=np.int32)


def _from(entries: Sequence[str], first: str, last: str) -> slice:
    return slice(bisect_left(entries, first), bisect_left(entries, last))


def _equal(entries: Sequence[str], wanted: str) -> slice:
    return _from(entries, wanted, wanted + "\0")


def _holding(wanted: str, entries: Sequence[str]) -> NDArray[np.intp]:
    return np.array([number for number, entry in enumerate(entries) if wanted in entry], dtype=np.intp)


def _slips(word: str, *, in_numbers: bool = False) -> int:
    """How many slips are forgiven in a word of this length."""
    if _has_digit(word) and not in_numbers:
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1 if len(word) >= _ONE_SLIP else 0


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _lengths(entries: Sequence[str]) -> NDArray[np.int32]:
    return np.fromiter(map(len, entries), dtype=np.int32, count=len(entries))


def _near(wanted: str, entries: Sequence[str], lengths: NDArray[np.int32], slips: int) -> NDArray[np.intp]:
    like = np.flatnonzero(np.abs(lengths - len(wanted)) <= slips)
    return like[_distances(wanted, [entries[number] for number in like.tolist()], slips) <= slips]


def _distances(wanted: str, entries: Sequence[str], slips: int) -> NDArray[np.uint8]:
    """Letters left out, added, changed or swapped with their neighbour between a word and each entry."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    found: NDArray[np.uint8] = cdist([wanted], entries, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8)[0]
    return found
