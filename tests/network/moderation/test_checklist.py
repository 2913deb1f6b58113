"""What speaks against publishing, and what does not."""

import json

import pytest

from network.moderation.checklist import blocks, check
from tests import builders
from tests.network.moderation.submitted import fresh
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(ours):
    """Return a page about which nothing is to be said."""
    builders.contact(ours.page)
    builders.topic_of(ours.page, builders.topic())
    made = fresh(ours)
    made.summary = "Wir beraten Menschen in Zwickau, kostenlos und in vielen Sprachen."
    return made


def told(page) -> str:
    """Return everything that is said, with how much it weighs."""
    return "\n".join(f"{one.level} {one.where} {one.words}" for one in check(page))


def story(page, html: str) -> None:
    """Write a text into a page."""
    field = page._meta.get_field("story")
    page.story = field.to_python(json.dumps([{"type": "text", "value": html, "id": "1"}]))


def test_nothing_is_said_about_a_good_page(page):
    assert check(page) == []


@pytest.mark.parametrize(
    "text", ["0371 123 45 67", "0371/1234567", "+49 371 1234567", "(0371) 12 34 567", "0171-1234567"]
)
def test_telephone_numbers_in_prose(page, text):
    story(page, f"<p>Rufen Sie an: {text}, wir sind da.</p>")
    assert "warning" in told(page)
    assert not blocks(check(page))


@pytest.mark.parametrize(
    "text",
    [
        "seit 1998 und 2003",
        "vom 01.02.2026 bis 03.04.2026",
        "10 000 Menschen",
        "08056 Zwickau",
        "14:00 bis 16:30",
    ],
)
def test_other_numbers_are_no_telephone_numbers(page, text):
    story(page, f"<p>Es war {text} so.</p>")
    assert check(page) == []


@pytest.mark.parametrize("text", ["post@example.org", "post (at) example.org"])
def test_addresses_in_prose(page, text):
    story(page, f"<p>Schreiben Sie an {text}.</p>")
    assert "warning" in told(page)


def test_words_in_capitals(page):
    page.summary = "KOMMEN SIE ALLE VORBEI, denn wir freuen uns auf viele Menschen."
    assert "KOMMEN SIE ALLE VORBEI" in told(page)
    page.summary = "Die AWO und das DRK in Zwickau beraten Sie kostenlos."
    assert check(page) == []


def test_texts_that_were_to_be_replaced(page):
    story(page, "<p>Lorem ipsum dolor sit amet.</p>")
    assert "Lorem ipsum" in told(page)


def test_links_that_lead_outside_are_counted(page):
    story(page, '<p><a href="http://alt.example.org/a">dort</a></p>')
    assert "http://alt.example.org/a" in told(page)
    assert {one.level for one in check(page)} == {"note"}


def test_pictures_without_description(page, ours):
    page.logo = picture("Zeichen", collection=ours.access.collection, credit="Wir")
    assert "warning" in told(page)
    page.logo.description = "Eine Amsel"
    page.logo.save()
    assert check(page) == []


@pytest.mark.parametrize("precision", ["exact", "district"])
def test_the_exact_address_of_a_refuge(page, precision):
    page.addresses.create(street="Gasse 7", postcode="08056", town="Zwickau", precision=precision)
    assert check(page) == []
    page.offers.create(kind="emergency", title="Schutzwohnung für Frauen")
    assert ("Gasse 7" in told(page)) == (precision == "exact")


def test_a_refuge_is_known_by_what_it_does(page):
    page.addresses.create(street="Gasse 7", postcode="08056", town="Zwickau")
    page.offers.create(kind="emergency", title="Hilfe in der Nacht")
    assert check(page) == []
    page.target_groups = ["affected_violence"]
    assert "Gasse 7" in told(page)


def test_names_that_everybody_would_see(page):
    page.contact_points.create(
        kind="email", value="a@example.org", person="Rosa Rot", person_disclosure="public"
    )
    assert "Rosa Rot" in told(page)


def test_nobody_can_be_reached_or_found(page):
    hidden = list(page.contact_points.all())
    for row in hidden:
        row.disclosure = "office"
    page.contact_points = hidden
    page.topic_links = []
    assert [one.level for one in check(page)] == ["warning", "warning"]


def test_what_the_form_would_refuse_blocks(page):
    page.summary = ""
    assert blocks(check(page))
    assert check(page)[0].level == "error"


def test_a_translation_is_asked_for_its_prose_only(ours):
    translation = builders.translated(ours.page, "en", summary="We help people in Zwickau in many languages.")
    assert check(translation) == []
