"""The sheet of a guide: its record in one language, with contents, legal status and what is outdated today."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import get_language

from network.models import ActorPage
from portal.addresses import page_path, page_url
from portal.page_refs import source_of
from portal.restrictions import public_or_404
from portal.slugs import german_slug
from publications.guides.building import guide_record
from publications.guides.presentation import LANGUAGE_PARAMETER, shown
from publications.guides.rows import guide_rows
from publications.guides.uses import places
from publications.models import GuidePage, GuideSection
from publications.records.guides import GuideRecord

from .drawings import qr_drawing
from .kinds import Changed, PaperKind
from .markup import markup_of
from .pictures import pictures_in
from .sheets import LONGEST_NAME, QR, Sheet

KIND = "guide"
SECTION, ORGANISATION, PAGE = "publications.guidesection", "network.organisation", "wagtailcore.page"


def guide_page(page_id: int) -> GuidePage:
    """Return the published guide of an id that everybody may read, kits left out; raises Http404."""
    return public_or_404(GuidePage.objects.filter(kitpage=None), page_id)


def language_of_guide(page: GuidePage, language: str = "") -> str:
    """Return the language of a version of a guide or kit, of the page itself if none is named; raises Http404."""
    record = guide_record(page)
    if not language or language == record.language:
        return record.language
    if language not in record.languages:
        raise Http404
    return language


def guide_sheet(page: GuidePage, language: str) -> Sheet:
    """Return the sheet of a guide in one of its languages, with the words around it in the active one."""
    record = guide_record(page, language)
    view = shown(record, timezone.localdate(), page_path(source_of(page)))
    return sheet_in(page, KIND, record, {"guide": view})


def sheet_in(
    page: GuidePage, kind: str, record: GuideRecord, context: Mapping[str, Any], ending: str = ""
) -> Sheet:
    """Return a sheet of a guide or kit in the language of a record; its QR code leads to the same language."""
    language = record.language
    is_own = language == record.locale
    address = page_url(page) if is_own else f"{page_url(page)}?{LANGUAGE_PARAMETER}={language}"
    words = {"title": record.title, "description": record.summary, "words_language": language}
    html = markup_of(page, kind, address, {**words, **context})
    name = "-".join(
        filter(None, (german_slug(page.title)[:LONGEST_NAME], ending, "" if is_own else language))
    )
    return Sheet(
        subject_of(kind, page.pk, get_language(), language),
        f"{name}.pdf",
        html,
        address,
        {QR: qr_drawing(address)},
        pictures_in(html, address),
    )


def subject_of(kind: str, page_id: int, interface: str, language: str) -> str:
    """Return under which name files of a guide or kit are kept: in which words, in which language."""
    return "-".join([kind, str(page_id), *(code.replace("-", "_") for code in (interface, language))])


def papers_of(
    kind: str, page_of: Callable[[int], GuidePage], make: Callable[[GuidePage, str], Sheet]
) -> PaperKind:
    """Return a kind of which a guide or kit has one in each of its languages."""

    def beginnings(changed: Changed) -> Iterator[str]:
        """Yield the beginnings of names of the files that a change concerns."""
        yield from (f"{kind}-{pk}-" for pk in concerned(changed))

    def present(subject: str) -> Sheet | None:
        """Return the sheet that belongs under a name now, None where nobody may have it any more."""
        _kind, page_id, *codes = subject.split("-")
        interface, language = (code.replace("_", "-") for code in codes)
        with translation.override(interface):
            try:
                page = page_of(int(page_id))
                return make(page, language_of_guide(page, language))
            except Http404:
                return None

    return PaperKind(beginnings, present)


def concerned(changed: Changed) -> Iterator[int]:
    """Yield the guides and kits that changed, in a section, or in who helps or worked them out."""
    pages = [int(pk) for pk in changed.get(PAGE, ())]
    yield from pages
    yield from _with_sections(changed.get(SECTION, ()))
    organisations = {int(pk) for pk in changed.get(ORGANISATION, ())}
    if pages:
        organisations.update(ActorPage.objects.filter(pk__in=pages).values_list("organisation_id", flat=True))
    if organisations:
        rows = guide_rows()
        yield from (row.page_id for row in rows if organisations & (row.organisation_ids | row.maker_ids))


def _with_sections(ids: Sequence[str]) -> set[int]:
    """Return the guides in which sections stand, whatever their language; one query."""
    if not ids:
        return set()
    roots = GuideSection.objects.filter(pk__in=ids).values_list("pk", "original_id")
    named = {int(pk) for pk in ids} | {original or pk for pk, original in roots}
    return {page for root in named for page in places().get(root, ())}


PAPERS = papers_of(KIND, guide_page, guide_sheet)
