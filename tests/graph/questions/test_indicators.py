"""Which indicators get worse and where each stands (q19, registers of indicators and readings)."""

from pathlib import Path

import pytest

from api.cli.entry import run
from graph.gaps.gap import Truth
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.model import Actor, Indicator, Measure
from graph.model.states import Direction, Known, MeasureStatus
from graph.office.readings import Trend
from graph.office.targets import Standing
from graph.picture import Pictures, View
from graph.questions.indicators import Shown
from graph.rights import OFFICE
from graph.store import open_store
from tests.graph import lindental_by_hand as by_hand
from tests.graph.questions.test_taking_part import LINDENTAL, asked, cells, told
from tests.graph.small_district import ON, Small, ref, refs
from tests.graph.test_readings import indicator, measured, reading
from tests.graph.test_targets import aimed
from tests.shipped import Shipped

YES, UNKNOWN = Truth.YES, Truth.UNKNOWN


@pytest.fixture(scope="module")
def lindental(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL)


def acted_on(small: Small, status: MeasureStatus = MeasureStatus.IN_PROGRESS) -> Small:
    return small.measure("m", status, indicators=refs(Indicator, ["i"]))


# q19


def test_q19_what_gets_worse_and_what_acts_on_it() -> None:
    small = acted_on(measured(indicator(keeper=ref(Actor, "vhs")).actor("vhs"), 40.0, 39.0))
    (row,) = cells(asked(small.view(), "q19"))
    assert (row["trend"], row["before"], row["value"], row["period"]) == (Trend.WORSE, 40.0, 39.0, "2022")
    assert (str(getattr(row["measures"], "en", "")), row["nobodyActs"], row["keeper"]) == (
        "m (in progress)",
        False,
        "vhs",
    )


def test_q19_what_gets_better_and_is_acted_on_is_left_out() -> None:
    assert told(asked(acted_on(measured(indicator(), 40.0, 41.0)).view(), "q19")) == {}


@pytest.mark.parametrize("status", [None, MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED])
def test_q19_what_nobody_acts_on_is_told_by_a_column(status: MeasureStatus | None) -> None:
    small = measured(indicator(), 40.0, 41.0)
    answer = asked((acted_on(small, status) if status else small).view(), "q19")
    assert (told(answer), [row["nobodyActs"] for row in cells(answer)]) == ({"i": YES}, [True])


def test_q19_a_group_for_which_it_gets_worse_counts() -> None:
    small = measured(measured(indicator(), 40.0, 41.0), 30.0, 29.0, group="z")
    (row,) = cells(asked(acted_on(small).view(), "q19"))
    assert (row["trend"], getattr(row["worseFor"], "de", None), row["value"]) == (Trend.WORSE, "z", 29.0)


@pytest.mark.parametrize("small", [indicator(), measured(indicator(), 40.0), measured(indicator(None), 40.0, 50.0)])
def test_q19_a_trend_that_nobody_can_tell_is_unknown(small: Small) -> None:
    small.measure("m", indicators=refs(Indicator, ["i"]))
    assert told(asked(small.view(), "q19")) == {"i": UNKNOWN}


def test_q19_a_withheld_value_is_not_skipped_for_an_older_one() -> None:
    small = reading(measured(indicator(), 50.0, 40.0), "w", 2025, value=13.0, count=4)
    answer = asked(acted_on(small).view(), "q19")
    assert told(answer) == {"i": UNKNOWN}
    assert cells(answer)[0]["value"] is None


def test_q19_on_lindental_is_what_its_files_say(lindental: View) -> None:
    """The overall series by hand: no target group falls in the newest year."""
    worse = set()
    for row in by_hand.rows("indicators"):
        own = [
            r for r in by_hand.rows("readings") if r["indicator_id"] == row["indicator_id"] and not r["target_group"]
        ]
        values = [float(r["value"]) for r in sorted(own, key=lambda r: r["period"])]
        sign = 1 if row["direction"] == "UP" else -1
        if len(values) > 1 and sign * values[-1] < sign * values[-2]:
            worse.add(row["indicator_id"])
    named = {key for row in by_hand.rows("measures") for key in by_hand.several(row["indicator_ids"])}
    nobody = {row["indicator_id"] for row in by_hand.rows("indicators")} - named
    answer = asked(lindental, "q19", LINDENTAL)
    assert told(answer) == dict.fromkeys(worse | nobody, YES)
    assert (sorted(worse), sorted(nobody)) == (["i-02", "i-03", "i-05", "i-06", "i-10", "i-12"], ["i-11", "i-12"])


# The register of indicators


def test_one_row_for_each_group_with_what_was_expected() -> None:
    small = measured(measured(indicator(unit="%"), 61.0, begin=2025), 50.0, begin=2025, group="z")
    both = cells(asked(aimed(small).view(), "indicators"))
    assert [getattr(row["targetGroup"], "de", None) for row in both] == ["alle", "z"]
    assert [row["standing"] for row in both] == [Standing.ON, Standing.UNKNOWN]
    assert (both[0]["expected"], both[0]["progress"], both[0]["late"]) == (60.6, round(13 / 14, 4), Known.NO)
    assert getattr(both[1]["why"], "de", None) == "Es gibt kein Ziel."


def test_no_data_is_told_beside_the_standing() -> None:
    (row,) = cells(asked(aimed(measured(indicator(), 40.0, begin=2020)).view(), "indicators"))
    assert (row["standing"], row["late"], row["noDataSince"]) == (Standing.OFF, Known.YES, "2020")


def test_an_indicator_without_anything_has_a_row_that_says_so() -> None:
    (row,) = cells(asked(indicator().view(), "indicators"))
    assert (row["standing"], row["trend"], row["late"]) == (Standing.UNKNOWN, Trend.UNKNOWN, Known.UNKNOWN)


@pytest.mark.parametrize("key", ["indicators", "readings"])
def test_withheld_values_are_shown_as_withheld_and_nowhere_else(key: str) -> None:
    small = aimed(reading(measured(indicator(), 50.0), "w", 2025, value=13.0, count=4))
    answer = asked(small.view(), key)
    assert cells(answer)[-1]["shown"] is Shown.SUPPRESSED
    assert not any(value in (13.0, 4) for row in cells(answer) for value in row.values())


def test_readings_that_count_nowhere_are_told() -> None:
    small = reading(indicator(), "w", "demnächst", value=1.0)
    for key in ("indicators", "readings"):
        assert [remark.en[-2:] for remark in asked(small.view(), key).remarks] == ["1."]


def test_readings_of_one_indicator() -> None:
    small = measured(indicator(), 40.0, 41.0).add(Indicator, "j", name="Andere", direction=Direction.UP)
    rows = cells(asked(small.view(), "readings", indicator="Kennzahl"))
    assert [(row["period"], row["value"], row["cases"]) for row in rows] == [("2021", 40.0, 100), ("2022", 41.0, 100)]


def test_registers_on_lindental_hold_every_reading_and_target(lindental: View) -> None:
    readings = cells(asked(lindental, "readings", LINDENTAL))
    withheld = [row for row in by_hand.rows("readings") if row["suppressed"] == "yes"]
    assert len(readings) == len(by_hand.rows("readings")) == 150
    assert sum(row["shown"] is Shown.SUPPRESSED for row in readings) == len(withheld) == 3
    states = [row["standing"] for row in cells(asked(lindental, "indicators", LINDENTAL))]
    assert (states.count(Standing.OFF), states.count(Standing.ON)) == (6, 6)


def test_g12_and_g14_on_lindental(lindental: View) -> None:
    """Expected in 2025, nine tenths of the way: 60.6, 4.5, 55 (stepped), 53.6, 48, 85, 331, 37.2, 462, 5, 900."""
    rules = {rule.key: rule for rule in all_rules()}
    off = list(rules["G12"].find(Situation(lindental, LINDENTAL, ON)))
    assert {(f.subject.external_id, f.key): f.truth for f in off if f.subject} == {
        ("i-02", ""): YES, ("i-04", "z-s"): YES, ("i-05", ""): YES, ("i-06", ""): YES, ("i-10", ""): YES,
        ("i-12", ""): YES, ("i-11", ""): UNKNOWN,
    }  # fmt: skip
    stale = list(rules["G14"].find(Situation(lindental, LINDENTAL, ON)))
    assert {f.subject.external_id: f.truth for f in stale if isinstance(f.subject, Indicator)} == {
        "i-12": YES, "i-11": UNKNOWN,
    }  # fmt: skip
    old = {f.subject.external_id for f in stale if isinstance(f.subject, Measure) and f.truth is YES}
    assert old == {"m25-05", "m25-15", "m25-30", "m25-36", "m25-40", "m25-45"}
    told_in_2023 = {f.key for f in stale if f.other is not None and f.truth is YES}
    assert told_in_2023 == {"jug|kita-03|working", "jug|kita-04|working"}


def test_places_of_readings_and_targets_are_imported(tmp_path: Path) -> None:
    """The columns place_id of both files; a row without one is of the whole district."""
    tables = {
        "places": "place_id,name,kind,part_of\nk,Kreis,Kreis,\nw,Werl,Kommune,k\n",
        "indicators": "indicator_id,name,direction\ni,Kennzahl,UP\n",
        "readings": (
            "reading_id,indicator_id,period,value,place_id\na,i,2024,5,w\nb,i,2025,4,w\nc,i,2025,9,\nd,i,2024,8,k\n"
        ),
        "targets": (
            "target_id,indicator_id,place_id,baseline_period,baseline,target_period,target,path\n"
            "z,i,w,2020,5,2025,10,STEPPED\n"
        ),
    }
    folder = tmp_path / "kreis"
    folder.mkdir()
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    address = f"sqlite:{tmp_path / 'g.db'}"
    assert run(["--store", address, "import", str(folder)]) == 0
    with open_store(address) as store:
        view = Pictures(store).current().seen_by(OFFICE)
        rows = cells(asked(view, "indicators", "kreis"))
        told = [(getattr(row["place"], "de", None), row["value"], row["trend"], row["standing"]) for row in rows]
        assert told == [
            ("ganzer Kreis", 9.0, Trend.BETTER, Standing.UNKNOWN), ("Werl", 4.0, Trend.WORSE, Standing.OFF),
        ]  # fmt: skip
        (worse,) = cells(asked(view, "q19", "kreis"))
        assert getattr(worse["worseFor"], "de", None) == "alle, Werl"
        places = [getattr(row["place"], "en", None) for row in cells(asked(view, "readings", "kreis"))]
        assert places == ["whole district"] * 2 + ["Werl"] * 2
