"""Ties from what both sides said in several waves, and from documents. Two waves, 2023 and 2025; a and b are a pair."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.model import Tie
from graph.model.states import TieState
from tests.importers.district_files import EXAMPLES, District, imported, rows, write


def asked(
    folder: Path, said: str, answered: str = "a23 b23 a25 b25", roster: str = "COMPLETE", cooperations: str = ""
) -> District:
    """A district in which a and b were asked twice. `said`: “a23=YES2 b25=NO”; `answered`: who responded when."""
    reports = ["tie_report_id,survey_id,reporter_actor_id,about_actor_id,answer,level,formal,reported_on"]
    for statement in said.split():
        who, answer = statement.split("=")
        level = answer.lstrip("YESNOILT")
        other = "b" if who[0] == "a" else "a"
        day = "" if "SILENT" in answer else f"20{who[1:]}-06-0{1 if who[0] == 'a' else 2}"
        reports.append(f"{who},w{who[1:]},{who[0]},{other},{answer.removesuffix(level)},{level},,{day}")
    inquiries = ["survey_id,actor_id,responded_on"]
    for actor in "ab":
        for wave in ("23", "25"):
            if f"{actor}{wave}" not in answered.split() and f"{actor}{wave}?" not in answered.split():
                continue
            inquiries.append(f"w{wave},{actor},{f'20{wave}-06-10' if f'{actor}{wave}' in answered.split() else ''}")
    tables = {
        "actors": "actor_id,name\na,A\nb,B\n",
        "surveys": f"survey_id,title,end,roster\nw23,2023,2023-06-30,{roster}\nw25,2025,2025-06-30,{roster}\n",
        "survey_actors": "\n".join(inquiries) + "\n",
        "tie_reports": "\n".join(reports) + "\n",
    }
    if cooperations:
        tables["cooperations"] = "actor_a,actor_b,type,state,since,until,level\n" + cooperations
    return imported(write(folder / "k", tables))


@pytest.mark.parametrize(
    ("said", "answered", "state", "both", "told_on"),
    [
        ("a25=YES b25=YES", "a25 b25", "EXISTS", True, "2025-06-02"),
        ("a25=YES b25=NO", "a25 b25", "EXISTS", False, "2025-06-02"),  # either side is enough
        ("a25=YES b25=SILENT", "a25 b25?", "EXISTS", None, "2025-06-01"),  # silence is unknown, not no
        ("a25=NO b25=NO", "a25 b25", None, None, None),  # there never was a tie
        ("a25=SILENT b25=SILENT", "a25? b25?", None, None, None),
        ("a23=YES b23=YES a25=NO b25=NO", "a23 b23 a25 b25", "ENDED", False, "2025-06-02"),
        ("a23=NO b23=NO a25=YES b25=YES", "a23 b23 a25 b25", "EXISTS", True, "2025-06-02"),
        ("a23=YES b23=YES a25=SILENT b25=SILENT", "a23 b23 a25? b25?", "EXISTS", True, "2023-06-02"),  # told in 2023
        ("a23=YES b23=YES", "a23 b23", "EXISTS", True, "2023-06-02"),  # nobody was asked in 2025
        ("a23=YES b23=YES", "a23 b23 a25 b25?", "ENDED", None, "2025-06-10"),  # a answered and did not list b
        ("a23=YES b23=YES", "a23 b23 a25? b25?", "EXISTS", True, "2023-06-02"),  # both asked and silent
        ("a23=YES b23=YES", "a23 b23 a25", "EXISTS", True, "2023-06-02"),  # b was not on the list of 2025
    ],
)
def test_the_newest_wave_in_which_a_side_said_anything_decides(
    tmp_path: Path, said: str, answered: str, state: str | None, both: bool | None, told_on: str | None
) -> None:
    ties = list(asked(tmp_path, said, answered).all(Tie).values())
    assert [str(tie.state) for tie in ties] == ([state] if state else [])
    assert [(tie.confirmed_by_both, str(tie.told_on)) for tie in ties] == ([(both, told_on)] if state else [])


def test_without_a_complete_roster_a_missing_row_says_nothing(tmp_path: Path) -> None:
    (tie,) = asked(tmp_path, "a23=YES b23=YES", "a23 b23 a25 b25", roster="").all(Tie).values()
    assert (tie.state, tie.told_on) == (TieState.EXISTS, date(2023, 6, 2))


def test_the_level_is_the_mean_of_both_sides_in_the_newest_wave(tmp_path: Path) -> None:
    (tie,) = asked(tmp_path, "a23=YES1 b23=YES1 a25=YES4 b25=YES3").all(Tie).values()
    assert (tie.level, len(tie.reports)) == (3.5, 4)


def test_documents_and_surveys_on_one_key_are_one_tie(tmp_path: Path) -> None:
    found = asked(tmp_path, "a25=YES2 b25=YES2", cooperations="a,b,Kooperation,,2022-01-01,,4\n")
    (tie,) = found.all(Tie).values()
    assert (tie.state, tie.level, len(tie.reports), len(tie.evidence)) == (TieState.EXISTS, 2.0, 2, 1)
    assert tie.since is not None
    assert tie.since.text == "2022-01-01"


@pytest.mark.parametrize(
    ("said", "documents", "state"),
    [
        (
            "a23=YES a25=NO b25=NO",
            "a,b,Kooperation,EXISTS,,,\n",
            "EXISTS",
        ),  # contradicted, which is a finding elsewhere
        ("a25=NO b25=NO", "a,b,Kooperation,ENDED,,2024-12-31,\n", "ENDED"),
        ("a25=NO b25=NO", "a,b,Wunsch,,,,\n", "WISHED"),
        ("a25=YES b25=YES", "a,b,Wunsch,,,,\n", "EXISTS"),
        ("a25=NO", "a,b,Einladung,,,,\n", None),
    ],
)
def test_documents_decide_where_a_survey_does_not_say_yes(
    tmp_path: Path, said: str, documents: str, state: str | None
) -> None:
    ties = asked(tmp_path, said, cooperations=documents).all(Tie).values()
    assert [str(tie.state) for tie in ties] == ([state] if state else [])


def test_later_answers_change_a_tie_that_was_there(tmp_path: Path) -> None:
    first = asked(tmp_path, "a23=YES b23=YES", "a23 b23 a25? b25?")
    more = write(
        tmp_path / "more",
        {
            "survey_actors": "survey_id,actor_id,responded_on\nw25,a,2025-06-10\nw25,b,\n",
            "tie_reports": "tie_report_id,survey_id,reporter_actor_id,about_actor_id,answer,reported_on\n"
            "a25,w25,a,b,NO,2025-06-10\n",
        },
    )
    second = imported(more, first.store, dataset="k")
    (tie,) = second.all(Tie).values()
    assert (tie.state, tie.version) == (TieState.ENDED, 2)
    assert second.result.changed == Counter({"Tie": 1, "Inquiry": 1})


def test_the_two_waves_of_lindental() -> None:
    """266 pairs have a row. A pair counts by the newest wave in which a side said YES or NO, in words or by not listing
    the other although it was shown; worked out here from the files alone."""
    answered = {
        (row["survey_id"], row["actor_id"]): row["responded_on"] for row in rows("kreis-lindental", "survey_actors")
    }
    pairs: dict[tuple[str, ...], dict[tuple[str, str], str]] = {}
    for row in rows("kreis-lindental", "tie_reports"):
        ends = sorted((row["reporter_actor_id"], row["about_actor_id"]))
        pairs.setdefault(tuple(ends), {})[row["survey_id"], row["reporter_actor_id"]] = row["answer"]
    states: Counter[str] = Counter()
    for pair, answers in pairs.items():
        for wave in ("w25", "w23"):
            shown = all((wave, end) in answered for end in pair)
            unlisted = [end for end in pair if shown and answered[wave, end] and (wave, end) not in answers]
            said = [a for (w, _), a in answers.items() if w == wave and a != "SILENT"] + ["NO"] * len(unlisted)
            if said:
                was = "YES" in answers.values()
                states["EXISTS" if "YES" in said else "ENDED" if was else "none"] += 1
                break
    assert states == {"EXISTS": 257, "ENDED": 6, "none": 3}
    ties = imported(EXAMPLES / "kreis-lindental").all(Tie).values()
    surveyed = Counter(str(tie.state) for tie in ties if tie.reports)
    # One of the pairs that never had a tie wishes for one in a document.
    assert surveyed == {"EXISTS": 257, "ENDED": 6, "WISHED": 1}
    # Documents alone: three agreements (formal), and four wishes in a field of their own.
    assert Counter(str(tie.state) for tie in ties if not tie.reports) == {"EXISTS": 3, "WISHED": 4}
