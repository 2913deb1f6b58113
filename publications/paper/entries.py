"""The sheet of an organisation's or alliance's entry: its public record and its own words, as its page has them."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from network.freshness.settings import periods_in
from network.models import ActorPage, FactKind
from network.page_contexts import addresses, cover_for, kept, loaded, logo, members_of
from network.presentation.actor import kind_stand, present_organisation
from network.presentation.alliance import present_alliance
from network.presentation.types import ActorView
from network.records import ActorRecord, public_record
from network.records.prose import public_story
from portal.addresses import page_url, site_of
from portal.languages import original_language, page_language, prose_language
from portal.models.settings import PortalSettings
from portal.page_refs import source_of
from portal.sites import all_sites, office_in, portal_settings
from portal.slugs import german_slug

from .drawings import qr_drawing, tile_drawing
from .pictures import pictures_in
from .sheets import QR, STYLES, TILE, Sheet

KIND = "entry"
# Paper has no "show all": an alliance's sheet names everybody.
EVERYBODY = 10_000
LONGEST_NAME = 80


def subject_of(uuid: Any, language: str) -> str:
    """Return under which name the files of an entry are kept."""
    return f"{KIND}-{uuid}-{language}"


def entry_sheet(page: ActorPage) -> Sheet:
    """Return the sheet of a published page in the active language, cut to what everybody may know today."""
    record = kept("records", page.pk, lambda: public_record(loaded(page)))
    known = _settings_for(page)
    view = _view(page, record, known)
    cover = cover_for(page, record)
    address = page_url(page)
    context = {
        "title": record.title,
        "description": cover.text(page.summary),
        "record": view,
        "words": {"summary": cover.text(page.summary), "story": public_story(page.story, cover)},
        "network": known.full_name,
        "address": address,
        "published": timezone.localdate(page.last_published_at) if page.last_published_at else None,
        "page_language": page_language(),
        "prose_language": prose_language(source_of(page).locale_id),
        "original_language": original_language(),
        "styles": STYLES,
        "qr": QR,
    }
    html = render_to_string(f"publications/paper/{record.type}.html", context)
    return Sheet(
        subject_of(record.uuid, get_language()),
        f"{german_slug(record.title)[:LONGEST_NAME]}.pdf",
        html,
        address,
        {TILE: tile_drawing(record.tile), QR: qr_drawing(address)},
        pictures_in(html, address),
    )


def _settings_for(page: ActorPage) -> PortalSettings:
    """Return the settings of the site a page belongs to."""
    site = next(facts.site for facts in all_sites() if facts.site.pk == site_of(page))
    return portal_settings(site)


def _view(page: ActorPage, record: ActorRecord, known: PortalSettings) -> ActorView:
    """Return what the page shows of its record; an alliance's with all its members."""
    months = periods_in(known).stale_of
    stands = {f"{kind}_stand": kind_stand(record, kind, months(kind)) for kind in FactKind.values}
    del stands["page_stand"]
    more = {
        "office": office_in(known) if record.is_shielded or not record.contacts else None,
        "logo": logo(page),
        **stands,
    }
    stale = known.months_until_stale
    if record.type != "alliance":
        to = addresses(fact.other_page_id for fact in record.memberships)
        return present_organisation(record, to, stale, **more)
    members = kept("members", page.organisation_id, lambda: members_of(page.organisation_id))
    to = addresses(fact.other_page_id for fact in (*record.memberships, *members))
    return present_alliance(record, members, to, stale, most=EVERYBODY, **more)
