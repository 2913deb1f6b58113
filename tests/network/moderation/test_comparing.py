"""Comparing without a database: what came, went, changed, opened; words; one line each for mails."""

from network.moderation.comparing import compare
from network.moderation.summary import lines_of
from network.moderation.versions import NOTHING, Group, Row, Shot, Text, Version
from network.moderation.word_diff import pieces


def group(*rows):
    return Version(groups=(Group("contacts", "Kontakte", rows),))


def changes(before, after):
    return [change for part in compare(before, after).groups for change in part.changes]


def test_the_same_differs_in_nothing():
    one = Version(
        (Text("a", "A", "x"),), (Group("g", "G", (Row("1", "x", (), 1),)),), (Shot("p", "P", 1),), ("u",)
    )
    assert compare(one, one).is_empty
    assert lines_of(compare(one, one)) == []


def test_facts_come_go_and_change():
    before = group(Row("1", "alt", (("Für was", "Büro"),), 1), Row("2", "weg", (), 1))
    after = group(Row("1", "alt", (("Für was", "Presse"),), 1), Row("3", "neu", (), 1))
    found = {change.name: change for change in changes(before, after)}
    assert {name: change.how for name, change in found.items()} == {
        "alt": "changed",
        "weg": "removed",
        "neu": "added",
    }
    assert [(one.before, one.after) for one in found["alt"].fields] == [("Büro", "Presse")]


def test_what_opens_is_marked():
    for before, after, opens in ((0, 1, True), (1, 2, True), (1, 0, False), (1, 1, False)):
        found = changes(
            group(Row("1", "a", (("x", "1"),), before)), group(Row("1", "a", (("x", "2"),), after))
        )
        assert [one.opens for one in found] == [opens]


def test_a_fact_with_another_key_and_the_same_words_is_the_same():
    assert changes(group(Row("pk-1", "a", (), 1)), group(Row("new-0", "a", (), 1))) == []
    assert [
        one.opens for one in changes(group(Row("pk-1", "a", (), 0)), group(Row("new-0", "a", (), 1)))
    ] == [True]


def test_two_equal_facts_are_two():
    found = changes(group(Row("pk-1", "a", (), 1)), group(Row("new-0", "a", (), 1), Row("new-1", "a", (), 1)))
    assert [one.how for one in found] == ["added"]


def test_a_new_page_is_all_new():
    found = compare(
        NOTHING, Version((Text("a", "A", "x y"),), (), (Shot("p", "P", 7),), ("https://x.example",))
    )
    assert found.labels == ("A", "P")
    assert found.new_links == ("https://x.example",)
    assert [str(line) for line in lines_of(found)][0].startswith("A: ")


def test_words_stay_go_and_come():
    found = pieces("Wir helfen am Abend gern", "Wir helfen am Morgen gern")
    assert [(piece.what, piece.text) for piece in found] == [
        ("same", "Wir helfen am "),
        ("removed", "Abend"),
        ("added", "Morgen"),
        ("same", " gern"),
    ]
    assert "".join(piece.text for piece in found if piece.what != "removed") == "Wir helfen am Morgen gern"


def test_a_sentence_that_was_written_anew_is_shown_whole():
    before = (
        "Fußball für alle, die in der ersten Halbzeit auf der Bank saßen: Geflüchtete, Frauen über vierzig."
    )
    after = "Fußball ohne Probezeit: zweimal in der Woche, seit Neuestem auch ein Training nur für Frauen."
    assert [(piece.what, piece.text) for piece in pieces(before, after)] == [
        ("removed", before),
        ("added", after),
    ]


def test_words_that_stayed_by_chance_between_others_are_shown_with_them():
    found = pieces(
        "Wir treffen uns immer montags und dienstags im Haus am Markt",
        "Wir treffen uns immer mittwochs und freitags im Haus am Markt",
    )
    assert [(piece.what, piece.text) for piece in found] == [
        ("same", "Wir treffen uns immer "),
        ("removed", "montags und dienstags"),
        ("added", "mittwochs und freitags"),
        ("same", " im Haus am Markt"),
    ]


def test_what_is_put_in_around_a_word_leaves_the_word():
    found = pieces("Eltern, Kinder und viele andere", "Wir, Eltern, Tanten, Kinder und viele andere")
    assert [piece.text.strip() for piece in found if piece.what == "added"] == ["Wir,", "Tanten,"]
    assert not [piece for piece in found if piece.what == "removed"]


def test_texts_without_likeness_and_very_long_ones_are_shown_whole():
    assert [piece.what for piece in pieces("eins zwei drei", "ganz andere Worte hier")] == [
        "removed",
        "added",
    ]
    long = " ".join(["wort"] * 4000)
    assert len(pieces(long, long + " mehr")) == 2


def test_a_mail_ends_after_so_many_lines():
    many = group(*(Row(str(number), str(number), (), 1) for number in range(100)))
    found = lines_of(compare(NOTHING, many))
    assert len(found) == 26
    assert "75" in str(found[-1])
