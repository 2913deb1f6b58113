"""Hints from readers: received without cookie, mailed to the office, settled by a signed link, forgotten in time."""

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from network.models import Correction, Organisation
from network.models.corrections import CorrectionStatus
from portal import outbox, signed_links
from portal.anonymous_forms import AnonymousForm
from portal.sites import base_url, default_settings

PURPOSE = "settle-correction"
LINK_LIFE = timedelta(days=60)
KEEP = timedelta(days=90)
SUBJECT = 150  # characters of a name in the subject of a mail


class CorrectionForm(AnonymousForm):
    """What is wrong in an entry, and how to ask back."""

    name = "correction"

    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("For example: the phone number is no longer right, the café has closed."),
    )
    sender = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Only if we may ask back. We delete it after 90 days."),
    )


@transaction.atomic
def note(entry: Organisation, text: str, sender: str, now: datetime) -> Correction:
    """Store what somebody said about an entry and put the mail to the office of the default site into the outbox."""
    hint = Correction.objects.create(organisation=entry, text=text[:2000], sender=sender, created_at=now)
    if office := default_settings().office_email:
        _tell(hint, office, base_url(), now)
    return hint


def note_once(entry: Organisation, text: str, sender: str, now: datetime) -> None:
    """Do as `note`, unless the same words wait for the office already."""
    same = Correction.objects.filter(organisation=entry, text=text[:2000], status=CorrectionStatus.OPEN)
    if not same.exists():
        note(entry, text, sender, now)


@transaction.atomic
def receive(entry: Organisation, form: CorrectionForm, office: str, base_url: str, now: datetime) -> None:
    """Store a hint and put the mail to the office into the outbox; a second press of the button does nothing."""
    hint, is_new = Correction.objects.get_or_create(
        pk=UUID(form.submission_key),
        defaults={
            "organisation": entry,
            "text": form.cleaned_data["text"],
            "sender": form.cleaned_data["sender"],
            "created_at": now,
        },
    )
    if is_new and office:
        _tell(hint, office, base_url, now)


def _tell(hint: Correction, office: str, base_url: str, now: datetime) -> None:
    """Put the mail about a hint into the outbox."""
    token = signed_links.make(PURPOSE, str(hint.pk), now + LINK_LIFE, now)
    with override(settings.LANGUAGE_CODE):  # the office's, whatever the reader's is
        link = base_url + reverse("settle_correction", args=[token])
        subject = _("Hint on %(name)s") % {"name": Truncator(hint.organisation.name).chars(SUBJECT)}
        outbox.queue(f"correction:{hint.pk}", office, subject, _mail(hint, link), reply_to=hint.sender)


def _mail(hint: Correction, link: str) -> str:
    """Return what the office reads about a hint."""
    lines = [
        _("Somebody reports an error in the entry “%(name)s”:") % {"name": hint.organisation.name},
        hint.text,
        _("For questions: %(sender)s") % {"sender": hint.sender}
        if hint.sender
        else _("No address for questions was left."),
        _("When it is dealt with, mark it here: %(link)s") % {"link": link},
    ]
    return "\n\n".join(lines)


def settle(pk: str) -> Correction | None:
    """Mark a hint as dealt with and return it; None when it is gone."""
    hint = Correction.objects.select_related("organisation").filter(pk=pk).first()
    if hint is not None:
        hint.status = CorrectionStatus.DONE
        hint.save(update_fields=["status"])
    return hint


def decide(pk: UUID, status: CorrectionStatus, was: CorrectionStatus = CorrectionStatus.OPEN) -> bool:
    """Give a hint another status, unless somebody decided about it meanwhile; return whether that was so."""
    return bool(Correction.objects.filter(pk=pk, status=was).update(status=status))


def forget(before: datetime) -> int:
    """Delete hints that are older; return how many there were."""
    return Correction.objects.filter(created_at__lt=before).delete()[0]
