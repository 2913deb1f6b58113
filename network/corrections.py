"""Hints from readers: received without cookie, mailed to the office, settled by a signed link, forgotten in time."""

from datetime import datetime, timedelta

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Correction, Organisation
from network.models.corrections import CorrectionStatus
from portal import outbox, signed_links
from portal.anonymous_forms import AnonymousForm
from portal.models import OutgoingMail

PURPOSE = "settle-correction"
LINK_LIFE = timedelta(days=60)
KEEP = timedelta(days=90)


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
        help_text=gettext_lazy("Only if we may ask back. We delete it after 90 days."),
    )


@transaction.atomic
def receive(entry: Organisation, form: CorrectionForm, office: str, base_url: str, now: datetime) -> None:
    """Store a hint and put the mail to the office into the outbox; a second press of the button does nothing."""
    key = f"correction:{form.submission_key}"
    if OutgoingMail.objects.filter(key=key).exists():
        return
    hint = Correction.objects.create(
        organisation=entry, text=form.cleaned_data["text"], sender=form.cleaned_data["sender"], created_at=now
    )
    if not office:
        return
    token = signed_links.make(PURPOSE, str(hint.pk), now + LINK_LIFE, now)
    lines = [
        _("Somebody reports an error in the entry “%(name)s”:") % {"name": entry.name},
        hint.text,
        _("For questions: %(sender)s") % {"sender": hint.sender}
        if hint.sender
        else _("No address for questions was left."),
        _("When it is dealt with, mark it here: %(link)s")
        % {"link": base_url + reverse("settle_correction", args=[token])},
    ]
    outbox.queue(
        key, office, _("Hint on %(name)s") % {"name": entry.name}, "\n\n".join(lines), reply_to=hint.sender
    )


def settle(pk: str) -> Correction | None:
    """Mark a hint as dealt with and return it; None when it is gone."""
    hint = Correction.objects.select_related("organisation").filter(pk=pk).first()
    if hint is not None:
        hint.status = CorrectionStatus.DONE
        hint.save(update_fields=["status"])
    return hint


def forget(before: datetime) -> int:
    """Delete hints that are older; return how many there were."""
    return Correction.objects.filter(created_at__lt=before).delete()[0]
