"""An index of names: which records of one kind fit what somebody typed, and how well.

Each record is a row. Words are numbered in the order of the alphabet; `_at_word` says row by row which words stand in
it, `_starts` where each row begins in that list.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.searching.search import Rank, Wanted
from graph.searching.spelling import Places, Spellings

Ranks = NDArray[np.uint8]

NOT_FOUND = 99
_LAST = "\U0010ffff"
_SHORTEST_PART = 3  # letters or digits that are looked for in the middle of names written together, and of ids


class Index:
    """The names, numbers and ids of records, from their search keys; never changes."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._count = len(keys)
        names: list[tuple[str, int]] = []
        numbers: list[tuple[str, int]] = []
        known: dict[str, int] = {}
        at_word: list[int] = []
        starts: list[int] = []
        for row, key in enumerate(keys):
            lines = key.split("\n")
            own = [line for line in lines if line and line[0] != "#"]
            names += [(line, row) for line in own]
            numbers += [(line[1:].replace(" ", ""), row) for line in lines if line[:1] == "#"]
            starts.append(len(at_word))
            at_word += [known.setdefault(word, len(known)) for word in set(" ".join(own).split()) or {""}]
        self._names, self._row_of_name = _sorted(names)
        self._reordered, self._row_of_reordered = _sorted([(_in_order(name), row) for name, row in names])
        self._numbers, self._row_of_number = _sorted(numbers)
        self._words = sorted(known)
        place = np.empty(len(known), dtype=np.int32)
        place[[known[word] for word in self._words]] = np.arange(len(known))
        self._at_word = place[np.array(at_word, dtype=np.int32)]
        self._starts = np.array(starts, dtype=np.intp)

    def ranks(self, wanted: Wanted, *, forgiving: bool) -> Ranks:
        """How well each row fits, as a `Rank` or `NOT_FOUND`; typing slips only where it is `forgiving`."""
        ranks = self._by_words(wanted.words, forgiving=forgiving)
        joined = wanted.whole.replace(" ", "")
        is_number = _digits(joined) != ""
        if forgiving:
            self._improve(ranks, Rank.NEARLY, self._row_of_name[self._names_like(wanted.whole)])
            if len(joined) >= _SHORTEST_PART:
                self._improve(ranks, Rank.JOINED, self._row_of_name[self._joined_names.holding(joined)])
                if is_number:
                    self._improve(ranks, Rank.JOINED, self._row_of_number[self._joined_numbers.holding(joined)])
        self._improve(ranks, Rank.START, self._row_of_name[_beginning(self._names, wanted.whole)])
        if is_number:
            self._improve(ranks, Rank.START, self._row_of_number[_beginning(self._numbers, joined)])
        self._improve(ranks, Rank.EXACT, self._row_of_reordered[_equal(self._reordered, _in_order(wanted.whole))])
        self._improve(ranks, Rank.EXACT, self._row_of_number[_equal(self._numbers, joined)])
        return ranks

    @staticmethod
    def _improve(ranks: Ranks, rank: Rank, rows: NDArray[np.int32]) -> None:
        ranks[rows] = np.minimum(ranks[rows], rank)

    def _by_words(self, words: Iterable[str], *, forgiving: bool) -> Ranks:
        """For every row the rank of the word that fits it worst."""
        ranks = np.zeros(self._count, dtype=np.uint8)
        for word in words:
            fits = np.full(len(self._words), NOT_FOUND, dtype=np.uint8)
            if forgiving:
                fits[self._words_like(word)] = Rank.SLIP
            fits[self._lines_of_words.holding(word)] = Rank.PART
            fits[_beginning(self._words, word)] = Rank.WORDS
            if (fits == NOT_FOUND).all():
                return np.full(self._count, NOT_FOUND, dtype=np.uint8)
            np.maximum(ranks, np.minimum.reduceat(fits[self._at_word], self._starts), out=ranks)
        return ranks

    def _words_like(self, word: str) -> Places:
        """The words that this one is, or begins, but for slips; a beginning has the right first letter."""
        if _digits(word):
            return np.empty(0, dtype=np.intp)
        return self._spellings_of_words.like(word, _beginning(self._words, word[:1]))

    def _names_like(self, whole: str) -> Places:
        """The names that this one is but for slips, none of them in a number."""
        like, digits = self._spellings_of_names.like(whole), _digits(whole)
        return like[[_digits(self._names[number]) == digits for number in like.tolist()]] if len(like) else like

    @cached_property
    def _spellings_of_words(self) -> Spellings:
        return Spellings(self._words)

    @cached_property
    def _spellings_of_names(self) -> Spellings:
        return Spellings(self._names)

    @cached_property
    def _lines_of_words(self) -> "_Lines":
        return _Lines(self._words)

    @cached_property
    def _joined_names(self) -> "_Lines":
        return _Lines([name.replace(" ", "") for name in self._names])

    @cached_property
    def _joined_numbers(self) -> "_Lines":
        return _Lines(self._numbers)


class _Lines:
    """Many lines as one text, in which a search is faster than in each."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = "\n".join(lines)
        self._ends = np.cumsum([len(line) + 1 for line in lines])

    def holding(self, wanted: str) -> Places:
        """The numbers of the lines that hold it."""
        places = []
        place = self._text.find(wanted)
        while place >= 0:
            places.append(place)
            place = self._text.find(wanted, place + 1)
        return np.searchsorted(self._ends, np.array(places, dtype=np.intp), side="right")


def _sorted(lines: list[tuple[str, int]]) -> tuple[list[str], NDArray[np.int32]]:
    lines.sort()
    return [line for line, _ in lines], np.array([row for _, row in lines], dtype=np.int32)


def _in_order(key: str) -> str:
    return " ".join(sorted(key.split()))


def _beginning(entries: Sequence[str], wanted: str) -> slice:
    """Where the sorted entries begin so."""
    return slice(bisect_left(entries, wanted), bisect_left(entries, wanted + _LAST))


def _equal(entries: Sequence[str], wanted: str) -> slice:
    return slice(bisect_left(entries, wanted), bisect_left(entries, wanted + "\0"))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
