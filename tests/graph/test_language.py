"""What users read, in two languages."""

from graph.language import Text


def test_placeholders_are_filled_in_each_language() -> None:
    filled = Text("{who} fragt {n}.", "{who} asks {n}.").fill(who=Text("Das KI", "The centre"), n=2)
    assert filled == Text("Das KI fragt 2.", "The centre asks 2.")


def test_a_sentence_that_ends_in_an_abbreviation_keeps_one_full_stop() -> None:
    assert Text("Zuständig: {who}.", "Lead: {who}.").fill(who="Morgenlicht e.V.").de == "Zuständig: Morgenlicht e.V."
    assert Text("Und so weiter ...", "And so on ...").fill().de == "Und so weiter ..."
