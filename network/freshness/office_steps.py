"""What the office does to many outdated entries at once: ask again, call out of date, take out, and undo."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from network.care import page_edits
from network.models import ActorPage, Asking, Freshness, FreshnessEdit
from portal import changes, outbox
from portal.models import OutgoingMail, User

from . import asking as rounds
from .mails import KEY

OUTDATED = "network.outdated"
NOT_OUTDATED = "network.not_outdated"
MOST = 100

Step = dict[str, Any]


class What(TextChoices):
    """What can be done."""

    REMIND = "remind", gettext_lazy("Ask again by mail")
    OUTDATED = "outdated", gettext_lazy("Mark as out of date")
    ARCHIVE = "archive", gettext_lazy("Take out of the portal")


class Refused(Exception):
    """Cannot be undone; the text says why."""


@dataclass
class Outcome:
    """The record of what was done, and the pages that were left with the reason: by title, and by key."""

    edit: FreshnessEdit | None = None
    left: list[tuple[str, str]] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


def do(what: What, pages: Sequence[ActorPage], by: User, now: datetime) -> Outcome:
    """Do it, each entry in a transaction of its own; whatever cannot be done is left and named."""
    outcome, steps = Outcome(), []
    act = _action(what, pages, by, now)
    for page in pages:
        with transaction.atomic():
            step, reason = act(page)
        if reason:
            outcome.left.append((page.title, reason))
            outcome.reasons[page.pk] = reason
        else:
            steps.append(step)
    if steps:
        outcome.edit = FreshnessEdit.objects.create(by=by, what=what, count=len(steps), steps={"all": steps})
    return outcome


@transaction.atomic
def undo(edit: FreshnessEdit, by: User) -> list[str]:
    """Take it back and return the names of pages that were left, because something happened to them since."""
    locked = FreshnessEdit.objects.select_for_update().get(pk=edit.pk)
    if locked.undone_at is not None:
        raise Refused(_("This step is undone already."))
    if locked.is_forgotten:
        raise Refused(_("This is too long ago: what was there before has been deleted."))
    back = {What.REMIND: _unremind, What.OUTDATED: _not_outdated, What.ARCHIVE: _bring_back}[
        What(locked.what)
    ]
    left = [step["title"] for step in locked.steps["all"] if not back(step, by)]
    locked.undone_at, locked.undone_by = timezone.now(), by
    locked.save(update_fields=["undone_at", "undone_by"])
    return left


def _action(
    what: What, pages: Iterable[ActorPage], by: User, now: datetime
) -> Callable[[ActorPage], tuple[Step, str]]:
    """Return what is done to each page; it returns its step, or why the page is left."""
    if what == What.ARCHIVE:
        return lambda page: _archive(page, by)
    if what == What.OUTDATED:
        return lambda page: _call_outdated(page, by, now)
    run = rounds.run_of(now, most=MOST)
    return lambda page: _remind(page, run)


def _remind(page: ActorPage, run: rounds.Run) -> tuple[Step, str]:
    """Begin a new round for the organisation of a page."""
    entry = page.organisation
    recipient = rounds.first_recipient(run, entry)
    if recipient is None:
        return {}, _("Nobody is known to ask.")
    if recipient.digest in rounds.written_lately(entry.pk, run.today):
        return {}, _("Was written to less than a month ago.")
    former = Asking.objects.filter(organisation=entry, closed_on=None).first()
    if former:
        rounds.close(former, run.today)
    begun = rounds.begin(run, entry)
    if begun is None:
        if former:
            _reopen(former.pk)
        return {}, _("Nothing is due any more.")
    return {"title": page.title, "asking": begun.pk, "former": former and former.pk}, ""


def _unremind(step: Step, by: User) -> bool:
    """Take mails back that have not gone yet."""
    key = f"{KEY}:{step['asking']}:"
    mails = OutgoingMail.objects.filter(key__startswith=key)
    if mails.filter(attempts__gt=0).exists() or mails.filter(sent_at__isnull=False).exists():
        return False
    outbox.forget(key)
    Asking.objects.filter(pk=step["asking"]).delete()
    if step["former"]:
        _reopen(step["former"])
    return True


def _reopen(asking: int) -> None:
    """Let a round run on."""
    Asking.objects.filter(pk=asking).update(closed_on=None)


def _call_outdated(page: ActorPage, by: User, now: datetime) -> tuple[Step, str]:
    """Mark a page as out of date from today on."""
    row, _new = Freshness.objects.get_or_create(page_id=page.pk)
    if row.outdated_since is not None:
        return {}, _("Is marked already.")
    today = timezone.localdate(now)
    Freshness.objects.filter(pk=page.pk).update(outdated_since=today)
    changes.record_ids([("wagtailcore.page", page.pk)])
    log(instance=page.specific_deferred, action=OUTDATED, user=by)
    return {"title": page.title, "page": page.pk, "since": today.isoformat()}, ""


def _not_outdated(step: Step, by: User) -> bool:
    """Take the mark away unless somebody confirmed the page or marked it anew since."""
    mine = Freshness.objects.filter(pk=step["page"], outdated_since=step["since"])
    if not mine.update(outdated_since=None):
        return False
    changes.record_ids([("wagtailcore.page", step["page"])])
    log(instance=Page.objects.get(pk=step["page"]).specific_deferred, action=NOT_OUTDATED, user=by)
    return True


def _archive(page: ActorPage, by: User) -> tuple[Step, str]:
    """Unpublish a page in every language; its draft and its entry in the register stay."""
    versions = [page.specific, *page.get_translations().filter(live=True, alias_of=None).specific()]
    for version in versions:
        if reason := page_edits.obstacle(version):
            return {}, reason
    return {"title": page.title, "pages": [_unpublish(version, by) for version in versions]}, ""


def _unpublish(page: ActorPage, by: User) -> Step:
    """Unpublish one page and return what brings it back: the version that was shown, below a draft that stays."""
    shown = page.live_revision
    if shown is None:
        draft = page.latest_revision if page.has_unpublished_changes else None
        shown = page.save_revision(user=by, clean=False)
        if draft is not None:
            draft.as_object().save_revision(user=by, clean=False)
    page.refresh_from_db()
    page.unpublish(user=by)
    latest = Page.objects.values_list("latest_revision_id", flat=True).get(pk=page.pk)
    return {"page": page.pk, "shown": shown.pk, "latest": latest}


def _bring_back(step: Step, by: User) -> bool:
    """Publish what was shown, unless somebody worked on a page since or its version is gone."""
    for one in step["pages"]:
        untouched = Page.objects.filter(pk=one["page"], live=False, latest_revision_id=one["latest"])
        if not untouched.exists() or not Revision.objects.filter(pk=one["shown"]).exists():
            return False
    for one in step["pages"]:
        Revision.objects.get(pk=one["shown"]).publish(user=by, skip_permission_checks=True)
    return True
