"""Guides for tests: single sections, guides of any length, and one as coalitions write them."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from network.models import Offer, OrganisationPage
from publications.models import GuideIndexPage, GuideMaker, GuidePage, GuideRegion, GuideSection, GuideTopic
from tests import builders

_numbers = count(1)
TODAY = date(2026, 11, 4)


def guide_index(tree: builders.SiteTree, **fields: Any) -> GuideIndexPage:
    """Return the published list of guides."""
    home = type(tree.home).objects.get(pk=tree.home.pk)
    return home.add_child(instance=GuideIndexPage(**{"title": "Leitfäden", "slug": "leitfaeden", **fields}))


def section(title: str = "", *body: tuple[str, Any], **fields: Any) -> GuideSection:
    """Return a published section; the body is a list of blocks."""
    row = GuideSection(title=title or f"Abschnitt {next(_numbers)}", **fields)
    row.body = list(body) or [("text", f"<p>Worte über {row.title}.</p>")]
    row.last_published_at = row.first_published_at = timezone.now() if row.live else None
    row.save()
    return row


def chapter(
    heading: str, *sections: GuideSection, intro: str = "", **headings: str
) -> tuple[str, dict[str, Any]]:
    """Return a chapter as a block; `headings` are those in other languages."""
    words = [{"language": code, "heading": text, "intro": ""} for code, text in headings.items()]
    return "chapter", {"heading": heading, "intro": intro, "sections": list(sections), "words": words}


def title_words(language: str, title: str, **words: str) -> tuple[str, dict[str, str]]:
    """Return what stands above a guide in another language."""
    return "title", {"language": language, "title": title, **words}


def guide(index: GuideIndexPage, title: str = "", *chapters: Any, **fields: Any) -> GuidePage:
    """Return a published guide; sections instead of chapters make one chapter."""
    title = title or f"Leitfaden {next(_numbers)}"
    topics, regions = fields.pop("topics", ()), fields.pop("regions", ())
    makers = fields.pop("makers", ())
    if chapters and isinstance(chapters[0], GuideSection):
        chapters = (chapter("Kapitel", *chapters),)
    page = GuidePage(
        **{"title": title, "summary": f"{title} in Kürze.", "chapters": list(chapters), **fields}
    )
    page = GuideIndexPage.objects.get(pk=index.pk).add_child(instance=page)
    for topic in topics:
        GuideTopic.objects.create(tag=topic, content_object=page)
    for place in regions:
        GuideRegion.objects.create(region=place, page=page)
    for order, entry in enumerate(makers):
        GuideMaker.objects.create(organisation=entry, page=page, sort_order=order)
    if page.live:
        page.save_revision().publish()
    return GuidePage.objects.get(pk=page.pk)


def contacts(
    *found: Offer | OrganisationPage, heading: str = "", note: str = ""
) -> tuple[str, dict[str, Any]]:
    """Return a block of contacts: offers, or organisations as a whole."""
    return "contacts", {"heading": heading, "contacts": [contact(one, note) for one in found]}


def contact(found: Offer | OrganisationPage, note: str = "") -> dict[str, Any]:
    """Return one contact."""
    if isinstance(found, Offer):
        return {"offer": str(found.key), "organisation": None, "note": note}
    return {"offer": "", "organisation": found.organisation, "note": note}


def long_guide(
    index: GuideIndexPage, number: int, offers: tuple[Offer, ...] = (), **fields: Any
) -> GuidePage:
    """Return a guide of many sections in chapters of ten, each with every kind of text and a contact."""
    sections = [
        section(
            f"Schritt {at}",
            ("text", '<p>Lesen Sie <a linktype="page" id="1">die Seite</a> dazu.</p>'),
            (
                "steps",
                {"heading": "", "steps": [{"title": "Zuerst", "text": "<p>Ruhig.</p>", "checks": ["Pass"]}]},
            ),
            ("checklist", {"heading": "Mappe", "items": ["Ladegerät"]}),
            *([contacts(offers[at % len(offers)])] if offers else []),
            law_status_on=date(2026, 10, 1),
            valid_until=date(2027, 3, 31),
        )
        for at in range(number)
    ]
    chapters = [chapter(f"Kapitel {at // 10 + 1}", *sections[at : at + 10]) for at in range(0, number, 10)]
    return guide(index, fields.pop("title", f"Guide mit {number}"), *chapters, **fields)


@dataclass(frozen=True)
class Realistic:
    """A guide as a coalition writes it, and who stands in it."""

    index: GuideIndexPage
    page: GuidePage
    hotline: OrganisationPage
    advice: OrganisationPage
    hotline_offer: Offer
    advice_offer: Offer
    first_hours: GuideSection
    first_hours_arabic: GuideSection
    folder: GuideSection
    where_to: GuideSection
    after: GuideSection


def realistic(
    tree: builders.SiteTree, places: builders.Places, index: GuideIndexPage | None = None
) -> Realistic:
    """Return the guide for neighbours of people who are about to be deported."""
    index = index or guide_index(tree)
    hotline = builders.organisation_page(
        tree.directory, builders.organisation("Runder Tisch Zuflucht", seat=places.leipzig)
    )
    builders.contact(hotline, "0341 5550100", kind="phone", label="Notruf")
    advice = builders.organisation_page(
        tree.directory, builders.organisation("Beratungsstelle Lindenhof", seat=places.zwickau)
    )
    builders.contact(advice, "beratung@lindenhof.example.org")
    builders.contact(advice, "0375 555020", kind="phone")
    hotline_offer = builders.offer(
        hotline, "Notfalltelefon bei Abschiebung", kind="counselling", languages=["de", "ar", "fa", "ka"]
    )
    advice_offer = builders.offer(
        advice,
        "Asyl- und Verfahrensberatung",
        kind="counselling",
        cost="kostenlos",
        how_to_apply="Bitte anrufen",
    )
    law = {
        "law_status_on": date(2026, 10, 15),
        "valid_until": date(2027, 4, 15),
        "reviewed_by": "Arbeitskreis Asylrecht",
        "changes_with": "§ 58 AufenthG, Erlass des Innenministeriums",
    }
    where_to = section(
        "An wen Sie sich wenden",
        contacts(advice_offer, heading="Beratung", note="Sagen Sie zuerst das Aktenzeichen."),
        contacts(hotline),
        **law,
    )
    after = section(
        "Wenn jemand schon fort ist",
        ("text", "<p>Eine Wiedereinreise ist möglich. <b>Sperrfristen</b> lassen sich verkürzen.</p>"),
        (
            "sources",
            {
                "sources": [
                    {"title": "Aufenthaltsgesetz, § 11", "url": "https://gesetze.example.org/aufenthg/11"},
                    {"title": "Handbuch der Beratungsstellen, Kapitel 4", "url": ""},
                ]
            },
        ),
        **law,
    )
    first_hours = section(
        "Die ersten Stunden",
        (
            "steps",
            {
                "heading": "Fünf Schritte",
                "steps": [
                    {
                        "title": "Ruhe bewahren, Zeit aufschreiben",
                        "text": "<p>Uhrzeit, Kennzeichen, wer da ist.</p>",
                        "checks": [],
                    },
                    {
                        "title": "Beratungsstelle anrufen",
                        "text": "<p>Name, Geburtsdatum, Aktenzeichen.</p>",
                        "checks": [
                            "Vollmacht ist unterschrieben",
                            "Aktenzeichen von Behörde und Gericht notiert",
                            "Ärztliche Bescheinigung in Kopie",
                        ],
                    },
                    {
                        "title": "Krankheit und Kinder ansprechen",
                        "text": "<p>Belege sofort vorlegen.</p>",
                        "checks": [],
                    },
                    {
                        "title": "Eilantrag stellen lassen",
                        "text": "<p>Das Gericht hat einen Bereitschaftsdienst.</p>",
                        "checks": [],
                    },
                    {"title": "Nicht allein bleiben", "text": "", "checks": []},
                ],
            },
        ),
        (
            "question",
            {
                "question": "Ist die Person noch in Deutschland?",
                "answers": [
                    {"answer": "Ja", "text": "", "section": where_to},
                    {"answer": "Nein", "text": "<p>Dann zählt jede Woche.</p>", "section": after},
                ],
            },
        ),
        **law,
    )
    first_hours_arabic = section(
        "الساعات الأولى",
        ("steps", {"heading": "", "steps": [{"title": "حافظ على هدوئك", "text": "", "checks": []}]}),
        language="ar",
        original=first_hours,
        law_status_on=date(2026, 6, 1),
        valid_until=date(2026, 12, 1),
    )
    folder = section(
        "Die Mappe packen",
        ("notice", {"tone": "info", "heading": "Vorher packen", "text": "<p>Nicht erst, wenn es klingelt.</p>"}),
        ("checklist", {"heading": "Das kommt hinein", "items": [
            "Pässe und Geburtsurkunden in Kopie", "Medikamente für zwei Wochen", "Zehn Nummern auf Papier"]}),
    )  # fmt: skip
    topic = builders.topic("Bleiberecht")
    page = guide(
        index,
        "Wenn eine Abschiebung droht",
        chapter("Vorbereiten", folder, intro="<p>Solange noch Zeit ist.</p>"),
        chapter("Wenn es so weit ist", first_hours, where_to, ar="عندما يحين الوقت"),
        chapter("Danach", after),
        summary="Fünf Schritte für die ersten Stunden, und was vorher zu tun ist.",
        for_whom="Für Nachbar:innen und Ehrenamtliche",
        title_words=[title_words("ar", "عند التهديد بالترحيل", summary="خمس خطوات للساعات الأولى.")],
        target_groups=["volunteers", "refugees"],
        topics=[topic],
        regions=[places.saxony],
        urgent_heading="Läuft es gerade jetzt?",
        urgent=[("contact", contact(hotline_offer, "Tag und Nacht."))],
    )
    return Realistic(
        index, page, hotline, advice, hotline_offer, advice_offer,
        first_hours, first_hours_arabic, folder, where_to, after,
    )  # fmt: skip
