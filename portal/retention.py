"""How long data that nobody needs any more is kept; every app registers a rule for its own."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Count, Q
from wagtail.models import Revision

from portal import signed_links
from portal.models import OutgoingMail, UsedLink
from portal.personal_data.versions import superseded
from portal.registries import RetentionRule, retention_rules

# Of one page or date: more than anybody looks through. A sitting at the form is one version, however long it is.
MOST_VERSIONS = 100


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


def delete_surplus_versions(now: datetime) -> str:
    """Delete the oldest past versions of whatever has very many, so that saving again and again fills no disk.

    Return how many went, for the log. Nothing goes that `delete_revisions` would keep.
    """
    busy = Revision.objects.order_by().values("base_content_type", "object_id").annotate(n=Count("pk"))
    count = 0
    for row in busy.filter(n__gt=MOST_VERSIONS):
        past = superseded().filter(base_content_type=row["base_content_type"], object_id=row["object_id"])
        for revision in past.order_by("-created_at", "-pk")[MOST_VERSIONS:]:
            if not revision.is_latest_revision():
                revision.delete()
                count += 1
    return f"{count} surplus versions deleted"


def delete_revisions(before: datetime) -> int:
    """Delete versions made before a moment that are neither the newest, nor shown, nor planned, nor in moderation.

    They hold what was deleted from the pages since: names, numbers, addresses.
    """
    count = 0
    for revision in superseded().filter(created_at__lt=before).iterator():
        if not revision.is_latest_revision():
            revision.delete()  # one by one: Wagtail moves its comments to the next version
            count += 1
    return count
