"""Kreis Lindental once more, straight from its files: what coverage, gaps and networks must come to.

Deliberately shares nothing with the product but the files: plain rows, plain sets, external ids and labels.
"""

import calendar
import csv
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

ON = date(2026, 1, 15)
FOLDER = Path(__file__).resolve().parents[2] / "examples" / "kreis-lindental"

Row = dict[str, str]
Cell = tuple[str, str, str]

WORDS = {"Anfang": (1, 4), "Mitte": (5, 8), "Ende": (9, 12), "Frühjahr": (3, 5), "Sommer": (6, 8), "Herbst": (9, 11),
         "Dezember": (12, 12)}  # fmt: skip
FINISHED = {"COMPLETED", "CANCELLED", "SUPERSEDED"}
EVERYWHERE = {"kreisweit", "mobil", "online", "Standort"}


@cache
def rows(table: str) -> list[Row]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def several(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part]


def first(text: str) -> date:
    return span(text)[0]


def last(text: str) -> date:
    return span(text)[1]


def span(text: str) -> tuple[date, date]:
    """The first and last day of a date as the files write it."""
    if " " in text:
        word, year = text.split()
        start, end = WORDS[word]
    elif "." in text:
        day, month, year = text.split(".")
        return (exact := date(int(year), int(month), int(day))), exact
    elif text.count("-") == 2:
        return (exact := date.fromisoformat(text)), exact
    else:
        year, _, month = text.partition("-")
        start, end = (int(month), int(month)) if month else (1, 12)
    return date(int(year), start, 1), date(int(year), end, calendar.monthrange(int(year), end)[1])


def main_field() -> dict[str, str]:
    """The main field that each label of a field counts for."""
    fields = {row["term_id"]: row for row in rows("terms") if row["scheme"] == "field"}
    return {row["label"]: fields[row["broader"] or key]["label"] for key, row in fields.items()}


def main_groups() -> list[str]:
    return [row["label"] for row in rows("terms") if row["scheme"] == "target_group" and row["main"] == "yes"]


def municipalities() -> list[str]:
    return [row["name"] for row in rows("places") if row["kind"] == "Kommune"]


def is_active(row: Row) -> bool:
    if "offer_id" in row and row["end"] and last(row["end"]) < ON:
        return False
    if row["status_code"] == "IN_PROGRESS":
        return not row["start"] or first(row["start"]) <= ON
    return row["status_code"] == "DELAYED" and "measure_id" in row and bool(row["start"]) and last(row["start"]) <= ON


def is_open(row: Row) -> bool:
    ended = "offer_id" in row and row["end"] and last(row["end"]) < ON
    return row["status_code"] not in FINISHED and not ended


def cells(row: Row, district_wide: bool = True) -> set[Cell]:
    places = set(several(row["municipality"]))
    if district_wide and row["reach"] in EVERYWHERE:
        places = set(municipalities())
    fields = {main_field()[label] for label in several(row["field"])}
    groups = set(several(row["target_group"])) & set(main_groups())
    return {(field, place, group) for field in fields for place in places for group in groups}


def states(district_wide: bool = True) -> dict[Cell, str]:
    """The state of every cell."""
    active, planned = set[Cell](), set[Cell]()
    for row in (*rows("measures"), *rows("offers")):
        if is_active(row):
            active |= cells(row, district_wide)
        elif is_open(row):
            planned |= cells(row, district_wide)
    names = {row["place_id"]: row["name"] for row in rows("places")}
    mains = set(main_field().values())
    looked = {
        (row["field"], names[row["place_id"]], group)
        for row in rows("inventories")
        if row["field"] in mains and last(row["date"]) <= ON
        for group in (several(row["target_group"]) or main_groups())
    }
    waived = {
        (row["field"], names[row["place_id"]], group)
        for row in rows("cell_decisions")
        if last(row["date"]) <= ON and not (row["until"] and last(row["until"]) < ON)
        for group in several(row["target_group"])
    }
    found: dict[Cell, str] = {}
    for cell in {(f, p, g) for f in mains for p in municipalities() for g in main_groups()}:
        ladder = ((active, "COVERED"), (planned, "NOMINAL"), (waived, "NOT_REQUIRED"), (looked, "GAP"))
        found[cell] = next((state for held, state in ladder if cell in held), "UNKNOWN")
    return found


@cache
def responsible() -> dict[str, list[Row]]:
    """Every responsibility that is neither declined nor ended, by what it is for."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows("responsibilities"):
        if row["state"] not in ("DECLINED", "ENDED") and not (row["until"] and last(row["until"]) < ON):
            found[row["measure_id"]].append(row)
    return found


def nobody_answers() -> set[str]:
    """G3."""
    needing = {row["measure_id"] for row in rows("measures") if is_open(row)}
    needing |= {row["offer_id"] for row in rows("offers") if is_active(row)} | {
        row["duty_id"] for row in rows("duties")
    }
    return {key for key in needing if all(row["role_code"] == "SUPPORTING" for row in responsible()[key])}


def single_partner() -> set[str]:
    """G7 of measures."""
    partners: dict[str, set[str]] = defaultdict(set)
    for row in (*rows("contributions"), *(row for held in responsible().values() for row in held)):
        partners[row["measure_id"]].add(row["actor_id"])
    return {
        row["measure_id"]
        for row in rows("measures")
        if is_open(row) and row["min_partners"] and 0 < len(partners[row["measure_id"]]) < int(row["min_partners"])
    }


def single_holder() -> set[tuple[str, str]]:
    """G7 of fields: the field and the actor that holds it alone in half of the municipalities."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in (*rows("measures"), *rows("offers")):
        if is_active(row):
            leads = {
                r["actor_id"]
                for r in responsible()[row.get("measure_id") or row["offer_id"]]
                if r["role_code"] != "SUPPORTING"
            }
            for field in several(row["field"]):
                for place in several(row["municipality"]):
                    holders[main_field()[field], place] |= leads
    alone: dict[tuple[str, str], int] = defaultdict(int)
    for (field, _), actors in holders.items():
        if len(actors) == 1:
            alone[field, min(actors)] += 1
    return {key for key, count in alone.items() if 2 * count >= len(municipalities())}


@cache
def pairs() -> set[frozenset[str]]:
    """Pairs of cooperating actors with a tie: told by either side in a survey's newest word, or by a document.

    A YES of 2023 stands for pairs that were not asked again; where both waves spoke of a pair, 2025 decides.
    """
    spoken: dict[str, dict[frozenset[str], set[str]]] = {"w23": defaultdict(set), "w25": defaultdict(set)}
    for row in rows("tie_reports"):
        spoken[row["survey_id"]][frozenset((row["reporter_actor_id"], row["about_actor_id"]))].add(row["answer"])
    answered = {
        wave: {r["actor_id"] for r in rows("survey_actors") if r["survey_id"] == wave and r["responded_on"]}
        for wave in spoken
    }
    asked = {wave: {r["actor_id"] for r in rows("survey_actors") if r["survey_id"] == wave} for wave in spoken}
    tied = {pair for pair, answers in spoken["w25"].items() if "YES" in answers}
    for pair, answers in spoken["w23"].items():
        told_again = pair <= asked["w25"] and pair & answered["w25"]
        if "YES" in answers and not told_again:
            tied.add(pair)
    tied |= {frozenset((r["actor_a"], r["actor_b"])) for r in rows("cooperations") if r["state"] == "EXISTS"}
    able = able_to_cooperate()
    return {pair for pair in tied if pair <= able}


@cache
def able_to_cooperate() -> set[str]:
    return {row["actor_id"] for row in rows("actors") if row["cooperates"] == "yes"}


def isolated() -> tuple[set[str], set[str]]:
    """G8: certain and unknown."""
    alone = able_to_cooperate() - {actor for pair in pairs() for actor in pair}
    answered = {row["actor_id"] for row in rows("survey_actors") if row["survey_id"] == "w25" and row["responded_on"]}
    return alone & answered, alone - answered


def overdue() -> set[str]:
    """G13: measures and deadlines that stand alone."""
    late = {r["measure_id"] for r in rows("measures") if is_open(r) and r["end"] and last(r["end"]) < ON}
    open_measures = {row["measure_id"] for row in rows("measures") if is_open(row)}
    for row in rows("deadlines"):
        if last(row["date"]) < ON and not row["done_on"]:
            late |= {row["measure_id"]} & open_measures if row["measure_id"] else {row["deadline_id"]}
    return late


def orphans() -> set[str]:
    """G16: open measures without a goal; goals of the concept in force without a measure or an indicator."""
    live = {
        g
        for r in rows("measures")
        if r["status_code"] not in ("CANCELLED", "SUPERSEDED")
        for g in several(r["goal_ids"])
    }
    measured = {goal for row in rows("indicators") for goal in several(row["goal_ids"])}
    in_force = {row["goal_id"] for row in rows("goals") if row["plan_id"] == "p2025"}
    return (in_force - (live & measured)) | {
        r["measure_id"] for r in rows("measures") if is_open(r) and not r["goal_ids"]
    }
