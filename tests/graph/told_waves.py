"""Surveys by hand: who was asked, who answered, and what each side said."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from graph.model import Actor, Inquiry, Survey, TieReport
from graph.model.states import TieAnswer
from tests.graph.small_district import Small, on, ref


def wave(
    small: Small,
    key: str,
    day: str,
    answered: Iterable[str],
    *said: str,
    silent: Iterable[str] = (),
    roster: str = "COMPLETE",
) -> Small:
    """A survey in which `a>b` says that a works with b, `a!b` that it does not."""
    small.add(Survey, key, title=key, end=on(day), roster=roster)
    for actor in answered:
        small.edge(Inquiry, actor, key, Survey, key=f"{key}|{actor}", responded_on=date.fromisoformat(day))
    for actor in silent:
        small.edge(Inquiry, actor, key, Survey, key=f"{key}|{actor}")
    for words in said:
        reporter, about = words.replace("!", ">").split(">")
        report(small, key, reporter, about, TieAnswer.NO if "!" in words else TieAnswer.YES)
    return small


def report(
    small: Small, survey: str, reporter: str, about: str, answer: TieAnswer = TieAnswer.YES, **values: Any
) -> Small:
    """What one side said of its tie to the other."""
    ends = {"reporter": ref(Actor, reporter), "about": ref(Actor, about)}
    key = f"{survey}|{reporter}>{about}"
    return small.add(TieReport, key, survey=ref(Survey, survey), answer=answer, **ends, **values)
