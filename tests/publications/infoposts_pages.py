"""Plain builders for infoposts and their list."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.models import HomePage
from portal.slugs import german_slug
from publications.models import (
    InfopostAuthor,
    InfopostDate,
    InfopostGuide,
    InfopostIndexPage,
    InfopostPage,
    InfopostRegion,
    InfopostTopic,
)

ROWS = ("co_authors", "regions", "dates", "guides", "comments")


def news_page(home: HomePage, **fields: Any) -> InfopostIndexPage:
    """Return the published list of news."""
    page = InfopostIndexPage(**{"title": "Aktuelles", "slug": "aktuelles", **fields})
    return type(home).objects.get(pk=home.pk).add_child(instance=page)


def infopost(parent: Any, title: str = "Wir sagen etwas", **fields: Any) -> InfopostPage:
    """Return a published infopost below a page of an organisation, or below the list."""
    rows = {name: fields.pop(name, ()) for name in ("topics", "co_authors", "places", "events", "guides")}
    defaults = {"title": title, "slug": german_slug(title), "summary": f"{title}: kurz gesagt."}
    page = InfopostPage(**{**defaults, **fields})
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    for topic in rows["topics"]:
        InfopostTopic.objects.create(content_object=page, tag=topic)
    for entry in rows["co_authors"]:
        InfopostAuthor.objects.create(page=page, organisation=entry)
    for region in rows["places"]:
        InfopostRegion.objects.create(page=page, region=region)
    for event in rows["events"]:
        InfopostDate.objects.create(page=page, event=event)
    for guide in rows["guides"]:
        InfopostGuide.objects.create(page=page, guide=guide)
    return InfopostPage.objects.get(pk=page.pk)


def infopost_form(**given: Any) -> dict[str, Any]:
    """Return what the form of an infopost sends from the browser of somebody who acts for an organisation."""
    rows = {name: inline_formset(given.pop(name, [])) for name in ROWS}
    fields = {
        "title": "Kein Platz für Hass",
        "kind": "press_release",
        "published_on": "2026-03-02",
        "summary": "Wir laden alle ein.",
        "body": streamfield([]),
    }
    return nested_form_data({**fields, **rows, **given})
