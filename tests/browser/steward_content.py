"""An organisation whose changes are checked, its people and who checks, in the portal that the browser visits."""

from datetime import timedelta

from django.utils import timezone

from network.models import Circular, DirectoryPage, Organisation, OrganisationPage, Reclaim, Topic
from network.models.organisations import Trust
from network.models.reclaims import ReclaimState, ReclaimWay
from network.moderation import announcing, submitting
from network.moderation.kinds import kinds
from network.moderation.links import path_for
from network.moderation.page_kind import NAME as PAGES
from network.stewards.inviting import invite
from portal.addresses import page_path
from portal.models import User
from tests import builders

STEWARD, PASSWORD = "chor@example.org", "chor-im-browser-2026"
CHOIR, BAND = "Chor Querbeet", "Kapelle Blech"
OLD, NEW = "Wir blasen am Dienstag.", "Wir blasen am Mittwoch, auch mit Kindern."


def add_stewards(checker: str) -> dict[str, str]:
    """Add the organisations and what waits, and return the addresses by name; the account `checker` checks."""
    directory = DirectoryPage.objects.get(locale__language_code="de")
    choir, band = (builders.organisation(name, trust=Trust.CHECKED) for name in (CHOIR, BAND))
    page, waits = (
        builders.organisation_page(directory, entry, summary=OLD, confirmed_on=timezone.localdate())
        for entry in (choir, band)
    )
    builders.opening_hours(waits, 1, "18:00", "20:00")
    person, second = builders.steward(choir, STEWARD), builders.steward(choir, "alt@example.org")
    person.set_password(PASSWORD)
    person.first_name, person.last_name = "Cora", "Lied"
    person.save()
    now = timezone.now()
    invite("noch-nicht@example.org", choir, person, now)
    link = _submission(waits, builders.steward(band), checker)
    row = second.stewardships.get()
    return {
        "choir page": page_path(page),
        "choir editor": f"/admin/pages/{page.pk}/edit/",
        "choir people": f"/admin/stewards/{choir.pk}/",
        "choir end": f"/admin/stewards/{choir.pk}/end/{row.pk}/",
        "choir check": f"/admin/moderation/submit/{page.pk}/",
        "choir circular": f"/mitglieder/rundmails/{_circular(choir, person).pk}/",
        "choir member": f"/mitglieder/{band.uuid}/",
        "choir access": f"/id/{choir.uuid}/zugang/",
        "band decision": f"/admin/moderation/{waits.submissions.get().pk}/",
        "band link": link,
        "band access": f"/admin/stewards/requests/{_reclaim(band).pk}/",
    }


def _submission(page: OrganisationPage, person: User, checker: str) -> str:
    """Submit a change of the page, told to everybody long ago, and return the link of who checks."""
    draft = page.get_latest_revision_as_object()
    draft.summary = NEW
    draft.save_revision(user=person)
    now = timezone.now()
    submitting.submit(page.pk, person, now)
    # A mail about what comes in later is one of its own.
    announcing.announce(now - timedelta(days=2))
    waiting = kinds[PAGES].find(str(page.submissions.get().pk))
    return path_for(waiting, User.objects.get(email=checker), now)


def _circular(entry: Organisation, person: User) -> Circular:
    """Return a draft of a circular."""
    return Circular.objects.create(
        organisation=entry,
        author=person,
        reply_to=person.email,
        topic=Topic.objects.order_by("pk").first(),
        subject="Wer leiht uns Notenständer?",
        text="Wir brauchen zwölf.\n\nhttps://example.org/konzert",
    )


def _reclaim(entry: Organisation) -> Reclaim:
    """Return a request that the office decides."""
    return Reclaim.objects.create(
        organisation=entry,
        name="Tuba Horn",
        email="tuba@example.org",
        words="Ich bin seit März im Vorstand.",
        way=ReclaimWay.OFFICE,
        state=ReclaimState.OFFICE,
        confirmed_at=timezone.now(),
    )
