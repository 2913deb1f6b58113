"""How long data that nobody needs any more is kept; every app registers a rule for its own."""

from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Q
from wagtail.models import DraftStateMixin, Page, Revision, WorkflowState

from portal import signed_links
from portal.models import OutgoingMail, UsedLink
from portal.registries import RetentionRule, retention_rules


def apply_rules(now: datetime) -> str:
    """Delete what is kept too long and return how many rows went by rule."""
    gone = {name: rule.delete(now - rule.keep) for name, rule in retention_rules.items()}
    return ", ".join(f"{name} {count}" for name, count in gone.items()) or "no rules"


def register() -> None:
    """Register the rules for the portal's own data."""
    rules = {
        "mails": RetentionRule(timedelta(days=30), delete_mails),
        "links": RetentionRule(signed_links.LONGEST_LIFE, delete_used_links),
        "sessions": RetentionRule(timedelta(0), delete_sessions),
        "revisions": RetentionRule(timedelta(days=730), delete_revisions),
    }
    for name, rule in rules.items():
        retention_rules.register(name, rule)


def delete_mails(before: datetime) -> int:
    """Delete mails that went or were given up before a moment; what still waits stays."""
    return OutgoingMail.objects.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before)).delete()[0]


def delete_used_links(before: datetime) -> int:
    """Delete the memory of links that were used before a moment; they have expired by now."""
    return UsedLink.objects.filter(used_at__lt=before).delete()[0]


def delete_sessions(before: datetime) -> int:
    """Delete sessions that expired before a moment."""
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def delete_revisions(before: datetime) -> int:
    """Delete versions made before a moment that are neither the newest, nor shown, nor planned, nor in moderation.

    They hold what was deleted from the pages since: names, numbers, addresses.
    """
    running = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
    old = Revision.objects.filter(created_at__lt=before, approved_go_live_at=None)
    doomed = old.exclude(task_states__workflow_state__status__in=running)
    for model in _models_with_drafts():
        shown = model._base_manager.filter(live_revision__isnull=False)
        doomed = doomed.exclude(pk__in=shown.values("live_revision"))
    count = 0
    for revision in doomed.iterator():
        if not revision.is_latest_revision():
            revision.delete()  # one by one: Wagtail moves its comments to the next version
            count += 1
    return count


def _models_with_drafts() -> list[type[DraftStateMixin]]:
    """Return the models that know which of their versions is shown; of page types the common one."""
    concrete = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [model for model in concrete if model is Page or not issubclass(model, Page)]
