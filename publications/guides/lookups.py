"""Look up what the blocks of a whole guide refer to: a query per table, however many sections it has."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from wagtail.rich_text import expand_db_html

from network.models import ActorPage, Offer
from network.models.organisations import LISTED
from network.records import public_records
from network.records.load import actor_pages
from portal.models import PortalDocument, PortalImage
from portal.pictures import is_for_everybody, picture_of
from portal.restrictions import is_restricted
from publications.models import GuidePage
from publications.records.guides import DownloadPart, GuideContact, MakerFact, PicturePart

from .raw import Block

# Stands in no text, because editors cannot type it.
BETWEEN = "\N{SYMBOL FOR RECORD SEPARATOR}<wbr data-between>"
PICTURE = "max-1200x900|format-webp"


def expanded(sources: Iterable[str]) -> dict[str, str]:
    """Return stored texts as pages show them; links to pages and files are looked up together."""
    wanted = [source for source in dict.fromkeys(sources) if source]
    return (
        dict(zip(wanted, expand_db_html(BETWEEN.join(wanted)).split(BETWEEN), strict=True)) if wanted else {}
    )


def people(contacts: Iterable[dict[str, Any]]) -> tuple[dict[str, GuideContact], dict[int, GuideContact]]:
    """Return offers by key and organisations by id, as far as they stand on a public page of a listed entry."""
    stored = list(contacts)
    keys = {one["offer"] for one in stored if one.get("offer")}
    entries = {one["organisation"] for one in stored if one.get("organisation")}
    if not keys and not entries:
        return {}, {}
    wanted = Q(pk__in=Offer.objects.filter(key__in=keys).values("page_id")) | Q(organisation_id__in=entries)
    pages = [
        page
        for page in actor_pages().live().filter(wanted, organisation__status__in=LISTED).order_by("pk")
        if not is_restricted(page.path)
    ]
    by_id = {page.pk: page for page in pages}
    offers: dict[str, GuideContact] = {}
    organisations: dict[int, GuideContact] = {}
    for record in public_records(pages, with_points=False, with_text=False):
        organisations.setdefault(by_id[record.page_id].organisation_id, GuideContact(record))
        for offer in record.offers:
            if offer.key in keys:
                offers.setdefault(offer.key, GuideContact(record, offer))
    return offers, organisations


def makers(page: GuidePage) -> tuple[MakerFact, ...]:
    """Return the listed organisations that worked a guide out, with their public pages; two queries at most."""
    rows = page.makers.filter(organisation__status__in=LISTED).order_by("sort_order", "pk")
    found = list(rows.values_list("organisation_id", "organisation__name"))
    pages = ActorPage.objects.live().filter(organisation__in=[pk for pk, _name in found]) if found else ()
    public = {page.organisation_id: page.pk for page in pages if not is_restricted(page.path)}
    return tuple(MakerFact(name, public.get(pk)) for pk, name in found)


def files(bodies: Iterable[list[Block]]) -> dict[int, DownloadPart]:
    """Return the files to download that everybody may have; one query."""
    keys = _keys(bodies, "download", "document")
    found = PortalDocument.objects.in_bulk(keys) if keys else {}
    return {
        pk: DownloadPart(one.title, one.url, one.file_extension, one.file_size)
        for pk, one in found.items()
        if is_for_everybody(one)
    }


def pictures(bodies: Iterable[list[Block]]) -> dict[int, PicturePart]:
    """Return the pictures that everybody may see; two queries once their sizes are made."""
    keys = _keys(bodies, "image", "image")
    rows = PortalImage.objects.prefetch_renditions(PICTURE).in_bulk(keys) if keys else {}
    found = {}
    for pk, image in rows.items():
        if picture := picture_of(image, PICTURE):
            found[pk] = PicturePart(
                picture.url, picture.alt, picture.width, picture.height, "", image.credit, image.licence
            )
    return found


def _keys(bodies: Iterable[list[Block]], kind: str, name: str) -> set[int]:
    """Return the keys that blocks of a kind store under a name."""
    values: Iterable[Mapping[str, Any]] = (
        value for body in bodies for one, value in body if one == kind and value.get(name)
    )
    return {value[name] for value in values}
