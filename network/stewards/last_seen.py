"""When somebody was here last, as far as accounts know it; shown by the month: no more is anybody's business."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.models import User


def last_seen(users: Iterable[User]) -> Mapping[UUID, datetime | None]:
    """Return when each person signed in or was signed in last, None for never; one query."""
    rows = User.objects.filter(pk__in=[user.pk for user in users]).annotate(device=Max("sign_ins__seen_at"))
    return {
        pk: max(filter(None, (login, device)), default=None)
        for pk, login, device in rows.values_list("pk", "last_login", "device")
    }


def month_words(moment: datetime | date | None) -> str:
    """Return the month of a moment in words."""
    if moment is None:
        return _("never")
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return date_format(day, "F Y")
