"""The types of actors that questions, proposals and measures look for: what their terms are called in the vocabularies.

A dataset uses one of the labels; where a rule needs one term, the first label that the dataset knows counts. Terms that
mean the same may be merged under any of them.
"""

from collections.abc import Iterable

from graph.model import Term
from graph.text import fold

Labels = tuple[str, ...]

MIGRANT_ORGANISATION: Labels = ("Migrantenorganisation", "Migrantenselbstorganisation", "Migrantenorganisationen")
INTEGRATION_CENTRE: Labels = ("Kommunales Integrationszentrum",)


def first_called(terms: Iterable[Term], labels: Labels) -> Term | None:
    """The type that has the first of these labels, else the second …; None without any."""
    types = [term for term in terms if term.scheme == "actor_type"]
    return next((term for label in labels for term in types if fold(term.label) == fold(label)), None)


def is_called(term: Term, labels: Labels) -> bool:
    """Whether the term has one of these labels."""
    return fold(term.label) in {fold(label) for label in labels}
