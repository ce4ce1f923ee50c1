"""Search finds what people type, best first, and shows nobody what they may not see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.changes import Put, Transaction
from graph.model import KINDS, Actor, Contact, Measure, Node, Paper, Place, Record, Term, global_id
from graph.model.states import Visibility
from graph.picture import Pictures, View
from graph.rights import GUEST, OFFICE, Viewer
from graph.rights.table import CLOSED
from graph.searching.search import Rank, Wanted, search, search_text
from graph.store import open_store
from graph.text import search_key

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def new(kind: type[Node], external_id: str, dataset: str = "kreis", /, **values: Any) -> Record:
    return kind(id=global_id(dataset, kind.__name__, external_id), dataset=dataset, external_id=external_id, **values)


def seen(records: Iterable[Record], viewer: Viewer = OFFICE) -> View:
    with open_store("sqlite::memory:") as store:
        store.commit(Transaction(tuple(map(Put, records)), author="Amt 50", reason="Test", at=MOMENT))
        view = Pictures(store).current().seen_by(viewer)
        for kind in KINDS.values():
            view.all(kind)  # read while the store is open
        return view


def found(view: View, text: str, **options: Any) -> list[tuple[str, str]]:
    return [(hit.record.external_id, hit.rank.name) for hit in search(view, text, **options)]


DISTRICT = [
    new(Place, "05762020", name="Höxter", ags="05762020"),
    new(Place, "05974", name="Kreis Soest", ags="05974"),
    new(Actor, "a-1", name="Stadt Höxter", ags="05762020"),
    new(Actor, "a-2", name="Flüchtlingsberatung der AWO", alt_names=("Arbeiterwohlfahrt", "AWO-Beratung")),
    new(Actor, "a-3", name="Sozial-Dienst kath. Frauen e.V.", note="Geheimtipp"),
    new(Actor, "a-4", name="„Brücken bauen“ Höxter"),
    new(Actor, "a-5", name="Українська громада"),
    new(Actor, "a-6", name="انجمن می‌خواهم"),
    new(Measure, "m-1", title="Sprachkurs für Frauen", number="3.2.1"),
    new(Measure, "m-2", title="Frauen & Sprache"),
    new(Paper, "p-1", title="Integrationskonzept", reference="2025/117-B"),
    new(Term, "t-1", scheme="field", label="Gesundheit", label_en="Health", alt_labels=("Medizin",)),
]


@pytest.fixture(scope="module")
def district() -> View:
    return seen(DISTRICT)


@pytest.mark.parametrize("text", ["Höxter", "Hoexter", "HÖXTER", "höxter", "Ho\u0308xter", " höxter! "])
def test_every_spelling_finds_the_same_in_the_same_order(district: View, text: str) -> None:
    assert found(district, text) == [("05762020", "EXACT"), ("a-4", "WORDS"), ("a-1", "WORDS")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Höx", ("05762020", "START")),
        ("höxter stadt", ("a-1", "EXACT")),
        ("beratung awo", ("a-2", "EXACT")),
        ("arbeiterw", ("a-2", "START")),
        ("AWO flücht", ("a-2", "WORDS")),
        ("wohlfahrt", ("a-2", "PART")),
        ("Sozialdienst", ("a-3", "JOINED")),
        ("Frauen eV", ("a-3", "JOINED")),
        ("громада", ("a-5", "WORDS")),
        ("میخواهم", ("a-6", "WORDS")),
        ("Frauen und Sprachkurs", ("m-1", "WORDS")),
        ("Frauen und Sprache", ("m-2", "WORDS")),
        ("3.2.1", ("m-1", "EXACT")),
        ("2025/117", ("p-1", "START")),
        ("117-b", ("p-1", "JOINED")),
        ("05974", ("05974", "EXACT")),
        ("0597", ("05974", "START")),
        ("m-2", ("m-2", "EXACT")),
        ("health", ("t-1", "EXACT")),
        ("Medizin", ("t-1", "EXACT")),
    ],
)
def test_names_parts_words_and_numbers_are_found(district: View, text: str, first: tuple[str, str]) -> None:
    assert found(district, text)[0] == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Hxter", ("05762020", "NEARLY")),
        ("Hoxter", ("05762020", "NEARLY")),
        ("Höxetr", ("05762020", "NEARLY")),
        ("Kreis Sost", ("05974", "NEARLY")),
        ("Flüchtlnigs", ("a-2", "SLIP")),
        ("Fluchtlingsberatnug awo", ("a-2", "SLIP")),
        ("Sprachkrus Frauen", ("m-1", "SLIP")),
        ("fur", ("m-1", "SLIP")),
    ],
)
def test_a_typing_slip_is_forgiven(district: View, text: str, first: tuple[str, str]) -> None:
    assert found(district, text)[0] == first


@pytest.mark.parametrize(
    "text", ["AVO", "3.2.7", "05975", "Hxteer zzz", "Geheimtipp", "", "  ", "–", "#", "\ud800", "\x00"]
)
def test_what_fits_nothing_finds_nothing(district: View, text: str) -> None:
    assert found(district, text) == []


def test_kinds_and_datasets_narrow_the_search() -> None:
    view = seen([*DISTRICT, new(Actor, "b-1", "anderswo", name="Höxter-Treff")])
    assert found(view, "Höxter", kinds=[Place]) == [("05762020", "EXACT")]
    assert found(view, "Höxter", dataset="anderswo") == [("b-1", "START")]
    assert found(view, "Höxter", dataset="nirgends") == found(view, "Höxter", first=0) == []


def test_only_what_the_reader_may_see_is_found() -> None:
    hidden = {"visibility": Visibility.INTERNAL}
    records = [
        new(Actor, "a-1", name="Höxter offen"),
        new(Actor, "a-2", name="Höxter intern", **hidden),
        new(Contact, "c-1", email="maja@hoexter.example", person_name="Maja Höxter"),
    ]
    assert found(seen(records, GUEST), "Höxter") == [("a-1", "START")]
    assert found(seen(records), "Höxter") == [("a-2", "START"), ("a-1", "START")]
    assert found(seen(records, GUEST), "a-2") == found(seen(records, GUEST), "c-1") == []
    assert found(seen(records), "c-1") == [("c-1", "EXACT")]


def test_persons_notes_and_what_is_closed_are_in_no_key() -> None:
    contact = new(Contact, "c-1", email="maja@example.org", phone="0123", person_name="Maja", note="lieb")
    assert search_text(contact) == "#c-1"
    assert search_key(search_text(DISTRICT[3])) == "\n".join(
        ("fluechtlingsberatung der awo", "arbeiterwohlfahrt", "awo beratung", "#a 2")
    )
    secret = dict.fromkeys(CLOSED & set(Actor.__dataclass_fields__), "Geheimnis")
    assert secret
    assert "Geheimnis" not in search_text(new(Actor, "a-9", name="Offen", **secret))


def test_a_name_with_signs_of_keys_is_a_name() -> None:
    view = seen(
        [
            new(Actor, "a-1", name="#wirsindmehr\n#zweite Zeile"),
            new(Actor, "a-2", name="🌈"),
            new(Actor, "a-3", name="§"),
        ]
    )
    assert found(view, "wirsind") == [("a-1", "START")]
    assert found(view, "zweite") == [("a-1", "WORDS")]
    assert found(view, "🌈") == [("a-2", "EXACT")]
    assert found(view, "§") == [("a-3", "EXACT")]


def test_a_change_is_found_in_the_next_picture_only() -> None:
    with open_store("sqlite::memory:") as store:
        pictures = Pictures(store)
        store.commit(Transaction((Put(DISTRICT[2]),), author="a", reason="r", at=MOMENT))
        before = pictures.current().seen_by(OFFICE)
        assert found(before, "Höxter") == [("a-1", "WORDS")]
        store.commit(Transaction((Put(new(Actor, "a-1", name="Stadt Brakel")),), author="a", reason="r", at=MOMENT))
        after = pictures.current().seen_by(OFFICE)
        assert (found(after, "Höxter"), found(after, "Brakel")) == ([], [("a-1", "WORDS")])
        assert found(before, "Höxter") == [("a-1", "WORDS")]


LISTED = (
    *("Höxter", "Hoxter", "Hexter", "Treff", "Treffpunkt", "Sprachtreff", "Frauen", "Sprachkurs", "12", "120"),
    *("e.V.", "und", "Amt", "Ämter", "Soest", "Sost", "Neue"),
)
NAMES = st.lists(st.sampled_from(LISTED), min_size=1, max_size=4).map(" ".join) | st.text("aäeéß 1-", max_size=7)
ODD = st.text(st.characters(exclude_categories=[]), max_size=400) | st.text("aeoßHöxtreFnS 12-", max_size=12)


@given(
    st.lists(st.tuples(NAMES, NAMES | st.none()), min_size=1, max_size=12),
    st.lists(NAMES | ODD, min_size=1, max_size=8),
)
@settings(max_examples=40, deadline=None)
def test_ranks_and_order_are_those_of_a_plain_reading_of_the_rules(
    names: list[tuple[str, str | None]], queries: list[str]
) -> None:
    records = [
        new(Actor, f"x{number}", name=name, alt_names=(other,) if other else ())
        for number, (name, other) in enumerate(names)
        if name.strip()
    ]
    view = seen(records)
    for query in queries:
        expected = sorted(
            (rank, place, record.external_id)
            for place, record in enumerate(view.all(Actor))
            if (rank := plain_rank(search_key(search_text(record)), query)) is not None
        )
        hits = search(view, query, first=100)
        named = len(Wanted.of(query).words) >= 3 and bool(expected) and expected[0][0] is Rank.EXACT
        wanted = [(x, rank) for rank, _, x in expected if not named or rank < Rank.JOINED]
        assert [(hit.record.external_id, hit.rank) for hit in hits] == wanted
        for first in (1, 3):
            assert search(view, query, first=first) == hits[:first]


def plain_rank(key: str, query: str) -> Rank | None:
    """The rank by the words of `Rank`, one name and one word at a time."""
    wanted = Wanted.of(query)
    if not wanted.whole:
        return None
    names = [line for line in key.split("\n") if not line.startswith("#")]
    number = next(line for line in key.split("\n") if line.startswith("#"))[1:]
    words = {word for name in names for word in name.split()}
    joined = wanted.whole.replace(" ", "")
    digits = [c for c in joined if c.isdigit()]
    if number == joined or any(sorted(name.split()) == sorted(wanted.whole.split()) for name in names):
        return Rank.EXACT
    if any(name.startswith(wanted.whole) for name in names) or (digits and number.startswith(joined)):
        return Rank.START
    if all(any(word.startswith(part) for word in words) for part in wanted.words):
        return Rank.WORDS
    if all(any(part in word for word in words) for part in wanted.words):
        return Rank.PART
    if len(joined) >= 3 and (any(joined in name.replace(" ", "") for name in names) or (digits and joined in number)):
        return Rank.JOINED
    if any([c for c in name if c.isdigit()] == digits and is_like(wanted.whole, name) for name in names):
        return Rank.NEARLY
    if all(any(part in word or is_slip(part, word) for word in words) for part in wanted.words):
        return Rank.SLIP
    return None


def is_slip(part: str, word: str) -> bool:
    if any(map(str.isdigit, part)):
        return False
    if is_like(part, word):
        return True
    if part[:1] != word[:1] or not allowed(part):
        return False
    pairs = zip(ways(part), ways(word), strict=True)
    return any(is_near(own, other[:end], allowed(part)) for own, other in pairs for end in range(len(other)))


def is_like(one: str, other: str) -> bool:
    return any(is_near(a, b, allowed(one)) for a, b in zip(ways(one), ways(other), strict=True))


def ways(key: str) -> tuple[str, str]:
    """The key as it is, and without what stands for the dots of an umlaut."""
    pairs = zip(" " + key, key, strict=False)
    return key, "".join(letter for before, letter in pairs if before + letter not in ("ae", "oe", "ue", "aa"))


def allowed(key: str) -> int:
    return (len(key) >= 4) + (len(key) >= 8)


def is_near(one: str, other: str, slips: int) -> bool:
    """Whether so many letters left out, added, changed or swapped lead from one to the other, by trying them all."""
    if one == other:
        return True
    if not slips or abs(len(one) - len(other)) > slips:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    steps = [(a[1:], b), (a, b[1:]), (a[1:], b[1:])]
    if a[:2] == b[:2][::-1] and len(a) > 1 and len(b) > 1:
        steps.append((a[2:], b[2:]))
    return any((x, y) != (a, b) and is_near(x, y, slips - 1) for x, y in steps)
