"""Explanations name what was understood and what a document meets."""

from search.explaining import explain_match, explain_reading
from tests.search.small_lore import document, lore_of, read, thesaurus_of

LISTED = thesaurus_of("Klamotten > Kleiderkammer, Umsonstladen", "Deutsch lernen > Deutschkurs")
SHOP = document("a", "Kleiderkammer", s="Kleiderkammer für alle")


def told(q: str) -> str:
    """Return the explanation of a reading in one text."""
    return "\n".join(explain_reading(read(q, [SHOP], LISTED), lore_of([SHOP], LISTED)))


def test_needs_are_told_with_what_they_lead_to():
    text = told("Klamotten in Zwickau")
    assert "need: Klamotten" in text
    assert "kleidkamm" in text or "kleiderkamm" in text
    assert "(umsonstlad)" in text  # no document says it
    assert "place: Zwickau (municipality:14524330)" in text


def test_corrections_phrases_and_the_share_of_the_best_are_told():
    assert "corrected: kleiderkammer" in told("Kleiderkamer")
    text = told("Deutsch lernen")
    assert "phrase: Deutsch … lernen" in text
    assert "50 % of the best" in text


def test_vague_queries_are_told():
    assert told("der die das").startswith("too vague")


def test_a_match_is_told_with_its_weights_and_the_cut():
    lines = list(explain_match(read("Klamotten", [SHOP], LISTED), SHOP))
    assert lines[0].startswith("Klamotten: ")
    assert "n.s:" in lines[0]
    assert any(line.startswith("    also: ") for line in lines)
    assert lines[-1].endswith("a hit")


def test_a_document_without_a_match_is_told_too():
    lines = list(explain_match(read("Orchester", [SHOP], LISTED), SHOP))
    assert lines == [lines[-1]]
    assert lines[-1].endswith("no hit")
