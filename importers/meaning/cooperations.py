"""cooperations.csv, wishes.csv and tie_reports.csv: what was said about two actors. Ties are derived from it later."""

from graph.language import Text
from graph.model import Need, TieEvidence, TieReport
from graph.model.states import TieState
from importers import words
from importers.drafts import Draft, Link
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.sheets import Line

_FIELDS_FROM = ("Measure", "Offer", "Plan", "Goal", "Need", "Group", "Term")


def cooperation(intake: Intake, line: Line) -> None:
    """One piece of evidence. An invitation, a venue or a jury is kept as such and never becomes a tie."""
    key = line.text("cooperation_id") or _key(intake, line, ("actor_a", "actor_b", "measure_id", "type"))
    if key is None or (line.text("cooperation_id") and not intake.claim(line, key)):
        return
    draft = fill(intake, TieEvidence, line, key)
    if draft is None or _is_with_itself(intake, draft, line):
        return
    kind, wording = line.text("type"), line.text("source_wording")
    if not _is_about_a_pair(intake, line, draft):
        return
    no_tie = words.no_tie(kind) or words.no_tie(wording)
    if no_tie:
        draft.values["state"] = None
    elif not line.text("state"):
        wished = words.mentions("cooperations", "wish", kind)
        draft.values["state"] = TieState.WISHED if wished else TieState.EXISTS
    if not line.text("layer"):
        formal = words.mentions("cooperations", "agreement", kind)
        draft.values["layer"] = None if no_tie else "formal" if formal else "working"
    if not line.has("field"):
        draft.link("fields", _fields_of_measure(intake, draft))
    keep_rest(draft, line)
    intake.take(draft)


def _is_about_a_pair(intake: Intake, line: Line, draft: Draft) -> bool:
    """Whether the row names both actors, or is a wish, which may leave one open; else it is refused."""
    is_wish = draft.values.get("state") is TieState.WISHED or words.mentions("cooperations", "wish", line.text("type"))
    missing = [column for column in ("actor_a", "actor_b") if not line.text(column)]
    if not missing or (is_wish and len(missing) == 1):
        return True
    for column in missing:
        intake.refuse(line.spot(column, ""), "MISSING_VALUE", _NO_PAIR)
    return False


def _key(intake: Intake, line: Line, columns: tuple[str, ...]) -> str | None:
    """A key from what the row names; a further row on it is further evidence, the very same row is refused."""
    if intake.is_repeated(line):
        intake.refuse(line.spot(), "DUPLICATE_ROW", _DUPLICATE_ROW)
        return None
    return intake.numbered(line.sheet.name, "|".join(line.text(column) for column in columns))


def _is_with_itself(intake: Intake, draft: Draft, line: Line) -> bool:
    ends = [link.key for name in ("actor_a", "actor_b", "reporter", "about") for link in draft.links.get(name, ())]
    if len(ends) == 2 and ends[0] == ends[1]:
        intake.refuse(line.spot(), "TIE_WITH_ITSELF", _WITH_ITSELF.fill(actor=ends[0]))
        return True
    return False


def _fields_of_measure(intake: Intake, draft: Draft) -> list[Link]:
    """The field of a cooperation in a measure is the measure's, where the table has no column of its own for it."""
    for link in draft.links.get("measure", ()):
        found = intake.known.find(_FIELDS_FROM, link.key)
        if found is not None:
            labels = intake.known.field_labels(*found)
            return [Link.of(TieEvidence, "fields", label, link.spot) for label in labels]
    return []


def wish(intake: Intake, line: Line) -> None:
    """A wish for a tie is evidence for it; a wish for a contact point completes the need that it names."""
    key = line.text("wish_id") or _key(intake, line, ("kind", "actor_a", "actor_b", "text"))
    if key is None or (line.text("wish_id") and not intake.claim(line, key)):
        return
    kind = line.text("kind")
    if kind and not any(words.is_one_of("wishes", group, kind) for group in words.lists()["wishes"]):
        known = ", ".join(group[0] for group in words.lists()["wishes"].values())
        intake.refuse(line.spot("kind"), "UNKNOWN_WORD", _UNKNOWN_WISH.fill(kind=kind, words=known))
        return
    need = intake.known.find(("Need",), line.text("measure_id")) if line.text("measure_id") else None
    if not words.is_one_of("wishes", "contact", kind):
        _take_wish(intake, line, key, TieState.WISHED)
    elif need is not None:
        _complete_need(intake, line, need[1])
    elif line.text("measure_id"):
        _take_wish(intake, line, key, None)
    else:
        _take_need(intake, line, key)


def _take_wish(intake: Intake, line: Line, key: str, state: TieState | None) -> None:
    draft = fill(intake, TieEvidence, line, f"wish:{key}", skip=("type", "wording", "state", "layer"))
    if draft is None or _is_with_itself(intake, draft, line):
        return
    ends = [line.text("actor_a"), line.text("actor_b")]
    draft.values |= {
        "type": line.text("kind") or None,
        "wording": line.text("text") or None,
        "state": state if all(ends) else None,
        "layer": "working" if state and all(ends) else None,
    }
    draft.used |= {"kind", "text"}
    keep_rest(draft, line)
    intake.take(draft)


def _complete_need(intake: Intake, line: Line, need: str) -> None:
    """The event at which the need was raised, and the words of the wish beside those of the need."""
    before = intake.known.get("Need", need)
    draft = intake.drafts.get(("Need", need))
    if draft is None:
        draft = Draft(Need, need, line.spot())
        intake.take(draft)
    if line.text("event_id"):
        draft.link("event", [Link.of(Need, "event", line.text("event_id"), line.spot("event_id"))])
    written = draft.values.get("as_written") or (before.values.get("as_written") if before else ()) or ()
    assert isinstance(written, tuple)
    said = f"{line.text('kind')}: {line.text('text')}"
    draft.values["as_written"] = tuple(dict.fromkeys((*written, said)))


def _take_need(intake: Intake, line: Line, key: str) -> None:
    draft = fill(intake, Need, line, f"wish:{key}")
    if draft is not None:
        keep_rest(draft, line)
        intake.take(draft)


def tie_report(intake: Intake, line: Line) -> None:
    """What one side said about the other in a survey."""
    key = external_id(intake, line, TieReport)
    draft = fill(intake, TieReport, line, key) if key is not None else None
    if draft is not None and not _is_with_itself(intake, draft, line):
        keep_rest(draft, line)
        intake.take(draft)


_WITH_ITSELF = Text(
    "„{actor}“ steht auf beiden Seiten; eine Verbindung hat zwei verschiedene Akteure.",
    "“{actor}” stands on both sides; a tie has two different actors.",
)
_NO_PAIR = Text(
    "Hier fehlt ein Akteur. Eine Kooperation nennt zwei; nur ein Wunsch darf einen offen lassen.",
    "An actor is missing here. A cooperation names two; only a wish may leave one open.",
)
_UNKNOWN_WISH = Text(
    "„{kind}“ ist keine bekannte Art von Wunsch. Möglich: {words}.",
    "“{kind}” is no known kind of wish. Possible: {words}.",
)
_DUPLICATE_ROW = Text("Dieselbe Zeile kommt schon vor.", "The very same row stands there already.")
