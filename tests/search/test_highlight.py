"""Marks on whole words of the original, and the passage with most of them."""

import pytest

from search.analysis import analyser
from search.highlight import Segment, highlight, snippet

GERMAN = analyser("de")
STORY = (
    "Der Verein besteht seit zehn Jahren und hat seinen Sitz in einem alten Bahnhof. "
    "Am Anfang trafen sich nur wenige Menschen in der Küche eines Wohnhauses. "
    "Heute bieten wir Beratung für Geflüchtete an, dazu Sprachkurse und eine offene Werkstatt. "
    "Im Sommer gibt es ein Fest mit Musik und einem Flohmarkt auf dem Hof. "
    "Wer mitmachen will, kommt einfach vorbei oder schreibt uns eine Nachricht."
)


def marked(text: str, *queries: str) -> str:
    """Return the text with marks in brackets for the words that the queries' stems match."""
    stems = {GERMAN.stem(GERMAN.word(token)) for query in queries for token in GERMAN.tokens(query)}
    return show(highlight(text, stems, GERMAN))


def passage(text: str, *queries: str, length: int = 200) -> str:
    """Return the snippet for the queries' stems with marks in brackets."""
    stems = {GERMAN.stem(GERMAN.word(token)) for query in queries for token in GERMAN.tokens(query)}
    return show(snippet(text, stems, GERMAN, length))


def show(segments: list[Segment]) -> str:
    """Return segments as text, marked ones in brackets."""
    return "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in segments)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Beratungen für Geflüchtete", "Beratung", "[Beratungen] für Geflüchtete"),
        ("Für Bürger:innen und mehr", "Bürger", "Für [Bürger:innen] und mehr"),
        ("Für Bürgerinnen und Bürger!", "Bürger", "Für [Bürgerinnen und Bürger]!"),
        ("Der Sprecher_innenrat tagt", "Sprecherrat", "Der [Sprecher_innenrat] tagt"),
        ("Flüchtlingshilfe Zwickau e. V.", "Hilfe", "[Flüchtlingshilfe] Zwickau e. V."),
        ("Gedenkstättenfahrten", "Gedenkstätte", "[Gedenkstättenfahrten]"),
        ("Asyl-Beratung hier", "Asyl", "[Asyl-Beratung] hier"),
        ("Kinder- und Jugendhilfe", "Kinderhilfe", "[Kinder]- und Jugendhilfe"),
        ("Haus, Häuser, Gemeinschaft", "Haus", "[Haus], [Häuser], Gemeinschaft"),
        ("Flu\u00adecht\u00adlinge da", "Flüchtling", "[Flu\u00adecht\u00adlinge] da"),
        ("nichts davon", "Asyl", "nichts davon"),
        ("", "Asyl", ""),
    ],
)
def test_whole_words_are_marked(text, query, shown):
    assert marked(text, query) == shown


def test_several_stems_are_marked():
    assert marked("Haus und Hof", "Haus", "Hof") == "[Haus] und [Hof]"


def test_two_words_that_belong_together_are_marked_by_their_bigram():
    pair = " ".join(GERMAN.stem(word) for word in ("offene", "werkstatt"))
    assert show(highlight("Eine offene Werkstatt, offene Türen", {pair}, GERMAN)) == (
        "Eine [offene] [Werkstatt], offene Türen"
    )


def test_markup_in_the_text_stays_text():
    assert highlight("<b>Haus</b>", {"haus"}, GERMAN) == [
        Segment("<b>", False),
        Segment("Haus", True),
        Segment("</b>", False),
    ]


def test_segments_put_together_are_the_text():
    for query in ("Beratung", "Verein", "Fest", "nichts"):
        assert (
            "".join(segment.text for segment in highlight(STORY, {GERMAN.stem(query.lower())}, GERMAN))
            == STORY
        )


def test_short_text_is_shown_whole():
    assert passage("Beratung im Bahnhof.", "Bahnhof") == "Beratung im [Bahnhof]."


def test_passage_begins_with_the_sentence_of_the_match():
    shown = passage(STORY, "Sprachkurs", length=120)
    assert shown.startswith("… Heute bieten wir Beratung")
    assert "[Sprachkurse]" in shown
    assert shown.endswith(" …")


def test_passage_with_more_different_matches_wins():
    assert "[Fest]" in passage(STORY, "Fest", "Musik", "Verein", length=90)


def test_text_without_match_is_shown_from_its_beginning():
    shown = passage(STORY, "Asyl", length=60)
    assert shown.startswith("Der Verein besteht")
    assert shown.endswith(" …")
    assert "[" not in shown


def test_end_of_the_text_has_no_ellipsis():
    shown = passage(STORY, "Nachricht", length=120)
    assert shown.startswith("… ")
    assert shown.endswith("[Nachricht].")


@pytest.mark.parametrize("length", [20, 40, 80, 120, 200, 1_000])
def test_passage_is_short_and_of_whole_words(length):
    for query in ("Verein", "Küche", "Beratung", "Musik", "Nachricht"):
        shown = passage(STORY, query, length=length).replace("[", "").replace("]", "")
        inner = shown.removeprefix("… ").removesuffix(" …")
        assert len(inner) <= length
        assert inner in STORY
        before, _, after = STORY.partition(inner)
        assert not before[-1:].isalpha()
        assert not after[:1].isalpha()


def test_long_sentence_begins_at_a_word_before_the_match():
    text = "wort " * 100 + "Beratung " + "mehr " * 100
    shown = passage(text, "Beratung", length=100)
    assert shown.startswith("… wort ")
    assert "[Beratung]" in shown


def test_text_without_blanks_is_cut():
    assert len(passage("a" * 900, "Asyl", length=100)) <= 103


def test_same_question_twice_gives_the_same_answer():
    assert passage(STORY, "Fest") == passage(STORY, "Fest")
