"""The head of a page: title, description, canonical address, versions in other languages, picture for sharing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import Truncator
from wagtail.models import Page

from portal import structured_data
from portal.addresses import page_url
from portal.alternates import alternates_of_page
from portal.content_cache import cached
from portal.models.media import PortalImage
from portal.page_refs import source_of
from portal.pictures import picture_of
from portal.restrictions import is_restricted
from portal.sites import SiteFacts, language_of, portal_settings, site_facts
from portal.view_models import Link, Meta, Picture
from portal.way import Way

DESCRIPTION_LENGTH = 160
SOCIAL_IMAGE = "fill-1200x630|format-jpeg|jpegquality-80"
WHOLE_IMAGE = "max-1200x630"  # for logos, which nothing may be cut off


def page_meta(page: Page, request: HttpRequest, way: Way, trail: Sequence[Link], title: str = "") -> Meta:
    """Return the head of a page; views that know more use `dataclasses.replace` on it."""
    facts = site_facts(request)
    is_home = len(way.pages) == 1
    name = portal_settings(facts.site).full_name if facts else settings.WAGTAIL_SITE_NAME
    source = source_of(page)
    not_for_everybody = getattr(request, "is_preview", False) or is_restricted(page.path)
    return Meta(
        title=title or page.seo_title or (name if is_home else page.title),
        bare_title=is_home,
        description=description_of(page.search_description or getattr(page, "summary", "")),
        canonical_url=page_url(source, language_of(source.locale_id)),
        alternates=alternates_of_page(way.versions),
        robots="noindex" if not_for_everybody else "",
        og_type="website" if is_home else "article",
        image=picture_for_sharing(getattr(page, "social_image_id", None), facts),
        json_ld=_json_ld(page, facts, trail, is_home),
    )


def description_of(text: str) -> str:
    """Return a text cut at a word so that search engines show all of it."""
    return Truncator(" ".join(text.split())).chars(DESCRIPTION_LENGTH)


def _json_ld(page: Page, facts: SiteFacts | None, trail: Sequence[Link], is_home: bool) -> dict | None:
    """Return the portal as an organisation, with the site on its home page and the way to any other page."""
    if facts is None:
        return None
    place = (
        structured_data.website(facts, language_of(page.locale_id))
        if is_home
        else structured_data.breadcrumb_list(facts, trail)
    )
    return structured_data.graph(structured_data.organisation_of_portal(facts), place)


def picture_for_sharing(
    image_id: int | None, facts: SiteFacts | None, filter_spec: str = SOCIAL_IMAGE
) -> Picture | None:
    """Return a picture with an absolute address, None where it is not public; no query while no content changes."""
    if image_id is None or facts is None:
        return None
    key = f"social-image:{image_id}:{facts.site.pk}:{filter_spec}"
    return cached(key, lambda: _read_picture(image_id, facts, filter_spec))


def _read_picture(image_id: int, facts: SiteFacts, filter_spec: str) -> Picture | None:
    """Make the picture, None where its file is gone or it is not meant for everybody."""
    picture = picture_of(PortalImage.objects.filter(pk=image_id).first(), filter_spec)
    if picture is None or "://" in picture.url:
        return picture
    return replace(picture, url=facts.base_url + picture.url)


def with_entity(meta: Meta, entity: dict[str, Any]) -> Meta:
    """Return the head with one thing more in its machine-readable part."""
    nodes = list(meta.json_ld["@graph"]) if isinstance(meta.json_ld, dict) else []
    return replace(meta, json_ld=structured_data.graph(*nodes, entity))
