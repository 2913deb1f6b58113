"""Hints from readers of guides: received without cookie, mailed to the guide's editor, forgotten in time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from network.models.corrections import CorrectionStatus
from portal import outbox
from portal.anonymous_forms import AnonymousForm
from portal.http.rate_limit import RateLimit
from portal.models import User
from portal.sites import default_site, portal_settings
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, parted
from publications.models import GuideHint, GuidePage, GuideSection

KEEP = timedelta(days=90)
RIGHT = "publications.change_guidehint"
MOST_OPEN = 50  # about one guide
TITLE = 120

# Per worker: ten hints at once from one network, then one every five minutes.
limit = RateLimit(size=10, per_second=1 / 300)


class GuideHintForm(AnonymousForm):
    """What is wrong in a guide, and how to ask back."""

    name = "guide-hint"

    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("For example: the law has changed, a number is no longer right."),
    )
    sender = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Only if we may ask back. We delete it after 90 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@transaction.atomic
def receive(page: GuidePage, section: GuideSection | None, form: GuideHintForm, now: datetime) -> bool:
    """Store a hint and mail it to the guide's editor, else to the office; a second press does nothing.

    Return whether there was room: nobody is thanked for words that nobody reads.
    """
    if GuideHint.objects.filter(guide=page, status=CorrectionStatus.OPEN).count() >= MOST_OPEN:
        return GuideHint.objects.filter(pk=form.submission_key).exists()
    hint, is_new = GuideHint.objects.get_or_create(
        pk=UUID(form.submission_key),
        defaults={
            "guide": page,
            "section": section,
            "text": form.cleaned_data["text"],
            "sender": form.cleaned_data["sender"],
            "created_at": now,
        },
    )
    if is_new and (facts := default_site()):
        editor = page.in_charge if page.in_charge and page.in_charge.is_active else None
        address = editor.email if editor else portal_settings(facts.site).office_email
        if address:
            _tell(hint, address, facts.base_url)
    return True


def _tell(hint: GuideHint, address: str, base_url: str) -> None:
    """Put the mail about a hint into the outbox."""
    with override(settings.LANGUAGE_CODE):  # the editor's, whatever the reader's is
        names = {"guide": Truncator(hint.guide.title).chars(TITLE)}
        where = f"{hint.guide.title} – {hint.section.title}" if hint.section else hint.guide.title
        lines = [
            _("Somebody reports an error in the guide “%(guide)s”:") % {"guide": where},
            hint.text,
            _("For questions: %(sender)s") % {"sender": hint.sender}
            if hint.sender
            else _("No address for questions was left."),
            _("When it is dealt with, mark it here: %(link)s") % {"link": base_url + _edit_url(hint.pk)},
        ]
        subject = _("Hint on the guide “%(guide)s”") % names
        outbox.queue(f"guide-hint:{hint.pk}", address, subject, "\n\n".join(lines), reply_to=hint.sender)


def _edit_url(pk: UUID) -> str:
    """Return where a hint is read."""
    return reverse("wagtailsnippets_publications_guidehint:edit", args=[pk])


def forget(before: datetime) -> int:
    """Delete hints that are older; return how many there were."""
    return GuideHint.objects.filter(created_at__lt=before).delete()[0]


def may(user: User) -> bool:
    """Return whether a person decides about hints on guides."""
    return user.has_perm(RIGHT)


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the open hints; one query."""
    hints = GuideHint.objects.filter(status=CorrectionStatus.OPEN).order_by("created_at", "pk")
    columns = ("pk", "text", "created_at", "guide__title", "section__title")
    for pk, text, moment, guide, section in hints.values_list(*columns)[:LONGEST]:
        yield WorkItem(
            key=str(pk),
            title=Truncator(" ".join(text.split())).chars(TITLE),
            url=_edit_url(pk),
            since=moment,
            detail=" – ".join(filter(None, (guide, section))),
        )


def decide(status: CorrectionStatus, user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Say of hints what became of them."""
    if not may(user):
        return Outcome(refused=dict.fromkeys(keys, _("you may not decide about it")))
    done = tuple(key for key in keys if _move(UUID(key), CorrectionStatus.OPEN, status))
    return parted(keys, done, _("somebody decided about it meanwhile"), {"hints": done, "status": status})


def reopen(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Let hints wait again about which nobody said anything else since."""
    was = CorrectionStatus(way_back["status"])
    hints = way_back["hints"] if may(user) else ()
    return [key for key in hints if _move(UUID(key), was, CorrectionStatus.OPEN)]


def _move(pk: UUID, was: CorrectionStatus, status: CorrectionStatus) -> bool:
    """Give a hint another status, unless somebody decided about it meanwhile; return whether that was so."""
    return bool(GuideHint.objects.filter(pk=pk, status=was).update(status=status))


QUEUE = WorkQueue(
    label=gettext_lazy("Hints on guides"),
    may=may,
    items=items,
    actions=(
        QueueAction("done", gettext_lazy("Dealt with"), partial(decide, CorrectionStatus.DONE), reopen),
        QueueAction(
            "rejected", gettext_lazy("Not followed"), partial(decide, CorrectionStatus.REJECTED), reopen
        ),
    ),
    patience=timedelta(days=7),
)
