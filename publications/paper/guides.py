"""The sheet of a guide: its record in one language, with contents, legal status and what is outdated today."""

from collections.abc import Iterator, Sequence

from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language

from network.models import ActorPage
from portal.addresses import page_path, page_url
from portal.languages import original_language, page_language, prose_language
from portal.page_refs import source_of
from portal.restrictions import is_restricted
from portal.slugs import german_slug
from publications.guides.building import guide_record
from publications.guides.presentation import LANGUAGE_PARAMETER, shown
from publications.guides.rows import guide_rows
from publications.guides.uses import places
from publications.models import GuidePage, GuideSection

from .drawings import qr_drawing
from .kinds import Changed
from .of_site import settings_for
from .pictures import pictures_in
from .sheets import LONGEST_NAME, QR, STYLES, Sheet

KIND = "guide"
SECTION, ORGANISATION, PAGE = "publications.guidesection", "network.organisation", "wagtailcore.page"


def guide_page(page_id: int) -> GuidePage:
    """Return the published guide of an id that everybody may read, kits left out; raises Http404."""
    page = GuidePage.objects.live().filter(pk=page_id, kitpage=None).first()
    if page is None or is_restricted(page.path):
        raise Http404
    return page


def language_of_guide(page: GuidePage, language: str = "") -> str:
    """Return the language of a version of a guide, of the page itself if none is named; raises Http404."""
    record = guide_record(page)
    if not language or language == record.language:
        return record.language
    if language not in record.languages:
        raise Http404
    return language


def guide_sheet(page: GuidePage, language: str) -> Sheet:
    """Return the sheet of a guide in one of its languages, with the words around it in the active one."""
    record = guide_record(page, language)
    path, address = page_path(source_of(page)), page_url(page)
    is_own = record.language == record.locale
    address = address if is_own else f"{address}?{LANGUAGE_PARAMETER}={language}"
    context = {
        "title": record.title,
        "description": record.summary,
        "guide": shown(record, timezone.localdate(), path),
        "network": settings_for(page).full_name,
        "address": address,
        "words_language": language,
        "page_language": page_language(),
        "prose_language": prose_language(source_of(page).locale_id),
        "original_language": original_language(),
        "styles": STYLES,
        "qr": QR,
    }
    html = render_to_string("publications/paper/guide.html", context)
    name = german_slug(page.title)[:LONGEST_NAME]
    return Sheet(
        subject_of(page.pk, get_language(), language),
        f"{name}.pdf" if is_own else f"{name}-{language}.pdf",
        html,
        address,
        {QR: qr_drawing(address)},
        pictures_in(html, address),
    )


def subject_of(page_id: int, interface: str, language: str) -> str:
    """Return under which name the files of a guide are kept: in which words, in which language."""
    return "-".join([KIND, str(page_id), *(code.replace("-", "_") for code in (interface, language))])


def present_sheet(subject: str) -> Sheet | None:
    """Return the sheet that belongs under a name now, None where nobody may have it any more."""
    _kind, page_id, *codes = subject.split("-")
    interface, language = (code.replace("_", "-") for code in codes)
    with translation.override(interface):
        try:
            page = guide_page(int(page_id))
            return guide_sheet(page, language_of_guide(page, language))
        except Http404:
            return None


def concerned(changed: Changed) -> Iterator[str]:
    """Yield the beginnings of names of files: of guides that changed, in a section, or in who helps."""
    pages = changed.get(PAGE, ())
    yield from (f"{KIND}-{pk}-" for pk in pages)
    yield from (f"{KIND}-{pk}-" for pk in _with_sections(changed.get(SECTION, ())))
    organisations = {int(pk) for pk in changed.get(ORGANISATION, ())}
    if pages:
        organisations.update(ActorPage.objects.filter(pk__in=pages).values_list("organisation_id", flat=True))
    if organisations:
        naming = (row for row in guide_rows() if organisations & (row.organisation_ids | row.maker_ids))
        yield from (f"{KIND}-{row.page_id}-" for row in naming)


def _with_sections(ids: Sequence[str]) -> set[int]:
    """Return the guides in which sections stand, whatever their language; one query."""
    if not ids:
        return set()
    roots = GuideSection.objects.filter(pk__in=ids).values_list("pk", "original_id")
    named = {int(pk) for pk in ids} | {original or pk for pk, original in roots}
    return {page for root in named for page in places().get(root, ())}
