"""The data dictionary is true: it is what the model says today."""

from pathlib import Path

from api.dictionary import dictionary

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_dictionary_is_what_the_model_says() -> None:
    written = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
    assert written == dictionary(), "run scripts/docs"
