"""The emergency kit for the demo: general words in four languages, numbers of the demo's organisations."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from network.choices import ContactKind, OfferKind, OfferStatus, Reach, TargetGroup
from network.demo.content import PREFIX
from network.demo.forgetting import delete_page, forget_rows
from network.models import Offer
from portal.disclosure import Audience
from publications.guides.uses import holding
from publications.models import GuideIndexPage, GuideSection, KitPage

HOLDS = timedelta(days=150)
ORIGINAL = "de"
MOST_NUMBERS = 14
FITTING = ("asyl-und-bleiberecht", "opferberatung")  # topics
DISTRICT = 5  # digits of its key
REVIEWER = "Arbeitskreis Notfallkoffer (Beispiel)"


@cache
def content() -> Mapping[str, Any]:
    """Return the words of the kit."""
    return json.loads(Path(__file__).with_name("content.json").read_text(encoding="utf-8"))


def build() -> Mapping[str, int]:
    """Write the kit where there is none; return how many sections it has in all languages."""
    index = GuideIndexPage.objects.live().first()
    if index is None or KitPage.objects.exists():
        return {}
    words, written = content(), []
    chapters = []
    for chapter in words["chapters"]:
        originals = []
        for section in chapter["sections"]:
            first = _section(ORIGINAL, section[ORIGINAL], None)
            others = [_section(code, told, first) for code, told in section.items() if code != ORIGINAL]
            originals.append(first)
            written += [first, *others]
        headings = [{"language": code, "heading": told} for code, told in chapter["headings"].items()]
        value = {"heading": chapter["heading"], "intro": "", "sections": originals, "words": headings}
        chapters.append(("chapter", value))
    named = {
        name: words[name]
        for name in ("title", "summary", "for_whom", "urgent_heading", "fallback_number", "fallback_words")
    }
    page = KitPage(
        slug="notfallkoffer",
        chapters=chapters,
        title_words=[("title", {"language": code, **told}) for code, told in words["title_words"].items()],
        urgent=list(_numbers()),
        target_groups=["refugees", "volunteers"],
        **named,
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return {"sections of the emergency kit": len(written)}


def remove() -> Mapping[str, int]:
    """Delete the kit with its sections, as far as no other guide shows them; return how many there were."""
    for page in KitPage.objects.filter(slug="notfallkoffer", title=content()["title"]):
        delete_page(page)
    gone = [row for row in GuideSection.objects.filter(reviewed_by=REVIEWER) if not holding(row)]
    # Versions first: they hold their originals.
    for section in sorted(gone, key=lambda one: one.original_id is None):
        pk = section.pk
        section.delete()
        forget_rows(GuideSection, [pk])
    return {"sections of the emergency kit": len(gone)}


def _section(language: str, told: Mapping[str, Any], original: GuideSection | None) -> GuideSection:
    """Return a published section in a language."""
    today = timezone.localdate()
    section = GuideSection(
        title=told["title"],
        language=language,
        original=original,
        body=list(_body(told)),
        law_status_on=today,
        valid_until=today + HOLDS,
        reviewed_by=REVIEWER,
    )
    section.save()
    section.save_revision().publish()
    return section


def _body(told: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the blocks of a section."""
    if steps := told.get("steps"):
        yield "steps", {"heading": "", "steps": [_step(*step) for step in steps]}
    if phrases := told.get("phrases"):
        yield "phrases", {"heading": "", "phrases": phrases}
    if refusals := told.get("refusals"):
        yield "refusals", {"heading": "", "refusals": refusals}
    if items := told.get("checklist"):
        yield "checklist", {"heading": "", "items": items}


def _step(title: str, text: str, checks: Sequence[str]) -> dict[str, Any]:
    """Return a step."""
    return {"title": title, "text": f"<p>{text}</p>" if text else "", "checks": checks}


def _numbers() -> Iterator[tuple[str, Any]]:
    """Yield who helps with threats and deportations, one for each district that has somebody, and one statewide."""
    offers = Offer.objects.filter(
        kind__in=[OfferKind.EMERGENCY, OfferKind.COUNSELLING, OfferKind.ACCOMPANIMENT],
        page__topic_links__tag__slug__in=FITTING,
        status=OfferStatus.ACTIVE,
        page__live=True,
        page__organisation__register_id__startswith=PREFIX,
        page__organisation__status="active",
        page__contact_points__kind=ContactKind.PHONE,
        page__contact_points__disclosure=Audience.PUBLIC,
    )
    chosen: dict[str, Offer] = {}
    known = offers.select_related("page__organisation__seat").order_by("page__organisation__register_id")
    for offer in sorted(set(known), key=_how_fitting):
        seat = offer.page.organisation.seat
        place = (
            Reach.STATEWIDE if Reach.STATEWIDE in offer.page.reach else seat.code[:DISTRICT] if seat else ""
        )
        chosen.setdefault(place, offer)
    for offer in list(chosen.values())[:MOST_NUMBERS]:
        yield "contact", {"offer": str(offer.key), "organisation": None, "note": ""}


def _how_fitting(offer: Offer) -> tuple[int, bool, int, str]:
    """Return a key that sorts first emergency calls, then who is there for refugees and speaks most languages."""
    kinds = (OfferKind.EMERGENCY, OfferKind.COUNSELLING, OfferKind.ACCOMPANIMENT)
    for_refugees = TargetGroup.REFUGEES in offer.page.target_groups
    return (
        kinds.index(offer.kind),
        not for_refugees,
        -len(offer.languages),
        offer.page.organisation.register_id,
    )
