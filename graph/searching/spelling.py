"""Typing slips: which of many texts are one text, but for a letter left out, added or changed, or two swapped."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]

_ONE_SLIP, _TWO_SLIPS = 4, 8  # letters that a text must have
_DOTS = re.compile("(?<=[aou])e|(?<=a)a")


def slips_forgiven(key: str) -> int:
    """How many slips are forgiven in a text of this length."""
    return 2 if len(key) >= _TWO_SLIPS else 1 if len(key) >= _ONE_SLIP else 0


def without_dots(key: str) -> str:
    """The key as of somebody who leaves out the dots of ä, ö, ü and the ring of å: hoexter → hoxter."""
    return _DOTS.sub("", key)


class Spellings:
    """Many keys, to be asked which of them are like another one."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._forms = [_Form(keys), _Form([without_dots(key) for key in keys])]

    def like(self, key: str, beginning: slice | None = None) -> Places:
        """The places of the keys that are this one but for slips, or but for dots that somebody left out.

        With `beginning`, also of those among the keys in that slice that only begin like it.
        """
        slips = slips_forgiven(key)
        as_it_is, plain = self._forms
        found = [as_it_is.like(key, slips, beginning), plain.like(without_dots(key), slips, beginning)]
        return np.unique(np.concatenate(found))


class _Form:
    """The keys in one of the two ways of writing them."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._lengths = np.fromiter(map(len, keys), dtype=np.intp, count=len(keys))

    def like(self, key: str, slips: int, beginning: slice | None) -> Places:
        places = np.flatnonzero(np.abs(self._lengths - len(key)) <= slips).tolist()
        texts = [self._keys[place] for place in places]
        if beginning is not None and slips:
            longer = (np.flatnonzero(self._lengths[beginning] > len(key) - slips) + beginning.start).tolist()
            for length in range(len(key) - slips, len(key) + slips + 1):
                places += longer
                texts += [self._keys[place][:length] for place in longer]
        return np.array(places, dtype=np.intp)[_near(key, texts, slips)]


def _near(key: str, texts: Sequence[str], slips: int) -> NDArray[np.bool_]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    far: NDArray[np.uint8] = cdist([key], texts, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8)[0]
    return far <= slips
