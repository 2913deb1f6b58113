"""What the page of a job posting knows beside its own prose."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.directory_urls import relay_path
from network.records.prose import page_text, public_story
from network.relay.messages import recipient_of
from portal.addresses import page_url
from portal.page_refs import refs_by_id
from portal.sites import language_of, office
from portal.validity import holds_until
from publications.lists.index import index_of
from publications.lists.neighbours import ways_on
from publications.models import JobPostingPage
from publications.own.head import head_of
from publications.own.links import owner_link
from publications.records.covered import cover_of_owner
from publications.records.owners import owner_path, owners_of
from publications.records.postings import PostingRecord, draft_posting

from .list_kind import JOBS, records
from .presentation import posting_view
from .structured_data import posting_node
from .view_models import PostingView


def posting_context(page: JobPostingPage, request: HttpRequest) -> dict[str, Any]:
    """Return the posting as its page shows it, with its neighbours in the list and what machines read."""
    now = timezone.now()
    record = record_of(page, request)
    body = public_story(page.body, cover_of_owner(record.owner))
    is_over = page.is_over(now)
    holds_until(request, index_of(JOBS).next_end(now))
    view = posting_view(
        record,
        body,
        is_over,
        owner=owner_link(record.owner),
        write_url="" if record.contacts or is_over else _write_url(page, record, request),
        **ways_on(JOBS, page.pk, now, _("All jobs")),
    )
    context: dict[str, Any] = {
        "view": view,
        **head_of(page, record.is_shielded, record.title, record.summary),
    }
    if page.is_listed and not is_over:
        context["json_ld_entity"] = _node(page, record, _telling(record, body, view))
    return context


def record_of(page: JobPostingPage, request: HttpRequest) -> PostingRecord:
    """Return the public record of a posting; a preview shows the draft's."""
    if not getattr(request, "is_preview", False) and (known := records([page.pk]).get(page.pk)):
        return known
    return draft_posting(page, owners_of([page]).get(owner_path(page)))


def _write_url(page: JobPostingPage, record: PostingRecord, request: HttpRequest) -> str:
    """Return where a message is written, where the posting names no contact; "" where nobody would get it."""
    known = office(request)
    if record.owner is None or not recipient_of(page.organisation, known.email if known else ""):
        return ""
    return relay_path(record.owner.uuid)


def _telling(record: PostingRecord, body: Any, view: PostingView) -> Iterator[str]:
    """Yield what a posting says, in lines: what search engines show of it must be all of it, but for its contacts."""
    yield record.summary
    yield from page_text(body).splitlines()
    yield from (f"{fact.label}: {'; '.join(fact.lines)}" for fact in view.facts)


def _node(page: JobPostingPage, record: PostingRecord, lines: Iterable[str]) -> dict[str, Any]:
    """Return the posting for machines."""
    language = language_of(page.locale_id)
    ref = refs_by_id([record.owner.page_id]).get(record.owner.page_id) if record.owner else None
    return posting_node(record, page_url(page, language), lines, page_url(ref, language) if ref else "")
