"""Every question and gap rule against slow oracles on many random districts, and on districts full of mistakes.

Not the store is tortured here but the analysis: whatever stands in the data, it answers, and it answers what is so.
"""

from __future__ import annotations

import random

from graph.gaps.find import find_gaps
from graph.gaps.situation import Situation
from graph.model import KINDS
from graph.picture import Picture
from graph.questions import all_questions, all_registers, answer
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path
from tests.graph.questions.oracle_wiring import differences
from tests.graph.questions.random_district import ON, D, a_district
from tests.graph.questions.random_spoiling import a_spoiled_district
from tests.importers.district_files import EXAMPLES, NOW
from tests.torture.figures import Figures, measured


def questions_against_oracles(graphs: int, seed: int) -> Figures:
    """What product and oracles tell differently about a district; both must tell the same of every one."""
    chance = random.Random(seed)
    with measured("questions and gaps against oracles", "different") as figures:
        for _ in range(graphs):
            start = chance.randrange(2**32)
            for difference in differences(a_district(random.Random(start))):
                figures.fault("different", f"district {start}: {difference}")
            figures.done["random districts"] += 1
    return figures


def complete_district_against_oracles() -> Figures:
    """The same on the shipped district that is complete; the oracles take a minute for it."""
    with measured("questions and gaps of Kreis Lindental against oracles", "different") as figures:
        with open_store("sqlite::memory:") as store:
            import_path(store, EXAMPLES / "kreis-lindental", author="torture", now=NOW)
            records = {record.id: record for record in store.read(tuple(KINDS.values()))[1]}
        for difference in differences(records, "kreis-lindental"):
            figures.fault("different", difference)
        figures.done["districts"] += 1
    return figures


def analysis_of_bad_data(graphs: int, seed: int) -> Figures:
    """Rules, questions without required parameters and registers on districts in which anything may stand."""
    chance = random.Random(seed)
    with measured("analysis of bad data", "failed") as figures:
        for _ in range(graphs):
            start = chance.randrange(2**32)
            view = Picture(1, a_spoiled_district(random.Random(start), share=chance.choice((0.03, 0.3)))).seen_by(
                OFFICE
            )
            situation = Situation(view, D, ON)
            try:
                find_gaps(view, D, ON)
                for question in (*all_questions(), *all_registers()):
                    if not any(parameter.required for parameter in question.parameters):
                        answer(situation, question)
            except Exception as error:  # whatever it is, it must not be
                figures.fault("failed", f"district {start}: {error!r}")
            figures.done["spoiled districts"] += 1
    return figures
