"""actors.csv: one row is one actor, also for bodies and groups."""

from graph.model import Actor
from graph.vocabulary import entry_for
from importers import words
from importers.drafts import Draft
from importers.filling import external_id, fill, keep_rest
from importers.intake import Intake
from importers.places import own_key
from importers.sheets import Line


def actor(intake: Intake, line: Line) -> None:
    """An actor; whether it can cooperate like others is its type's, unless the row says so itself."""
    key = external_id(intake, line, Actor)
    draft = fill(intake, Actor, line, key, skip=("ags",)) if key is not None else None
    if draft is None:
        return
    draft.used.add("ags")
    own_key(intake, draft, line)
    if not line.text("cooperates"):
        draft.values["cooperates"] = _cooperates(draft)
    keep_rest(draft, line)
    intake.take(draft)


def _cooperates(draft: Draft) -> bool:
    return all(can_cooperate(link.key) for link in draft.links.get("type", ()))


def can_cooperate(type_word: str) -> bool:
    """Whether actors of this type stand in actor networks: groups of actors, funds and bodies do not."""
    entry = entry_for("actor_type", type_word)
    if entry is not None:
        return entry.cooperates
    return not words.is_one_of("actors", "not_cooperating", type_word)
