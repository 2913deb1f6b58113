"""Plain builders of job postings, deadlines and their lists; every argument has a natural default."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wagtail.models import Page

from portal.models import HomePage
from portal.slugs import german_slug
from publications.models import (
    DeadlinePage,
    DeadlineRegion,
    DeadlinesPage,
    DeadlineTopic,
    InterviewDate,
    JobPostingPage,
    JobsPage,
    PostingContact,
    PostingTopic,
    Workplace,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
# The end of 1 December in Berlin.
END = datetime(2026, 12, 1, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def lists(home: HomePage) -> tuple[JobsPage, DeadlinesPage]:
    """Return the pages of both lists."""
    jobs = _child(home, JobsPage(title="Stellen", slug="stellen"))
    return jobs, _child(home, DeadlinesPage(title="Fristen", slug="fristen"))


def posting(parent: Page, title: str = "Projektleitung", **fields: Any) -> JobPostingPage:
    """Return a published posting below an organisation's page, with the rows that are given."""
    rows = {name: fields.pop(name, ()) for name in ("workplaces", "interviews", "contacts", "topics")}
    page = JobPostingPage(**_fields(title, fields))
    page.workplaces = [Workplace(**row) for row in rows["workplaces"]]
    page.interviews = [InterviewDate(**row) for row in rows["interviews"]]
    page.contacts = [PostingContact(**row) for row in rows["contacts"]]
    page.topic_links = [PostingTopic(tag=topic) for topic in rows["topics"]]
    return published(_child(parent, page))


def deadline(parent: Page, title: str = "Kleine Förderung", **fields: Any) -> DeadlinePage:
    """Return a published deadline below an organisation's page or the list."""
    regions, topics = fields.pop("regions", ()), fields.pop("topics", ())
    page = DeadlinePage(**_fields(title, fields))
    page.regions = [DeadlineRegion(region=region) for region in regions]
    page.topic_links = [DeadlineTopic(tag=topic) for topic in topics]
    return published(_child(parent, page))


def published(page: Page) -> Any:
    """Publish a page by a revision, as the editor does."""
    page.save_revision(clean=False).publish()
    return type(page).objects.get(pk=page.pk)


def body(text: str) -> str:
    """Return a body of one paragraph."""
    return json.dumps([{"type": "text", "value": text}])


def _fields(title: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a page with defaults for what is not given."""
    defaults = {
        "title": title,
        "slug": german_slug(title),
        "summary": f"{title} gesucht.",
        "ends_at": END,
        "published_on": date(2026, 11, 16),
    }
    return {**defaults, **fields}


def _child(parent: Page, page: Page) -> Any:
    """Add a page below another one, read fresh so that the tree's counters are right."""
    return type(parent).objects.get(pk=parent.pk).add_child(instance=page)
