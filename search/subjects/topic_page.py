"""The page of a topic: what there is, who does it and where, which alliances care for it."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.directory_urls import directory_path
from network.opening import all_turns, next_turn
from network.subject_urls import SubjectUrls
from network.subjects import Subject
from portal.search_url import SearchUrl
from portal.sites import office
from portal.tiles import Tile
from portal.validity import holds_until
from portal.view_models import Link, Message
from portal.visitors import is_anonymous
from search.facet_labels import FACET_KINDS
from search.listing import region_map
from search.overview import overview
from search.query import TYPES, SearchRequest
from search.service import SearchResult, search
from search.subjects import wording
from search.subjects.heads import Head, base_url, collection, defined_term
from search.subjects.introductions import Prose, prose_about, versions_of
from search.subjects.responsible import alliances_of_topic
from search.subjects.rows import cloth_of, rows_of
from search.subjects.topics import TopicRow, most_together, topic_table
from search.subjects.view_models import EntryGroup, LinkGroup, SubjectView
from search.wording import count_words

TINT = Tile(4, 0, 0, 0)
SHOWN = 8
CLOTH = 15


def subject_of_topic(row: TopicRow) -> Subject:
    """Return a topic as the subject of a page."""
    return Subject("topic", row.slug, row.label, SubjectUrls().topic(row.slug))


def topic_page(row: TopicRow, request: HttpRequest) -> tuple[Subject, SubjectView, Head]:
    """Return a topic with what its page shows and says of itself."""
    subject = subject_of_topic(row)
    prose = prose_about(subject)
    result = found_for_topic(row, request)
    view = topic_view(row, result, prose, request)
    total = 0 if result.incomplete else result.total
    base = base_url(request)
    head = Head(
        [Link(_("Topics"), reverse("topics")), Link(row.label, "")],
        (prose and prose.search_title) or wording.topic_title(row.label, total, view),
        wording.topic_description(row.label, total, view, prose),
        versions_of(subject),
        "" if total or prose else "noindex",
        [collection(base, subject, defined_term(base, subject, row), view.entries, total)],
    )
    return subject, view, head


def found_for_topic(row: TopicRow, request: HttpRequest) -> SearchResult:
    """Return who has a topic or a part of it, the recently confirmed first; the answer says how long it holds."""
    now = timezone.now()
    asked = SearchRequest(
        now=now,
        types=TYPES,
        facets={"topic": frozenset(row.slugs)},
        sort="confirmed",
        page_size=CLOTH,
    )
    result = search(asked, prefer_embedded=not is_anonymous(request))
    holds_until(request, now if result.incomplete else next_turn(all_turns(), now))
    return result


def topic_view(row: TopicRow, result: SearchResult, prose: Prose | None, request: HttpRequest) -> SubjectView:
    """Return the page of a topic."""
    url = SearchUrl(directory_path(), {"thema": tuple(sorted(row.slugs))})
    found = () if result.incomplete else result.found
    groups = _entries(row, found, result, url, request)
    return SubjectView(
        kicker=_("Topic"),
        heading=(prose and prose.heading) or row.label,
        tint=TINT,
        cloth=cloth_of(found, row.slug),
        count_label=count_words(result.total, has_query=False) if found else "",
        everything=_everything(result, url) if found else None,
        open_now=open_now(result, url),
        lead=prose.lead if prose else row.description,
        prose=prose.body if prose else None,
        prose_language=prose.language if prose else None,
        messages=messages_for(result, _("Nobody in the network works on this topic yet.")),
        facets=tuple(facet_groups(result, url, ("offer", "target"))),
        groups=groups,
        map=region_map(result, url, ()) if found else None,
        map_heading=_("Where to find it"),
        map_lead=_("Each number counts who works on this topic and is at home or active there."),
        alliances_heading=_("Alliances with this topic"),
        alliances=alliances_of_topic(row.slugs),
        office=office(request),
        related=tuple(_related(row)),
    )


def _entries(
    row: TopicRow, found: Iterable, result: SearchResult, url: SearchUrl, request: HttpRequest
) -> tuple[EntryGroup, ...]:
    """Return who does it, with the way to all of them."""
    rows = rows_of(list(found)[:SHOWN], result, request)
    if not rows:
        return ()
    label = ngettext("Show %(n)s entry in the directory", "Show all %(n)s in the directory", result.total)
    more = Link(label % {"n": result.total}, url.having(sortierung="stand"))
    return (EntryGroup(_("Who does it"), "wer", rows, more),)


def _everything(result: SearchResult, url: SearchUrl) -> Link:
    """Return the way to all of them in the directory, where words and filters can be added."""
    return Link(_("Search and filter"), str(url), count=result.total, icon="search")


def open_now(result: SearchResult, url: SearchUrl) -> Link | None:
    """Return the way to those who can be reached at this moment."""
    count = 0 if result.incomplete else result.open_count or 0
    if not count:
        return None
    label = ngettext("%(n)s reachable now", "%(n)s reachable now", count) % {"n": count}
    return Link(label, url.having(jetzt="1"), icon="clock")


def messages_for(result: SearchResult, nobody: str) -> tuple[Message, ...]:
    """Return what a reader should know: that there is nobody, or that the search is just starting."""
    if result.incomplete:
        return (Message("info", _("The search is just starting. Please load this page again in a moment.")),)
    return () if result.total else (Message("info", nobody),)


def facet_groups(result: SearchResult, url: SearchUrl, names: Iterable[str]) -> Iterable[LinkGroup]:
    """Yield the values of filters with how many have them, each a link into the directory; frequent ones first."""
    for name in names:
        kind = next(kind for kind in FACET_KINDS if kind.name == name)
        counts, labels = result.facets.get(name, {}), kind.labels()
        keys = sorted(
            (key for key in counts if counts[key] and key in labels),
            key=lambda key: (-counts[key], labels[key]),
        )
        links = [
            Link(labels[key], url.having(**{kind.parameter: key}), count=counts[key])
            for key in keys[: kind.shown + 2]
        ]
        if links:
            yield LinkGroup(str(kind.heading), kind.parameter, links)


def _related(row: TopicRow) -> Iterable[LinkGroup]:
    """Yield the topics this one is part of or made of, and those that go together with it."""
    table = topic_table()
    family = [row.parent, *row.children, *table.get(row.parent, row).children]
    together = most_together(row.slug)
    slugs = [slug for slug in dict.fromkeys([*family, *together]) if slug in table and slug != row.slug]
    if slugs:
        counts = overview().facets.get("topic", {})
        urls = SubjectUrls()
        links = [Link(table[slug].label, urls.topic(slug), count=counts.get(slug)) for slug in slugs[:10]]
        yield LinkGroup(_("Related topics"), "verwandt", links)
