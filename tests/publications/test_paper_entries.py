"""The sheet of an entry: what its page shows to everybody, and nothing else."""

from html import unescape

import pytest
from django.http import Http404
from django.utils import timezone, translation
from wagtail.models import Collection, CollectionViewRestriction

from network.records.load import actor_pages
from network.shielding import shield
from portal.disclosure import Audience
from publications.paper.entries import entry_page, entry_sheet
from publications.paper.sheets import QR, STYLES, TILE, Sheet
from tests import builders
from tests.portal.pictures import picture
from tests.publications.paper_pages import full_alliance, full_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return builders.site_tree()


def sheet_of(page) -> Sheet:
    """Return the sheet of a page as it is now."""
    return entry_sheet(actor_pages().get(pk=page.pk))


def words_of(sheet: Sheet) -> str:
    """Return the markup of a sheet as people read it: addresses are written in entities."""
    return unescape(sheet.html).replace("<wbr>", "")


def test_an_organisation_is_told_whole(tree):
    page = full_organisation(tree)
    above = builders.alliance_page(tree.alliances)
    builders.membership(page, above)
    sheet = sheet_of(page)
    for told in (
        "Offenes Haus", "Begegnung, Beratung", "0375 123456", "Hauptstraße 1", "Mo", "Sprachcafé", "Ohne Anmeldung.",
        "Wir bleiben hier.", "Das Haus von vorn", "Der Bericht", "Gegründet", "VR 1234", above.title, "العربية",
    ):  # fmt: skip
        assert told in sheet.html, told
    assert sheet.name == "offenes-haus.pdf"
    assert sheet.address.endswith("/initiativen/offenes-haus/")
    assert sheet.address in sheet.html


def test_an_alliance_names_everybody(tree):
    html = sheet_of(full_alliance(tree, members=30)).html
    assert all(f"Mitglied {number:02}" in html for number in range(30))
    assert "Mehr Miteinander." in html
    assert "Ein Programm" in html


def test_what_is_not_for_everybody_is_not_in_it(tree):
    page = full_organisation(tree)
    builders.contact(page, "intern@example.org", disclosure=Audience.MEMBERS)
    builders.contact(page, "buero@example.org", person="Alex Geheim", person_disclosure=Audience.OFFICE)
    builders.address(page, street="Schutzweg 3", precision="municipality")
    told = words_of(sheet_of(page))
    assert "buero@example.org" in told
    for hidden in ("Alex Geheim", "Schutzweg", "intern@example.org"):
        assert hidden not in told


def test_the_emergency_switch_covers_it(tree):
    page = full_organisation(tree)
    page.story = [
        ("text", "<p>Rufen Sie 0375 123456 an, Kim Muster hilft.</p>"),
        ("quote", {"text": "Gut", "source": "Kim"}),
    ]
    page.save_revision().publish()
    before = sheet_of(page)
    shield(page.organisation, None)
    after = sheet_of(page)
    for hidden in ("0375 123456", "Muster", "Hauptstraße", "haus@example.org", "Der Bericht"):
        assert hidden in words_of(before), hidden
        assert hidden not in words_of(after), hidden
    assert after.pictures == ()
    assert after.digest != before.digest


def test_only_pictures_that_everybody_may_see_are_in_the_job(tree):
    open_, closed = picture(description="Offen"), picture(description="Zu", disclosure=Audience.OFFICE)
    nothing = picture(is_decorative=True)
    story = [("image", {"image": image, "caption": ""}) for image in (open_, closed, nothing)]
    page = builders.organisation_page(tree.directory, story=story)
    sheet = sheet_of(page)
    assert "Zu" not in sheet.html
    files = sheet.job().files
    assert {STYLES, TILE, QR} < files.keys()
    assert {file.content_type for address, file in files.items() if "/media/" in address} == {"image/jpeg"}
    closed_later = type(open_).objects.get(pk=open_.pk)
    closed_later.collection = _closed_collection()
    closed_later.save()
    assert len(sheet_of(page).pictures) == len(sheet.pictures) - 1


def test_words_around_are_the_readers_and_names_keep_their_language(tree):
    page = full_organisation(tree)
    with translation.override("en"):
        html = sheet_of(page).html
    assert '<html lang="de">' in html
    assert '<body lang="en" dir="ltr">' in html
    assert '<h1 lang="de" dir="ltr">Offenes Haus</h1>' in html
    assert "<h2>Offers</h2>" in html


def test_a_translation_is_told_in_its_language(tree):
    page = full_organisation(tree)
    builders.translated(page, "en", title="Open House", summary="Meeting people")
    with translation.override("en"):
        html = entry_sheet(entry_page(page.organisation.uuid)).html
    assert "<h1>Open House</h1>" in html
    assert "0375 123456" in html


def test_nobody_gets_the_sheet_of_what_is_not_published(tree):
    proposed = builders.organisation_page(tree.directory, builders.organisation(status="proposed"))
    draft = builders.organisation_page(tree.directory, live=False)
    private = builders.organisation_page(tree.directory)
    builders.restrict(private)
    for page in (proposed, draft, private):
        with pytest.raises(Http404):
            entry_page(page.organisation.uuid)


def test_the_digest_is_that_of_what_is_shown(tree):
    page, other = full_organisation(tree), full_organisation(tree, "Anderes Haus")
    before = sheet_of(page).digest
    other.summary = "Neu"
    other.save_revision().publish()
    builders.drain()
    assert sheet_of(page).digest == before
    builders.offer(page, "Nähkurs")
    assert sheet_of(page).digest != before


def test_what_grows_old_says_so_from_that_day_on(tree, monkeypatch):
    page = full_organisation(tree)
    before = sheet_of(page)
    later = timezone.now() + timezone.timedelta(days=3000)
    monkeypatch.setattr(timezone, "now", lambda: later)
    after = sheet_of(page)
    assert 'class="notice"' not in before.html
    assert 'class="notice"' in after.html
    assert before.digest != after.digest


def _closed_collection():
    """Return a collection that is not for everybody."""
    made = Collection.get_first_root_node().add_child(name="Zu")
    CollectionViewRestriction.objects.create(collection=made, restriction_type="login")
    return made
