"""The world with one's own things in the place of theirs: what one may open must not show theirs either."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Revision, TaskState, UploadedFile, WorkflowState

from events.models import CalendarFeed, QueueEntry, Registration
from portal.models import PortalImage
from tests import builders
from tests.access.houses import House
from tests.access.world import World
from tests.events.signing_up import bookable
from tests.publications.infoposts_pages import infopost


def mirrored(world: World) -> World:
    """Return the world in which our house stands where theirs stood; what only they have stays theirs."""
    ours, person = world.ours, world.people["a"]
    rows = {**world.rows, **_page_rows(ours, person), **_files(ours, person), **_dates(ours)}
    _refer(world, rows)
    rows |= {
        "organisation": ours.entry,
        "stewardship": ours.entry.stewardships.get(),
        "group": ours.access.group,
        "collection": ours.access.collection,
        "user": person,
        "post": infopost(ours.page, "Unser Beitrag"),
    }
    return replace(world, ours=world.theirs, theirs=ours, draft=ours.page, rows=rows)


def mixed(world: World, own: World) -> Iterator[World]:
    """Yield the mirrored world with one thing of theirs in it, one after the other."""
    for name, row in world.rows.items():
        if row is not own.rows[name]:
            yield replace(own, rows={**own.rows, name: row})


def _refer(world: World, rows: dict[str, Any]) -> None:
    """Let drafts of theirs refer to things of ours: pages about their use must not name who does."""
    link = f'<p><a linktype="page" id="{world.ours.page.pk}">Kanarititel</a></p>'
    draft = type(world.draft).objects.get(pk=world.draft.pk)
    draft.story = json.dumps([{"type": "text", "value": link}])
    draft.save()
    event = type(world.rows["event"]).objects.get(pk=world.rows["event"].pk)
    event.venue, event.part_of = rows["venue"], rows["public_event"]
    event.save()


def _page_rows(house: House, person: Any) -> dict[str, Any]:
    """Return the history of our page, which waits to be checked, and who edits it."""
    page = house.page
    page.summary = "Neue Worte."
    revision = page.save_revision(user=person, log_action=True)
    page = type(page).objects.get(pk=page.pk)
    state = page.get_workflow().start(page, person)
    kind = ContentType.objects.get_for_model(type(page))
    return {
        "revision": Revision.objects.get(pk=revision.pk),
        "state": WorkflowState.objects.get(pk=state.pk),
        "task_state": TaskState.objects.get(pk=state.current_task_state_id),
        "session": EditingSession.objects.create(
            user=person, content_type=kind, object_id=str(page.pk), last_seen_at=timezone.now()
        ),
    }


def _files(house: House, person: Any) -> dict[str, Any]:
    """Return our files."""
    image = house.image("Unser Bild")
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalImage),
        file=image.file.name,
        uploaded_by_user=person,
    )
    return {
        "image": image,
        "document": house.document("Unsere Datei", "unsere.txt"),
        "upload": upload,
        "rendition": image.get_rendition("max-165x165"),
    }


def _dates(house: House) -> dict[str, Any]:
    """Return our dates, a guest, a house and a calendar that is read."""
    entry = type(house.entry).objects.get(pk=house.entry.pk)
    draft = builders.event("Unser Termin", organiser=entry, live=False)
    public = bookable(organiser=entry)
    guest = Registration.objects.create(
        event=public,
        email="gast@example.org",
        name="Gast",
        state="confirmed",
        delete_after=timezone.now() + timedelta(days=90),
    )
    return {
        "event": draft,
        "public_event": public,
        "event_revision": Revision.objects.for_instance(draft).first(),
        "guest": guest,
        "queue": QueueEntry.objects.create(kind="report", event=public, text="Hinweis"),
        "venue": builders.venue("Haus Amsel", keeper=entry),
        "feed": CalendarFeed.objects.create(
            organisation=entry, name="Unser Kalender", url="https://example.org/a.ics"
        ),
    }
