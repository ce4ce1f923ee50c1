"""The state of a responsibility of which a row does not say it."""

from graph.model import Responsibility, global_id
from graph.model.states import ResponsibilityState
from importers.intake import Intake


def unstated(intake: Intake, key: str, *, carries: bool) -> ResponsibilityState:
    """Whoever carries an offer has accepted; everybody else is only named.

    A state that was recorded with the day since which it holds is not taken back by a row that says nothing of it.
    """
    ref = intake.merged.now(global_id(intake.dataset, Responsibility.__name__, key))
    held = intake.held.get(ref)
    if isinstance(held, Responsibility) and held.state_since is not None:
        return held.state
    return ResponsibilityState.ACCEPTED if carries else ResponsibilityState.PROPOSED
