"""Where something that is missing here is done already, and what a municipality can start from."""

from graph.blueprint.models import Model, models
from graph.blueprint.plan_slice import PlanSlice, plan_slice
from graph.blueprint.wanted import Wanted, wanted_for_gap, wanted_in

__all__ = ["Model", "PlanSlice", "Wanted", "models", "plan_slice", "wanted_for_gap", "wanted_in"]
