"""How dates read within a sentence."""

from datetime import date

import pytest

from graph.dates import VagueDate
from graph.phrases import when


@pytest.mark.parametrize(
    ("wording", "de", "en"),
    [
        (VagueDate("2025-12-31", date(2025, 12, 31), date(2025, 12, 31)), "31. Dezember 2025", "31 December 2025"),
        (VagueDate("2025-11", date(2025, 11, 1), date(2025, 11, 30)), "November 2025", "November 2025"),
        (VagueDate("Dezember 2025", date(2025, 12, 1), date(2025, 12, 31)), "Dezember 2025", "December 2025"),
        (VagueDate("Mitte Mai 2025", date(2025, 5, 10), date(2025, 5, 20)), "Mitte Mai 2025", "Mitte Mai 2025"),
        (VagueDate("2026", date(2026, 1, 1), date(2026, 12, 31)), "2026", "2026"),
        (VagueDate("vor Weihnachten", None, date(2025, 12, 23)), "vor Weihnachten", "vor Weihnachten"),
        (VagueDate("Februar 2024", date(2024, 2, 1), date(2024, 2, 29)), "Februar 2024", "February 2024"),
    ],
)
def test_days_and_months_are_written_out_and_other_wordings_kept(wording: VagueDate, de: str, en: str) -> None:
    assert (when(wording).de, when(wording).en) == (de, en)
