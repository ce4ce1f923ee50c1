"""Pages and cursors: nothing twice, nothing left out, and a cursor serves the question it was given out for."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from graph.errors import Invalid
from graph.model import Actor, Measure, Record
from graph.picture import Picture, View
from graph.query import Filter, parse_filter
from graph.query.cursor import _check
from graph.rights import OFFICE
from tests.graph.small_district import Small, ref

ORDER: list[tuple[str, Any]] = [("minPartners", "desc"), ("status", "asc")]


def district() -> Small:
    small = Small()
    for number, partners in enumerate([3, None, 1, 3, None, 2, 1]):
        small.add(Measure, f"m{number}", title=f"M {number % 3}", min_partners=partners)
    return small


def ids(records: tuple[Record, ...]) -> list[str]:
    return [record.external_id for record in records]


def page(view: View, after: str | None = None, order: Any = ORDER, asked: Filter | None = None) -> Any:
    return view.select(Measure, asked, order, first=2, after=after)


def test_pages_are_the_whole_list_whatever_is_null() -> None:
    view = district().view()
    whole = ids(view.select(Measure, None, ORDER, first=None).records)
    found: list[str] = []
    after = None
    for _ in range(4):
        part = page(view, after)
        found, after = found + ids(part.records), part.cursors[-1]
        assert part.total == 7
    assert found == whole
    assert not part.has_next
    assert {*whole[-2:]} == {"m1", "m4"}


def test_a_page_goes_on_where_it_was_though_its_last_record_is_gone_and_others_came() -> None:
    small = district()
    first = page(small.view())
    last = first.records[-1]
    del small.records[last.id]
    small.add(Measure, "new", title="M", min_partners=2)
    following = Picture(2, small.records).seen_by(OFFICE).select(Measure, None, ORDER, None, first.cursors[-1])
    assert sorted([*ids(first.records), *ids(following.records)]) == ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "new"]


def test_first_may_be_nothing_and_never_less() -> None:
    view = district().view()
    empty = view.select(Measure, None, first=0)
    assert (empty.records, empty.total, empty.has_next) == ((), 7, True)
    for wrong in (-1, True, 1.5, "2"):
        with pytest.raises(Invalid, match="first"):
            view.select(Measure, None, first=wrong)  # type: ignore[arg-type]  # what users hand in


def test_a_cursor_of_another_question_order_or_kind_is_refused() -> None:
    small = district().actors("a", "b", "c")
    view = small.view()
    cursor = page(view).cursors[0]
    for other in (
        lambda: page(view, cursor, order=[("minPartners", "asc")]),
        lambda: page(view, cursor, asked=parse_filter(Measure, {"title": {"eq": "M 1"}})),
        lambda: view.select(Actor, None, (), 2, cursor),
    ):
        with pytest.raises(Invalid, match="another question"):
            other()


def test_the_same_question_written_twice_takes_the_same_cursor() -> None:
    view = district().view()
    asked = [parse_filter(Measure, {"title": {"in": texts}}) for texts in (["M 0", "M 1"], ["M 1", "M 0", "M 0"])]
    assert page(view, page(view, asked=asked[0]).cursors[0], asked=asked[1]).records


def test_a_damaged_cursor_is_refused_wherever_it_is_damaged() -> None:
    view = district().view()
    cursor = page(view).cursors[0]
    for place in range(0, len(cursor), 7):
        for damaged in (cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :], cursor[:place]):
            with pytest.raises(Invalid, match="damaged"):
                page(view, damaged)
    for strange in ("", "ä", "\x00", "None", "=" * 9, cursor + "\n"):
        with pytest.raises(Invalid, match="damaged"):
            page(view, strange)


@pytest.mark.parametrize(
    "values", [["x", "y", "z"], [1], [1, 1, 1], [1, "PLANNED", None], [[], {}, "id"], [None, "x", "i"]]
)
def test_a_forged_cursor_is_refused_like_a_damaged_one(values: list[Any]) -> None:
    view = district().view()
    question = json.loads(base64.urlsafe_b64decode(page(view).cursors[0])[6:])[0]
    content = json.dumps([question, *values]).encode()
    with pytest.raises(Invalid, match="damaged"):
        page(view, base64.urlsafe_b64encode(_check(content) + content).decode())


def test_what_cannot_be_ordered_by_is_refused() -> None:
    view = district().view()
    wrong: tuple[tuple[str, Any], ...] = (("fields", "asc"), ("asWritten", "asc"), ("none", "asc"), ("title", "up"))
    for key in wrong:
        with pytest.raises(Invalid, match="Order"):
            view.select(Measure, None, [key])
    with pytest.raises(Invalid, match="8 at most"):
        view.select(Measure, None, [("title", "asc")] * 9)


def test_related_answers_for_many_at_once_the_first_of_each_and_all_counts() -> None:
    small = Small().actors("a", "b", "c", "d").ties("a-b", "a-c", "a-d", "b-c")
    found = small.view().related(Actor, [ref(Actor, key) for key in "abd"], "ties", first=2)
    listed = {key: [step.node.external_id for step in found[ref(Actor, key)].steps] for key in "abd"}
    assert listed == {"a": ["b", "c"], "b": ["a", "c"], "d": ["a"]}
    assert [found[ref(Actor, key)].total for key in "abd"] == [3, 2, 1]
    only_c = small.view().related(Actor, [ref(Actor, "a")], "ties", {"node": {"name": {"eq": "c"}}})
    assert [step.edge and step.edge.external_id for step in only_c[ref(Actor, "a")].steps] == ["a|c"]


def test_a_relation_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid, match="“friends” is no relation of Actor"):
        Small().view().related(Actor, [], "friends")
