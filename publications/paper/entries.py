"""The sheet of an organisation's or alliance's entry: its public record and its own words, as its page has them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import get_language

from network.freshness.settings import periods_in
from network.models import ActorPage, FactKind, Membership, Organisation
from network.page_contexts import addresses, cover_for, kept, loaded, logo, members_of, translated
from network.presentation.actor import kind_stand, present_organisation
from network.presentation.alliance import present_alliance
from network.presentation.types import ActorView
from network.records import ActorRecord, public_record
from network.records.prose import public_story
from network.views import public_page
from portal.addresses import page_url
from portal.models.settings import PortalSettings
from portal.page_refs import source_of
from portal.sites import language_of, office_in
from portal.slugs import german_slug

from .drawings import qr_drawing, tile_drawing
from .kinds import Changed, PaperKind
from .markup import markup_of
from .of_site import settings_for
from .pictures import pictures_in
from .sheets import LONGEST_NAME, QR, TILE, Sheet

KIND = "entry"
PAGE = "wagtailcore.page"
UUID_LENGTH = 36
# Paper has no "show all": an alliance's sheet names everybody.
EVERYBODY = 10_000


def subject_of(uuid: Any, language: str) -> str:
    """Return under which name the files of an entry are kept."""
    return f"{KIND}-{uuid}-{language}"


def concerned(changed: Changed) -> Iterator[str]:
    """Yield the beginnings of names of files: entries that changed, and those that tell of them in a membership."""
    ids = changed.get("network.organisation", ())
    pages = changed.get(PAGE, ())
    own = Organisation.objects.filter(Q(pk__in=ids) | Q(pages__pk__in=pages)) if ids or pages else ()
    found = {row.pk: row.uuid for row in own}
    sides = Membership.objects.filter(Q(organisation__in=found) | Q(alliance__in=found))
    uuids = {*found.values()}
    if found:
        uuids.update(
            uuid for pair in sides.values_list("organisation__uuid", "alliance__uuid") for uuid in pair
        )
    yield from (f"{KIND}-{uuid}-" for uuid in uuids)


def present_sheet(subject: str) -> Sheet | None:
    """Return the sheet that belongs under a name now, None where nobody may have it any more."""
    uuid, language = subject.removeprefix(f"{KIND}-")[:UUID_LENGTH], subject[len(KIND) + UUID_LENGTH + 2 :]
    with translation.override(language):
        try:
            page = entry_page(UUID(uuid))
        except (ValueError, Http404):
            return None
        return entry_sheet(page)


def entry_page(uuid: UUID) -> ActorPage:
    """Return the public page of an entry, in the reader's language where it has one; raises Http404."""
    return translated([public_page(uuid)])[0]


def entry_sheet(page: ActorPage) -> Sheet:
    """Return the sheet of a published page in the active language, cut to what everybody may know today."""
    record = kept("records", page.pk, lambda: public_record(loaded(page)))
    known = settings_for(page)
    view = _view(page, record, known)
    cover = cover_for(page, record)
    address = page_url(page)
    context = {
        "title": record.title,
        "description": cover.text(page.summary),
        "record": view,
        "words": {"summary": cover.text(page.summary), "story": public_story(page.story, cover)},
        "published": timezone.localdate(page.last_published_at) if page.last_published_at else None,
        "words_language": language_of(source_of(page).locale_id),
    }
    html = markup_of(page, record.type, address, context)
    return Sheet(
        subject_of(record.uuid, get_language()),
        f"{german_slug(record.title)[:LONGEST_NAME]}.pdf",
        html,
        address,
        {TILE: tile_drawing(record.tile), QR: qr_drawing(address)},
        pictures_in(html, address),
    )


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


PAPERS = PaperKind(concerned, present_sheet)
