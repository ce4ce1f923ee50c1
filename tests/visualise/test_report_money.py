"""Measures, resolutions and money in reports: against the tables as they are shipped."""

from tests.visualise.reports import LINDENTAL, REAL, Specs, column, prose, rows_of, table
from visualise.report.spec import ReportSpec

FINISHED = {"COMPLETED", "CANCELLED", "SUPERSEDED"}
OPEN = {row["title"]: row for row in rows_of("measures") if row["status_code"] not in FINISHED}


def test_open_measures_are_all_there(lindental: ReportSpec) -> None:
    rows = list(table(lindental, "measure-table").rows)
    assert {row.cells[0].text for row in rows} <= set(OPEN)
    assert len(rows) == 57
    assert {row.cells[2].text for row in rows} >= {"hat zugesagt", "nur benannt", "niemand benannt"}


def test_an_end_that_nobody_stated_is_not_told_as_open(lindental: ReportSpec) -> None:
    for row in table(lindental, "measure-table").rows:
        assert (row.cells[5].text == "nicht erfasst") == (not OPEN[row.cells[0].text]["end"])


def test_whoever_needs_money_is_told_with_resolution_and_funds(lindental: ReportSpec) -> None:
    money = {row.cells[0].text: row for row in table(lindental, "money-table").rows}
    needing = {title for title, row in OPEN.items() if row["needs_extra_funds"] == "yes"}
    granted = {row["title"]: row["measure_ids"] for row in rows_of("resolutions") if row["special"] == "yes"}
    titles = {row["measure_id"]: title for title, row in OPEN.items()}
    assert needing <= set(money)
    for title, measure in granted.items():
        if measure in titles:
            assert title in money[titles[measure]].cells[1].text
    for row in rows_of("fundings"):
        if row["measure_id"] in titles:
            paid = money[titles[row["measure_id"]]].cells[2].text
            assert row["programme"] in paid
            assert f"{int(row['amount_eur']):,}".replace(",", ".") in paid


def test_money_of_which_nobody_stated_the_end_is_not_told_as_secured(lindental: ReportSpec) -> None:
    money = {row.cells[0].text: row for row in table(lindental, "money-table").rows}
    titles = {row["measure_id"]: title for title, row in OPEN.items()}
    endless = {
        titles[row["measure_id"]] for row in rows_of("fundings") if not row["end"] and row["measure_id"] in titles
    }
    assert endless
    assert {money[title].cells[3].text for title in endless} == {"Bis wann das Geld reicht, ist nicht erfasst."}
    assert "KIM-Mittel und zugleich andere Mittel" in money["Sprachmittlungspool Gesundheit"].cells[3].text


def test_every_step_of_a_paper_has_its_votes_or_says_that_they_are_to_come(lindental: ReportSpec) -> None:
    steps = rows_of("consultations")
    told = list(table(lindental, "papers-table").rows)
    assert len(told) == len(steps)
    votes = {f"{row['votes_yes']} Ja, {row['votes_no']} Nein" for row in steps if row["votes_yes"]}
    assert votes == {", ".join(row.cells[3].text.split(", ")[:2]) for row in told if "Ja" in row.cells[3].text}
    ahead = [row for row in steps if row["date"] > "2026-01-15"]
    assert column(table(lindental, "papers-table"), 3).count("steht noch bevor") == len(ahead) > 0
    assert "Maßnahmen, die zusätzliche Mittel brauchen, sind gesondert zu beschließen." in column(
        table(lindental, "papers-table"), 4
    )


def test_a_step_that_is_over_is_not_told_as_to_come(specs: Specs) -> None:
    assert "steht noch bevor" not in column(table(specs("kreis-coesfeld", "de", "long"), "papers-table"), 3)


def test_where_nothing_is_recorded_it_says_who_could(specs: Specs) -> None:
    for name in REAL:
        spec = specs(name, "de", "long")
        assert "nicht erfasst" in spec.section("money").say
        assert "trägt Beschluss und Mittel ein" in prose(spec)


def test_decisions_name_the_next_step(specs: Specs) -> None:
    decisions = table(specs(LINDENTAL, "de", "short"), "decisions-table")
    said = dict(zip(column(decisions, 0), column(decisions, 1), strict=True))
    assert said["Ansprechstelle Arbeitsmarktintegration: Mittel"] == "Als Nächstes: Kreisausschuss, 02.03.2026."
    assert all(said.values())
    ranked = [row for row in rows_of("needs") if row["kind"] == "KIM-Thema" and not row["ranked_on"]]
    assert f"{len(ranked)} KIM-Themen sind noch nicht gereiht" in said
