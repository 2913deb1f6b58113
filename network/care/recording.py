"""What changed of a register entry, field by field, for its history; Wagtail notes only that it was saved."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from network.models import Organisation
from network.moderation import trusting
from portal.models import User

CHANGED = "network.fields_changed"
IMPORTED = "network.import"
MEMBERSHIP_REMOVED = "network.membership_removed"
# Nobody reads these, or they say nothing.
_SILENT = frozenset({"id", "uuid", "tile", "created_at", "updated_at"})

Change = dict[str, Any]


def changed_fields(before: Organisation, after: Organisation) -> list[Change]:
    """Return each changed field with its old and new value as people read them."""
    changes = []
    for field in Organisation._meta.concrete_fields:
        if field.name in _SILENT:
            continue
        old, new = field.value_from_object(before), field.value_from_object(after)
        if old != new:
            changes.append(
                {"field": field.name, "old": _shown(before, field.name), "new": _shown(after, field.name)}
            )
    return changes


def log_changes(before: Organisation, after: Organisation, user: User | None) -> None:
    """Note what changed; nothing where nothing did. Trust is noted once more, for the log of checks."""
    if before.trust != after.trust:
        trusting.note(after, before.trust, user)
    if changes := changed_fields(before, after):
        log(instance=after, action=CHANGED, user=user, data={"changes": changes})


def log_import(entries: Iterable[tuple[Organisation, list[Change]]]) -> None:
    """Note that a list made or changed these entries; one query for all, without a person."""
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(Organisation)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(entry.pk),
            label=entry.name,
            action=IMPORTED,
            timestamp=now,
            data={"changes": changes},
            content_changed=True,
        )
        for entry, changes in entries
    )


def log_removed_membership(organisation: Organisation, alliance: Organisation, kind: str) -> None:
    """Note with both sides that a membership was deleted; the person comes from the request."""
    data = {"member": organisation.name, "alliance": alliance.name, "kind": kind}
    for side in (organisation, alliance):
        log(instance=side, action=MEMBERSHIP_REMOVED, data=data)


def _shown(entry: Organisation, name: str) -> str:
    """Return the value of a field as people read it."""
    display = getattr(entry, f"get_{name}_display", None)
    value = display() if display else getattr(entry, name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(", ".join(map(str, words)) for words in value.values())
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "" if value is None else str(value)
