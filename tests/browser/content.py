"""Pages that the demo lacks: every kind of block, other languages, a locked page, protected and bare entries."""

import io
from collections.abc import Callable
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.models import Page, PageViewRestriction, Site

from network.care import bulk_edit, duplicates, merging
from network.corrections import PURPOSE
from network.demo.streams import raw_block, set_stream
from network.directory_urls import relay_path
from network.models import (
    ActorPage,
    AlliancePage,
    Correction,
    DirectoryPage,
    DuplicatePair,
    Organisation,
    OrganisationPage,
    Region,
    RelayMessage,
)
from network.relay import messages as relay
from network.shielding import shield
from portal import changes, signed_links
from portal.addresses import page_path
from portal.models import HomePage, NavigationSettings, PortalDocument, PortalImage, StandardPage
from search.models import SavedSearch
from search.subscriptions.links import manage_path
from tests import builders
from tests.browser.account_content import add_accounts
from tests.browser.dates import add_dates
from tests.browser.event_admin import add_event_admin
from tests.browser.member_content import add_member
from tests.browser.publication_content import add_publications
from tests.browser.queue_content import add_queue
from tests.browser.signup_content import add_signups
from tests.browser.steward_content import add_stewards
from tests.browser.worklist_content import add_worklist

LONG_WORD = "Antidiskriminierungsberatungsstellenverzeichnis"
ARABIC = ("أهلاً بكم", "هنا تجدون مبادرات وجمعيات في ساكسونيا.", "كل خدمة مجانية. تعالوا إلينا أو اتصلوا بنا.")
EASY = ("Das ist das Portal", "Hier finden Sie Gruppen in Sachsen.", "Die Gruppen helfen. Das kostet nichts.")
STALE = date(2021, 3, 1)
# Somebody of the office, who may sign in.
OFFICE = ("pflege@example.org", "nur-fuer-diese-tests")


def add_pages() -> dict[str, str]:
    """Add the pages to the demo and return their addresses by name."""
    home = HomePage.objects.get(locale__language_code="de")
    text = _text_page(home)
    make: dict[str, Callable[[], Page]] = {
        "text": lambda: text,
        "text below": lambda: builders.standard_page(text, f"{LONG_WORD} der Region", intro="Kurz gesagt."),
        "right to left": lambda: _in_other_language(text, "ar", ARABIC),
        "easy language": lambda: _in_other_language(text, "de-simple", EASY),
        "password": lambda: _locked(home),
        "everything": _organisation_with_everything,
        "protected": _protected_organisation,
        "no contacts": _organisation_without_contacts,
        "out of date": _organisation_out_of_date,
        "long name": lambda: _organisation("Verein zur Förderung des nachbarschaftlichen"),
        "alliance": lambda: AlliancePage.objects.get(
            organisation__register_id="demo-buendnis-zwickauer-land"
        ),
    }
    pages = {name: one() for name, one in make.items()}
    changes.drain()
    addresses = {name: page_path(page, page.locale.language_code) for name, page in pages.items()}
    entry = pages["everything"].organisation
    report = f"/id/{entry.uuid}/fehler-melden/"
    hidden = pages["protected"].organisation
    return {
        **addresses,
        **add_dates(),
        **add_queue(),
        **add_signups(),
        **add_accounts(),
        **add_member(),
        **add_publications(),
        "report": report,
        "signed link": _signed_link(pages["everything"]),
        "saved search": _saved_search(),
        **add_event_admin(),
        **add_worklist(),
        "relay": relay_path(hidden.uuid),
        "relay link": _relay_link(hidden),
        **_care_of_the_register(),
        **add_stewards(OFFICE[0]),
    }


def _care_of_the_register() -> dict[str, str]:
    """Return the addresses of register care: with a pair to decide, one that was merged, and an edit of many."""
    office = builders.office(OFFICE[0])
    office.set_password(OFFICE[1])
    office.save()
    pair = [builders.organisation(name) for name in ("Kulturbuero Sued", "Kulturbüro Süd e. V.")]
    for entry in pair:
        builders.organisation_page(DirectoryPage.objects.get(locale__language_code="de"), entry, live=False)
    apart = [builders.organisation(name) for name in ("Lesekreis Nordstern", "Lesekreis Nordstern e. V.")]
    duplicates.refresh(timezone.now())
    together = Q(first__in=apart, second__in=apart)
    duplicates.dismiss(DuplicatePair.objects.get(together), office, timezone.now())
    merged = merging.merge(*(builders.organisation(f"Nachtcafé {name}") for name in ("alt", "neu")), office)
    bulk_edit.apply(pair, bulk_edit.Wish(seat=Region.objects.filter(kind="district").first()), office)
    names = {"desk": "/admin/", "register": reverse("wagtailsnippets_network_organisation:list")}
    care = {
        "duplicates": (),
        "choose_pair": (),
        "merge": tuple(entry.pk for entry in pair),
        "merged": (merged.pk,),
        "bulk": (),
        "completeness": (),
        "history": (pair[0].pk,),
    }
    return names | {name: reverse(f"register_care:{name}", args=args) for name, args in care.items()}


def _saved_search() -> str:
    """Return the address of the page where somebody changes a saved search."""
    now = timezone.now()
    saved = SavedSearch.objects.create(
        email="leserin@example.org", query="region=14524", language="de", confirmed_at=now, looked_until=now
    )
    return manage_path(saved, now)


def _text_page(home: HomePage) -> StandardPage:
    """Return a text page with every kind of block, and with enough headings for a table of contents."""
    page = builders.standard_page(
        home, "Alle Bausteine", intro="Eine Seite, auf der alles vorkommt, was es gibt."
    )
    rich = (
        "<p>Ein Absatz mit <b>Gewicht</b>, <i>Betonung</i> und "
        f'<a linktype="page" id="{home.pk}">einem Verweis</a>. {LONG_WORD} ist ein langes Wort.</p>'
        "<h3>Zwischenüberschrift</h3><ul><li>erstens</li><li>zweitens</li></ul><ol><li>eins</li></ol>"
        '<p><a href="https://example.org/weit/weg">Anderswo lesen</a></p>'
    )
    tones = {"info": "Zur Kenntnis", "ok": "Gut zu wissen", "warn": "Vorsicht", "danger": "Dringend"}
    blocks = [
        ("heading", "Was hier steht"),
        ("text", rich),
        ("image", {"image": _picture().pk, "caption": "Ein Muster aus Streifen"}),
        ("heading", "Was andere sagen"),
        ("quote", {"text": "Wir bleiben, weil wir gebraucht werden.", "source": "Eine Patin aus Döbeln"}),
        *(
            ("notice", {"tone": key, "heading": words, "text": "<p>Ein Satz.</p>"})
            for key, words in tones.items()
        ),
        ("heading", "Was oft gefragt wird"),
        ("details", {"summary": "Was kostet das?", "text": "<p>Nichts. Es gibt <b>keine</b> Gebühr.</p>"}),
        ("button", {"page": home.pk, "url": "", "label": "Zur Startseite"}),
        ("download", {"document": _document().pk, "label": "Faltblatt"}),
    ]
    set_stream(page, "body", [raw_block(f"browser:{at}", *block) for at, block in enumerate(blocks)])
    page.last_published_at = timezone.now()
    page.save()
    return StandardPage.objects.get(pk=page.pk)


def _picture() -> PortalImage:
    """Return a picture with an alternative text and a credit."""
    drawing = Image.new("RGB", (1200, 800), "#84d8b8")
    pen = ImageDraw.Draw(drawing)
    for left in range(0, 1200, 80):
        pen.rectangle((left, 0, left + 39, 800), fill="#2a2478")
    stored = io.BytesIO()
    drawing.save(stored, "PNG")
    return PortalImage.objects.create(
        title="Streifen",
        description="Senkrechte Streifen",
        credit="Für den Test gezeichnet",
        licence="CC0 1.0",
        file=ContentFile(stored.getvalue(), "streifen.png"),
    )


def _document() -> PortalDocument:
    """Return a file to download."""
    return PortalDocument.objects.create(title="Faltblatt", file=ContentFile(b"Text", "faltblatt.txt"))


def _in_other_language(page: StandardPage, code: str, words: tuple[str, str, str]) -> StandardPage:
    """Return the translation of a text page; the easy one is named in the site's settings."""
    title, intro, text = words
    copy = builders.translated(page, code, title=title, intro=intro)
    blocks = [("heading", title), ("text", f"<p>{text}</p>"), ("quote", {"text": text, "source": title})]
    set_stream(copy, "body", [raw_block(f"browser:{code}:{at}", *block) for at, block in enumerate(blocks)])
    copy.save_revision().publish()
    if code == "de-simple":
        NavigationSettings.objects.filter(site=Site.objects.get(is_default_site=True)).update(
            easy_language_page=copy
        )
    return copy


def _locked(home: HomePage) -> StandardPage:
    """Return a page that asks for a password."""
    page = builders.standard_page(home, "Nur für Mitglieder", intro="Internes.")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="offen"
    )
    return page


def _organisation(name: str) -> OrganisationPage:
    """Return the page of the organisation whose name begins so."""
    return OrganisationPage.objects.get(organisation__name__startswith=name)


def _organisation_with_everything() -> OrganisationPage:
    """Return the page of a demo organisation that has every fact there can be."""
    page = _organisation("Fachstelle Rückhalt")
    entry = page.organisation
    entry.former_names, entry.register_number = ["Büro gegen Benachteiligung"], "VR 12345"
    entry.founded = entry.founded or "2012-03-14"
    entry.save()
    ActorPage.objects.filter(pk=page.pk).update(
        accessibility=["step_free", "lift", "induction_loop"],
        accessibility_note="Der Aufzug ist hinter der Tür links.",
        languages=["de", "en", "ar", "uk"],
        confirmed_on=timezone.localdate(),
    )
    builders.link(page, "https://example.org/bericht", "Jahresbericht")
    builders.offer(page, "Abendkurs", kind="course", status="full", description="Erst zuhören.\n\nDann üben.")
    builders.offer(page, f"{LONG_WORD} zum Mitnehmen", kind="lending", status="paused", cost="5 Euro")
    builders.contact(page, "030 23125-015", kind="phone", label="Beratung", disclosure="members")
    builders.contact(page, "https://example.org/ein/langer/weg/zu/einer/seite/im/netz", kind="website")
    builders.opening_hours(page, 5, "10:00", "12:00", note="nur nach Absprache")
    return OrganisationPage.objects.get(pk=page.pk)


def _protected_organisation() -> OrganisationPage:
    """Return the page of an organisation under the emergency switch."""
    page = _organisation("Regenbogenwerkstatt")
    shield(page.organisation, None)
    return page


def _organisation_without_contacts() -> OrganisationPage:
    """Return the page of an organisation that nobody can reach directly."""
    return OrganisationPage.objects.filter(contact_points=None).order_by("pk")[0]


def _organisation_out_of_date() -> OrganisationPage:
    """Return the page of an organisation that has not confirmed its entry for years."""
    page = _organisation("Migrantinnen-Selbsthilfe Mosaik")
    ActorPage.objects.filter(pk=page.pk).update(confirmed_on=STALE)
    changes.record_ids([("wagtailcore.page", page.pk)])
    return page


def _signed_link(page: ActorPage) -> str:
    """Return the address under which the office settles a reader's hint."""
    now = timezone.now()
    hint = Correction.objects.create(
        organisation=page.organisation,
        text="Die Nummer stimmt nicht mehr.\n\nEs ist die alte.",
        created_at=now,
    )
    return f"/hinweis/{signed_links.make(PURPOSE, str(hint.pk), now + timedelta(days=1), now)}/"


def _relay_link(entry: Organisation) -> str:
    """Return the address at which a sender confirms a message to an organisation."""
    now = timezone.now()
    message = RelayMessage.objects.create(
        organisation=entry, text="Wann kann ich kommen?", sender_name="Lale", sender="lale@example.org"
    )
    token = signed_links.make(relay.PURPOSE, str(message.pk), now + relay.KEEP, now)
    return f"/nachricht/{token}/"
