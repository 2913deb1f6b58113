"""A page of the demo that waits to be checked: its new words, hours and offer are not what everybody sees."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from network.desk.earlier import keep_first
from network.models import Offer, Organisation, OrganisationPage, Stewardship, Submission
from network.models.organisations import Trust
from network.moderation import submitting
from portal.models import User

from .accounts import steward
from .content import OPENED

# For whom the member's account acts, too; whoever signs in with it sees both levels of trust.
SUBMITTING = "demo-zweite-halbzeit"


def hand_in(words: Mapping[str, Any], now: datetime) -> int:
    """Change the page and submit it; return how many were, none where it ever was or something is not there."""
    person = steward()
    page = OrganisationPage.objects.filter(organisation__register_id=SUBMITTING, live=True).first()
    if person is None or page is None or Submission.objects.filter(page=page).exists():
        return 0
    _let_act(person, page.organisation)
    keep_first(page.pk)  # as the editor does, so that the change can be taken back
    _change(page, words).save_revision(user=person, log_action=True)
    submitting.submit(page.pk, person, now)
    Submission.objects.filter(page=page).update(submitted_at=now - timedelta(days=words["days"], hours=2))
    return 1


def _let_act(person: User, entry: Organisation) -> None:
    """Let the person act for an organisation whose changes are checked."""
    entry.trust = Trust.CHECKED
    entry.save(update_fields=["trust"])
    if not person.stewardships.filter(organisation=entry).exists():
        Stewardship.objects.create(user=person, organisation=entry, since=OPENED.date())


def _change(page: OrganisationPage, words: Mapping[str, Any]) -> OrganisationPage:
    """Return the page as it would be."""
    draft = page.get_latest_revision_as_object()
    draft.summary = words["summary"]
    first = draft.opening_hours.first()
    if first is not None:
        first.opens_at = time.fromisoformat(words["opens_at"])
        draft.opening_hours.add(first)
    draft.offers.add(Offer(**words["offer"]))
    return draft
