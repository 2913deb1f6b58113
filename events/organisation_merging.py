"""What merging two entries of the register does to the calendar: organisers, co-organisers, feeds, and drafts."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Revision

from events import publishing
from events.co_organisers.kind import DATES
from events.models import CalendarFeed, CoOrganiser, Event, Publication
from network.care import drafts
from network.care.relations import Work, followers, rules, say_removed, say_rows
from network.models import Merge
from network.named.merging import unwanted

ROLES = ("organiser", "alliance")


def register() -> None:
    """Add the rules to those of the register."""
    rules.register("events.Event.organiser", merge_organisers)
    rules.register("events.Event.alliance", merge_alliances)
    rules.register("events.CoOrganiser.organisation", merge_co_organisers)
    rules.register("events.CalendarFeed.organisation", merge_feeds)
    followers.register("events", follow)


def merge_organisers(work: Work, found: models.ForeignKey) -> None:
    """Let events and their drafts refer to the target; who invites is no co-organiser of the same event."""
    rows = list(Event.objects.filter(organiser=work.source))
    for revision in _working_revisions(work):
        if values := _rewritten(revision.content, work.source.pk, work.target.pk):
            work.drafts.append(drafts.rewrite(revision, values))
    for twice in CoOrganiser.objects.filter(event__in=rows, organisation=work.target).select_related("event"):
        _remove(work, twice)
    for row in rows:
        work.ledger.change(row, organiser=work.target)
    say_rows(work, found, rows)


def merge_alliances(work: Work, found: models.ForeignKey) -> None:
    """Let events refer to the target; their drafts do already."""
    rows = list(Event.objects.filter(alliance=work.source))
    for row in rows:
        work.ledger.change(row, alliance=work.target)
    say_rows(work, found, rows)


def merge_co_organisers(work: Work, found: models.ForeignKey) -> None:
    """Let rows refer to the target, once per event, but where it is the organiser itself, or one of both left."""
    for row in unwanted(DATES, [work.source, work.target]).select_related("event"):
        say_removed(work, row.event, _("one of the two does not want to be named there."))
        work.ledger.remove(row)
    of_target = set(CoOrganiser.objects.filter(organisation=work.target).values_list("event_id", flat=True))
    moved = []
    for row in CoOrganiser.objects.filter(organisation=work.source).select_related("event"):
        if row.event_id in of_target or row.event.organiser_id in {work.source.pk, work.target.pk}:
            _remove(work, row)
        else:
            work.ledger.change(row, organisation=work.target)
            moved.append(row)
    say_rows(work, found, moved)


def merge_feeds(work: Work, found: models.ForeignKey) -> None:
    """Let feeds refer to the target; one that it has already is read once, and what came from both stays."""
    there = set(
        CalendarFeed.objects.filter(organisation=work.target).exclude(url="").values_list("url", flat=True)
    )
    rows = list(CalendarFeed.objects.filter(organisation=work.source))
    for row in rows:
        if row.url in there:
            work.say(_("The calendar %(url)s is read once only.") % {"url": row.url})
            work.ledger.change(
                row, organisation=work.target, url="", is_enabled=False, name=row.name or row.url[:120]
            )
        else:
            work.ledger.change(row, organisation=work.target)
    say_rows(work, found, rows)


def _remove(work: Work, row: CoOrganiser) -> None:
    """Delete a row that would name an organisation twice."""
    say_removed(work, row.event, _("there is one organiser then instead of two."))
    work.ledger.remove(row)


def _working_revisions(work: Work) -> Iterator[Revision]:
    """Yield the revisions of events that are shown, worked on, or wait for their hour and may name the source."""
    named = Q(organiser=work.source) | Q(alliance=work.source) | Q(co_organisers__organisation=work.source)
    events = Event.objects.filter(named | Q(has_unpublished_changes=True) | Q(live=False)).distinct()
    keys = list(events.values_list("latest_revision_id", "live_revision_id", "pk"))
    chosen = {pk for row in keys for pk in row[:2]} - {None}
    planned = Q(
        base_content_type=ContentType.objects.get_for_model(Event),
        object_id__in=[str(row[2]) for row in keys],
        approved_go_live_at__isnull=False,
    )
    yield from Revision.objects.filter(Q(pk__in=chosen) | planned).order_by("pk").iterator()


def _rewritten(content: dict[str, Any], source: int, target: int) -> dict[str, Any]:
    """Return what a version of an event says otherwise once the source is the target, by field."""
    values: dict[str, Any] = {name: target for name in ROLES if content.get(name) == source}
    organiser = values.get("organiser", content.get("organiser"))
    before = content.get("co_organisers") or []
    after, seen = [], {organiser}
    for child in before:
        key = target if child.get("organisation") == source else child.get("organisation")
        if key not in seen:
            seen.add(key)
            after.append({**child, "organisation": key})
    if after != before and (values or any(child.get("organisation") == source for child in before)):
        values["co_organisers"] = after
    return values


def follow(done: Merge) -> None:
    """Give the events whose organisers changed a new version for feeds and search; nobody is told of a new name."""
    steps = done.steps["rows"]
    keys = {step["pk"] for step in steps if step["model"] == Event._meta.label}
    children = [step for step in steps if step["model"] == CoOrganiser._meta.label]
    keys |= {step["before"]["event_id"] for step in children if "event_id" in step.get("before", {})}
    rows = CoOrganiser.objects.filter(pk__in=[step["pk"] for step in children])
    keys |= set(rows.values_list("event_id", flat=True))
    for event in Event.objects.filter(pk__in=keys).order_by("pk"):
        publishing.restamp(event)
        named = list(event.co_organisers.order_by("organisation").values_list("organisation", flat=True))
        Publication.objects.filter(event=event).update(named=named)
