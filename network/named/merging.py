"""What merging two entries of the register does to what they left: it holds for the one, and then for both again."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from network.care.relations import Work, followers, rules
from network.models import Leaving, Merge, Organisation

from .kinds import NamedKind, named_kinds
from .leaving import clear


def register() -> None:
    """Add the rules to those of the register."""
    for name in ("organisation", "writer"):
        rules.register(f"network.Leaving.{name}", carry)
    # Before later apps bring in step what they derive from the rows that are cleared.
    followers.register("leavings", follow)


def carry(work: Work, found: models.ForeignKey) -> None:
    """Let rows refer to the target; those it has itself stay, and say the same of the source once separated.

    That an entry allowed itself to be named meanwhile must not forbid undoing.
    """
    other = "writer" if found.name == "organisation" else "organisation"
    writers = Leaving.objects.filter(**{found.name: work.target, other: OuterRef(other)}, work=None)
    rows = Leaving.objects.filter(**{found.name: work.source}).exclude(Exists(writers), work=None)
    if found.name == "organisation":
        rows = rows.exclude(Exists(Leaving.objects.filter(organisation=work.target, work=OuterRef("work"))))
    work.ledger.lend(rows, found.name, work.source, work.target)


def unwanted(kind: NamedKind, organisations: Iterable[Organisation]) -> QuerySet:
    """Return the rows that name organisations where one of them does not want to be named."""
    organisations = list(organisations)
    left = Leaving.objects.filter(organisation__in=organisations)
    works = left.filter(work__isnull=False).values("work")
    condition = Q(**{f"{kind.owner}__{kind.work}__in": works})
    for row in left.filter(work=None).select_related("writer"):
        written = kind.written_by(row.writer).order_by()
        condition |= Q(**{f"{kind.owner}__in": written.values("pk")})
    return kind.namings.filter(condition, organisation__in=organisations)


def follow(done: Merge) -> None:
    """Name neither entry, in rows and versions, where it took itself off: as the one, or both while they were one."""
    if done.undone_at is not None:
        _leave_both(done)
    for kind in named_kinds:
        for organisation in (done.source, done.target):
            works = organisation.leavings.filter(work__isnull=False).values("work")
            named = unwanted(kind, [organisation]).values(kind.owner)
            for row in kind.versions(works) | kind.model.objects.filter(pk__in=named).order_by("pk"):
                clear(row, kind.relation, [organisation.pk])
                kind.follow(row)


def _leave_both(done: Merge) -> None:
    """Let what left something while it was one entry have left it as each of the two."""
    for row in Leaving.objects.filter(organisation=done.target_id, left_at__gte=done.done_at):
        known = {"organisation_id": done.source_id, "work": row.work}
        known |= {} if row.work else {"writer_id": row.writer_id}
        more = {"title": row.title, "writer_id": row.writer_id, "left_at": row.left_at}
        Leaving.objects.get_or_create(**known, defaults=more)
