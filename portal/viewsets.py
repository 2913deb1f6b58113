"""What the portal lets the office read in the admin: the outbox, and changes that wait to be worked in."""

from collections.abc import Iterable

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from portal.models import OutgoingMail, PendingChange, User
from portal.permission_policies import RowPermissionPolicy
from portal.scoped_views import IndexView
from portal.scoped_viewset import ScopedViewSet

READ_ONLY = frozenset({"add", "change", "delete"})
SENT, WAITING, FAILED = "sent", "waiting", "failed"
MAIL_STATES = {SENT: _("Sent"), WAITING: _("Waiting"), FAILED: _("Given up")}


def mails_in(mails: QuerySet, state: str) -> QuerySet:
    """Return the mails in one of the states of `MAIL_STATES`."""
    if state == SENT:
        return mails.filter(sent_at__isnull=False)
    return mails.filter(sent_at=None, given_up_at__isnull=state == WAITING)


def mail_state(mail: OutgoingMail) -> str:
    """Return the state of a mail in words."""
    if mail.sent_at:
        return MAIL_STATES[SENT]
    return MAIL_STATES[FAILED if mail.given_up_at else WAITING]


def mails_to_read(mails: QuerySet) -> QuerySet:
    """Return the mails that the office may look at: not those of subscriptions, which only say who reads what."""
    return mails.filter(unsubscribe_url="")


class MailPolicy(RowPermissionPolicy):
    """Mails of subscriptions are nobody's to read, whatever right somebody has."""

    def restrict(self, user: User, actions: Iterable[str], rows: QuerySet) -> QuerySet:
        """Return those of the mails on which the user may do one of the actions."""
        return mails_to_read(super().restrict(user, actions, rows))

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: OutgoingMail
    ) -> bool:
        """Return whether the user may do one of the actions with this mail."""
        is_private = bool(instance.unsubscribe_url)
        return not is_private and super().user_has_any_permission_for_instance(user, actions, instance)


class MailFilterSet(WagtailFilterSet):
    """By what became of a mail."""

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=list(MAIL_STATES.items()),
        method="by_state",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    def by_state(self, mails: QuerySet, name: str, value: str) -> QuerySet:
        """Return the mails in a state."""
        return mails_in(mails, value)

    class Meta:
        model = OutgoingMail
        fields: list[str] = []


class MailViewSet(ScopedViewSet):
    """The outbox, to read; the text stays out, because it may hold links that act for their reader."""

    model = OutgoingMail
    icon = "mail"
    menu_label = _("Outgoing mails")
    never = READ_ONLY
    inspect_view_enabled = True
    inspect_view_fields = [
        "subject",
        "recipient",
        "reply_to",
        "created_at",
        "not_before",
        "attempts",
        "last_error",
        "sent_at",
        "given_up_at",
    ]
    list_display = [
        "subject",
        Column("recipient", label=_("Recipient"), sort_key="recipient"),
        Column("state", label=_("Status"), accessor=mail_state),
        Column("attempts", label=_("Attempts"), sort_key="attempts"),
        Column("last_error", label=_("Last error")),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
    ]
    filterset_class = MailFilterSet
    search_fields = ("subject", "recipient")
    ordering = "-created_at"
    add_to_reference_index = False

    @cached_property
    def permission_policy(self) -> RowPermissionPolicy:
        """Return the policy of the rows."""
        return MailPolicy(self.model, never=self.never)


class ChangeIndexView(IndexView):
    """Changes that wait, under a name the office understands."""

    page_title = _("Changes the search has not taken in yet")
    verbose_name_plural = _("waiting changes")


class ChangeViewSet(ScopedViewSet):
    """The journal of changes, to read: empty a moment after every save, unless something fails."""

    model = PendingChange
    icon = "rotate"
    menu_label = _("Waiting changes")
    never = READ_ONLY
    index_view_class = ChangeIndexView
    inspect_view_enabled = True
    list_display = [
        Column("model", label=_("What"), sort_key="model"),
        Column("object_id", label=_("Key")),
        Column("attempts", label=_("Attempts"), sort_key="attempts"),
        Column("error", label=_("Error")),
        DateColumn("recorded_at", label=_("Recorded"), sort_key="recorded_at"),
    ]
    search_fields = ("model", "object_id", "error")
    ordering = "-recorded_at"
    add_to_reference_index = False
