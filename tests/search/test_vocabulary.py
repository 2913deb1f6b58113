"""Rarity and prefixes of words."""

from search.vocabulary import Vocabulary, count_terms

DOCUMENTS = [
    ("n.w:beratung", "n.s:berat", "b.s:hilf", "b.w:hilfe"),
    ("n.w:beratungen", "n.s:berat", "n.p:hilf"),
    ("b.w:berg", "b.s:berg", "n.b:berg tal"),
    ("b.w:berge", "b.s:berg"),
]


def test_a_stem_counts_once_per_document_whatever_its_zone_and_kind():
    vocabulary = count_terms("de", [*DOCUMENTS, ("n.s:hilf", "b.s:hilf", "b.p:hilf")])
    assert vocabulary.stems["hilf"] == 3
    assert vocabulary.documents == 5


def test_bigrams_are_no_stems():
    assert "berg tal" not in count_terms("de", DOCUMENTS).stems


def test_rarity_rises_with_every_halving():
    vocabulary = Vocabulary("de", 128, {"a": 128, "b": 64, "c": 32, "d": 1})
    assert [vocabulary.rarity(stem) for stem in "abcd"] == [0, 1, 2, 7]


def test_an_unknown_stem_is_the_rarest():
    assert Vocabulary("de", 10, {"a": 1}).rarity("z") == 7
    assert Vocabulary("de").rarity("z") == 7


def test_prefixes_give_the_most_common_words_first():
    vocabulary = Vocabulary("de", 9, {}, {"berg": 2, "beratung": 5, "bahn": 9, "bergwerk": 1})
    assert vocabulary.words_from("ber") == ["beratung", "berg", "bergwerk"]
    assert vocabulary.words_from("ber", limit=1) == ["beratung"]
    assert vocabulary.words_from("x") == []


def test_the_version_follows_the_content():
    first, second = count_terms("de", DOCUMENTS), count_terms("de", DOCUMENTS[:3])
    assert first.version == count_terms("de", DOCUMENTS).version != second.version
