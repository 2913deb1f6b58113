"""All that happened to one entry, in one line of time: register, pages, memberships, hints, merges, imports."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry

from network.models import Correction, Funding, Membership, Merge, Organisation

from .bulk_edit import EDITED
from .merging import MERGED_AWAY, MERGED_IN, UNMERGED
from .recording import CHANGED, IMPORTED

# Of each source; older ones are in the source's own history.
MOST = 300
REGISTER, PAGE, MEMBERSHIP, HINT, FUNDING = "register", "page", "membership", "hint", "funding"
_OF_MERGES = (MERGED_AWAY, MERGED_IN, UNMERGED)
_WITH_CHANGES = (CHANGED, IMPORTED, EDITED)


@dataclass(frozen=True)
class Event:
    """Something that happened: when, to what, who did it; `is_day` where only the day is known."""

    at: datetime
    kind: str
    what: str
    who: str = ""
    details: tuple[str, ...] = ()
    url: str = ""
    is_day: bool = False


def timeline(entry: Organisation) -> list[Event]:
    """Return what happened, the newest first; a constant number of queries."""
    events = [
        *_register(entry),
        *_pages(entry),
        *_of_rows(entry, Membership, Q(organisation=entry) | Q(alliance=entry), MEMBERSHIP),
        *_of_rows(entry, Funding, Q(alliance=entry) | Q(funder=entry) | Q(recipients=entry), FUNDING),
        *_terms(entry),
        *_hints(entry),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _register(entry: Organisation) -> Iterator[Event]:
    """Yield what was done to the entry itself."""
    merges = _merges(entry)
    for logged in _logged(Organisation, [entry.pk]):
        yield Event(
            logged.timestamp,
            REGISTER,
            str(logged.message),
            _who(logged),
            tuple(_changes(logged)),
            _merge_url(logged, merges),
        )
    yield Event(entry.created_at, REGISTER, _("Taken into the register"))


def _merges(entry: Organisation) -> list[Merge]:
    """Return the merges that an entry took part in, the newest first."""
    return list(Merge.objects.filter(Q(source=entry) | Q(target=entry))[:MOST])


def _merge_url(logged: ModelLogEntry, merges: Iterable[Merge]) -> str:
    """Return where a merge that was logged is shown and undone, "" for anything else.

    The log names the other entry; of several merges with it, the one done, or undone, at that moment is meant.
    """
    if logged.action not in _OF_MERGES:
        return ""
    moments = {
        merge.pk: merge.undone_at if logged.action == UNMERGED else merge.done_at
        for merge in merges
        if logged.data.get("pk") in (merge.source_id, merge.target_id)
    }
    known = [(abs(at - logged.timestamp), pk) for pk, at in moments.items() if at is not None]
    return reverse("register_care:merged", args=[min(known)[1]]) if known else ""


def _pages(entry: Organisation) -> Iterator[Event]:
    """Yield what was done to its pages in every language, each with its revision where one was made."""
    pages = {page.pk: page for page in entry.pages.select_related("locale")}
    logs = PageLogEntry.objects.filter(page_id__in=pages).select_related("user", "user__wagtail_userprofile")
    for logged in logs.order_by("-timestamp")[:MOST]:
        page = pages[logged.page_id]
        url = (
            reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, logged.revision_id])
            if logged.revision_id
            else ""
        )
        details = (f"{page.title} ({page.locale.language_code})",)
        yield Event(logged.timestamp, PAGE, str(logged.message), _who(logged), details, url)


def _of_rows(entry: Organisation, model: type[Model], condition: Q, kind: str) -> Iterator[Event]:
    """Yield what was done to rows that refer to the entry."""
    rows = {str(row.pk): row for row in model._default_manager.filter(condition).distinct()[:MOST]}
    for logged in _logged(model, rows):
        yield Event(logged.timestamp, kind, str(logged.message), _who(logged), (logged.label,))


def _terms(entry: Organisation) -> Iterator[Event]:
    """Yield beginnings and ends of memberships on their days."""
    both = Membership.objects.filter(Q(organisation=entry) | Q(alliance=entry))
    for row in both.select_related("organisation", "alliance").order_by("-since", "pk")[:MOST]:
        details = (str(row), row.get_kind_display())
        if row.since:
            yield Event(_midnight(row.since), MEMBERSHIP, _("Membership begins"), "", details, is_day=True)
        if row.until:
            yield Event(_midnight(row.until), MEMBERSHIP, _("Membership ends"), "", details, is_day=True)


def _hints(entry: Organisation) -> Iterator[Event]:
    """Yield hints from readers and what became of them; who sent one is not said here."""
    hints = {str(hint.pk): hint for hint in Correction.objects.filter(organisation=entry)[:MOST]}
    for hint in hints.values():
        url = reverse("wagtailsnippets_network_correction:edit", args=[hint.pk])
        details = (hint.text[:200], hint.get_status_display())
        yield Event(hint.created_at, HINT, _("Hint from a reader"), "", details, url)
    for logged in _logged(Correction, hints):
        details = (hints[logged.object_id].text[:200],)
        yield Event(logged.timestamp, HINT, str(logged.message), _who(logged), details)


def _logged(model: type[Model], keys: Iterable[Any]) -> QuerySet[ModelLogEntry]:
    """Return the log of rows with the people in it."""
    logs = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=[str(key) for key in keys]
    )
    return logs.select_related("user", "user__wagtail_userprofile").order_by("-timestamp")[:MOST]


def _who(logged: Any) -> str:
    """Return who did it, "" for a command."""
    return str(logged.user_display_name) if logged.user_id else ""


def _changes(logged: ModelLogEntry) -> Iterator[str]:
    """Yield old and new values as the log kept them."""
    if logged.action not in _WITH_CHANGES:
        return
    for change in logged.data.get("changes", ()):
        yield f"{_label(change['field'])}: {change['old'] or '–'} → {change['new'] or '–'}"


def _label(name: str) -> str:
    """Return the label of a field, the name itself for what is none."""
    names = {field.name: field.verbose_name for field in Organisation._meta.concrete_fields}
    return capfirst(str(names.get(name, name)))


def _midnight(day: Any) -> datetime:
    """Return the beginning of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))
