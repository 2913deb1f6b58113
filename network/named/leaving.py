"""An organisation takes itself off what somebody else wrote: public, worked on, checked, planned, or long past.

Nothing is published for it. Who is named is no word of the writer: it goes from the row and from every version that
was kept, since taking something back publishes an old one. A check, a lock or a plan for later stays as it is and
cannot be used to hold anybody. Whatever brings the name back all the same is swept when it is published.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogContext, LogFormatter, log
from wagtail.models import DraftStateMixin, ReferenceIndex

from network.care import drafts
from network.models import Leaving, Organisation

from .kinds import NamedKind, named_kinds
from .refusing import refusals

LEFT = "network.leave"


def take_off(row: DraftStateMixin, relation: str, organisation: Organisation) -> None:
    """Let a row name an organisation no more in a relation of its children, and note it in the history.

    The history is read by whoever wrote the row, and tells them the organisation alone, not the person who acted.
    """
    clear(row, relation, [organisation.pk])
    with LogContext():
        log(instance=row, action=LEFT, data={"name": organisation.name})


def take_off_all(organisation: Organisation, writer: Organisation, now: datetime) -> None:
    """Let a writer name an organisation nowhere: neither on what it wrote already nor on anything new."""
    Leaving.objects.get_or_create(
        organisation=organisation, writer=writer, work=None, defaults={"left_at": now}
    )
    for kind in named_kinds:
        named = kind.naming(organisation).filter(pk__in=kind.written_by(writer).order_by().values("pk"))
        for pk in named.order_by("pk").values_list("pk", flat=True):
            with suppress(ObjectDoesNotExist):  # gone meanwhile
                kind.take_off(pk, organisation, now)


def sweep(kind: NamedKind, row: Any) -> bool:
    """Take off a row whoever does not want to be named there, in the database and in memory; return if anybody was.

    At most three queries where nobody is.
    """
    children = kind.namings.filter(**{kind.owner: row.pk})
    named = set(children.values_list("organisation", flat=True))
    if not named:
        return False
    refused = refusals(kind.work_of(row), kind.writer(row)).filter(organisation__in=named)
    gone = set(refused.values_list("organisation", flat=True))
    if not gone:
        return False
    fresh = kind.model.objects.get(pk=row.pk)
    clear(fresh, kind.relation, gone)
    stays = [child for child in getattr(row, kind.relation).all() if child.organisation_id not in gone]
    setattr(row, kind.relation, stays)
    kind.follow(fresh)
    return True


def clear(row: Any, relation: str, gone: Collection[int]) -> None:
    """Take organisations out of a row and of every version of it that was kept."""
    children = row._meta.get_field(relation)
    children.related_model.objects.filter(**{children.field.name: row}, organisation__in=gone).delete()
    for revision in row.revisions.order_by("pk").iterator():
        named = revision.content.get(relation) or []
        others = [child for child in named if child.get("organisation") not in gone]
        if others != named:
            drafts.rewrite(revision, {relation: others})
    ReferenceIndex.create_or_update_for_object(row)


def register_log_action(actions: LogActionRegistry) -> None:
    """Name it in Wagtail's histories."""

    @actions.register_action(LEFT)
    class Left(LogFormatter):
        """Named no more, with the name."""

        label = gettext_lazy("Named no more")

        def format_message(self, log_entry: Any) -> str:
            """Return who left."""
            return gettext("“%(name)s” took itself off") % {"name": log_entry.data.get("name", "?")}
