"""What the page of an emergency kit shows."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.addresses import page_path
from portal.page_refs import source_of
from portal.restrictions import is_restricted
from portal.view_models import Message
from publications.guides.structured_data import guide_json_ld
from publications.models import KitPage

from .building import kit_record
from .forms import KitForm
from .presentation import kit_view


def kit(page: KitPage, request: HttpRequest) -> dict[str, Any]:
    """Return a kit in the language that was asked for, with the numbers of a place, and what machines are told."""
    form = KitForm(request.GET)
    place, language = form.cleaned_data["ort"], form.cleaned_data["sprache"]
    is_draft = getattr(request, "is_preview", False)
    record = kit_record(page, language, is_draft)
    view = kit_view(record, timezone.localdate(), page_path(source_of(page)), place)
    notes = [*form.notes, *form.hints]
    if language and record.guide.language != language:
        words = _("There is no version of this kit in the language “%(word)s”.")
        notes.append(words % {"word": language[:40]})
    if place and not view.is_known:
        notes.append(
            _("We do not know the place “%(place)s”. These numbers are for everywhere.")
            % {"place": place[:40]}
        )
    # Other languages and places are the same kit: its canonical address is the page's own.
    is_other = notes or place or record.guide.language != record.guide.locale
    return {
        "kit": view,
        "language_code": record.guide.language,
        "is_kept": not is_draft and not is_restricted(page.path),
        "messages": tuple(Message("warn", note) for note in notes),
        "json_ld_entity": guide_json_ld(record.guide, page),
        "meta_changes": {"robots": "noindex"} if is_other else {},
    }
