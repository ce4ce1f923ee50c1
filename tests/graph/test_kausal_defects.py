"""Seven defects of a tracker of plans that others wrote, each as something that must not happen here."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph import service
from graph.dates import VagueDate
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.gaps.situation import Situation
from graph.model import Deadline, Indicator, Measure, Plan, Reading, Target
from graph.model.states import Direction, MeasureStatus, TargetPath
from graph.office.readings import Readings
from graph.office.targets import Targets
from graph.past.editions import Fate, compare_editions
from graph.picture import Pictures
from graph.questions import ask, question_named
from graph.rights import OFFICE
from graph.store import Store, open_store
from graph.validity import FINISHED, is_active, is_open
from importers.run import import_path
from tests.graph.small_district import ON, D, Small, on, ref, year

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
OPEN = sorted({*MeasureStatus} - FINISHED)


def gaps(small: Small, rule: str, truth: Truth = Truth.YES) -> list[Gap]:
    return [gap for gap in find_gaps(small.view(), D, ON) if gap.rule == rule and gap.truth is truth]


def names(found: list[Gap]) -> list[str]:
    return [gap.subject.name for gap in found if gap.subject is not None]


class TestLateIgnoresTheEnd:
    """Late was told from tasks alone: without tasks nothing was ever late."""

    @pytest.mark.parametrize("status", [status for status in OPEN if status is not MeasureStatus.UNKNOWN])
    def test_a_measure_past_its_end_without_any_deadline_is_overdue(self, status: MeasureStatus) -> None:
        assert names(gaps(Small().measure("m", status, end=on("2026-01-14")), "G13")) == ["m"]

    def test_without_a_status_it_is_unknown_and_told(self) -> None:
        small = Small().measure("m", MeasureStatus.UNKNOWN, end=on("2026-01-14"))
        assert names(gaps(small, "G13", Truth.UNKNOWN)) == ["m"]

    @pytest.mark.parametrize("status", sorted(FINISHED))
    def test_what_is_over_is_not(self, status: MeasureStatus) -> None:
        assert gaps(Small().measure("m", status, end=on("2020-01-01")), "G13") == []

    @pytest.mark.parametrize("end", [on("2026-01-15"), on("2027-01-01"), year(2026), VagueDate("bald"), None])
    def test_nor_what_may_still_be_in_time(self, end: VagueDate | None) -> None:
        assert gaps(Small().measure("m", MeasureStatus.IN_PROGRESS, end=end), "G13") == []


class TestMachineWritesResetTheClock:
    """Any write of a row made it fresh."""

    MEASURES = "measure_id,title,status_code,confirmed_on,note\nm1,{title},IN_PROGRESS,2025-01-10,{note}\n"

    @pytest.fixture
    def store(self) -> Any:
        with open_store("sqlite::memory:") as store:
            yield store

    def imported(self, store: Store, folder: Path, *, title: str, note: str, day: int) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "measures.csv").write_text(self.MEASURES.format(title=title, note=note), encoding="utf-8")
        import_path(store, folder, author="test", now=datetime(2026, 1, day, tzinfo=UTC))

    def stale(self, store: Store) -> list[str]:
        view = Pictures(store).current().seen_by(OFFICE)
        found = find_gaps(view, "kreis", ON)
        return [gap.message.en for gap in found if gap.rule == "G14" and gap.truth is Truth.YES]

    def test_neither_another_import_nor_a_changed_one_confirms_anything(self, store: Store, tmp_path: Path) -> None:
        self.imported(store, tmp_path / "kreis", title="Lotsen", note="alt", day=1)
        (before,) = self.stale(store)
        assert "10 January 2025" in before
        self.imported(store, tmp_path / "kreis", title="Lotsen", note="neu", day=10)
        self.imported(store, tmp_path / "kreis", title="Lotsen", note="neu", day=11)
        assert self.stale(store) == [before]

    def test_nor_does_a_change_by_hand(self, store: Store, tmp_path: Path) -> None:
        self.imported(store, tmp_path / "kreis", title="Lotsen", note="alt", day=1)
        (before,) = self.stale(store)
        (measure,) = Pictures(store).current().seen_by(OFFICE).all(Measure)
        values = {"note": "nachgetragen", "status": "DELAYED"}
        service.update(store, OFFICE, measure.id, values, expected_version=measure.version, reason="Notiz", at=NOW)
        assert self.stale(store) == [before]

    def test_a_human_does(self, store: Store, tmp_path: Path) -> None:
        self.imported(store, tmp_path / "kreis", title="Lotsen", note="alt", day=1)
        (measure,) = Pictures(store).current().seen_by(OFFICE).all(Measure)
        service.confirm(store, OFFICE, measure.id, expected_version=measure.version, on=ON, reason="Anruf", at=NOW)
        assert self.stale(store) == []


class TestOverdueTasksCountAsPlannedWork:
    """A task that was due long ago counted as work planned for the coming year."""

    def small(self, due: VagueDate, **values: Any) -> Small:
        small = Small().measure("m", MeasureStatus.IN_PROGRESS, end=year(2030), confirmed_on=date(2024, 1, 1))
        return small.add(Deadline, "f", title="Zwischenbericht", date=due, measure=ref(Measure, "m"), **values)

    def test_a_missed_deadline_is_a_finding(self) -> None:
        (gap,) = gaps(self.small(on("2025-12-31")), "G13")
        assert "Zwischenbericht" in gap.message.en

    def test_one_that_lies_ahead_is_none(self) -> None:
        assert gaps(self.small(on("2026-12-31")), "G13") == []

    def test_one_that_will_be_done_is_not_done(self) -> None:
        assert names(gaps(self.small(on("2025-12-31"), done_on=date(2026, 2, 1)), "G13")) == ["m"]
        assert gaps(self.small(on("2025-12-31"), done_on=ON), "G13") == []

    @pytest.mark.parametrize("due", ["2020-01-01", "2025-12-31", "2026-06-30"])
    def test_no_deadline_makes_any_other_gap_go_away(self, due: str) -> None:
        plain = Small().measure("m", MeasureStatus.IN_PROGRESS, end=year(2030), confirmed_on=date(2024, 1, 1))
        told = [(g.rule, g.message) for g in find_gaps(plain.view(), D, ON)]
        with_it = [(g.rule, g.message) for g in find_gaps(self.small(on(due)).view(), D, ON) if g.rule != "G13"]
        assert with_it == told


class TestLateAndStaleAreOne:
    """Both were published as classes, and told apart by nobody."""

    @pytest.mark.parametrize("late", [True, False])
    @pytest.mark.parametrize("stale", [True, False])
    def test_each_is_told_by_its_own_rule(self, late: bool, stale: bool) -> None:
        end, last = on("2025-12-01" if late else "2026-12-01"), date(2025, 1, 1) if stale else date(2026, 1, 1)
        small = Small().measure("m", MeasureStatus.IN_PROGRESS, end=end, confirmed_on=last)
        assert bool(gaps(small, "G13")) is late
        assert bool(gaps(small, "G14")) is stale

    def test_they_differ_in_words_and_in_what_to_do(self) -> None:
        small = Small().actor("verein").measure("m", end=on("2025-12-01"), confirmed_on=date(2025, 1, 1))
        small.responsible("verein", "m")
        ((late,), (stale,)) = gaps(small, "G13"), gaps(small, "G14")
        assert late.message != stale.message
        assert late.action != stale.action


class TestCancelledIsCompleted:
    """“Cancelled or postponed” was one status, and it counted as done."""

    @pytest.mark.parametrize("status", [MeasureStatus.PAUSED, MeasureStatus.DELAYED])
    def test_what_is_paused_or_delayed_stays_open(self, status: MeasureStatus) -> None:
        small = Small().measure("m", status, end=on("2025-12-01"))
        (measure,) = small.view().all(Measure)
        assert is_open(measure, ON)
        assert names(gaps(small, "G13")) == ["m"]
        assert names(gaps(small, "G3")) == ["m"]

    def test_what_is_paused_is_not_under_way(self) -> None:
        (measure,) = Small().measure("m", MeasureStatus.PAUSED).view().all(Measure)
        assert not is_active(measure, ON)

    @pytest.mark.parametrize("status", sorted(MeasureStatus))
    def test_only_what_is_completed_became_completed(self, status: MeasureStatus) -> None:
        small = Small().add(Plan, "alt", title="alt").add(Plan, "neu", title="neu")
        small.measure("m", status, plan=ref(Plan, "alt"))
        view = small.view()
        old, new = (view.find(Plan, D, key) for key in ("alt", "neu"))
        assert old is not None and new is not None
        (became,) = compare_editions(view, old, new).measures
        assert (became.fate is Fate.COMPLETED) is (status is MeasureStatus.COMPLETED)
        assert (became.fate is Fate.DROPPED) is (status is MeasureStatus.CANCELLED)
        given = {"from": "alt", "to": "neu"}
        (row,) = ask(view, D, ON, question_named("q20"), given).rows
        assert (Fate.COMPLETED in row.cells) is (status is MeasureStatus.COMPLETED)


class TestIndicatorsThatNobodyUpdates:
    """The newest value was compared with the goal of its own day, so whoever stopped measuring was never late."""

    def small(self, value: float, period: str = "2019", **values: Any) -> Small:
        held = {"direction": Direction.UP, "period_months": 12, **values}
        small = Small().add(Indicator, "i", name="Kennzahl", **held)
        small.add(Reading, "w", indicator=ref(Indicator, "i"), period=period, value=value, count=100)
        return small.add(
            Target, "z", indicator=ref(Indicator, "i"), baseline_period="2016", baseline=10.0, target_period="2026",
            target=20.0, path=TargetPath.LINEAR, tolerance=0.5,
        )  # fmt: skip

    def test_that_there_is_no_new_data_is_told_by_itself(self) -> None:
        small = self.small(13.0)
        assert gaps(small, "G12") == []
        (unknown,) = gaps(small, "G12", Truth.UNKNOWN)
        (stale,) = gaps(small, "G14")
        assert "2019" in stale.message.en and "no new reading" in stale.message.en
        assert any("no new value since 2019" in item.text.en for item in unknown.evidence)

    def test_beside_that_it_was_off_already(self) -> None:
        (off,) = gaps(self.small(11.0), "G12")
        assert "off target" in off.message.en and "no new value since 2019" in off.message.en

    def test_a_new_value_ends_it(self) -> None:
        small = self.small(19.5, period="2025")
        assert gaps(small, "G12") == gaps(small, "G14") == gaps(small, "G12", Truth.UNKNOWN) == []

    @pytest.mark.parametrize(
        ("value", "progress"), [(15.0, 0.5), (10.0, 0.0), (5.0, -0.5), (20.0, 1.0), (45.0, 1.0), (0.0, -1.0)]
    )
    def test_progress_never_passes_the_target_and_never_hides_a_step_back(self, value: float, progress: float) -> None:
        situation = Situation(self.small(value).view(), D, ON)
        (indicator,) = situation.view.all(Indicator)
        (assessment,) = Targets(situation.view, D, Readings(situation.view, D, ON)).assessments(indicator)
        assert assessment.progress == pytest.approx(progress)
        assert assessment.progress is not None
