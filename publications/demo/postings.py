"""Job postings and deadlines of the demo, in every state: open, ending soon, open without an end, over."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page

from network.demo.content import PREFIX, permanent_id
from network.demo.forgetting import delete_page
from network.models import ActorPage, Region, Topic
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
START = "zum nächstmöglichen Zeitpunkt"
APPLY = "Bitte bewerben Sie sich per Mail, gern in einer Datei. Fotos brauchen wir nicht."
Idea = Mapping[str, Any]


def build() -> Mapping[str, int]:
    """Write what is missing below the pages of the demo's organisations; return how many of each were written."""
    pages, today = _pages(), timezone.localdate()
    known = {page.translation_key for model, keys in _keys().items() for page in _there(model, keys)}
    jobs = [
        _posting(pages[idea["at"]], idea, number, today)
        for number, idea in enumerate(ideas("postings"))
        if idea["at"] in pages and permanent_id(f"job:{number}") not in known
    ]
    ends = [
        _deadline(pages[idea["at"]], idea, number, today)
        for number, idea in enumerate(ideas("deadlines"))
        if idea["at"] in pages and permanent_id(f"deadline:{number}") not in known
    ]
    return {"job postings": len(jobs), "deadlines": len(ends)} if jobs or ends else {}


def remove() -> Mapping[str, int]:
    """Delete the demo's own with their history, and return how many; what others wrote stays."""
    found = {"job postings": 0, "deadlines": 0}
    for name, (model, keys) in zip(found, _keys().items(), strict=True):
        for page in _there(model, keys):
            delete_page(page)
            found[name] += 1
    return found


def _keys() -> Mapping[type[Page], list[UUID]]:
    """Return the permanent ids of all of them, by kind."""
    return {
        JobPostingPage: [permanent_id(f"job:{number}") for number in range(len(ideas("postings")))],
        DeadlinePage: [permanent_id(f"deadline:{number}") for number in range(len(ideas("deadlines")))],
    }


def _there(model: type[Page], keys: list[UUID]) -> list[Page]:
    """Return those of a kind that are there."""
    return list(model.objects.filter(translation_key__in=keys))


def _pages() -> Mapping[str, Page]:
    """Return the pages below which something is published, by register id; under "" the list of deadlines."""
    pages = ActorPage.objects.live().filter(
        organisation__register_id__startswith=PREFIX,
        organisation__seat__isnull=False,
        organisation__status="active",
        locale__language_code="de",
    )
    found: dict[str, Page] = {
        page.organisation.register_id: page for page in pages.select_related("organisation__seat__parent")
    }
    of_office = DeadlinesPage.objects.live().filter(locale__language_code="de").first()
    return found | {"": of_office} if found and of_office else found


@cache
def ideas(name: str) -> tuple[Idea, ...]:
    """Return what is published, in the order of its numbers."""
    return tuple(json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")))


def _end(idea: Idea, today: date) -> datetime | None:
    """Return when it ends, None where it is open until further notice."""
    if idea["days"] is None:
        return None
    hour = time.fromisoformat(idea["hour"]) if "hour" in idea else None
    return end_of(today + timedelta(days=idea["days"]), hour)


def _since_end(idea: Idea) -> int:
    """Return how many days before today it was published at the latest, because it is over."""
    days = idea["days"] or 0
    return 14 - days if days < 0 else 0


def _posting(above: Any, idea: Idea, number: int, today: date) -> JobPostingPage:
    """Write a posting."""
    seat: Region = above.organisation.seat
    page = JobPostingPage(
        title=idea["title"],
        slug=german_slug(idea["title"]),
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
        start_note=idea.get("start", START),
        limit_note=idea.get("limit", ""),
        limit_option=idea.get("option", ""),
        ends_at=_end(idea, today),
        is_rolling=idea.get("rolling", False),
        how_to_apply=idea.get("apply", APPLY),
        papers=idea["papers"],
        published_on=today - timedelta(days=number % 17 + _since_end(idea)),
    )
    if idea["home"] != "only":
        page.workplaces = [Workplace(region=seat, name="Büro")]
    if number % 4 == 0 and seat.parent and seat.name not in seat.parent.name:
        page.workplaces = [*page.workplaces.all(), Workplace(region=seat.parent, note="nach Absprache")]
    mailbox = f"bewerbung-{number + 1}@{idea['at'].removeprefix(PREFIX)}.example.org"
    page.contacts = [
        PostingContact(purpose="apply", kind="email", value=mailbox),
        PostingContact(purpose="ask", kind="phone", value=f"030 23125-{number + 200:03}"),
    ]
    if idea.get("interviews"):
        page.interviews = [InterviewDate(note="Gespräche online, nachmittags")]
    page.topic_links = [PostingTopic(tag=topic) for topic in _topics(idea)]
    return _publish(above, page)


def _deadline(above: Any, idea: Idea, number: int, today: date) -> DeadlinePage:
    """Write a deadline."""
    page = DeadlinePage(
        title=idea["title"],
        slug=german_slug(idea["title"]),
        translation_key=permanent_id(f"deadline:{number}"),
        kind=idea["kind"],
        summary=idea["summary"],
        giver=idea["giver"],
        amount=idea["amount"],
        for_whom=idea["for"],
        how_to_apply=idea["how"],
        is_everywhere=idea.get("everywhere", False),
        ends_at=_end(idea, today),
        published_on=today - timedelta(days=number % 23 + _since_end(idea)),
    )
    entry = getattr(above, "organisation", None)
    seat = entry.seat if entry else None
    if seat and not page.is_everywhere:
        page.regions = [DeadlineRegion(region=seat.parent or seat)]
    page.topic_links = [DeadlineTopic(tag=topic) for topic in _topics(idea)]
    return _publish(above, page)


def _topics(idea: Idea) -> list[Topic]:
    """Return its topics, those that the portal still has."""
    return list(Topic.objects.filter(slug__in=idea["topics"]))


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
