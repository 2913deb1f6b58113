"""Writing down that facts are right: beside the page, so that no draft is published and no revision is made."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from network.models import FactKind, Freshness
from portal import changes
from portal.models import User

CONFIRMED = "network.confirmed"


@transaction.atomic
def confirm_kinds(page_id: int, kinds: Collection[str], today: date, by: User | None) -> None:
    """Note that facts of these kinds are right; one UPDATE of their days, so two at once do not undo each other."""
    Freshness.objects.get_or_create(page_id=page_id)
    days = {f"{kind}_on": today for kind in kinds}
    if FactKind.PAGE in kinds:
        days["outdated_since"] = None
    Freshness.objects.filter(pk=page_id).update(**days)
    changes.record_ids([("wagtailcore.page", page_id)])
    log(
        instance=Page.objects.get(pk=page_id).specific_deferred,
        action=CONFIRMED,
        user=by,
        data={"kinds": sorted(kinds)},
    )
