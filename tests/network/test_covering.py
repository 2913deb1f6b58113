"""What is covered in the words of a protected organisation, and what is not."""

from types import SimpleNamespace

import pytest

from network.records.covering import OPEN, REACHING, cover_of


def row(**fields):
    """Return a row with the columns that covering reads."""
    return SimpleNamespace(**{"value": "", "person": "", "street": "", "url": "", **fields})


@pytest.fixture
def cover():
    """Return what covers one contact, one address and one link."""
    contacts = [row(value="https://www.verein.example.org/", person="Maria Lindental")]
    return cover_of(contacts, [row(street="Bahnhofstraße 7")], [row(url="https://example.org/wir?a=1&b=2")])


@pytest.mark.parametrize(
    "said",
    [
        "hilfe@example.org",
        "hilfe (at) example.org",
        "Hilfe.Team+neu@sub.example.org",
        "0375 1234567",
        "+49 375 / 123-45 67",
        "(0375) 12 34 56 7",
        "01761234567",
    ],
)
def test_ways_to_reach_somebody_are_covered_whosever_they_are(said):
    assert REACHING.text(f"Fragen: {said}, gern.").replace("(", "") == "Fragen: …, gern."
    assert REACHING.text(f"Fragen: {said}.").replace("(", "") == "Fragen: …."


@pytest.mark.parametrize(
    "said",
    [
        "am 01.02.2026 um 09.30 Uhr",
        "09:00-12:00",
        "08056 Zwickau",
        "2026-03-04",
        "seit 1990, über 1000000 Menschen",
        "5 € oder 0,50 €",
        "@verein",
    ],
)
def test_days_times_and_numbers_are_not(said):
    assert REACHING.text(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "Maria Lindental",
        "maria  lindental",
        "Frau Lindental",
        "Bahnhofstraße 7",
        "Bahnhofstr. 7",
        "Bahnhofstrasse 7",
        "https://verein.example.org/neu",
        "www.verein.example.org",
        "example.org/wir?a=1&amp;b=2",
    ],
)
def test_own_contacts_and_places_are_covered_however_they_are_spelt(cover, said):
    covered = cover.text(f"Bei {said} melden")
    assert "…" in covered
    for secret in ("indental", "ahnhof", "verein.example", "/wir"):
        assert secret not in covered


def test_words_that_only_contain_a_name_stay(cover):
    assert cover.text("Lindentaler Hof, Bahnhofstraße 71") == "Lindentaler Hof, Bahnhofstraße 71"


def test_links_to_write_or_call_lead_nowhere(cover):
    told = cover.html(
        '<p><a href="mailto:x@example.org">Schreiben</a> <a href="tel:+493751234567">Rufen</a></p>'
    )
    assert told == "<p><a>Schreiben</a> <a>Rufen</a></p>"


def test_a_link_to_ones_own_site_leads_nowhere_and_others_stay(cover):
    other = '<a href="https://gesetze.example.net/par">Gesetz</a>'
    told = cover.html(f'<a href="https://www.verein.example.org/team">Team</a> {other}')
    assert told == f"<a>Team</a> {other}"


def test_a_link_to_a_page_keeps_its_number(cover):
    link = '<a linktype="page" id="12345678">Seite</a>'
    assert cover.html(link) == link


def test_an_address_in_angle_brackets_is_no_tag(cover):
    assert cover.html("Fragen an <x@example.org>") == "Fragen an <…>"


def test_nothing_is_covered_of_whoever_is_not_protected():
    text = '<a href="mailto:x@example.org">x@example.org</a> 0375 1234567'
    assert (OPEN.text(text), OPEN.html(text)) == (text, text)


def test_two_covers_cover_what_either_does(cover):
    both = cover | cover_of([row(person="Jan Feldmann")], [], [])
    assert both.text("Lindental und Feldmann") == "… und …"
    assert (OPEN | cover).text("Lindental") == "…"
    assert OPEN | OPEN == OPEN


def test_rows_without_words_cover_no_empty_places():
    assert cover_of([row()], [row()], [row()]).text("Ganz normale Wörter.") == "Ganz normale Wörter."
