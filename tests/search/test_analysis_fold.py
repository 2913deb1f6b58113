"""One spelling for what people type in several."""

import pytest

from search.analysis.fold import fold, fold_with_offsets, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flüchtling", "Fluechtling"),
        ("Flüchtling", "Fluchtling"),
        ("Görlitz", "Goerlitz"),
        ("Ärztlich", "AERZTLICH"),
        ("Straße", "Strasse"),
        ("STRASSE", "straße"),
        ("Häuser", "Haeuser"),
        ("Bäuerin", "Baeuerin"),
        ("Übung", "Uebung"),
        ("Café", "Cafe"),
        ("Europäer", "Europaeer"),
        ("Łužica", "Luzica"),
        ("Budyšin", "Budysin"),
        ("Kraków", "Krakow"),
        ("Děčín", "Decin"),
        ("İstanbul", "istanbul"),
        ("Cafe\u0301", "café"),
        ("ﬁnden", "finden"),
    ],
)
def test_spellings_of_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "word",
    [
        "neue",
        "bauer",
        "quelle",
        "steuer",
        "frauen",
        "abenteuer",
        "treue",
        "queer",
        "mauer",
        "feuer",
        "bequem",
    ],
)
def test_ue_that_is_no_umlaut_stays(word):
    assert fold(word) == word


def test_folding_twice_changes_nothing():
    for word in ("Flüchtlingshilfe", "Bäuerin", "Straße", "neue", "Fluechtling", "Übersetzung"):
        assert fold(fold(word)) == fold(word)


def test_plain_keeps_digraphs_for_other_languages():
    assert plain("Boeing queue shoe") == "boeing queue shoe"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("العربيّة", "العربيه"),
        ("أحمد", "احمد"),
        ("إسلام", "اسلام"),
        ("مـــدرسة", "مدرسه"),
        ("کمک", "كمك"),
        ("فارسی", "فارسي"),
        ("۱۲۳", "123"),
        ("٤٥٦", "456"),
        ("ЁЛКА", "елка"),
    ],
)
def test_letters_of_other_scripts_fold_alike(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    "text", ["Bürger", "Fluechtling", "Straße", "ﬁnden", "Bäuerin", "İzmir", "Europäer", ""]
)
def test_offsets_point_at_the_letter_something_came_from(text):
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert list(offsets) == sorted(offsets)
    assert all(fold(text[offset])[:1] for offset in offsets)
