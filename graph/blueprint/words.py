"""Whether two vocabularies mean the same: by label and other words, sub-terms included."""

from collections.abc import Iterable

from graph.model import Ref, Term
from graph.picture import View
from graph.rollup import downwards, upwards
from graph.text import fold


class Meant:
    """Terms of one dataset, recognised in any other by their words.

    In their own dataset they are they and what is narrower. Elsewhere a term is meant if it, or what is broader, has a
    word of one of them, or if it has a word of a narrower one.
    """

    def __init__(self, view: View, dataset: str, terms: Iterable[Term]) -> None:
        self._view, self._dataset = view, dataset
        self._terms = tuple(terms)
        self._own = frozenset(ref for term in self._terms for ref in downwards(view, term.id))
        self._words = _words(self._terms)
        self._narrower = _words(view.many(Term, self._own))
        self._known: dict[Ref, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._terms)

    def __contains__(self, ref: Ref) -> bool:
        if ref not in self._known:
            self._known[ref] = ref in self._own or self._is_elsewhere(ref)
        return self._known[ref]

    def any_of(self, refs: Iterable[Ref]) -> bool:
        """Whether one of these is meant."""
        return any(ref in self for ref in refs)

    def _is_elsewhere(self, ref: Ref) -> bool:
        term = self._view.one(Term, ref)
        if term is None or term.dataset == self._dataset:
            return False
        above = self._view.many(Term, upwards(self._view, ref))
        return bool(_words(above) & self._words or _words((term,)) & self._narrower)


def _words(terms: Iterable[Term]) -> frozenset[str]:
    words = (word for term in terms for word in (term.label, term.label_en or "", *term.alt_labels))
    return frozenset(key for word in words if (key := fold(word)))
