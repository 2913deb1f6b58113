"""What organisations are told by mail about a decision; through the outbox, after the time for second thoughts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from network.models import Organisation, Stewardship, Submission, Verdict
from network.models.stewardship import today
from portal import outbox
from portal.addresses import page_path
from portal.models import OutgoingMail, User
from portal.sites import base_url, default_settings

MAILS = "moderation-notice:"
SECOND_THOUGHTS = timedelta(minutes=10)
# Whoever reads the register by a right of a group works for the office or the editors.
STAFF = "network.view_organisation"
NAME = 120  # characters of a title in a subject


def approved(done: Submission | None, page: Page, entry: Organisation, now: datetime) -> None:
    """Say that a page is public, or when it will be."""
    if done is None or done.verdict != Verdict.APPROVED:
        return
    with override(settings.LANGUAGE_CODE):
        words = {"title": page.title, "link": base_url() + page_path(page)}
        hour = page.scheduled_revision.approved_go_live_at if page.scheduled_revision else None
        if hour is None:
            first = _("What you submitted is public now: “%(title)s”. %(link)s") % words
        else:
            words["hour"] = date_format(timezone.localtime(hour), "DATETIME_FORMAT")
            first = _("“%(title)s” was approved and becomes public on %(hour)s.") % words
        edited = _("We changed something in it before; please look at it once.") if done.was_edited else ""
        comment = _("What we want to say about it: %(comment)s") % {"comment": done.comment}
        lines = [first, edited, comment if done.comment else ""]
        _send(done, _("Public: %(title)s") % _named(page), lines, entry, now)


def sent_back(done: Submission | None, page: Page, entry: Organisation, now: datetime) -> None:
    """Say what is asked back, and where to go on."""
    if done is None or done.verdict != Verdict.SENT_BACK:
        return
    with override(settings.LANGUAGE_CODE):
        lines = [
            _(
                "We looked at “%(title)s” and ask you for something. Nothing is lost: your text waits in the editor."
            )
            % {"title": page.title},
            done.comment,
            "\n".join(f"- {label}: {words}" for label, words in done.notes),
            _("Go on writing and submit it again: %(link)s")
            % {"link": base_url() + reverse("wagtailadmin_pages:edit", args=[page.pk])},
        ]
        _send(done, _("A question about %(title)s") % _named(page), lines, entry, now)


def taken_back(done: Submission, page: Page, entry: Organisation, now: datetime) -> None:
    """Say that an approval was taken back, unless the mail about it has not gone yet: then nobody needs to know."""
    if forget(done):
        return
    with override(settings.LANGUAGE_CODE):
        lines = [
            _("We took the approval of “%(title)s” back. What was public before is public again for now.")
            % {"title": page.title},
            _("Your text is not lost: it waits to be looked at once more, and you will hear from us."),
        ]
        _send(done, _("Not public yet: %(title)s") % _named(page), lines, entry, now)


def forget(done: Submission) -> bool:
    """Delete the mails about a decision as far as they have not gone; return whether none has."""
    key = f"{MAILS}{done.pk}:"
    gone = OutgoingMail.objects.filter(key__startswith=key, sent_at__isnull=False).exists()
    outbox.forget_waiting(key)
    return not gone


def to_tell(done: Submission, entry: Organisation) -> list[User]:
    """Return who is told: whoever submitted, else those who act for the organisation; nobody of the own decision."""
    person = done.submitted_by
    acting = Stewardship.objects.filter(organisation=entry, user__is_active=True).on(today())
    stewards = {row.user for row in acting.select_related("user")}
    if person is not None and person.is_active and (person in stewards or person.has_perm(STAFF)):
        people = {person}
    else:
        people = stewards
    return sorted(people - {done.settled_by}, key=lambda one: one.email)


def _named(page: Page) -> dict[str, str]:
    """Return the title for a subject."""
    return {"title": Truncator(page.title).chars(NAME)}


def _send(done: Submission, subject: str, lines: Iterable[str], entry: Organisation, now: datetime) -> None:
    """Put one mail for each person into the outbox; a decision that was repeated gets another one."""
    later = max(now, timezone.now()) + SECOND_THOUGHTS
    site = default_settings()
    body = "\n\n".join(filter(None, [_("Hello,"), *lines, f"-- \n{site.full_name}"]))
    moment = f"{now.timestamp():.3f}"
    for person in to_tell(done, entry):
        key = f"{MAILS}{done.pk}:{moment}:{person.pk}"
        outbox.queue(key, person.email, subject, body, reply_to=site.office_email, not_before=later)
