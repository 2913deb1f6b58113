"""Job postings and deadlines of the demo, in every state: open, ending soon, open without an end, over."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from network.demo.content import PREFIX, permanent_id
from network.models import OrganisationPage, Region, Topic
from portal.deadlines.moments import end_of
from portal.slugs import german_slug
from publications.models import (
    DeadlinePage,
    DeadlineRegion,
    DeadlinesPage,
    DeadlineTopic,
    InterviewDate,
    JobPostingPage,
    PostingContact,
    PostingTopic,
    Workplace,
)

HERE = Path(__file__).parent
JOBS, DEADLINES = 22, 20
Idea = Mapping[str, Any]


def build() -> Mapping[str, int]:
    """Write what is missing below the pages of the demo's organisations; return how many of each were written."""
    hosts = list(_hosts())
    if not hosts:
        return {}
    today, topics = timezone.localdate(), list(Topic.objects.order_by("slug"))
    known = {page.translation_key for model, keys in _keys().items() for page in _there(model, keys)}
    jobs = [
        _posting(_host(hosts, n), idea, n, today, topics)
        for n, idea in _ideas("postings", JOBS)
        if permanent_id(f"job:{n}") not in known
    ]
    below = [*hosts[::-1], *DeadlinesPage.objects.live()[:1]]
    ends = [
        _deadline(_host(below, n), idea, n, today, topics)
        for n, idea in _ideas("deadlines", DEADLINES)
        if permanent_id(f"deadline:{n}") not in known
    ]
    return {"job postings": len(jobs), "deadlines": len(ends)}


def remove() -> Mapping[str, int]:
    """Delete the demo's own with their history, and return how many; what others wrote stays."""
    found = {"job postings": 0, "deadlines": 0}
    for name, (model, keys) in zip(found, _keys().items(), strict=True):
        for page in _there(model, keys):
            pk = page.pk
            page.delete()
            PageLogEntry.objects.filter(page_id=pk).delete()
            found[name] += 1
    return found


def _keys() -> Mapping[type[Page], list[UUID]]:
    """Return the permanent ids of all of them, by kind."""
    return {
        JobPostingPage: [permanent_id(f"job:{number}") for number in range(JOBS)],
        DeadlinePage: [permanent_id(f"deadline:{number}") for number in range(DEADLINES)],
    }


def _there(model: type[Page], keys: list[UUID]) -> list[Page]:
    """Return those of a kind that are there."""
    return list(model.objects.filter(translation_key__in=keys))


def _hosts() -> Iterator[OrganisationPage]:
    """Yield the pages below which something is published: listed ones with a seat."""
    pages = OrganisationPage.objects.live().filter(organisation__register_id__startswith=PREFIX)
    found = pages.filter(
        organisation__seat__isnull=False, organisation__status="active", locale__language_code="de"
    )
    yield from found.select_related("organisation__seat").order_by("organisation__register_id")


def _host(pages: list[Any], number: int) -> Any:
    """Return the page of a number, spread over all of them."""
    return pages[number * 7 % len(pages)]


def _ideas(name: str, most: int) -> Iterator[tuple[int, Idea]]:
    """Yield ideas by turns, as many as are wanted."""
    ideas = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    yield from ((number, ideas[number % len(ideas)]) for number in range(most))


def _end(idea: Idea, number: int, today: date) -> Any:
    """Return when it ends: later in every round, so that not everything ends at once."""
    if idea["days"] is None:
        return None
    hour = time.fromisoformat(idea["hour"]) if "hour" in idea else None
    round_ = number // 10
    return end_of(today + timedelta(days=idea["days"] + (13 * round_ if idea["days"] > 0 else 0)), hour)


def _posting(above: Page, idea: Idea, number: int, today: date, topics: list[Topic]) -> JobPostingPage:
    """Write a posting."""
    seat: Region = above.organisation.seat
    page = JobPostingPage(
        title=idea["title"],
        slug=german_slug(f"{idea['title']} {number}"),
        translation_key=permanent_id(f"job:{number}"),
        summary=idea["summary"],
        works_for=idea.get("works", ""),
        body=_body(("Ihre Aufgaben", idea["tasks"]), ("Das bringen Sie mit", idea["brings"])),
        home_office=idea["home"],
        employment=idea["level"],
        hours=idea["hours"],
        pay=idea["pay"],
        pay_alternative=idea.get("other", ""),
        pay_grade=idea.get("grade", ""),
        start_note="zum nächstmöglichen Zeitpunkt",
        limit_note=idea.get("limit", ""),
        limit_option=idea.get("option", ""),
        ends_at=_end(idea, number, today),
        is_rolling=idea.get("rolling", False),
        how_to_apply="Bitte bewerben Sie sich per Mail, gern in einer Datei. Fotos brauchen wir nicht.",
        papers=idea["papers"],
        published_on=today - timedelta(days=number % 17 + max(-(idea["days"] or 0), 0)),
    )
    if idea["home"] != "only":
        page.workplaces = [Workplace(region=seat, name="Büro")]
    if number % 4 == 0:
        page.workplaces = [
            *page.workplaces.all(),
            Workplace(region=seat.parent or seat, note="nach Absprache"),
        ]
    mailbox = f"bewerbung-{number}@verein.example"
    page.contacts = [
        PostingContact(purpose="apply", kind="email", value=mailbox),
        PostingContact(purpose="ask", kind="phone", value=f"0375 000{number:03}"),
    ]
    if idea.get("interviews"):
        page.interviews = [InterviewDate(note="Gespräche online, nachmittags")]
    page.topic_links = [PostingTopic(tag=topic) for topic in _two(topics, number)]
    return _publish(above, page)


def _deadline(above: Page, idea: Idea, number: int, today: date, topics: list[Topic]) -> DeadlinePage:
    """Write a deadline."""
    page = DeadlinePage(
        title=idea["title"],
        slug=german_slug(f"{idea['title']} {number}"),
        translation_key=permanent_id(f"deadline:{number}"),
        kind=idea["kind"],
        summary=idea["summary"],
        giver=idea["giver"],
        amount=idea["amount"],
        for_whom=idea["for"],
        how_to_apply=idea["how"],
        is_everywhere=idea.get("everywhere", False),
        ends_at=_end(idea, number, today),
        published_on=today - timedelta(days=number % 23 + max(-idea["days"], 0)),
    )
    entry = getattr(above, "organisation", None)
    seat = entry.seat if entry else None
    if seat and not page.is_everywhere:
        page.regions = [DeadlineRegion(region=seat.parent or seat)]
    page.topic_links = [DeadlineTopic(tag=topic) for topic in _two(topics, number)]
    return _publish(above, page)


def _two(topics: list[Topic], number: int) -> list[Topic]:
    """Return two topics by turns."""
    return [topics[(number * 3 + step) % len(topics)] for step in (0, 1)] if len(topics) > 1 else topics


def _publish(above: Page, page: Any) -> Any:
    """Put a page below another one and publish it by a revision."""
    made = type(above).objects.get(pk=above.pk).add_child(instance=page)
    made.save_revision(clean=False).publish()
    return made


def _body(*parts: tuple[str, list[str]]) -> str:
    """Return headings with lists as a body."""
    text = "".join(
        f"<h3>{heading}</h3><ul>{''.join(f'<li>{x}</li>' for x in lines)}</ul>" for heading, lines in parts
    )
    return json.dumps([{"type": "text", "value": text}])
