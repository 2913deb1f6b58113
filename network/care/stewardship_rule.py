"""Who acts for a merged entry acts for the one that remains; nobody has two running rows for it."""

from django.db import models
from django.utils.translation import gettext as _

from network.models import Stewardship
from network.models.stewardship import today

from .relations import Work, rules, say_rows


def merge_stewardships(work: Work, found: models.ForeignKey) -> None:
    """Let rows refer to the target; where a person acts for both, the source's row ends today and is history."""
    there = set(
        Stewardship.objects.filter(organisation=work.target, until=None).values_list("user_id", flat=True)
    )
    rows = list(
        Stewardship.objects.filter(organisation=work.source)
        .select_related("user", "organisation")
        .order_by("pk")
    )
    for row in rows:
        if row.until is None and row.user_id in there:
            work.say(_("“%(row)s” ends: the person acts for the other entry, too.") % {"row": row})
            work.ledger.change(row, organisation=work.target, until=max(today(), row.since))
        else:
            work.ledger.change(row, organisation=work.target)
    say_rows(work, found, rows)


rules.register("network.Stewardship.organisation", merge_stewardships)
