"""A person's right to be forgotten: out of the entry and its past, with a proof that names nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from graph.care.check import check
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.log import breaks
from graph.model import Actor, Confirmation, Consent, Contact, Measure, Offer
from graph.rights import OFFICE, Viewer, ViewerRole
from graph.service import Mention, delete, erase, existing, forget, update
from graph.store import Store, open_store
from importers.run import import_path
from tests.graph.service_kit import NOW, WHY, held, new, put, records, ref

NAME = "Erika Mustermann"
GIVEN = date(2026, 1, 1)
A = new(Actor, "a", name="Caritas")
C = new(
    Contact, "c", actor=A.id, email="erika.mustermann@beispiel.example", phone="01/23", person_name=NAME,
    consent=ref(Consent, "j"), note="Erika ist nur dienstags da",
)  # fmt: skip
J = new(Consent, "j", contact=C.id, given_on=GIVEN, note="unterschrieben von Erika")
O = new(Offer, "o", title="Beratung", contact=C.id)  # noqa: E741 - as the letters of the others


@pytest.fixture
def district(store: Store) -> Store:
    put(store, A, C, J, O)
    update(store, OFFICE, C.id, {"phone": "04/56"}, expected_version=1, **WHY)
    return store


def everything(store: Store) -> str:
    return repr(records(store)) + repr(list(store.log()))


class TestErasing:
    def test_takes_the_person_out_of_now_and_then(self, district: Store) -> None:
        proof = erase(district, OFFICE, C.id, expected_version=2, **WHY)
        assert held(district, C.id, Contact) == replace(
            C, email=None, phone=None, person_name=None, note=None, version=3
        )
        assert held(district, J.id, Consent) == replace(J, withdrawn_on=NOW.date(), note=None, version=2)
        for trace in ("Mustermann", "mustermann", "Erika", "01/23", "04/56"):
            assert trace not in everything(district)
        assert list(breaks(district.log())) == []
        assert check(district).ok
        assert (proof.revision, proof.at, proof.author, proof.reason) == (3, NOW, "coordination", "Prüfung")
        assert (set(proof.ids), proof.payloads, proof.mentions) == ({C.id, J.id}, 3, ())

    def test_keeps_what_is_the_functions(self, district: Store) -> None:
        put(district, replace(C, email="post@beispiel.example"))
        erase(district, OFFICE, C.id, expected_version=3, keep=("email", "phone"), **WHY)
        now = held(district, C.id, Contact)
        assert (now.email, now.phone, now.actor) == ("post@beispiel.example", "01/23", A.id)

    def test_but_never_an_address_with_the_name(self, district: Store) -> None:
        erase(district, OFFICE, C.id, expected_version=2, keep=("email", "phone"), **WHY)
        assert held(district, C.id, Contact).email is None

    def test_goes_by_the_consent_as_well(self, district: Store) -> None:
        erase(district, OFFICE, J.id, expected_version=1, **WHY)
        assert NAME not in everything(district)

    def test_makes_a_contact_anew_whose_key_names_the_person(self, store: Store) -> None:
        mail = "erika.mustermann@beispiel.example"
        contact = new(Contact, mail, actor=A.id, email=mail)
        offer = new(Offer, "o", title="Beratung", contact=contact.id)
        put(store, A, contact, offer, new(Confirmation, "k", about=contact.id, confirmed_version=1))
        erase(store, OFFICE, contact.id, expected_version=1, **WHY)
        (left,) = (record for record in records(store) if isinstance(record, Contact))
        assert left.external_id.startswith("kontakt-")
        assert held(store, offer.id, Offer).contact == left.id
        assert "mustermann" not in everything(store)
        assert check(store).ok

    def test_whole_leaves_nothing_but_the_fact(self, district: Store) -> None:
        put(district, new(Confirmation, "k", about=C.id, function="Erika selbst", confirmed_version=2))
        proof = erase(district, OFFICE, C.id, expected_version=2, whole=True, **WHY)
        assert {type(record) for record in records(district)} == {Actor, Offer}
        assert held(district, O.id, Offer).contact is None
        assert "Erika" not in everything(district)
        assert len(proof.ids) == 3
        with pytest.raises(NotFound) as caught:
            existing(district, OFFICE, C.id)
        assert caught.value.message.de == "Kontakt wurde am 1. März 2026 von coordination gelöscht: Prüfung."

    def test_leaves_nothing_in_the_file(self, tmp_path: Path) -> None:
        with open_store(f"sqlite:{tmp_path / 'g.db'}") as store:
            put(store, A, C, J, O)
            erase(store, OFFICE, C.id, expected_version=1, **WHY)
            assert not any(b"Mustermann" in path.read_bytes() for path in tmp_path.iterdir())

    def test_a_second_time_answers_the_first_proof(self, district: Store) -> None:
        first = erase(district, OFFICE, C.id, expected_version=2, mutation_id="x", **WHY)
        again = erase(district, OFFICE, C.id, expected_version=2, mutation_id="x", **WHY)
        assert again == replace(first, replayed=True)

    def test_is_refused_where_it_makes_no_sense(self, district: Store) -> None:
        with pytest.raises(Invalid):
            erase(district, OFFICE, A.id, expected_version=1, **WHY)
        with pytest.raises(Invalid) as caught:
            erase(district, OFFICE, C.id, expected_version=2, reason="Frau Mustermann wünscht es", at=NOW)
        assert caught.value.fields.keys() == {"reason"}
        with pytest.raises(Conflict):
            erase(district, OFFICE, C.id, expected_version=1, **WHY)
        with pytest.raises(NotAllowed):
            mine = Viewer("Caritas", ViewerRole.ACTOR, actors=frozenset({A.id}), held=frozenset({C.id}))
            erase(district, mine, C.id, expected_version=2, **WHY)
        assert district.revision() == 2


class TestTheEndOfAConsent:
    @pytest.mark.parametrize(
        "end",
        [
            lambda s: update(s, OFFICE, J.id, {"withdrawn_on": NOW.date()}, expected_version=1, **WHY),
            lambda s: update(s, OFFICE, J.id, {"valid_until": GIVEN}, expected_version=1, **WHY),
            lambda s: delete(s, OFFICE, J.id, expected_version=1, detach=True, **WHY),
            lambda s: update(s, OFFICE, C.id, {"consent": None}, expected_version=2, **WHY),
        ],
        ids=["withdrawn", "over", "deleted", "taken out"],
    )
    def test_takes_the_name_along(self, district: Store, end: Any) -> None:
        end(district)
        assert held(district, C.id, Contact).person_name is None
        assert NAME not in everything(district)
        assert check(district).ok


class TestOtherPlaces:
    def test_are_told_and_left(self, district: Store) -> None:
        named = new(Measure, "m", title="Kurs", note="Frau Mustermann, Erika fragen", goal_text="Mustermann-Preis")
        put(district, named)
        past = new(Measure, "n", title="Fest mit Erika Mustermann")
        put(district, past)
        put(district, replace(past, title="Fest"))
        update(district, OFFICE, named.id, {"number": "7"}, expected_version=1, reason="sagt Mustermann", at=NOW)
        proof = erase(district, OFFICE, C.id, expected_version=2, **WHY)
        assert set(proof.mentions) == {
            Mention("Measure", named.id, "note", None, True),
            Mention("Measure", named.id, "goal_text", None, False),
            Mention("Measure", past.id, "title", 4, True),
            Mention(None, None, "reason", 6, False),
        }
        assert held(district, named.id, Measure).note == named.note

    def test_can_be_corrected_and_forgotten(self, district: Store) -> None:
        named = new(Measure, "m", title="Kurs", note="Erika Mustermann fragen")
        put(district, named)
        proof = forget(district, OFFICE, named.id, {"note": "Leitung fragen"}, expected_version=1, **WHY)
        assert held(district, named.id, Measure) == replace(named, note="Leitung fragen", version=2)
        assert (proof.ids, proof.payloads) == ((named.id,), 1)
        assert "Erika Mustermann fragen" not in everything(district)
        assert forget(district, OFFICE, named.id, {}, expected_version=2, **WHY).payloads == 1
        assert list(breaks(district.log())) == []


class TestALaterImport:
    """The file still names the person."""

    TABLES: ClassVar = {
        "actors": "actor_id,name\na,Caritas\n",
        "contacts": (
            "contact_id,actor_id,email,phone,person_name,consent_id,note\n"
            "c,a,erika@beispiel.example,01/23,Erika Mustermann,j,nur dienstags\n"
        ),
        "consents": "consent_id,contact_id,given_on\nj,c,2026-01-01\n",
    }

    @pytest.mark.parametrize("whole", [False, True])
    def test_does_not_bring_them_back(self, tmp_path: Path, whole: bool) -> None:
        with open_store("sqlite::memory:") as store:
            self.read(store, tmp_path, self.TABLES)
            erase(store, OFFICE, C.id, expected_version=1, whole=whole, **WHY)
            for _ in range(2):
                assert "ERASED" in self.read(store, tmp_path, self.TABLES)
                for trace in (NAME, "erika@", "01/23", "dienstags"):
                    assert trace not in everything(store)

    def test_does_not_take_a_withdrawal_back(self, tmp_path: Path) -> None:
        with open_store("sqlite::memory:") as store:
            self.read(store, tmp_path, self.TABLES)
            update(store, OFFICE, J.id, {"withdrawn_on": NOW.date()}, expected_version=1, **WHY)
            assert {"ERASED", "WITHDRAWN"} <= self.read(store, tmp_path, self.TABLES)
            assert held(store, J.id, Consent).withdrawn_on == NOW.date()
            assert NAME not in everything(store)

    def test_brings_them_with_a_new_consent(self, tmp_path: Path) -> None:
        with open_store("sqlite::memory:") as store:
            self.read(store, tmp_path, self.TABLES)
            erase(store, OFFICE, C.id, expected_version=1, **WHY)
            contacts = self.TABLES["contacts"].replace(",j,", ",j2,")
            consents = "consent_id,contact_id,given_on\nj2,c,2026-04-01\n"
            again = {**self.TABLES, "contacts": contacts, "consents": consents}
            self.read(store, tmp_path, again, datetime(2026, 4, 2, tzinfo=UTC))
            assert held(store, C.id, Contact).person_name == NAME

    @staticmethod
    def read(store: Store, folder: Path, tables: dict[str, str], now: datetime = NOW) -> set[str]:
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        result = import_path(store, folder, dataset="kreis", author="test", now=now)
        assert not result.rejected
        return {left.code for left in result.left_out}
