"""The pages of topics and places; they exist only where there is a directory."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.directory_urls import directory_path
from network.region_slugs import region_slugs
from network.region_table import region_table
from network.subject_urls import SubjectUrls
from network.subjects import Subject
from portal.registries import subject_sections
from portal.validity import holds_until
from portal.view_models import Link
from search.overview import overview
from search.subjects import overviews, region_page, topic_page
from search.subjects.heads import Head, context_of
from search.subjects.topics import topic_meant, topic_table
from search.subjects.view_models import OverviewView, SubjectView


def directory_or_404() -> str:
    """Return the directory's address; without one there is nothing to gather."""
    path = directory_path()
    if not path:
        raise Http404
    return path


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Show every topic."""
    directory_or_404()
    return _overview(request, overviews.topics_view())


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic; another word for it leads to its address."""
    directory_or_404()
    row = topic_table().get(slug)
    if row is not None:
        return _subject(request, *topic_page.topic_page(row, request))
    meant = topic_meant(slug)
    if not meant:
        raise Http404
    return redirect("topic", meant, permanent=True)


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Show all places in which there is somebody."""
    directory_or_404()
    return _overview(request, overviews.regions_view())


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a place; its key, or another name, leads to its address."""
    directory_or_404()
    table = region_table()
    key = region_slugs().by_slug.get(slug)
    if key in table.rows:
        return _subject(request, *region_page.region_page(table.rows[key], table, request))
    key = table.find(slug)
    if key == f"state:{settings.HOME_STATE}":
        return redirect("regions", permanent=True)
    path = SubjectUrls().region(key) if key else ""
    if not path:
        raise Http404
    return HttpResponsePermanentRedirect(path)


def _subject(request: HttpRequest, subject: Subject, view: SubjectView, head: Head) -> HttpResponse:
    """Show a subject with what other apps know of it."""
    sections = subject_sections.for_page(subject, request)
    context = {**context_of(request, head), "view": view, "sections": sections}
    return render(request, "search/subject.html", context)


def _overview(request: HttpRequest, view: OverviewView) -> HttpResponse:
    """Show all subjects of a kind; without counts, while the search is starting, only now."""
    if overview().incomplete:
        holds_until(request, timezone.now())
    head = Head([Link(view.heading, "")], view.heading, view.lead)
    return render(request, "search/subject_overview.html", {**context_of(request, head), "overview": view})
