"""Two organisations with everything that one of them may not see of the other: the world of the matrix."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Page,
    Revision,
    Site,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowState,
)

from events.models import CalendarFeed, CalendarUpload, QueueEntry, Registration, SchoolHoliday
from network.models import (
    Circular,
    Correction,
    DuplicatePair,
    Funding,
    Leaving,
    Merge,
    Outreach,
    Reclaim,
    RelayMessage,
    Submission,
)
from network.moderation.setup import ensure_workflow
from portal.accounts.models import Invitation, SignIn
from portal.disclosure import Audience
from portal.models import OutgoingMail, PendingChange, PortalImage, User
from publications.models import GuideHint, InfopostPage, Partner
from tests import builders
from tests.access.houses import House, house
from tests.events.signing_up import bookable
from tests.publications import guide_pages, kit_pages, postings_pages
from tests.publications.infoposts_pages import infopost, news_page

# Each stands in one thing of theirs that is not public, and nowhere else.
SEARCHED = "kanari"
SECRETS = (
    "kanarititel",
    "kanariworte",
    "kanarientwurf",
    "kanarikurz",
    "kanaribild",
    "kanaridatei",
    "kanarischlagwort",
    "kanaritermin",
    "kanarigast",
    "kanariperson",
    "kanarikontakt",
    "kanarihinweis",
    "kanaribrief",
    "kanarimail",
    "kanarifeed",
    "kanariupload",
    "kanarimeldung",
    "kanariprivat",
    "kanarirundmail",
    "kanarieinladung",
    "kanarianfrage",
    "kanaribeitrag",
    "kanaripartner",
    "kanaristelle",
    "kanarifrist",
)


STEPS = {"effects": [], "rows": [], "drafts": [], "edits": [], "pages": {}}
DAY = builders.day("2027-02-08")


@dataclass
class World:
    """The site, both houses, and the row behind every kind of number in an address."""

    tree: builders.SiteTree
    ours: House
    theirs: House
    draft: Page
    people: dict[str, User | None]
    rows: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    """Return a world in which everything exists that an address of the admin or the site can name."""
    tree = builders.site_tree()
    builders.calendar_page(tree.home)
    news_page(tree.home)
    places = builders.places()
    builders.topic("Asyl")
    ours = house(tree, "Verein Amsel")
    theirs = house(tree, "Verein Buche")
    editor, office = builders.editor("redaktion@example.org"), builders.office("buero@example.org")
    User.objects.filter(pk=theirs.person.pk).update(
        email="kanariperson@example.org", first_name="Kanariperson", last_name="Müller"
    )
    world = World(
        tree,
        ours,
        theirs,
        _draft(tree, theirs),
        {
            "-": None,
            "a": ours.person,
            "b": User.objects.get(pk=theirs.person.pk),
            "e": editor,
            "o": office,
            "s": builders.superuser(),
        },
    )
    _write_pages(world)
    _put_files(world)
    _note_register(world, places)
    _plan_events(world)
    _publish(world)
    _write_guides(world)
    return world


def _draft(tree: builders.SiteTree, theirs: House) -> Page:
    """Return a second page of their steward's that was never published."""
    entry = builders.organisation("Kanarititel", short_name="Kanarikurz", status="proposed")
    page = builders.organisation_page(tree.directory, entry, live=False, slug="kanarititel")
    entry.stewardships.create(user=theirs.person)
    return page


def _write_pages(world: World) -> None:
    """Give their pages drafts, an internal contact, a workflow that waits, and a reader who edits."""
    page = world.theirs.page
    builders.contact(page, "kanarikontakt@example.org", disclosure=Audience.OFFICE)
    page.summary = "Kanariworte im Entwurf."
    person = world.people["b"]
    page.save_revision(user=person, log_action=True)
    page.title = "Kanarientwurf"
    page.save_revision(user=world.people["o"], log_action=True)
    world.draft.save_revision(user=person, log_action=True)
    ensure_workflow()
    workflow = Workflow.objects.filter(active=True).order_by("pk").first()
    WorkflowPage.objects.get_or_create(page=world.tree.home, defaults={"workflow": workflow})
    page = type(page).objects.get(pk=page.pk)
    state = workflow.start(page, person)
    kind = ContentType.objects.get_for_model(type(page))
    session = EditingSession.objects.create(
        user=person, content_type=kind, object_id=str(page.pk), last_seen_at=timezone.now()
    )
    redirect = Redirect.objects.create(old_path="/alt", redirect_page=world.draft)
    world.rows |= {
        "revision": Revision.objects.for_instance(page).first(),
        "state": WorkflowState.objects.get(pk=state.pk),
        "task_state": TaskState.objects.get(pk=state.current_task_state_id),
        "workflow": workflow,
        "session": session,
        "submission": Submission.objects.get(page_id=page.pk),
        "redirect": redirect,
    }


def _put_files(world: World) -> None:
    """Give both houses files; theirs are private, tagged, and one waits for its description."""
    world.ours.image("Amselbild")
    private = {"disclosure": Audience.OFFICE}
    image = world.theirs.image("Kanaribild", **private)
    PortalImage.objects.filter(pk=image.pk).update(description="Kanaribild von hinten")
    image.tags.add("Kanarischlagwort")
    document = world.theirs.document("Kanaridatei", "kanaridatei.txt", **private)
    document.tags.add("Kanarischlagwort")
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalImage),
        file=ImageFile(image.file.open(), name="kanariupload.png"),
        uploaded_by_user=world.people["b"],
    )
    rendition = image.get_rendition("max-165x165")
    world.rows |= {"image": image, "document": document, "upload": upload, "rendition": rendition}


def signed_in_elsewhere(person: User) -> SignIn:
    """Return the sign-in of a person's other device."""
    session = Session.objects.create(session_key="geraet", expire_date=timezone.now() + timedelta(days=1))
    return SignIn.objects.create(user=person, session=session, device="Kanarigerät")


def _note_register(world: World, places: builders.Places) -> None:
    """Write down what the office keeps about them."""
    entry, other = world.theirs.entry, world.ours.entry
    alliance = builders.organisation("Bund", kind="alliance")
    first, second = sorted((entry.pk, other.pk))
    world.rows |= {
        "organisation": entry,
        "membership": builders.membership(entry, alliance),
        "funding": Funding.objects.create(alliance=alliance, purpose="Kanaribrief"),
        "stewardship": entry.stewardships.get(),
        "correction": Correction.objects.create(organisation=entry, text="Kanarihinweis"),
        "relay": RelayMessage.objects.create(organisation=entry, text="Kanaribrief", sender="x@example.org"),
        "invitation": Invitation.objects.create(
            email="kanarieinladung@example.org",
            purpose="steward",
            subject=str(entry.pk),
            invited_by=world.people["b"],
            expires_at=timezone.now() + timedelta(days=7),
        ),
        "reclaim": Reclaim.objects.create(
            organisation=entry,
            name="Kanarianfrage",
            email="kanarianfrage@example.org",
            state="open",
            confirmed_at=timezone.now(),
        ),
        "outreach": Outreach.objects.create(organisation=entry, by=world.people["o"]),
        "topic": builders.topic("Bildung"),
        "circular": Circular.objects.create(
            organisation=entry, author=world.people["b"], subject="Kanarirundmail", text="Kanarirundmail"
        ),
        "office_circular": Circular.objects.create(subject="Kanarirundmail", text="Kanarirundmail"),
        "introduction": builders.introduction(places.zwickau),
        "region": places.zwickau,
        "postcode": places.zwickau.postcodes.first(),
        "pair": DuplicatePair.objects.create(first_id=first, second_id=second, likeness=90, reasons=[]),
        "merge": Merge.objects.create(source=entry, target=other, steps=STEPS),
        "mail": OutgoingMail.objects.create(
            key="k", recipient="kanarimail@example.org", subject="Kanarimail", body="Kanarimail"
        ),
        "change": PendingChange.objects.create(model="network.organisation", object_id=str(entry.pk)),
        "group": world.theirs.access.group,
        "user": world.people["b"],
        "sign_in": signed_in_elsewhere(world.people["b"]),
        "site": Site.objects.get(is_default_site=True),
        "locale": builders.locale("en"),
        "collection": world.theirs.access.collection,
    }


def _plan_events(world: World) -> None:
    """Give them a draft, a published date with a guest, a calendar to read, and entries of the queue."""
    entry = world.theirs.entry
    world.ours.entry.refresh_from_db()
    draft = builders.event("Kanaritermin", organiser=entry, live=False)
    builders.event("Amseltermin", organiser=world.ours.entry)
    public = bookable(organiser=entry)
    guest = Registration.objects.create(
        event=public,
        email="kanarigast@example.org",
        name="Kanarigast",
        state="confirmed",
        delete_after=timezone.now() + timedelta(days=90),
    )
    queue = QueueEntry.objects.create(kind="report", event=public, text="Kanarimeldung")
    feed = CalendarFeed.objects.create(organisation=entry, name="Kanarifeed", url="https://example.org/k.ics")
    world.rows |= {
        "event": draft,
        "named_event": builders.event("Amselfest", organiser=world.ours.entry, co_organisers=[entry]),
        "public_event": public,
        "event_revision": Revision.objects.for_instance(draft).first(),
        "guest": guest,
        "queue": queue,
        "venue": builders.venue("Haus Buche", keeper=entry),
        "feed": feed,
        "calendar_file": CalendarUpload.objects.create(feed=feed, total=400, uploaded_at=timezone.now()),
        "holiday": SchoolHoliday.objects.create(name="Ferien", first_day=DAY, last_day=DAY),
    }


def _publish(world: World) -> None:
    """Give them a post that nobody may see yet, one of ours that names them, and somebody who passes theirs on."""
    post = infopost(world.theirs.page, "Kanaribeitrag", live=False, owner=world.people["b"])
    post.save_revision(user=world.people["b"], log_action=True)
    end = timezone.now() + timedelta(days=9)
    for write, title in ((postings_pages.posting, "Kanaristelle"), (postings_pages.deadline, "Kanarifrist")):
        write(world.theirs.page, title, summary=title, ends_at=end).unpublish()
    partner = {"email": "kanaripartner@example.org", "language": "de"}
    world.rows |= {
        "post": InfopostPage.objects.get(pk=post.pk),
        "named_post": infopost(world.ours.page, "Amselbeitrag", co_authors=[world.theirs.entry]),
        "leaving": Leaving.objects.create(
            organisation=world.theirs.entry, work=uuid4(), writer=world.ours.entry, title="Amselruf"
        ),
        "partner": Partner.objects.create(organisation=world.theirs.entry, **partner),
    }


# What every request may write by itself: who is signed in, what was shown, sizes of pictures.
PASSING = {
    "sessions.Session",
    "wagtailusers.UserProfile",
    "wagtailadmin.EditingSession",
    "wagtailcore.PageSubscription",
    "portal.PortalRendition",
    "portal.User",
    "portal.JobRun",
}


def state(models: list[type]) -> dict[str, list]:
    """Return every row of these models."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model._meta.label not in PASSING
    }


def secrets_in(text: str) -> Iterator[str]:
    """Yield the secrets that stand in an answer."""
    small = text.lower()
    yield from (secret for secret in SECRETS if secret in small)


def _write_guides(world: World) -> None:
    """Write a guide that names an offer of theirs, with a draft nobody has published and a hint from a reader."""
    offer = builders.offer(world.theirs.page, "Begleitung")
    section = guide_pages.section("Bleiben", guide_pages.contacts(offer))
    index = guide_pages.guide_index(world.tree)
    guide = guide_pages.guide(index, "Leitfaden", section)
    section.title = "Kanarientwurf"
    revision = section.save_revision(user=world.people["e"])
    world.rows |= {
        "offer": offer,
        "guide": guide,
        "kit": kit_pages.kit(index, guide_pages.chapter("Jetzt", section)),
        "guide_section": section,
        "guide_revision": revision,
        "guide_hint": GuideHint.objects.create(guide=guide, text="Kanarimeldung"),
    }
