"""The gap rules, one family per file. A new file here with a `Rule` in it is a new rule."""

import importlib
import pkgutil
import re
from functools import cache

from graph.gaps.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of their keys: G1, G2, G3, G3b, G7 …"""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    rules = {value.key: value for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    return tuple(sorted(rules.values(), key=lambda rule: order(rule.key)))


def order(key: str) -> tuple[int, str]:
    """Sorts G3 before G3b before G13."""
    digits = re.sub(r"\D", "", key)
    return int(digits or 0), key
