"""Maria, who left traces wherever one can, and Otto, whom nobody who asks about Maria may learn of."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.test import TestCase
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import log
from wagtail.models import Comment, UploadedFile
from wagtail.users.models import UserProfile

from events.models import CalendarFeed, Event, FeedItem, Proposal, QueueEntry
from events.models.proposals import ProposalState
from network.freshness.recipients import Recipient
from network.messages.leaving import digest_of_account
from network.models import (
    Asking,
    AskingMail,
    Circular,
    CircularMail,
    CircularRefusal,
    CircularWish,
    Correction,
    Membership,
    Merge,
    NotAsked,
    OrganisationPage,
    Outreach,
    Reclaim,
    ReclaimVoucher,
    RelayMessage,
    Stewardship,
    Submission,
)
from portal import outbox
from portal.accounts.models import Invitation, MailWish, SignIn
from portal.models import PortalSettings, User
from portal.personal_data.people import Person, person_of
from portal.worklist.models import WorkAssignment, WorkStep
from publications.models import GuideHint, Partner
from search.models import SavedSearch
from tests import builders
from tests.events.signing_up import bookable, somebody
from tests.portal.pictures import picture
from tests.publications import guide_pages, infoposts_pages, postings_pages

MARIA = "maria.muster@example.org"
NAME = "Maria Muster-Engel"
OTTO = "otto.muster@example.org"
# What of Otto's stands beside Maria's, and must stay with him.
FAR = " und noch viel mehr" * 5
OTTOS = (OTTO, "Otto Geheim", "hausgeheim@example.org", "Ottos Worte")


@dataclass
class World:
    """A portal in which Maria has an account, and everything else one can leave behind."""

    tree: builders.SiteTree
    page: OrganisationPage
    user: User
    otto: User
    event: Event
    session: SessionStore

    def maria(self, *names: str, with_published: bool = False) -> Person:
        """Return Maria as a request is about her."""
        return person_of(MARIA, names, with_published)


class WithMaria(TestCase):
    """Tests of a portal with Maria in it; it is built once for a class."""

    world: "World"

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = build()


def build() -> World:
    """Return the portal."""
    tree = builders.calendar_tree()
    PortalSettings.objects.create(
        site=tree.site, office_email="buero@example.org", office_name="Büro am Markt"
    )
    builders.superuser()
    page = builders.organisation_page(tree.directory, builders.organisation("Offenes Haus"))
    builders.contact(page, MARIA, person=NAME, person_disclosure="public")
    builders.contact(page, "hausgeheim@example.org", person="Otto Geheim", disclosure="office")
    user = builders.steward(page.organisation, MARIA, since=timezone.localdate() - timedelta(days=30))
    User.objects.filter(pk=user.pk).update(first_name="Maria", last_name="Muster-Engel")
    world = World(tree, page, User.objects.get(pk=user.pk), builders.user(OTTO), _dates(), _session(user))
    _accounts(world)
    _pages(world)
    _letters(world)
    _work(world)
    _among_members(world)
    _publications(world)
    builders.drain()
    return world


def _session(user: User) -> SessionStore:
    """Return a session that somebody is signed in with."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.save()
    SignIn.objects.create(user=user, session_id=session.session_key, device="firefox-linux")
    return session


def _dates() -> Event:
    """Return a date that Maria registered for, reported on and proposed another one beside."""
    event = bookable(settings={"capacity": 1})
    somebody(event, "maria.muster")
    somebody(event, "otto.muster")  # waits for her seat
    QueueEntry.objects.create(kind="report", event=event, text=f"Fragt {MARIA}, sie weiß es.", email=MARIA)
    QueueEntry.objects.create(
        kind="report", event=event, text=f"Ottos Worte{FAR} über {MARIA} und {OTTO}", email=OTTO
    )
    data = {"title": "Lesekreis", "description": f"Anmelden bei {MARIA}"}
    draft = builders.event("Lesekreis", live=False, organiser_text="Privat", organiser=None)
    Proposal.objects.create(
        data=data,
        email=MARIA,
        contact=NAME,
        state=ProposalState.WAITING,
        event=draft,
        confirmed_at=timezone.now(),
    )
    feed = CalendarFeed.objects.create(organisation=event.organiser, url="https://kalender.example.org/a.ics")
    seen = {"said": {"description": f"Kontakt: {MARIA}, {OTTO}"}}
    FeedItem.objects.create(feed=feed, identity="a", seen=seen, event=event)
    return event


def _accounts(world: World) -> None:
    """Give Maria what belongs to an account."""
    user, now = world.user, timezone.now()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "verschluesselt"})
    profile, _new = UserProfile.objects.get_or_create(user=user)
    profile.avatar.save("maria.png", ContentFile(b"bild"))
    MailWish.objects.create(kind="sign-in", email=MARIA, language="de")
    ends = {"purpose": "steward", "expires_at": now + timedelta(days=7)}
    Invitation.objects.create(email=MARIA, invited_by=world.otto, **ends)
    Invitation.objects.create(email=OTTO, invited_by=user, **ends)


def _pages(world: World) -> None:
    """Let versions of a page name her that are past, shown and newest."""
    page = world.page
    for summary in (f"Fragen an {MARIA}.", "Wir helfen.", "Wir helfen weiter."):
        page.summary = summary
        page.save_revision(user=world.user).publish()
    page.summary = "Noch ein Entwurf."
    page.save_revision(user=world.user)
    world.page = OrganisationPage.objects.get(pk=page.pk)
    Comment.objects.create(page=page, user=world.user, text="Das stimmt so.", contentpath="summary")
    alliance = builders.organisation("Netz", kind="alliance")
    Membership.objects.create(
        organisation=page.organisation, alliance=alliance, represented_by=f"{NAME}, {MARIA}"
    )
    picture("Fest", credit=f"Foto: {MARIA}", description="Fest", uploaded_by_user=world.user)


def _letters(world: World) -> None:
    """Let Maria write and be written to in every way."""
    entry, now = world.page.organisation, timezone.now()
    Correction.objects.create(organisation=entry, text="Die Nummer ist falsch.", sender=MARIA)
    Correction.objects.create(organisation=entry, text=f"Ottos Worte{FAR}, siehe {MARIA}", sender=OTTO)
    RelayMessage.objects.create(
        organisation=entry, text="Ich suche ein Zimmer.", sender=MARIA, sender_name=NAME
    )
    SavedSearch.objects.create(email=MARIA, query="q=asyl", language="de", confirmed_at=now)
    asking = Asking.objects.create(organisation=entry, begun_on=now.date(), stage_on=now.date())
    AskingMail.objects.create(asking=asking, recipient=Recipient(MARIA).digest, queued_on=now.date())
    NotAsked.objects.create(recipient=Recipient(MARIA).digest)
    outbox.queue("to-maria", MARIA, "Für Maria", "Guten Tag, Maria.")
    outbox.queue("relay:to:1", "hausgeheim@example.org", "Eine Nachricht", "Ottos Worte", reply_to=MARIA)
    outbox.queue("office", "buero@example.org", "Einladung", f"{NAME} lädt {OTTO} ein; {MARIA} weiß mehr.")


def _work(world: World) -> None:
    """Let Maria work in the admin."""
    user, page = world.user, world.page
    content_type = ContentType.objects.get_for_model(OrganisationPage)
    log(instance=page, action="wagtail.edit", user=user)
    log(instance=user, action="wagtail.create", user=world.otto)
    row = Stewardship.objects.get(user=user)
    log(instance=row, action="wagtail.create", user=world.otto, data={"by": NAME, "for": MARIA})
    EditingSession.objects.create(
        user=user, content_type=content_type, object_id=str(page.pk), last_seen_at=timezone.now()
    )
    FormState.objects.create(
        user=world.otto,
        content_type=content_type,
        object_id=str(page.pk),
        data="summary=maria.muster%40example.org",
        last_updated_at=timezone.now(),
    )
    upload = UploadedFile(uploaded_by_user=user)
    upload.file.save("liste.pdf", ContentFile(b"%PDF-"))
    steps = {"rows": [{"did": "remove", "before": {"value": MARIA, "person": NAME}}], "effects": []}
    other = builders.organisation("Haus am Markt", status="merged", merged_into=page.organisation)
    Merge.objects.create(source=other, target=page.organisation, by=user, steps=steps)
    WorkAssignment.objects.create(queue="hints", key="1", owner=user)
    WorkStep.objects.create(by=user, queue="hints", action="settle")
    WorkStep.objects.create(
        by=world.otto, queue="hints", action="settle", titles={"1": f"Hinweis von {MARIA}"}
    )


def _among_members(world: World) -> None:
    """Let Maria write circulars and read them, submit her page, ask for access and say a word for others."""
    user, entry = world.user, world.page.organisation
    for state in ("draft", "sent"):
        circular = Circular.objects.create(
            organisation=entry, author=user, subject="Fest", text=f"Rückfragen an {MARIA}", state=state
        )
    CircularMail.objects.create(circular=circular, recipient=digest_of_account(user))
    CircularRefusal.objects.create(recipient=digest_of_account(user))
    CircularWish.objects.create(user=user, organisation=entry, topic=builders.topic("Asyl"))
    Submission.objects.create(
        page=world.page, organisation=entry, submitted_by=user, comment=f"Bitte {MARIA} fragen."
    )
    other = builders.organisation("Haus am Fluss")
    Reclaim.objects.create(organisation=other, name=NAME, email=MARIA, words="Ich gehöre dazu.")
    asked = Reclaim.objects.create(
        organisation=other, name="Otto", email=OTTO, objection=f"Ottos Worte{FAR} gegen {MARIA}"
    )
    ReclaimVoucher.objects.create(reclaim=asked, organisation=entry, user=user)
    Outreach.objects.create(organisation=other, by=user)


def _publications(world: World) -> None:
    """Let Maria be whom one applies to, stand in news and deadlines, watch over a guide, and pass things on."""
    told, end = f"Fragen an {MARIA}.", timezone.now() + timedelta(days=30)
    contact = {"purpose": "apply", "kind": "email", "value": MARIA, "person": NAME}
    postings_pages.posting(world.page, "Stelle im Haus", summary=told, ends_at=end, contacts=[contact])
    postings_pages.deadline(world.page, "Frist im Haus", summary=told, ends_at=end)
    news = infoposts_pages.infopost(
        world.page, "Fest im Haus", summary=told, body=[("text", f"<p>{told}</p>")], owner=world.user
    )
    news.save_revision(user=world.user).publish()
    section = guide_pages.section("Ankommen", ("text", f"<p>{told}</p>"), reviewer=world.user)
    guide = guide_pages.guide(guide_pages.guide_index(world.tree), "Leitfaden", section, in_charge=world.user)
    for sender, text in ((MARIA, "Das ist veraltet."), (OTTO, f"Ottos Worte{FAR}, siehe {MARIA}")):
        GuideHint.objects.create(guide=guide, text=text, sender=sender)
        Partner.objects.create(email=sender, language="de", confirmed_at=timezone.now())
