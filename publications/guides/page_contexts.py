"""What the pages of guides and the previews of sections show."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.addresses import page_path
from portal.page_context import view_context
from portal.page_refs import source_of
from portal.sites import language_of
from portal.view_models import Message
from publications.models import GuidePage, GuideSection
from publications.records.guides import GuideRecord

from .building import build, guide_record, section_parts
from .forms import GuideForm
from .presentation import law_view, parts_shown, shown, words_language
from .structured_data import guide_json_ld


def guide(page: GuidePage, request: HttpRequest) -> dict[str, Any]:
    """Return a guide in the language that was asked for, with what the head tells machines."""
    form = GuideForm(request.GET)
    language = form.cleaned_data["sprache"]
    record = _record(page, request, language)
    today = timezone.localdate()
    notes = [*form.notes, *form.hints]
    if language and record.language != language:
        words = _("There is no version of this guide in the language “%(word)s”.")
        notes.append(words % {"word": language[:40]})
    # Another language is the same guide: its canonical address is the page's own.
    changes = {"robots": "noindex"} if notes or record.language != record.locale else {}
    return {
        "guide": shown(record, today, page_path(source_of(page))),
        "messages": tuple(Message("warn", note) for note in notes),
        "json_ld_entity": guide_json_ld(record, page),
        "meta_changes": changes,
    }


def _record(page: GuidePage, request: HttpRequest, language: str) -> GuideRecord:
    """Return the record, that of the draft in a preview; else in the page's own language."""
    read = build if getattr(request, "is_preview", False) else guide_record
    record = read(page, language_of(page.locale_id))
    return read(page, language) if language in record.languages else record


def section(section: GuideSection, request: HttpRequest) -> dict[str, Any]:
    """Return what the preview of a section shows."""
    return {
        **view_context(request, section.title, robots="noindex"),
        "section": section,
        "law": law_view(section.law, timezone.localdate()),
        "parts": parts_shown(section_parts(section)),
        "language": words_language(section.language),
    }
