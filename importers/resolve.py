"""References find what they mean, or their row is refused; words (terms, towns, sources) are taken over."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from graph.language import Text
from graph.model import KINDS, Source
from graph.schema import property_of
from importers import cycles
from importers.drafts import Draft, Link
from importers.gazetteer import Gazetteer
from importers.intake import Intake
from importers.sheets import declared
from importers.vocabulary import Vocabulary

_LIKE_ENOUGH = 75
_WORDING = re.compile(r"[\s/.:]")


def resolve(intake: Intake) -> None:
    """Refuse every row that points at nothing, and every row that points at such a row; then settle the words."""
    _set_aside_missing_tables(intake)
    while _refuse_dangling(intake) or cycles.refuse(intake):
        pass
    _forget_unnamed(intake)
    vocabulary, gazetteer = Vocabulary(intake), Gazetteer(intake)
    for draft in list(intake.drafts.values()):
        for name, links in draft.links.items():
            draft.links[name] = [
                settled for link in links if (settled := _settled(intake, draft, name, link, vocabulary, gazetteer))
            ]


def _forget_unnamed(intake: Intake) -> None:
    """Forget actors that only refused rows named."""
    named = {link.key for link in _links(intake)}
    for identity in intake.named_actors:
        if identity[1] not in named:
            intake.drop(intake.drafts[identity])


def _set_aside_missing_tables(intake: Intake) -> None:
    """Where a whole table is missing, its ids point nowhere: the row stands without them, if it can.

    A folder of actors and cooperations alone gives ties although there is nothing to look their measures up in.
    """
    present = intake.known.kinds()
    for draft in intake.drafts.values():
        for name, links in draft.links.items():
            set_aside = [k for k in links if not _has_table(present, k) and not _is_needed(draft, name, k)]
            if not set_aside:
                continue
            for link in set_aside:
                keep_word(draft, name, link)
                table = KINDS[link.kinds[0]].meta.table
                intake.leave_out(link.spot, "TABLE_MISSING", _TABLE_MISSING.fill(key=link.key, table=table))
            draft.links[name] = [link for link in links if link not in set_aside]


def _has_table(present: set[str], link: Link) -> bool:
    """Whether there is anything of the kinds that may be meant; terms are words of other tables and do not count."""
    return any(kind in present for kind in link.kinds if kind != "Term" or len(link.kinds) == 1)


def _is_needed(draft: Draft, name: str, link: Link) -> bool:
    """Whether the row says nothing without the reference: actors, ends of edges, and what makes its key."""
    prop = property_of(draft.kind, name)
    is_key = any(column in declared().get(draft.kind.meta.table, {}).get("key", ()) for column in prop.columns)
    is_word = link.to.scheme is not None or link.kinds in (("Source",), ("Place",))
    return is_word or prop.is_end or is_key or "Actor" in link.kinds


def _refuse_dangling(intake: Intake) -> bool:
    vocabulary, gazetteer = Vocabulary(intake), Gazetteer(intake)
    dangling = [link for link in _links(intake) if not _leads_somewhere(intake, link, vocabulary, gazetteer)]
    for link in dangling:
        if not intake.refuse_if_ambiguous(link.spot, link.kinds, link.key):
            intake.refuse(link.spot, "MISSING_REFERENCE", _reason(intake, link, vocabulary))
    return intake.drop_refused()


def _links(intake: Intake) -> Iterator[Link]:
    for draft in intake.drafts.values():
        for links in draft.links.values():
            yield from links
    for addition in intake.additions:
        yield from addition.links


def _leads_somewhere(intake: Intake, link: Link, vocabulary: Vocabulary, gazetteer: Gazetteer) -> bool:
    if link.to.scheme is not None:
        return not vocabulary.is_closed(link.to.scheme) or vocabulary.find(link.to.scheme, link.key) is not None
    if link.kinds == ("Place",):
        return "places" not in intake.tables or gazetteer.find(link.key) is not None
    if link.kinds == ("Source",):
        is_wording = "sources" not in intake.tables or _WORDING.search(link.key) is not None
        return is_wording or intake.known.has("Source", link.key)
    return intake.known.find(link.kinds, link.key) is not None


def _reason(intake: Intake, link: Link, vocabulary: Vocabulary) -> Text:
    if intake.was_refused(link.kinds, link.key):
        return _REFUSED_ITSELF.fill(key=link.key)
    if link.to.scheme is not None:
        known = vocabulary.labels(link.to.scheme)
        reason = _UNKNOWN_TERM.fill(key=link.key)
    else:
        known = [word for kind in link.kinds if kind != "Term" for word in intake.known.words(kind)]
        reason = _NOT_THERE.fill(key=link.key, plural=KINDS[link.kinds[0]].meta.plural)
    near = process.extractOne(link.key, known, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    if near is None:
        return reason
    suggestion = _DID_YOU_MEAN.fill(word=near[0])
    return Text(f"{reason.de} {suggestion.de}", f"{reason.en} {suggestion.en}")


def _settled(
    intake: Intake, draft: Draft, name: str, link: Link, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> Link | None:
    """The link with kind and external id of what it means; None if the word stays a word."""
    if link.to.scheme is not None:
        return _to(link, "Term", vocabulary.find_or_take(link.to.scheme, link.key, draft))
    if link.kinds == ("Place",):
        invented = bool(draft.values.get("invented", False))
        place = gazetteer.find_or_take(link.key, link.spot, invented=invented)
        if place is not None:
            return _to(link, "Place", place)
        keep_word(draft, name, link)
        intake.leave_out(link.spot.at(link.spot.column, link.key), "UNKNOWN_PLACE", _UNKNOWN_PLACE.fill(key=link.key))
        return None
    if link.kinds == ("Source",):
        if not intake.known.has("Source", link.key):
            values: dict[str, object] = {"title": link.key, "invented": draft.values.get("invented", False)}
            intake.take(Draft(Source, link.key, link.spot, values))
        return _to(link, "Source", link.key)
    found = intake.known.find(link.kinds, link.key)
    assert found is not None, link
    return _to(link, *found)


def _to(link: Link, kind: str, external_id: str) -> Link:
    return Link(external_id, link.to, link.spot, (kind,))


def keep_word(draft: Draft, name: str, link: Link) -> None:
    """Keep a word that leads nowhere as “label: word”."""
    written = draft.values.get("as_written", ())
    assert isinstance(written, tuple)
    draft.values["as_written"] = (*written, f"{property_of(draft.kind, name).label.de}: {link.key}")


_REFUSED_ITSELF = Text(
    "„{key}“ wurde selbst nicht übernommen. Berichtigen Sie zuerst dessen Zeile.",
    "“{key}” was not taken itself. Correct its row first.",
)
_NOT_THERE = Text("„{key}“ gibt es nicht ({plural}).", "There is no “{key}” ({plural}).")
_UNKNOWN_TERM = Text("„{key}“ steht nicht im Vokabular (terms).", "“{key}” is not in the vocabulary (terms).")
_TABLE_MISSING = Text(
    "„{key}“: es gibt keine Tabelle {table} dazu; die Zeile ist ohne diesen Verweis übernommen.",
    "“{key}”: there is no table {table} for it; the row is taken without this reference.",
)
_DID_YOU_MEAN = Text("Meinten Sie „{word}“?", "Did you mean “{word}”?")
_UNKNOWN_PLACE = Text(
    "„{key}“ ist keine Kommune dieses Kreises; das Wort ist aufgehoben, aber keinem Ort zugeordnet.",
    "“{key}” is no municipality of this district; the word is kept, but assigned to no place.",
)
