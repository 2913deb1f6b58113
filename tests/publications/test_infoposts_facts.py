"""What the material says of infoposts, fact by fact: entered, shown and passed on without loss."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.models import OutgoingMail
from publications.infoposts.partners.telling import send_kits
from publications.models import InfopostKind, Partner
from tests import builders
from tests.publications import guide_pages
from tests.publications.infoposts_pages import infopost, news_page

from .test_infoposts_kit import texts_in

pytestmark = pytest.mark.django_db
TITLE = "Was tun, wenn nachts die Polizei klingelt?"


@pytest.fixture
def scene(settings, tmp_path):
    """Return a campaign of many that a member carries, with everything that belongs to one of its infoposts."""
    settings.SHARE_KIT_ROOT = tmp_path
    tree = builders.calendar_tree()
    news_page(tree.home)
    campaign = builders.alliance_page(
        tree.alliances, builders.organisation("Kampagne Hierbleiben", kind="alliance")
    )
    carrier = builders.organisation_page(tree.directory, builders.organisation("Arbeitsgruppe Asyl"))
    guide = guide_pages.guide(guide_pages.guide_index(tree), "Aktiv werden", guide_pages.section("Schritte"))
    soon = (timezone.localtime() + timedelta(days=3)).replace(
        tzinfo=None, hour=16, minute=0, second=0, microsecond=0
    )
    dates = [
        builders.event(title, soon, organiser=campaign.organisation)
        for title in ("Runder Tisch", "Workshop für Nachbarn", "Aktionstag")
    ]
    page = infopost(
        campaign,
        TITLE,
        kind=InfopostKind.INFOPOST,
        summary="Fünf Schritte für die ersten zehn Minuten.",
        body=[("text", "<p>Erst atmen, dann anrufen.</p>")],
        topics=(builders.topic("Bleiberecht"),),
        co_authors=(carrier.organisation,),
        places=(builders.places().saxony,),
        events=dates,
        guides=(guide,),
        published_on=date(2026, 3, 1),
        first_published_at=timezone.now() - timedelta(hours=1),
    )
    return page, carrier, guide


def test_every_kind_of_word_has_its_kind():
    """News of a prize, a demand in public, a call to join, a report of a meeting, an infopost."""
    assert {str(kind) for kind in InfopostKind} == {
        "press_release",
        "call",
        "statement",
        "report",
        "infopost",
    }


def test_everything_about_it_stands_on_its_page_and_in_the_list(client, scene):
    page, carrier, guide = scene
    text = client.get(page.get_url()).content.decode().replace("\u00ad", "")
    shown = [
        TITLE, "Fünf Schritte", "Erst atmen, dann anrufen.",  # prepared on a subject
        "Kampagne Hierbleiben", carrier.get_url(),  # by an alliance, with the member that carries it
        reverse("topic", args=["bleiberecht"]), "Sachsen",
        "Runder Tisch", "Workshop für Nachbarn", "Aktionstag", guide.get_url(),
        "1. März 2026",
    ]  # fmt: skip
    assert [words for words in shown if words not in text] == []
    for query in ("", "?thema=bleiberecht", "?jahr=2026", "?monat=2026-03", "?art=infopost", "?region=14"):
        assert TITLE in client.get(f"/aktuelles/{query}").content.decode(), query
    feed = client.get("/aktuelles/aktuelles.atom").content.decode()
    assert "<author><name>Kampagne Hierbleiben</name>" in feed.replace("\n", "")


def test_cooperation_partners_pass_it_on_without_accounts_of_ones_own(client, scene):
    """They get it by mail, with texts and pictures for their own channels."""
    page, _carrier, _guide = scene
    Partner.objects.create(email="netz@example.org", language="de", confirmed_at=timezone.now())
    send_kits(timezone.now())
    mail = OutgoingMail.objects.get()
    kit = reverse("share_kit", args=[page.pk])
    assert kit in mail.body
    texts = texts_in(client.get(kit).content)
    assert len(texts) == 7
    assert "Erst atmen, dann anrufen." in next(text for name, text in texts.items() if name.startswith("04-"))
