"""What an office keeps, at random: duties, events, papers, money, deadlines, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import model
from graph.model import Ref, states

if TYPE_CHECKING:
    from tests.graph.questions.random_district import Maker

Words = dict[str, list[Ref]]


def an_office(
    make: Maker,
    words: Words,
    places: list[Ref],
    actors: list[Ref],
    plans: list[Ref],
    measures: list[Ref],
    offers: list[Ref],
    contacts: list[Ref],
    sources: list[Ref],
) -> list[Ref]:
    """Each part apart; the events."""
    _duties(make, words, places, actors, measures)
    events = _events(make, words, places, actors, plans)
    _participation(make, actors, events)
    _papers(make, actors, plans, measures)
    _money(make, words, measures)
    _plan_changes(make, places, plans, measures)
    _consents(make, contacts)
    _deadlines(make, measures)
    _claims(make, measures, offers, sources)
    _decisions(make, words, places, actors, measures)
    return events


def _duties(make: Maker, words: Words, places: list[Ref], actors: list[Ref], measures: list[Ref]) -> None:
    for n in range(3):
        duty = make.add(
            model.Duty, f"d{n}", title=f"Aufgabe {n}", basis=make.pick([*states.Basis]),
            fields=make.some(words["field"], 1),
            legal_holder=make.one(actors, 0.7), places=make.some(places, 1), measures=make.some(measures, 2),
            delegation_document=make.pick((None, None, "Vertrag", " ")),
        )  # fmt: skip
        if make.maybe(0.6):
            make.add(
                model.Responsibility, f"rd{n}", source=make.pick(actors), target=duty, **make.time(),
                role=make.pick((states.Role.LEAD, states.Role.LEAD, states.Role.SUPPORTING)), state_since=make.day(0.8),
                state=make.pick((states.ResponsibilityState.ACCEPTED, *states.ResponsibilityState)),
            )  # fmt: skip


def _events(
    make: Maker, words: Words, places: list[Ref], actors: list[Ref], plans: list[Ref]
) -> list[Ref]:  # fmt: skip
    kinds = ("Workshop", "Workshop", "Konferenz", "Konferenz", "Gespräch", "Gespräch", "Umfrage", None)
    return [
        make.add(
            model.Event, f"e{n}", title=f"Termin {n}", type=make.pick(kinds), date=make.vague(0.9),
            state=make.pick((states.EventState.HELD, states.EventState.HELD, *states.EventState, None)),
            daypart=make.pick((states.Daypart.EVENING, *states.Daypart, None)), places=make.some(places, 2),
            regular=make.pick((True, True, False, None)), fields=make.some(words["field"], 1),
            about=make.pick((None, "nach Beschluss", "vor Beschluss", "Handlungsfeld")),
            plan=make.one(plans, 0.7), organiser=make.one(actors, 0.5),
        )
        for n in range(9)
    ]  # fmt: skip


def _participation(make: Maker, actors: list[Ref], events: list[Ref]) -> None:
    for n, event in enumerate(events):
        for m, actor in enumerate(make.some(actors, 8)):
            if make.maybe(0.85):
                make.add(
                    model.Invitation, f"t{n}-{m}", source=actor, target=event, invited_on=make.day(0.3),
                    attended=make.pick((states.Known.YES, states.Known.NO, states.Known.NO, states.Known.UNKNOWN)),
                    daypart=make.pick((None, None, *states.Daypart)),
                )  # fmt: skip
            if make.maybe(0.15):
                make.add(model.Attendance, f"t{n}-{m}", source=actor, target=event)
    groups = [ref for ref, record in make.records.items() if record.external_id == "lk"]
    for record in list(make.records.values()):
        if type(record).__name__ == "Membership" and record.target in groups and make.maybe(0.7):  # type: ignore[attr-defined]
            values = {"source": record.source, "target": record.target, "since": record.since, "until": record.until}  # type: ignore[attr-defined]
            make.add(type(record), record.external_id, **values, from_event=make.pick(events))


def _papers(make: Maker, actors: list[Ref], plans: list[Ref], measures: list[Ref]) -> None:
    consultations: list[Ref] = []
    for n in range(2):
        paper = make.add(
            model.Paper, f"p{n}", title=f"Vorlage {n}", reference=f"{n}/2025", plan=make.one(plans, 0.6),
            measure=make.one(measures, 0.4),
        )  # fmt: skip
        for order in range(make.pick((0, 1, 3))):
            consultations.append(
                make.add(
                    model.Consultation, f"p{n}-{order}", paper=make.one([paper], 0.95), order=order,
                    date=make.vague(0.8),
                    body=make.one(actors, 0.7), body_name="Ausschuss", votes_yes=make.pick((None, 3, 9)),
                    votes_no=make.pick((None, 0, 1, 9)), measures=make.some(measures, 2),
                    result=make.pick((None, states.ConsultationResult.AMENDED, *states.ConsultationResult)),
                    state=make.pick((states.EventState.HELD, states.EventState.HELD, *states.EventState, None)),
                    amendment=make.pick((None, "mit eigenem Beschluss")),
                )
            )  # fmt: skip
    for n in range(5):
        own = make.maybe(0.7)
        make.add(
            model.Resolution, f"b{n}", title=f"Beschluss {n}", date=make.vague(0.9), plan=make.one(plans, 0.3),
            measures=make.some(measures, 3),
            result=make.pick((states.ResolutionResult.ADOPTED, *states.ResolutionResult)),
            special=own, financing=own, funds_until=make.day(0.5), body=make.one(actors, 0.5),
            consultation=make.one(consultations, 0.4),
        )  # fmt: skip


def _money(make: Maker, words: Words, measures: list[Ref]) -> None:
    for n in range(6):
        make.add(
            model.Funding, f"f{n}", measure=make.one(measures, 0.95), programme=make.one(words["programme"], 0.8),
            kim=make.pick((True, True, False, None)), start=make.vague(0.4), end=make.vague(0.5),
            amount_eur=make.pick((None, 1000.0)),
        )  # fmt: skip


def _plan_changes(make: Maker, places: list[Ref], plans: list[Ref], measures: list[Ref]) -> None:
    for n in range(5):
        old, new = (make.one([m for m in measures if make.plan_of(m) == plan], 0.8) for plan in plans)
        make.add(
            model.PlanChange, f"ch{n}", old_measure=old, new_measure=new, change=make.pick([*states.PlanChangeKind])
        )
    for n in range(2):
        make.add(
            model.Plan, f"ort{n}", title=f"Plan Ort {n}", place=make.one(places, 0.8), based_on=make.one(plans, 0.8),
            adopts=make.some(measures, 3), status=make.pick([*states.PlanStatus]), adopted_on=make.vague(0.6),
        )  # fmt: skip


def _consents(make: Maker, contacts: list[Ref]) -> None:
    for n in range(5):
        consent = make.add(
            model.Consent, f"cn{n}", contact=make.one(contacts, 0.9), given_on=make.day(0.8),
            scope=make.pick(("öffentlich", "intern", None)), valid_until=make.day(0.9),
            withdrawn_on=make.day(0.2),
        )  # fmt: skip
        if make.maybe():
            make.put(make.pick(contacts), consent=consent)


def _deadlines(make: Maker, measures: list[Ref]) -> None:
    for n in range(4):
        make.add(
            model.Deadline, f"fr{n}", title=f"Frist {n}", date=make.vague(0.9), done_on=make.day(0.3),
            measure=make.one(measures, 0.6), kind=make.pick(("Frist", "Meilenstein")),
        )  # fmt: skip


def _claims(make: Maker, measures: list[Ref], offers: list[Ref], sources: list[Ref]) -> None:
    said = (("Status", ("laufend", "geplant")), ("Ende", ("2025", "2026")), ("Zuständig", ("Akteur 1", "Akteur 2")))
    for n in range(9):
        name, values = make.pick(said)
        make.add(
            model.Claim, f"cl{n}", about=make.one((measures + offers)[:2]), property=name, value=make.pick(values),
            stated_in=make.some(sources, 1, 1), date=make.vague(0.5),
        )  # fmt: skip


def _decisions(make: Maker, words: Words, places: list[Ref], actors: list[Ref], measures: list[Ref]) -> None:
    for n in range(2):
        make.add(
            model.CellDecision, f"x{n}", fields=make.some(words["field"], 2, 1), place=make.one(places, 0.9),
            target_groups=make.some(words["target_group"], 2), date=make.vague(0.8), until=make.vague(0.4),
            decision=make.pick((states.CellDecisionKind.NOT_REQUIRED, None)), reason="nicht nötig",
        )  # fmt: skip
    for n, measure in enumerate(make.some(measures, 2)):
        record = make.records[measure]
        assert isinstance(record, model.Measure)
        make.add(
            model.GapDecision, f"y{n}", rule=make.pick(("G3", "G13", "G14")), subject=record.external_id,
            state=make.pick([*states.GapState]), date=make.vague(0.8), review_on=make.day(0.4), reason="so",
        )  # fmt: skip
