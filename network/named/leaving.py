"""An organisation takes itself off what somebody else wrote: public, worked on, checked, planned, or long past.

Nothing is published for it. Who is named is no word of the writer: it goes from the row and from every version that
was kept, since taking something back publishes an old one. A check, a lock or a plan for later stays as it is and
cannot be used to hold anybody.
"""

from typing import Any

from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogContext, LogFormatter, log
from wagtail.models import DraftStateMixin, ReferenceIndex

from network.care import drafts
from network.models import Organisation

LEFT = "network.leave"


def take_off(row: DraftStateMixin, relation: str, organisation: Organisation) -> None:
    """Let a row name an organisation no more in a relation of its children, and note it in the history.

    The history is read by whoever wrote the row, and tells them the organisation alone, not the person who acted.
    """
    children = row._meta.get_field(relation)
    mine = {children.field.name: row, "organisation": organisation}
    children.related_model.objects.filter(**mine).delete()
    for revision in row.revisions.order_by("pk").iterator():
        named = revision.content.get(relation) or []
        others = [child for child in named if child.get("organisation") != organisation.pk]
        if others != named:
            drafts.rewrite(revision, {relation: others})
    ReferenceIndex.create_or_update_for_object(row)
    with LogContext():
        log(instance=row, action=LEFT, data={"name": organisation.name})


def register_log_action(actions: LogActionRegistry) -> None:
    """Name it in Wagtail's histories."""

    @actions.register_action(LEFT)
    class Left(LogFormatter):
        """Named no more, with the name."""

        label = gettext_lazy("Named no more")

        def format_message(self, log_entry: Any) -> str:
            """Return who left."""
            return gettext("“%(name)s” took itself off") % {"name": log_entry.data.get("name", "?")}
