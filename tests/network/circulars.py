"""What the tests of circulars share: organisations with stewards, wishes, circulars, and rounds of housekeeping."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from network.messages import sending
from network.models import Circular, CircularWish, Organisation, Region, Topic
from portal import outbox
from portal.models import OutgoingMail, PortalSettings, User
from tests import builders


@dataclass(frozen=True)
class Club:
    """An organisation with somebody who acts for it."""

    entry: Organisation
    person: User

    @property
    def browser(self) -> Client:
        """Return the browser in which the person is signed in."""
        return signed_in(self.person)


@dataclass(frozen=True)
class Scene:
    """A topic, places, who writes, and who reads."""

    tree: builders.SiteTree
    places: builders.Places
    topic: Topic
    writer: Club
    readers: tuple[Club, ...]


def club(name: str, trust: str = "trusted", **fields: Any) -> Club:
    """Return an organisation that publishes directly, with a steward."""
    entry = builders.organisation(name, trust=trust, **fields)
    return Club(entry, builders.steward(entry))


def scene(readers: int = 3) -> Scene:
    """Return a writer, and so many readers who want to hear about the topic."""
    tree, places = builders.site_tree(), builders.places()
    builders.locale("en")
    PortalSettings.objects.create(site=tree.site, office_email="buero@example.org", office_name="Büro")
    topic = builders.topic("Asyl")
    clubs = tuple(club(f"Leserin {number}") for number in range(readers))
    for one in clubs:
        wish(one, topic)
    return Scene(tree, places, topic, club("Verein Amsel"), clubs)


def wish(one: Club, about: Topic | Region, person: User | None = None) -> CircularWish:
    """Let somebody want to hear about a topic or a region."""
    key = "topic" if isinstance(about, Topic) else "region"
    return CircularWish.objects.create(user=person or one.person, organisation=one.entry, **{key: about})


def circular(made: Scene, by: Club | None = None, **fields: Any) -> Circular:
    """Return a draft of a member about the topic."""
    by = by or made.writer
    words = {"subject": "Wer leiht uns Stühle?", "text": "Wir brauchen 30.\n\nhttps://example.org/fest"}
    defaults = {
        "organisation": by.entry,
        "author": by.person,
        "reply_to": by.person.email,
        "topic": made.topic,
    }
    return Circular.objects.create(**{**words, **defaults, **fields})


def signed_in(user: User) -> Client:
    """Return the browser of an account."""
    client = Client()
    client.force_login(user)
    return client


def round_of_mails(now: datetime | None = None) -> str:
    """Let housekeeping queue mails of circulars once."""
    return sending.send_some(now or timezone.now())


def deliver(now: datetime | None = None) -> None:
    """Let the outbox send what is due."""
    outbox.send_due(now or timezone.now())


def queued() -> list[OutgoingMail]:
    """Return the mails of circulars in the outbox, test mails and notices aside, by recipient."""
    rows = OutgoingMail.objects.filter(key__startswith="circular:").order_by("recipient")
    return [mail for mail in rows if mail.key.count(":") == 2]


def recipients() -> list[str]:
    """Return whom circulars went to."""
    return [mail.recipient for mail in queued()]
