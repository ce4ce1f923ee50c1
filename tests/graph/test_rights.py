"""The table of rights, written down a second time in the words of the office: every cell of the first is held to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pytest

from graph.errors import NotAllowed, NotFound
from graph.model import KINDS, Actor, Contact, Measure, Paper, Record, Ref, Tie
from graph.model.states import Visibility
from graph.rights import GUEST, OFFICE, WHOLE_STORE, Action, Grant, Viewer, ViewerRole, may, may_see, own_by, require
from graph.rights.viewer import by_class
from graph.schema import ValueType, properties

TODAY = date(2026, 3, 1)

KIND_GROUPS = {
    "Kontakt": "Contact",
    "Einwilligung": "Consent",
    "Antworten": "TieReport Inquiry",
    "Teilnahme": "Invitation Attendance",
    "Beschlüsse": "Paper Consultation Resolution Statement",
    "Berichtetes": "Tie TieEvidence StatusReport Confirmation",
    "Stellungnahme": "Statement",
    "Akteur": "Actor",
    "Angebot": "Offer",
    "Maßnahme": "Measure",
    "Verbindung": "Tie",
    "Zuständigkeit": "Responsibility",
    "Sachstand": "StatusReport",
    "Meldung": "TieReport",
    "Bestätigbares": "Actor Offer Measure Contact",
    "Übriges": (
        "Source Place Plan Term Actor Group Goal Need Measure Offer Duty Event Participation Rating Deadline Indicator "
        "Target Reading Funding Survey Inventory Claim CellDecision GapDecision Proposal PlanChange Redirect Setting "
        "Responsibility Contribution Membership"
    ),
    "alles": " ".join(KINDS),
}

NOTES = {"note", "as_written"}
TRUST = {"trust_reliable", "trust_open", "trust_mission"}
NAMES = {"person_name"}
WRITTEN_BY_OTHERS = {
    "Akteur": "name alt_names type places level volunteer capacity_fte visibility note",
    "Angebot": (
        "title fields target_groups places start end time_text status status_text kind reach task funding_text venues "
        "addressees contact verified_on visibility note"
    ),
    "Kontakt": "role place email phone person_name consent verified_on since until visibility note",
    "Einwilligung": "given_on scope valid_until withdrawn_on",
    "Verbindung": "fields layer state level formal since until visibility note",
    "Sachstand": "date status status_text percent text visibility note",
    "Meldung": "answer level frequency formal fields reported_on trust_reliable trust_open trust_mission",
    "Stellungnahme": "date stance text visibility note",
}

OFFICE_TABLE = """
lesen                  | Übriges       | üblich    | jeder | Partner eigene | Partner Gebiet | alle | Partner | jeder
lesen                  | Berichtetes   | üblich    | jeder | Partner eigene | Partner Gebiet | alle | alle    | jeder
lesen                  | Beschlüsse    | üblich    | jeder | jeder          | jeder          | alle | jeder   | jeder
lesen +Vorlagen        | Beschlüsse    | üblich    | –     | –              | alle           | –    | –       | –
lesen                  | Kontakt       | üblich    | –     | eigene         | Gebiet         | alle | alle    | –
lesen                  | Kontakt       | Name      | –     | eigene         | Gebiet         | alle | alle    | –
lesen                  | Einwilligung  | üblich    | –     | eigene         | Gebiet         | alle | –       | –
lesen                  | Antworten     | üblich    | –     | eigene         | eigene         | alle | alle    | –
lesen                  | Antworten     | Vertrauen | –     | eigene         | eigene         | alle | –       | –
lesen                  | Teilnahme     | üblich    | –     | eigene         | Gebiet         | alle | –       | –
lesen                  | alles         | Notiz     | –     | eigene         | eigene         | alle | –       | –
anlegen ändern löschen | alles         | alle      | –     | –              | –              | alle | –       | –
vorschlagen            | Akteur        | Liste     | –     | eigene         | Gebiet         | alle | –       | –
vorschlagen            | Angebot       | Liste     | –     | eigene         | Gebiet         | alle | –       | –
vorschlagen            | Kontakt       | Liste     | –     | eigene         | Gebiet         | alle | –       | –
vorschlagen            | Einwilligung  | Liste     | –     | eigene         | Gebiet         | alle | –       | –
vorschlagen            | Verbindung    | Liste     | –     | eigene         | Gebiet         | alle | –       | –
vorschlagen            | Maßnahme      | üblich    | –     | –              | Partner Gebiet | alle | Partner | –
ändern +direkt         | Akteur        | Liste     | –     | eigene         | –              | –    | –       | –
ändern +direkt         | Angebot       | Liste     | –     | eigene         | –              | –    | –       | –
anlegen ändern +direkt | Kontakt       | Liste     | –     | eigene         | –              | –    | –       | –
anlegen ändern +direkt | Einwilligung  | Liste     | –     | eigene         | –              | –    | –       | –
anlegen ändern         | Akteur        | Liste     | –     | –              | Gebiet         | –    | –       | –
anlegen ändern         | Angebot       | Liste     | –     | –              | Gebiet         | –    | –       | –
anlegen ändern         | Kontakt       | Liste     | –     | –              | Gebiet         | –    | –       | –
anlegen ändern         | Einwilligung  | Liste     | –     | –              | Gebiet         | –    | –       | –
anlegen ändern         | Stellungnahme | Liste     | –     | –              | Gebiet         | –    | –       | –
anlegen                | Meldung       | Liste     | –     | eigene         | eigene         | –    | –       | –
anlegen                | Sachstand     | Liste     | –     | eigene         | Gebiet         | –    | –       | –
bestätigen             | Verbindung    | üblich    | –     | eigene         | Gebiet         | alle | –       | –
bestätigen             | Zuständigkeit | üblich    | –     | eigene         | eigene         | alle | –       | –
bestätigen             | Bestätigbares | üblich    | –     | eigene         | Gebiet         | alle | –       | –
Verlauf freigeben      | alles         | alle      | –     | –              | –              | alle | –       | –
einlesen rückgängig    | alles         | alle      | –     | –              | –              | alle | –       | –
zusammenführen tilgen  | alles         | alle      | –     | –              | –              | alle | –       | –
Verlauf                | alles         | üblich    | –     | eigene         | Gebiet         | –    | –       | –
Metadaten              | alles         | alle      | –     | –              | –              | alle | –       | alle
vorlegen               | alles         | alle      | –     | –              | Gebiet         | alle | Partner | –
doppelt                | Akteur        | üblich    | –     | –              | Gebiet         | alle | Partner | –
einladen               | Akteur        | üblich    | –     | –              | –              | alle | –       | –
Konten sichern         | alles         | alle      | –     | –              | –              | –    | –       | alle
"""
VERBS = {
    "lesen": Action.READ, "Verlauf": Action.READ_HISTORY, "Metadaten": Action.READ_METADATA, "anlegen": Action.CREATE,
    "ändern": Action.UPDATE, "löschen": Action.DELETE, "vorschlagen": Action.PROPOSE, "bestätigen": Action.CONFIRM,
    "freigeben": Action.RELEASE, "einlesen": Action.IMPORT, "vorlegen": Action.PROPOSE_IMPORT,
    "zusammenführen": Action.MERGE, "doppelt": Action.PROPOSE_MERGE, "rückgängig": Action.UNDO, "tilgen": Action.ERASE,
    "einladen": Action.INVITE, "Konten": Action.MANAGE_USERS, "sichern": Action.BACKUP,
    "+Vorlagen": Grant.PAPERS, "+direkt": Grant.DIRECT,
}  # fmt: skip
ROLES = ("GUEST", "ACTOR", "MUNICIPALITY", "COORDINATION", "ADVISER", "ADMINISTRATION")
BLIND = {Action.CREATE, Action.READ_METADATA, Action.INVITE, Action.MANAGE_USERS, Action.BACKUP}
"""What is done without the entry being read. Whatever else is done, it has to be readable."""

OWN, HERE, ELSEWHERE = "own", "here", "elsewhere"


class Line(NamedTuple):
    actions: frozenset[Action]
    grants: frozenset[Grant]
    group: str
    kinds: frozenset[str]
    fields: str
    cells: dict[str, str]


@cache
def lines() -> tuple[Line, ...]:
    found = []
    for row in OFFICE_TABLE.strip().splitlines():
        verbs, group, named, *cells = (part.strip() for part in row.split("|"))
        words = [VERBS[verb] for verb in verbs.split()]
        actions = frozenset(word for word in words if isinstance(word, Action))
        grants = frozenset(word for word in words if isinstance(word, Grant))
        kinds = frozenset(KIND_GROUPS[group].split())
        found.append(Line(actions, grants, group, kinds, named, dict(zip(ROLES, cells, strict=True))))
    return tuple(found)


def speaks_of(line: Line, field: str | None) -> bool:
    closed = NOTES | TRUST | NAMES
    opened: dict[str, set[str]] = {"Notiz": NOTES, "Vertrauen": TRUST, "Name": NAMES}
    if field is None:
        return line.fields not in opened
    if line.fields == "Liste":
        return field in WRITTEN_BY_OTHERS[line.group].split()
    return line.fields == "alle" or (field not in closed if line.fields == "üblich" else field in opened[line.fields])


def is_open(cell: str, where: str, visibility: Visibility) -> bool:
    return {
        "–": False,
        "alle": True,
        "jeder": visibility is Visibility.PUBLIC,
        "Partner": visibility is not Visibility.INTERNAL,
        "eigene": where == OWN,
        "Gebiet": where in (OWN, HERE),
    }[cell]


@cache
def cells_about(
    role: ViewerRole, grants: frozenset[Grant], action: Action, kind: str, field: str | None
) -> frozenset[str]:
    return frozenset(
        word
        for line in lines()
        if action in line.actions and kind in line.kinds and line.grants <= grants and speaks_of(line, field)
        for word in line.cells[str(role)].split()
    )


def expected(viewer: Viewer, action: Action, kind: str, field: str | None, where: str, visibility: Visibility) -> bool:
    def allowed(action: Action, field: str | None) -> bool:
        words = cells_about(viewer.role, viewer.grants, action, kind, field)
        return any(is_open(word, where, visibility) for word in words)

    if not allowed(action, field):
        return False
    closed = field if field in NOTES | TRUST | NAMES else None
    return action in BLIND or (allowed(Action.READ, None) and allowed(Action.READ, closed))


A, P, HELD, NEARBY = (Ref(name) for name in ("actor", "place", "held", "nearby"))


def viewer(role: ViewerRole, *grants: Grant) -> Viewer:
    return Viewer(
        str(role), role, actors=frozenset({A}), places=frozenset({P}), held=frozenset({HELD}),
        nearby=frozenset({NEARBY}), grants=frozenset(grants),
    )  # fmt: skip


VIEWERS = [
    *(viewer(role) for role in ViewerRole),
    viewer(ViewerRole.ACTOR, Grant.DIRECT),
    viewer(ViewerRole.MUNICIPALITY, Grant.PAPERS),
]


def entry(kind: type[Record], ref: str = "x", **values: Any) -> Any:
    """An entry with the least that it must have."""
    needed: dict[str, Any] = {prop.name: "x" for prop in properties(kind) if prop.required}
    return kind(id=Ref(ref), dataset="d", external_id="x", **{**needed, **values})


def entries(kind: type[Record]) -> Iterator[tuple[str, Record]]:
    for visibility in Visibility:
        yield ELSEWHERE, entry(kind, visibility=visibility)
    for where, ref in ((OWN, HELD), (HERE, NEARBY)):
        yield where, entry(kind, ref, visibility=Visibility.INTERNAL)
    yield OWN, entry(kind, HELD, visibility=Visibility.PUBLIC)


def telling_fields(kind: type[Record]) -> tuple[str | None, ...]:
    """None for the entry as such, every field that some row names, and two that none does."""
    names = [prop.name for prop in properties(kind)]
    named = NOTES | TRUST | NAMES | {name for listed in WRITTEN_BY_OTHERS.values() for name in listed.split()}
    unnamed = [name for name in names if name not in named]
    return None, *(name for name in names if name in named), *unnamed[:2]


@pytest.mark.parametrize("asking", VIEWERS, ids=lambda v: "+".join([v.name, *(grant.name for grant in v.grants)]))
def test_every_cell_of_the_table_is_as_the_office_wrote_it(asking: Viewer) -> None:
    wrong = []
    cells = 0
    for kind in KINDS.values():
        found = list(entries(kind))
        for action in Action:
            for field in telling_fields(kind):
                for where, record in found:
                    cells += 1
                    answer = may(asking, action, record, field)
                    if answer != expected(asking, action, kind.__name__, field, where, record.visibility):
                        wrong.append((action, kind.__name__, field, where, record.visibility, answer))
    assert wrong == []
    assert cells > 40_000


@pytest.mark.parametrize("asking", VIEWERS, ids=lambda v: v.name)
def test_of_a_kind_and_of_a_dataset_the_answer_is_whether_it_can_ever_be(asking: Viewer) -> None:
    for action in Action:
        for kind in KINDS.values():
            somewhere = any(may(asking, action, record) for _, record in entries(kind))
            assert may(asking, action, kind) is somewhere
        assert may(asking, action, "d") is any(may(asking, action, kind) for kind in KINDS.values())


BELONGS_BY = {
    "Actor": "places", "Place": "part_of", "Group": "actor place", "Contact": "actor place", "Consent": "contact",
    "Plan": "place", "Measure": "places", "Offer": "places", "Duty": "legal_holder places", "Need": "places",
    "Event": "organiser places", "Statement": "place", "Inventory": "place", "CellDecision": "place",
    "StatusReport": "measure", "Funding": "measure", "Deadline": "measure", "TieReport": "reporter",
    "TieEvidence": "actor_a actor_b", "Tie": "source target", "Responsibility": "source", "Contribution": "source",
    "Membership": "source", "Invitation": "source", "Attendance": "source", "Inquiry": "source",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_an_entry_belongs_to_somebody_by_what_they_cannot_write_themselves(kind: type[Record]) -> None:
    """Who reported, checked or is named by something else does not own it."""
    by = BELONGS_BY.get(kind.__name__, "").split()
    assert list(own_by(kind)) == by
    town = viewer(ViewerRole.MUNICIPALITY)
    hidden = entry(kind, visibility=Visibility.INTERNAL)
    assert not may_see(town, hidden)
    for prop in properties(kind):
        if prop.is_reference:
            for ref in (A, P, HELD, NEARBY):
                held = (ref,) if prop.value_type is ValueType.REFERENCES else ref
                its = replace(hidden, **{prop.name: held})
                only_own = kind.__name__ in ("TieReport", "Inquiry") and ref in (P, NEARBY)
                in_no_case = kind.__name__ == "Statement"
                assert may_see(town, its) is (prop.name in by and not only_own and not in_no_case)


def test_every_kind_says_who_may_read_it() -> None:
    said = {name for line in lines() if line.actions == {Action.READ} and line.group != "alles" for name in line.kinds}
    assert said == set(KINDS)


def test_a_field_that_nobody_declared_is_nobodys() -> None:
    assert not may(OFFICE, Action.READ, Actor, "password")
    assert not may(OFFICE, Action.UPDATE, entry(Actor), "id")


class TestScope:
    internal = entry(Measure, visibility=Visibility.INTERNAL)

    def test_outside_their_datasets_everybody_is_a_guest(self) -> None:
        office = replace(OFFICE, datasets=frozenset({"d"}))
        elsewhere = replace(self.internal, dataset="e")
        assert may_see(office, self.internal)
        assert not may_see(office, elsewhere)
        assert may_see(office, replace(elsewhere, visibility=Visibility.PUBLIC))
        assert not may(office, Action.UPDATE, replace(elsewhere, visibility=Visibility.PUBLIC))
        assert (may(office, Action.IMPORT, "d"), may(office, Action.IMPORT, "e")) == (True, False)

    def test_own_things_in_another_dataset_are_not_own(self) -> None:
        actor = replace(viewer(ViewerRole.ACTOR), datasets=frozenset({"e"}))
        assert not may_see(actor, entry(Contact, actor=A))

    def test_only_whoever_is_for_all_datasets_runs_the_whole_store(self) -> None:
        admin = viewer(ViewerRole.ADMINISTRATION)
        assert may(admin, Action.BACKUP, WHOLE_STORE)
        assert not may(replace(admin, datasets=frozenset({"d"})), Action.BACKUP, WHOLE_STORE)
        assert may(replace(admin, datasets=frozenset({"d"})), Action.BACKUP, "d")

    def test_after_its_last_day_a_role_is_a_guests(self) -> None:
        adviser = replace(viewer(ViewerRole.ADVISER), until=TODAY)
        tie = entry(Tie, visibility=Visibility.INTERNAL)
        assert may_see(adviser.on(TODAY), tie)
        assert adviser.on(date(2026, 3, 2)) == GUEST
        assert not may_see(adviser, tie)  # nobody said what day it is

    def test_what_everybody_of_a_role_sees_holds_nothing_that_is_somebodys(self) -> None:
        actor = replace(viewer(ViewerRole.ACTOR), day=TODAY, until=TODAY)
        assert may_see(actor, entry(Contact, actor=A))
        assert not may_see(by_class(actor), entry(Contact, actor=A))
        assert may_see(by_class(actor), replace(self.internal, visibility=Visibility.PARTNERS))
        assert by_class(GUEST) is GUEST
        assert by_class(replace(actor, day=None)) is GUEST

    def test_a_viewer_can_be_a_key(self) -> None:
        assert len({viewer(role) for role in ViewerRole} | {viewer(role) for role in ViewerRole}) == len(ViewerRole)


class TestRequire:
    def test_what_is_hidden_is_not_found_as_if_it_were_not_there(self) -> None:
        secret = entry(Measure, title="Frauenhaus", visibility=Visibility.INTERNAL)
        with pytest.raises(NotFound) as found:
            require(viewer(ViewerRole.ACTOR), Action.UPDATE, secret, "title")
        assert found.value.message == ("Diesen Eintrag gibt es nicht.", "There is no such entry.")

    @pytest.mark.parametrize(
        ("action", "about", "de", "en"),
        [
            (Action.DELETE, entry(Measure, title="Sprachcafé"),
             "Als Akteur dürfen Sie das hier nicht: löschen (Maßnahme).",
             "As actor you may not do this here: delete (Measure)."),
            (Action.CREATE, entry(Paper, title="Vorlage 7", visibility=Visibility.INTERNAL),
             "Als Akteur dürfen Sie das hier nicht: anlegen (Vorlage).",
             "As actor you may not do this here: create (Paper)."),
            (Action.BACKUP, WHOLE_STORE, "Als Akteur dürfen Sie das nicht: sichern, wiederherstellen und prüfen.",
             "As actor you may not do this: back up, restore and check."),
        ],
    )  # fmt: skip
    def test_the_sentence_says_what_was_asked_and_nothing_of_what_is_there(
        self, action: Action, about: Record | str, de: str, en: str
    ) -> None:
        with pytest.raises(NotAllowed) as refused:
            require(viewer(ViewerRole.ACTOR), action, about)
        assert refused.value.message == (de, en)

    def test_the_measures_of_a_closed_plan_are_not_made_retitled_or_deleted(self) -> None:
        measure = entry(Measure, title="Sprachcafé")
        for action, field in ((Action.CREATE, None), (Action.DELETE, None), (Action.UPDATE, "title")):
            require(OFFICE, action, measure, field)
            with pytest.raises(NotAllowed, match="plan is closed"):
                require(OFFICE, action, measure, field, locked=True)
        require(OFFICE, Action.UPDATE, measure, "status", locked=True)

    def test_whoever_may_gets_no_answer(self) -> None:
        require(OFFICE, Action.ERASE, entry(Contact))
