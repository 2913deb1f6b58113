"""What is deleted on time of Wagtail's own tables and of the files on the disk, which nothing else deletes."""

from datetime import datetime, timedelta

from django.db.models import Q
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import Comment, ModelLogEntry, PageLogEntry, UploadedFile, WorkflowState

from portal.models import User
from portal.registries import RetentionRule, account_uses, retention_rules

from .disk import delete_after_commit, delete_orphans, written_at
from .leaving import NOWHERE, close

# Claims among members, and with the office, end after three years (§ 195 BGB): so long it can be said who decided.
LOG_KEPT = timedelta(days=3 * 365)
UNUSED_KEPT = timedelta(days=365)  # an account without any right


def register() -> None:
    """Register the rules."""
    rules = {
        "log": RetentionRule(LOG_KEPT, delete_log),
        "moderation": RetentionRule(timedelta(days=730), delete_moderation),
        "comments": RetentionRule(timedelta(days=365), delete_comments),
        "editing": RetentionRule(timedelta(days=1), delete_editing),
        "uploads": RetentionRule(timedelta(days=1), delete_uploads),
        "accounts": RetentionRule(UNUSED_KEPT, close_unused_accounts),
        "closed accounts": RetentionRule(LOG_KEPT, delete_closed_accounts),
        "files": RetentionRule(timedelta(days=1), delete_orphans),
    }
    for name, rule in rules.items():
        retention_rules.register(name, rule)


def delete_log(before: datetime) -> int:
    """Delete what was logged before a moment."""
    return sum(
        model.objects.filter(timestamp__lt=before).delete()[0] for model in (ModelLogEntry, PageLogEntry)
    )


def delete_moderation(before: datetime) -> int:
    """Delete what was handed in before a moment and is decided, with who decided and why; return how often."""
    running = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    over = WorkflowState.objects.filter(created_at__lt=before).exclude(status__in=running)
    over = over.exclude(task_states__finished_at__gte=before)
    count = over.count()
    over.delete()
    return count


def delete_comments(before: datetime) -> int:
    """Delete comments that were settled before a moment."""
    return Comment.objects.filter(resolved_at__lt=before).delete()[0]


def delete_editing(before: datetime) -> int:
    """Delete who was writing what, and forms for previews, last seen before a moment."""
    seen = EditingSession.objects.filter(last_seen_at__lt=before).delete()[0]
    return seen + FormState.objects.filter(last_updated_at__lt=before).delete()[0]


def delete_uploads(before: datetime) -> int:
    """Delete uploads that nobody finished, with their files; a row has no time, so the file's counts."""
    count = 0
    for upload in UploadedFile.objects.all():
        if written_at(upload.file.name) < before:
            delete_after_commit(upload.file)
            upload.delete()
            count += 1
    return count


def close_unused_accounts(before: datetime) -> int:
    """Close accounts that may nothing any more, or may not sign in, and were last used before a moment."""
    unused = User.objects.filter(
        Q(last_login__lt=before) | Q(last_login=None),
        Q(is_active=False) | Q(groups=None, user_permissions=None),
        date_joined__lt=before,
        is_superuser=False,
    ).exclude(email__endswith=f".{NOWHERE}")
    for needed in account_uses:
        unused = unused.exclude(pk__in=needed())
    count = 0
    for user in list(unused.distinct()):
        close(user, before + UNUSED_KEPT)
        count += 1
    return count


def delete_closed_accounts(before: datetime) -> int:
    """Delete the empty rows of accounts that were closed for good before a moment."""
    return User.objects.filter(email__endswith=f".{NOWHERE}", date_joined__lt=before).delete()[0]
