"""A page that an organisation submitted, the mail about it, and a link that is pressed."""

import re
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from network.models import Submission
from network.moderation import announcing, submitting
from portal.models import OutgoingMail
from tests.access.houses import House

NEW_WORDS = "Wir beraten jetzt auch am Abend und am Wochenende."


def fresh(house: House) -> Any:
    """Return the page as it stands in the database."""
    return Page.objects.get(pk=house.page.pk).specific


def draft(house: House, **fields: Any) -> Any:
    """Let the person of a house write a draft and return the page."""
    page = fresh(house).get_latest_revision_as_object()
    for name, value in ({"summary": NEW_WORDS} | fields).items():
        setattr(page, name, value)
    page.save_revision(user=house.person, log_action=True)
    return fresh(house)


def submitted(house: House, **fields: Any) -> Submission:
    """Let the person of a house write a draft and submit it."""
    draft(house, **fields)
    submitting.submit(house.page.pk, house.person, timezone.now())
    return Submission.objects.get(page_id=house.page.pk, settled_at=None)


def tell() -> list[OutgoingMail]:
    """Run the job and return every mail to those who check."""
    announcing.announce(timezone.now())
    return list(OutgoingMail.objects.filter(key__startswith="moderation:").order_by("created_at", "pk"))


def link_in(mail: OutgoingMail) -> str:
    """Return the path of the link that decides."""
    return re.search(r"/pruefen/[^/\s]+/", mail.body)[0]


def press(client: Client, path: str, do: str = "approve", comment: str = "") -> Any:
    """Press a button of the page behind a link."""
    return client.post(path, {"do": do, "comment": comment})
