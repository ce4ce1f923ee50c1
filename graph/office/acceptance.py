"""Whether those who are named for something have said yes: asked how long ago, declined, and whether anybody followed.

Named is not accepted. What is kept is the present state with the day since which it holds.
"""

from collections.abc import Iterable
from datetime import date

from graph.model import Responsibility
from graph.model.states import ResponsibilityState, Role, State
from graph.validity import answers_for, in_force

_NAMED = (ResponsibilityState.PROPOSED, ResponsibilityState.ASKED)


class Acceptance(State):
    """What has to be said of a responsibility whose holder has not said yes."""

    NEVER_ASKED = "NEVER_ASKED", "nie gefragt", "never asked"
    SINCE_UNKNOWN = "SINCE_UNKNOWN", "gefragt, seit wann ist unbekannt", "asked, nobody knows since when"
    WAITING = "WAITING", "in der Frist", "within the time allowed"
    OVERDUE = "OVERDUE", "überfällig", "overdue"
    NOT_REPLACED = "NOT_REPLACED", "abgelehnt, nicht ersetzt", "declined, not replaced"
    REPLACEMENT_UNKNOWN = "REPLACEMENT_UNKNOWN", "abgelehnt, Ersatz unbekannt", "declined, replacement unknown"
    REPLACED = "REPLACED", "abgelehnt, ersetzt", "declined, replaced"


def acceptance(one: Responsibility, named: Iterable[Responsibility], on: date, allowed: float) -> Acceptance | None:
    """How a lead or shared responsibility stands on the day; None where there is nothing to ask for.

    `named` are all for the same, `allowed` the days that an answer may take. Whoever accepted, ended, only supports or
    is named for another time is not asked. Without a day nobody has asked yet.
    """
    if one.role is Role.SUPPORTING or not in_force(one.since, one.until, on):
        return None
    if one.state_since is not None and one.state_since > on:
        return None
    if one.state is ResponsibilityState.DECLINED:
        return _replacement(one, named, on)
    if one.state not in _NAMED:
        return None
    if one.state_since is None:
        asked = one.state is ResponsibilityState.ASKED
        return Acceptance.SINCE_UNKNOWN if asked else Acceptance.NEVER_ASKED
    return Acceptance.OVERDUE if (on - one.state_since).days > allowed else Acceptance.WAITING


def _replacement(declined: Responsibility, named: Iterable[Responsibility], on: date) -> Acceptance:
    """Whoever answers for it since the refusal or later is the replacement, accepted or not.

    Where nobody knows since when somebody else answers, or when the refusal was, nobody knows whether they replace.
    """
    others = [other for other in named if other.id != declined.id and answers_for(other, on)]
    refused = declined.state_since
    if any(refused and other.state_since and refused <= other.state_since <= on for other in others):
        return Acceptance.REPLACED
    unknown = any(refused is None or other.state_since is None for other in others)
    return Acceptance.REPLACEMENT_UNKNOWN if unknown else Acceptance.NOT_REPLACED
