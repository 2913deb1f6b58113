"""Emergency kits for tests: in four languages, with numbers for one district and for everywhere."""

from dataclasses import dataclass
from datetime import date

from network.models import OrganisationPage
from publications.models import GuideIndexPage, GuideSection, KitPage
from tests import builders
from tests.publications import guide_pages
from tests.publications.guide_pages import chapter, contact, section

LAST_DAY = date(2027, 4, 15)
LAW = {"law_status_on": date(2026, 10, 15), "valid_until": LAST_DAY, "reviewed_by": "Arbeitskreis Asylrecht"}
WORDS = {
    "de": ("An der Tür", "Tür zu lassen und fragen", "Ich sage nichts ohne Anwältin.", "Keine freiwillige Ausreise",
           "Pass"),
    "en": ("At the door", "Keep the door shut and ask", "I say nothing without a lawyer.", "No consent to leave",
           "Passport"),
    "ar": ("عند الباب", "أبقِ الباب مغلقًا واسأل", "لا أقول شيئًا بدون محامية.", "لا موافقة على المغادرة", "جواز السفر"),
    "ru": ("У двери", "Не открывайте и спросите", "Я ничего не скажу без адвоката.", "Никакого согласия", "Паспорт"),
}  # fmt: skip


@dataclass(frozen=True)
class Kit:
    """A kit and who can be called."""

    index: GuideIndexPage
    page: KitPage
    near: OrganisationPage
    everywhere: OrganisationPage
    door: GuideSection


def helper(tree: builders.SiteTree, name: str, number: str, **fields: object) -> OrganisationPage:
    """Return the page of an organisation that answers the phone."""
    page = builders.organisation_page(tree.directory, builders.organisation(name, **fields))
    builders.contact(page, number, kind="phone")
    return page


def at_the_door(language: str = "de", original: GuideSection | None = None) -> GuideSection:
    """Return a section with steps, sentences and what not to sign."""
    title, step, phrase, refusal, check = WORDS[language]
    return section(
        title,
        ("steps", {"heading": "", "steps": [{"title": step, "text": "", "checks": [check]}]}),
        ("phrases", {"heading": "", "phrases": [phrase]}),
        ("refusals", {"heading": "", "refusals": [refusal]}),
        language=language,
        original=original,
        **LAW,
    )


def kit(index: GuideIndexPage, *chapters: object, **fields: object) -> KitPage:
    """Return a published kit."""
    fields = {"title": "Notfallkoffer", "summary": "Wen Sie anrufen, was Sie tun.", **fields}
    page = GuideIndexPage.objects.get(pk=index.pk).add_child(
        instance=KitPage(chapters=list(chapters), **fields)
    )
    if page.live:
        page.save_revision().publish()
    return KitPage.objects.get(pk=page.pk)


def in_four_languages(
    tree: builders.SiteTree, places: builders.Places, index: GuideIndexPage | None = None
) -> Kit:
    """Return a kit in German, English, Arabic and Russian; one number is for a district, one for everywhere."""
    index = index or guide_pages.guide_index(tree)
    near = helper(tree, "Runder Tisch Mulde", "0375 555 01 00", seat=places.zwickau)
    builders.served_area(near, places.zwickau_district)
    everywhere = helper(tree, "Landesweites Notfalltelefon", "0341 555 02 00", seat=places.leipzig)
    builders.served_area(everywhere, places.saxony)
    offers = [
        builders.offer(page, title, kind="counselling", languages=["de", "ar"])
        for page, title in ((near, "Notruf Mulde"), (everywhere, "Notruf Sachsen"))
    ]
    door = at_the_door()
    for language in ("en", "ar", "ru"):
        at_the_door(language, door)
    page = kit(
        index,
        chapter("Wenn es klingelt", door),
        urgent_heading="Läuft es gerade jetzt?",
        urgent=[("contact", contact(offer, "Tag und Nacht.")) for offer in offers],
        fallback_number="112",
        fallback_words="Notruf bei Gefahr",
    )
    return Kit(index, page, near, everywhere, door)
