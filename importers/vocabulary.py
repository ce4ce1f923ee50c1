"""Words of fields, target groups, types …: found in the dataset's vocabulary, or taken over as they are written."""

from collections import defaultdict

from graph.model import Term
from graph.text import fold
from graph.vocabulary import entries, entry_for
from importers.drafts import Draft, Link
from importers.intake import Intake


class Vocabulary:
    """The terms of a dataset by scheme. A scheme that terms.csv lists is closed: other words of it are refused."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._labels: dict[tuple[str, str], str] = {}
        self._words: dict[tuple[str, str], set[str]] = defaultdict(set)
        for draft in intake.known.all("Term"):
            alt = draft.values.get("alt_labels", ())
            assert isinstance(alt, tuple)
            self._add(str(draft.values["scheme"]), draft.external_id, str(draft.values["label"]), alt)
        from_table = "terms" in intake.tables
        self._closed = {str(d.values["scheme"]) for d in intake.of_kind("Term")} if from_table else set()

    def _add(self, scheme: str, key: str, label: str, alt_labels: tuple[str, ...]) -> None:
        external_id = self._intake.known.now("Term", key)
        self._labels.setdefault((scheme, label), external_id)
        for word in (label, *alt_labels):
            self._words[scheme, _key(word)].add(external_id)
            self._words[scheme, f"~{fold(word)}"].add(external_id)

    def find(self, scheme: str, word: str) -> str | None:
        """The external id of the term that the word means: its label, another word for it, whatever the capitals.

        In a closed scheme umlauts may be written out as well; in an open one “Mutter” and “Mütter” are two words.
        """
        exact = self._labels.get((scheme, word))
        if exact is not None:
            return exact
        for key in (_key(word), *((f"~{fold(word)}",) if self.is_closed(scheme) else ())):
            if len(meant := self._words.get((scheme, key), set())) == 1:
                return next(iter(meant))
        return None

    def is_closed(self, scheme: str) -> bool:
        """Whether the import brings the vocabulary itself, so that a word outside it is a mistake."""
        return scheme in self._closed

    def labels(self, scheme: str) -> list[str]:
        """The labels of a scheme, for a suggestion."""
        return [label for held, label in self._labels if held == scheme]

    def find_or_take(self, scheme: str, word: str, like: Draft) -> str:
        """As `find`; an unknown word becomes a term, as written, with what the shipped vocabulary knows about it."""
        found = self.find(scheme, word)
        if found is not None:
            return found
        entry = entry_for(scheme, word)
        known = entry if entry is not None and fold(entry.de) == fold(word) else None
        key = f"{scheme}:{known.id if known else word}"
        values: dict[str, object] = {"scheme": scheme, "label": word, "invented": like.values.get("invented", False)}
        draft = Draft(Term, key, like.spot, values)
        if known is not None:
            values["label_en"] = known.en
        if known is not None and known.broader and scheme == "actor_type":
            broader = self.find_or_take(scheme, _label_of(scheme, known.broader), like)
            draft.link("broader", [Link.of(Term, "broader", broader, like.spot)])
        self._intake.take(draft)
        self._add(scheme, key, word, ())
        return key


def _key(word: str) -> str:
    return " ".join(word.casefold().split())


def _label_of(scheme: str, entry_id: str) -> str:
    return next(entry.de for entry in entries(scheme) if entry.id == entry_id)
