"""The pages that are read from the code are true: they are what it says today."""

from pathlib import Path

from api.dictionary import dictionary
from api.question_book import question_book

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_dictionary_is_what_the_model_says() -> None:
    written = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    assert written == dictionary(), "run scripts/docs"


def test_the_committed_questions_are_those_that_can_be_asked() -> None:
    written = (ROOT / "docs" / "questions.md").read_text("utf-8")
    assert written == question_book(), "run scripts/docs"
