"""What filters mean, one trap for each test: the ways in which stores and languages have been seen to differ."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.errors import Invalid
from graph.model import Actor, Event, Funding, Measure, Offer, Participation, Record, Term, TieReport
from graph.model.states import MeasureStatus, TieState, Visibility
from graph.picture import Picture, View
from graph.query import Filter, parse_filter
from graph.rights import GUEST, OFFICE
from tests.graph.small_district import Small, on, ref, year


def keys(view: View, kind: type[Record], where: dict[str, Any], *order: tuple[str, Any]) -> list[str]:
    found = view.select(kind, parse_filter(kind, where), order).records
    return [record.external_id for record in found]


def actors(**names: str) -> View:
    small = Small()
    for key, name in names.items():
        small.add(Actor, key, name=name)
    return small.view()


class TestTexts:
    def test_umlauts_and_case_are_forgiven_by_contains_and_not_by_eq(self) -> None:
        view = actors(a="Höxter", b="Hoexter", c="HÖXTER", d="Halle")
        assert keys(view, Actor, {"name": {"contains": "höxt"}}) == ["b", "a", "c"]
        assert keys(view, Actor, {"name": {"eq": "Höxter"}}) == ["a"]

    def test_sharp_s_and_ss_are_one_for_contains(self) -> None:
        view = actors(a="Straße", b="STRASSE", c="ẞ", d="Weg")
        assert set(keys(view, Actor, {"name": {"contains": "ss"}})) == {"a", "b", "c"}

    def test_a_decomposed_umlaut_is_the_composed_one(self) -> None:
        view = actors(a="Ärger", b="Arger")
        assert keys(view, Actor, {"name": {"eq": "A\u0308rger"}}) == ["a"]

    @pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE x", '"', "`} ) DETACH DELETE n //", "$.a.b", "🌈"])
    def test_nothing_in_a_text_is_a_command_or_a_wildcard(self, text: str) -> None:
        view = actors(a=f"x{text}y", b="x", c="alles andere")
        assert keys(view, Actor, {"name": {"eq": f"x{text}y"}}) == ["a"]
        assert keys(view, Actor, {"name": {"in": [text]}}) == []

    def test_names_sort_as_germans_expect_also_beyond_the_basic_plane(self) -> None:
        view = actors(a="Zebra", b="Ähre", c="🌈", d="ahorn", e="\uffee")
        forward, back = keys(view, Actor, {}, ("name", "asc")), keys(view, Actor, {}, ("name", "desc"))
        assert forward == back[::-1]
        assert [key for key in forward if key in "abd"] == ["d", "b", "a"]

    def test_the_label_has_a_range_by_its_sort_key_and_free_text_has_none(self) -> None:
        view = actors(a="Ähre", b="Bach", c="Zebra")
        assert keys(view, Actor, {"label": {"gte": "B", "lte": "Bach"}}) == ["b"]
        assert keys(view, Actor, {"label": {"lte": "b"}}) == ["a"]
        with pytest.raises(Invalid, match=r"name\.gte"):
            parse_filter(Actor, {"name": {"gte": "B"}})


class TestMissingValues:
    VIEW = Small().actors("t", "a", "b").add(Measure, "x", title="X", number="1").add(Measure, "y", title="Y").view()

    def test_a_comparison_with_a_missing_value_is_false_and_not_its_complement(self) -> None:
        assert keys(self.VIEW, Measure, {"number": {"eq": "1"}}) == ["x"]
        assert keys(self.VIEW, Measure, {"not": {"number": {"eq": "1"}}}) == ["y"]
        assert keys(self.VIEW, Measure, {"not": {"not": {"number": {"eq": "1"}}}}) == ["x"]
        assert keys(self.VIEW, Measure, {"number": {"isNull": True}}) == ["y"]
        assert keys(self.VIEW, Measure, {"number": {"isNull": False}}) == ["x"]

    def test_every_is_broken_by_a_missing_value(self) -> None:
        small = Small().add(Actor, "a", name="A", places=()).add(Actor, "b", name="B", level="ort")
        small.tie("a", "b")
        assert keys(small.view(), Actor, {"ties": {"every": {"node": {"level": {"eq": "ort"}}}}}) == ["a"]

    def test_an_empty_text_is_not_a_missing_one(self) -> None:
        view = Small().add(Measure, "x", title="X", number="").add(Measure, "y", title="Y").view()
        assert keys(view, Measure, {"number": {"eq": ""}}) == ["x"]
        assert keys(view, Measure, {"number": {"isNull": True}}) == ["y"]

    @pytest.mark.parametrize("direction", ["asc", "desc"])
    def test_what_has_no_value_comes_last_in_both_directions(self, direction: str) -> None:
        small = Small().add(Measure, "n", title="A")
        small.add(Measure, "x", title="X", min_partners=1).add(Measure, "y", title="Y", min_partners=2)
        found = keys(small.view(), Measure, {}, ("minPartners", direction))
        assert found == (["x", "y", "n"] if direction == "asc" else ["y", "x", "n"])


class TestEmptyThings:
    VIEW = Small().actors("a", "b").view()

    @pytest.mark.parametrize(
        ("where", "is_true"),
        [
            ({"name": {"in": []}}, False),
            ({"not": {"name": {"in": []}}}, True),
            ({"level": {"in": []}}, False),
            ({"and": []}, True),
            ({"or": []}, False),
            ({"not": {}}, False),
            ({}, True),
            ({"ties": {"every": {"or": []}}}, True),
            ({"ties": {"none": {}}}, True),
            ({"ties": {"some": {}}}, False),
            ({"ties": {"countGte": 0}}, True),
            ({"ties": {"countGte": -1}}, True),
            ({"ties": {"countGte": 1}}, False),
        ],
    )
    def test_nothing_means_what_it_says(self, where: dict[str, Any], is_true: bool) -> None:
        assert keys(self.VIEW, Actor, where) == (["a", "b"] if is_true else [])


class TestLists:
    VIEW = (
        Small()
        .add(Offer, "x", title="X", published_in=("Integreat", "Über uns"))
        .add(Offer, "y", title="Y", published_in=())
        .view()
    )

    def test_a_list_is_asked_for_its_elements(self) -> None:
        assert keys(self.VIEW, Offer, {"publishedIn": {"contains": "ueber uns"}}) == ["x"]
        assert keys(self.VIEW, Offer, {"publishedIn": {"contains": "uns"}}) == []
        assert keys(self.VIEW, Offer, {"publishedIn": {"in": ["Integreat", "sonst"]}}) == ["x"]
        assert keys(self.VIEW, Offer, {"not": {"publishedIn": {"contains": "integreat"}}}) == ["y"]

    @pytest.mark.parametrize("operator", ["isNull", "eq", "gte"])
    def test_a_list_is_always_a_list(self, operator: str) -> None:
        with pytest.raises(Invalid, match=r"publishedIn\.\w+.*contains, in"):
            parse_filter(Offer, {"publishedIn": {operator: True}})


class TestTypes:
    @pytest.mark.parametrize(
        ("kind", "where", "path"),
        [
            (Measure, {"minPartners": {"eq": True}}, "minPartners.eq"),
            (Measure, {"minPartners": {"eq": 1.0}}, "minPartners.eq"),
            (Measure, {"minPartners": {"gte": 2**63}}, "minPartners.gte"),
            (Measure, {"minPartners": {"in": [1, -(2**63) - 1]}}, "minPartners.in"),
            (Measure, {"minPartners": {"eq": None}}, "minPartners.eq"),
            (Actor, {"capacityFte": {"lte": float("nan")}}, "capacityFte.lte"),
            (Actor, {"capacityFte": {"lte": float("inf")}}, "capacityFte.lte"),
            (Actor, {"capacityFte": {"eq": False}}, "capacityFte.eq"),
            (Actor, {"capacityFte": {"eq": 10**400}}, "capacityFte.eq"),
            (Actor, {"cooperates": {"eq": 1}}, "cooperates.eq"),
            (Actor, {"name": {"eq": 1}}, "name.eq"),
            (Actor, {"name": {"eq": "a\x00b"}}, "name.eq"),
            (Actor, {"name": {"contains": "\u202e"}}, "name.contains"),
            (Actor, {"name": {"in": "abc"}}, "name.in"),
            (Actor, {"name": {"isNull": "yes"}}, "name.isNull"),
            (Measure, {"status": {"eq": "FERTIG"}}, "status.eq"),
            (Measure, {"confirmedOn": {"gte": "2025-02-30"}}, "confirmedOn.gte"),
            (Measure, {"confirmedOn": {"gte": datetime(2025, 1, 1)}}, "confirmedOn.gte"),
            (Measure, {"start": {"gte": "2025"}}, "start.gte"),
            (Actor, {"ties": {"countGte": True}}, "ties.countGte"),
            (Actor, {"ties": {"where": {}}}, "ties.where"),
            (Actor, {"and": {}}, "and"),
            (Actor, {"not": [{}]}, "not"),
            (Actor, {"name": "x"}, "name"),
            (Actor, {"name": {"like": "x"}}, "name.like"),
            (Actor, {"ties": {"all": {}}}, "ties.all"),
            (Actor, {"nmae": {"eq": "x"}}, "nmae"),
            (Actor, {"node": {}}, "node"),
            (Actor, {"ties": {"some": {"node": {"tiess": {}}}}}, "ties.some.node.tiess"),
            (
                Actor,
                {"responsibilities": {"some": {"node": {"title": {"eq": "x"}, "duty": {"titel": {}}}}}},
                "node.duty.titel",
            ),
        ],
    )
    def test_what_does_not_fit_is_refused_and_its_place_named(
        self, kind: type[Record], where: dict[str, Any], path: str
    ) -> None:
        with pytest.raises(Invalid, match=path.replace(".", r"\.")) as refused:
            parse_filter(kind, where)
        assert refused.value.in_("de").startswith("Filter: „")

    def test_a_near_name_is_suggested(self) -> None:
        with pytest.raises(Invalid, match="maybe name is meant"):
            parse_filter(Actor, {"nmae": {"eq": "x"}})

    def test_a_filter_is_for_its_kind(self) -> None:
        with pytest.raises(Invalid, match="is for Measures, the question is about Actors"):
            Small().view().count(Actor, Filter(Measure))

    def test_integers_beyond_what_a_float_can_tell_apart_stay_apart(self) -> None:
        small = Small().add(Participation, "x", attended=2**53).add(Participation, "y", attended=2**53 + 1)
        small.add(Participation, "max", attended=2**63 - 1)
        assert keys(small.view(), Participation, {"attended": {"eq": 2**53}}) == ["x"]
        assert keys(small.view(), Participation, {"attended": {"gte": 2**53 + 1}}) == ["max", "y"]

    def test_a_whole_number_may_ask_for_a_number(self) -> None:
        view = Small().add(Funding, "x", amount_eur=1.0).add(Funding, "y", amount_eur=-0.0).view()
        assert keys(view, Funding, {"amountEur": {"eq": 1}}) == ["x"]
        assert keys(view, Funding, {"amountEur": {"eq": 0}}) == ["y"]

    def test_yes_is_not_one(self) -> None:
        view = Small().add(Actor, "x", name="X", volunteer=True).add(Actor, "y", name="Y", volunteer=False).view()
        assert keys(view, Actor, {"volunteer": {"eq": True}}) == ["x"]
        assert keys(view, Actor, {"not": {"volunteer": {"eq": True}}}) == ["y"]


class TestDays:
    def test_days_sort_from_the_first_to_the_last_year(self) -> None:
        small = Small().add(Measure, "a", title="A", confirmed_on=date.max)
        small.add(Measure, "b", title="B", confirmed_on=date.min).add(
            Measure, "c", title="C", confirmed_on=date(999, 1, 1)
        )
        assert keys(small.view(), Measure, {}, ("confirmedOn", "asc")) == ["b", "c", "a"]
        assert keys(small.view(), Measure, {"confirmedOn": {"gte": "0999-01-01", "lte": date.max}}) == ["a", "c"]
        assert keys(small.view(), Measure, {"confirmedOn": {"lte": "0999-01-01"}}) == ["b", "c"]

    def test_a_vague_date_is_compared_as_a_whole(self) -> None:
        small = (
            Small().add(Event, "year", title="A", date=year(2025)).add(Event, "day", title="B", date=on("2025-05-01"))
        )
        small.add(Event, "open", title="C", date=VagueDate("ab 2025", date(2025, 1, 1), None)).add(
            Event, "no", title="D"
        )
        view = small.view()
        assert keys(view, Event, {"date": {"gte": "2025-01-01"}}) == ["year", "day", "open"]
        assert keys(view, Event, {"date": {"lte": "2025-12-31"}}) == ["year", "day"]
        assert keys(view, Event, {"date": {"gte": "2025-02-01"}}) == ["day"]
        assert keys(view, Event, {"date": {"in": ["2025-05-01", "2025-01-01", "2025-12-31"]}}) == ["day"]
        assert keys(view, Event, {"date": {"eq": "2025-01-01"}}) == []
        assert keys(view, Event, {"date": {"contains": "AB 2025"}}) == ["open"]
        assert keys(view, Event, {"not": {"date": {"gte": "2025-02-01"}}}) == ["year", "open", "no"]


class TestRelations:
    def test_a_symmetric_tie_counts_from_both_ends_and_a_loop_once(self) -> None:
        small = Small().actors("a", "b", "c").tie("a", "b").tie("a", "b", "again", layer="formal")
        small.tie("c", "c")
        view = small.view()
        assert keys(view, Actor, {"ties": {"some": {"node": {"name": {"eq": "a"}}}}}) == ["b"]
        assert keys(view, Actor, {"ties": {"countGte": 1}}) == ["a", "b", "c"]
        assert keys(view, Actor, {"ties": {"countGte": 2}}) == []
        totals = view.related(Actor, [ref(Actor, key) for key in "abc"], "ties")
        assert [related.total for related in totals.values()] == [2, 2, 1]

    def test_a_hop_may_go_back_over_the_same_edge(self) -> None:
        view = Small().actors("d", "x").tie("d", "x").view()
        back = {"ties": {"some": {"node": {"ties": {"some": {"node": {"name": {"eq": "d"}}}}}}}}
        assert keys(view, Actor, back) == ["d"]

    def test_edge_and_node_are_asked_together_of_one_step(self) -> None:
        small = Small().actors("a", "b", "c").tie("a", "b", state=TieState.WISHED).tie("a", "c")
        wished_c = {"ties": {"some": {"state": {"eq": "WISHED"}, "node": {"name": {"eq": "c"}}}}}
        either = {"ties": {"some": {"or": [{"state": {"eq": "WISHED"}}, {"node": {"name": {"eq": "c"}}}]}}}
        assert keys(small.view(), Actor, wished_c) == []
        assert keys(small.view(), Actor, either) == ["a", "b"]

    def test_references_are_followed_both_ways_and_compared_by_id(self) -> None:
        small = Small().add(Term, "w", scheme="field", label="Wohnen").add(Term, "s", scheme="field", label="Sport")
        small.add(Measure, "m", title="M", fields=(ref(Term, "w"),), task=ref(Term, "s"))
        small.add(Measure, "n", title="N")
        view = small.view()
        assert keys(view, Measure, {"fields": {"some": {"label": {"eq": "Wohnen"}}}}) == ["m"]
        assert keys(view, Measure, {"fields": {"contains": ref(Term, "w")}}) == ["m"]
        assert keys(view, Measure, {"task": {"isNull": True}}) == ["n"]
        assert keys(view, Measure, {"task": {"in": [ref(Term, "s")]}}) == ["m"]
        assert keys(view, Term, {"measures": {"some": {}}}) == ["s", "w"]
        assert keys(view, Term, {"measuresByFields": {"some": {}}}) == ["w"]

    def test_several_kinds_at_the_other_end_are_told_apart(self) -> None:
        small = Small().actors("a", "b").add(Measure, "m", title="Kurs").add(Offer, "o", title="Kurs")
        small.responsible("a", "m").responsible("b", "o", Offer)
        view = small.view()
        assert keys(view, Actor, {"responsibilities": {"some": {"node": {"label": {"eq": "Kurs"}}}}}) == ["a", "b"]
        assert keys(view, Actor, {"responsibilities": {"some": {"node": {"offer": {}}}}}) == ["b"]
        assert keys(view, Actor, {"responsibilities": {"some": {"node": {"measure": {"title": {"eq": "Kurs"}}}}}}) == [
            "a"
        ]


class TestLimits:
    @pytest.mark.parametrize(("levels", "most"), [(4, 4), (8, 8)])
    def test_relations_stand_within_each_other_up_to_a_limit(self, levels: int, most: int) -> None:
        view = Small().actors("a", "b").tie("a", "b").view()
        assert view.count(Actor, parse_filter(Actor, nested(most), levels=levels)) == 2
        with pytest.raises(Invalid, match="more than"):
            parse_filter(Actor, nested(most + 1), levels=levels)

    def test_boolean_levels_have_a_limit_whatever_they_are(self) -> None:
        where: dict[str, Any] = {}
        for level in range(32):
            parts: list[dict[str, Any]] = [{"not": where}, {"and": [where]}, {"or": [where]}]
            where = parts[level % 3]
        assert Small().actors("a").view().count(Actor, parse_filter(Actor, where)) in (0, 1)
        with pytest.raises(Invalid, match="32"):
            parse_filter(Actor, {"not": where})

    def test_a_filter_nested_a_hundred_thousand_times_is_refused_like_any_other(self) -> None:
        where: dict[str, Any] = {}
        for _ in range(100_000):
            where = {"ties": {"some": {"node": where}}}
        with pytest.raises(Invalid, match=r"ties\.some"):
            parse_filter(Actor, where)
        while where:  # so that nobody has to clear it away by recursion
            where = where["ties"]["some"]["node"]

    def test_conditions_and_values_have_limits(self) -> None:
        assert parse_filter(Actor, {"or": [{"name": {"eq": "x"}}] * 99})
        with pytest.raises(Invalid, match="200"):
            parse_filter(Actor, {"or": [{"name": {"eq": "x"}}] * 101})
        assert parse_filter(Actor, {"name": {"in": ["x"] * 10_000}})
        with pytest.raises(Invalid, match="10000"):
            parse_filter(Actor, {"name": {"in": ["x"] * 10_001}})


class TestRights:
    def hidden(self) -> Picture:
        small = Small().actors("a", "b").add(Actor, "h", name="h", visibility=Visibility.INTERNAL)
        small.tie("a", "h").tie("a", "b").add(Measure, "m", title="M", status=MeasureStatus.PLANNED, note="geheim")
        small.add(TieReport, "r", reporter=ref(Actor, "a"), about=ref(Actor, "b"), trust_open=4)
        return Picture(1, small.records)

    def test_what_is_hidden_is_as_if_not_there(self) -> None:
        picture = self.hidden()
        office, guest = picture.seen_by(OFFICE), picture.seen_by(GUEST)
        asked = {"ties": {"some": {"node": {"name": {"eq": "h"}}}}}
        assert (keys(office, Actor, asked), keys(guest, Actor, asked)) == (["a"], [])
        assert [keys(view, Actor, {"ties": {"countGte": 2}}) for view in (office, guest)] == [["a"], []]
        only_b = {"ties": {"every": {"node": {"name": {"eq": "b"}}}}}
        assert (keys(office, Actor, only_b), keys(guest, Actor, only_b)) == ([], ["a"])
        assert guest.select(Actor).total == 2
        assert guest.related(Actor, [ref(Actor, "a"), ref(Actor, "h")], "ties").keys() == {ref(Actor, "a")}

    def test_a_closed_property_is_missing_to_whom_it_is_closed(self) -> None:
        picture = self.hidden()
        for view, there in ((picture.seen_by(OFFICE), True), (picture.seen_by(GUEST), False)):
            assert keys(view, Measure, {"note": {"contains": "geheim"}}) == (["m"] if there else [])
            assert keys(view, Measure, {"note": {"isNull": False}}) == (["m"] if there else [])


def nested(levels: int) -> dict[str, Any]:
    where: dict[str, Any] = {}
    for _ in range(levels):
        where = {"ties": {"some": {"node": where}}}
    return where
