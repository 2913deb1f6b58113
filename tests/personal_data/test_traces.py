"""Words that stand for a person are found in whatever shape, and taken out without harm to the rest."""

import json

import pytest

from portal.personal_data.traces import REMOVED, Traces

MARIA = Traces(("maria@example.org", "Jörg Müller"))


@pytest.mark.parametrize(
    "text",
    [
        "maria@example.org",
        "Maria@Example.ORG",
        "An maria@example.org.",
        "<maria@example.org>",
        '<a href="mailto:maria@example.org?subject=x">Post</a>',
        "JÖRG  müller kommt",
        json.dumps([{"value": "<p>Jörg Müller</p>"}]),
        {"a": [{"b": "maria@example.org"}]},
    ],
)
def test_they_are_found(text):
    assert MARIA.are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "anna-maria@example.org",
        "anna.maria@example.org",
        "maria@example.org.uk",
        "maria@example.organic",
        "Jörg Müller-Lüdenscheidt",
        "Jörg, Müller",
        "",
        None,
        7,
        [],
    ],
)
def test_somebody_else_is_not_found(text):
    assert not MARIA.are_in(text)


def test_without_words_nobody_is_found():
    assert not Traces(()).are_in("irgendwas")
    assert Traces(("",)).without("irgendwas") == "irgendwas"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("maria@example.org", ""),
        (" maria@example.org ", ""),
        ("Fragen an maria@example.org.", f"Fragen an {REMOVED}."),
        ('<p>An <a href="mailto:maria@example.org">Maria</a>.</p>', "<p>An Maria.</p>"),
        ({"a": "maria@example.org", "b": 1}, {"a": "", "b": 1}),
        (["otto@example.org", "maria@example.org"], ["otto@example.org", ""]),
        ("[kein JSON maria@example.org", f"[kein JSON {REMOVED}"),
    ],
)
def test_they_are_taken_out(before, after):
    assert MARIA.without(before) == after


def test_text_of_blocks_stays_text_of_blocks():
    before = json.dumps([{"type": "text", "value": "<p>maria@example.org &amp; Söhne</p>", "id": "1"}])
    after = MARIA.without(before)
    assert json.loads(after) == [{"type": "text", "value": f"<p>{REMOVED} &amp; Söhne</p>", "id": "1"}]


def test_data_without_them_stays_letter_by_letter():
    text = '[{"a":   "ü"}]'
    assert MARIA.without(text) == text


def test_an_excerpt_shows_what_stands_around_and_no_other_address():
    text = "x" * 200 + " Fragt maria@example.org oder otto@example.org, bitte."
    assert MARIA.excerpts(text).endswith(f"Fragt maria@example.org oder {REMOVED}, bitte.")
    assert len(MARIA.excerpts(text)) < 150


def test_hints_are_found_by_any_database():
    assert all(hint.isascii() and hint for hint in MARIA.hints)
