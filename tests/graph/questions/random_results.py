"""What comes of it, at random: goals, indicators, needs, ratings, confirmations, surveys and ties."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from graph import model
from graph.dates import VagueDate
from graph.model import Ref, states

if TYPE_CHECKING:
    from tests.graph.questions.random_district import Maker

Words = dict[str, list[Ref]]


def results(
    make: Maker,
    words: Words,
    places: list[Ref],
    actors: list[Ref],
    plans: list[Ref],
    measures: list[Ref],
    offers: list[Ref],
    events: list[Ref],
) -> None:
    """Each part apart."""
    goals = _goals(make, words, plans)
    _indicators(make, words, places, goals, actors, measures)
    _needs(make, words, places, events, goals, measures)
    _ratings(make, events, measures, offers)
    _confirmations(make, actors, measures, offers)
    _surveys(make, words, actors)


def _goals(make: Maker, words: Words, plans: list[Ref]) -> list[Ref]:
    return [
        make.add(model.Goal, f"g{n}", text=f"Ziel {n}", plan=make.one(plans, 0.9), fields=make.some(words["field"], 1))
        for n in range(3)
    ]


def _indicators(
    make: Maker, words: Words, places: list[Ref], goals: list[Ref], actors: list[Ref], measures: list[Ref]
) -> None:
    for n in range(6):
        indicator = make.add(
            model.Indicator, f"i{n}", name=f"Kennzahl {n}",
            direction=make.pick((None, *[*states.Direction] * 3)),
            goals=make.some(goals, 1), keeper=make.one(actors, 0.6), period_months=make.pick((None, 12, 6)),
        )  # fmt: skip
        group = words["target_group"][0]
        for key, part in (
            ("all", {}), ("group", {"target_group": group}), ("place", {"place": places[0]}),
            ("both", {"target_group": group, "place": places[0]}),
        )[: make.pick((2, 2, 4))]:  # fmt: skip
            for year in make.chance.sample((2019, 2021, 2023, 2024, 2025), make.pick((0, 2, 3, 3))):
                hidden = make.maybe(0.15)
                make.add(
                    model.Reading, f"w{n}-{key}-{year}", indicator=indicator, period=str(year),
                    **part,
                    value=None if hidden else make.pick((8.0, 10.0, 11.0, 12.0, 15.0)), suppressed=hidden,
                    published_on=make.day(0.5), count=make.pick((None, 3, 40)),
                )  # fmt: skip
            if make.maybe(0.6):
                make.add(
                    model.Target, f"zi{n}-{key}", indicator=indicator, **part,
                    baseline_period="2019",
                    baseline=10.0, target_period=make.pick(("2025", "2026", "2019", None)),
                    target=make.pick((8.0, 14.0, 14.0, 10.0, None)), path=make.pick((None, *[*states.TargetPath] * 3)),
                    tolerance=make.pick((None, 0.0, 1.0)),
                )  # fmt: skip
        for measure in make.some(measures, 2):
            make.put(measure, indicators=(indicator,), goals=make.some(goals, 2))


def _needs(
    make: Maker, words: Words, places: list[Ref], events: list[Ref], goals: list[Ref], measures: list[Ref]
) -> None:
    for n in range(6):
        need = make.add(
            model.Need, f"n{n}", text=f"Bedarf {n}", kind=make.pick(("Bedarf", "Idee", "Wunsch", "KIM-Thema", None)),
            places=make.pick((make.some(places, 4), tuple(dict.fromkeys(places)))),
            goals=make.some(goals, 1) if make.maybe(0.4) else (),
            event=make.one(events, 0.8), ranked_on=make.day(0.3), raised_on=make.day(0.7),
            fields=make.some(words["field"], 1),
        )  # fmt: skip
        if make.maybe(0.3):
            make.put(make.pick(measures), needs=(need,))


def _ratings(make: Maker, events: list[Ref], measures: list[Ref], offers: list[Ref]) -> None:
    for n in range(4):
        rating = make.pick((states.RatingValue.WORKS_WELL, *states.RatingValue, None))
        make.add(
            model.Rating, f"be{n}", subject=f"Thema {n}", rating=rating, event=make.one(events, 0.9),
            measure=make.one(measures, 0.4), offer=make.one(offers, 0.4),
        )  # fmt: skip


def _confirmations(make: Maker, actors: list[Ref], measures: list[Ref], offers: list[Ref]) -> None:
    centre = [a for a in actors if a == actors[-1] or make.maybe(0.3)]
    for n in range(8):
        make.add(
            model.StatusReport, f"sb{n}", measure=make.one(measures, 0.95), date=make.vague(0.95),
            by=make.one(actors, 0.8),
            status=make.pick([*states.MeasureStatus]), percent=make.pick((None, 0.0, 50.0, 100.0)),
        )  # fmt: skip
    for measure in measures:
        if make.maybe(0.5):
            make.put(measure, confirmed_by=make.some(make.pick((centre, actors)), 2))
    for offer in offers:
        if make.maybe(0.7):
            make.put(offer, verified_by=make.pick(make.pick((centre, actors))))
    for n, about in enumerate(make.some([*measures, *offers], 3)):
        make.add(
            model.Confirmation, f"ok{n}", about=about, confirmed_on=make.day(), by=make.one(actors, 0.7),
            confirmed_version=make.pick((1, 1, None, 2)),
        )  # fmt: skip


def _surveys(make: Maker, words: Words, actors: list[Ref]) -> None:
    for n, year in enumerate(("2023", "2025")):
        if not make.maybe(0.8):
            continue
        day = date(int(year), 6, 15) if make.maybe(0.8) else make.day()
        survey = make.add(
            model.Survey, f"w{n}", title=f"Befragung {year}", wave=year,
            end=make.pick((VagueDate.on(date(int(year), 6, 30)), make.vague(0.9))), start=make.vague(0.5),
            roster=make.pick(("COMPLETE", "COMPLETE", None)),
        )  # fmt: skip
        for actor in actors:
            if make.maybe(0.85):
                make.add(
                    model.Inquiry, f"{n}-{actor}", source=actor, target=survey,
                    responded_on=day if make.maybe(0.7) else None,
                )  # fmt: skip
        for a, b in combinations(actors, 2):
            if make.maybe(0.1):
                make.add(
                    model.TieReport, f"tr{n}-{a}-{b}", survey=survey, reporter=a, about=b, reported_on=day,
                    answer=make.pick([*states.TieAnswer]), level=make.pick((None, 1, 4)),
                )  # fmt: skip
    share = make.pick((0.1, 0.25, 0.4))
    for a, b in combinations(actors, 2):
        if make.maybe(share):
            make.add(
                model.Tie, f"{a}|{b}", source=a, target=b, state=make.pick((states.TieState.EXISTS, *states.TieState)),
                fields=make.some(words["field"], 1), **make.time(), told_on=make.day(0.5),
                level=make.pick((None, 1.0, 2.5)),
            )  # fmt: skip
