"""Memberships of a merged entry, as a member and as an alliance: one row for one membership."""

from django.db import models
from django.utils.translation import gettext as _

from network.models import Membership

from .folding import folded, partner, term_of
from .relations import Work, rules, say_removed, say_rows

_OTHER_SIDE = {"organisation": "alliance", "alliance": "organisation"}


def merge_memberships(work: Work, found: models.ForeignKey) -> None:
    """Let memberships refer to the target; what both had of the same alliance and role at the same time is one."""
    other = _OTHER_SIDE[found.name]
    rows = Membership.objects.select_related("organisation", "alliance").order_by("pk")
    moved = []
    for row in rows.filter(**{found.name: work.source}):
        if getattr(row, f"{other}_id") == work.target.pk:
            work.ledger.remove(row)
            say_removed(work, row, _("nobody can be a member of itself."))
            continue
        same = {found.name: work.target, f"{other}_id": getattr(row, f"{other}_id"), "kind": row.kind}
        there = {one.pk: one for one in rows.filter(**same)}
        terms = [term_of(one) for one in there.values()]
        twin = partner(term_of(row), terms)
        if twin is None:
            work.ledger.change(row, **{found.name: work.target})
            moved.append(row)
            continue
        work.ledger.remove(row)
        if values := folded(twin, term_of(row), terms):
            work.ledger.change(there[twin.key], **values)
        say_removed(work, row, _("the other entry has this membership, too; gaps in it are filled."))
    say_rows(work, found, moved)


for _side in _OTHER_SIDE:
    rules.register(f"network.Membership.{_side}", merge_memberships)
