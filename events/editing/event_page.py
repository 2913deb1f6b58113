"""A page about one event whose change may be public at once: whose it is, who publishes, what is said afterwards.

Rights are those of the row: a foreign event is not there (404). Who may not publish, and whoever finds a draft with
other changes, changes the draft and is told what is next.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.models import Event
from events.permissions import may_publish
from events.planned import waits_for_its_hour
from events.series import Editor
from events.wishes import freshen
from portal.scoped_views import ScopedRow


class EventPage(ScopedRow):
    """One event as its newest draft says, and who changes it how."""

    model: Any = None
    index_url_name: str | None = None
    edit_url_name: str | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the event and its draft."""
        super().setup(request, *args, **kwargs)
        self.event: Event = self.permission_policy.row
        self.draft: Event = self.event.get_latest_revision_as_object()
        freshen(self.draft)

    @property
    def edit_url(self) -> str:
        """Return the address of the event's form."""
        return reverse(self.edit_url_name, args=[self.event.pk])

    def url(self, name: str, *args: Any) -> str:
        """Return the address of another page of the event."""
        return reverse(Event.snippet_viewset.get_url_name(name), args=[self.event.pk, *args])

    @cached_property
    def may_publish(self) -> bool:
        """Return whether the person may publish the event as its draft is."""
        user = self.request.user
        return self.permission_policy.user_has_permission(user, "publish") and may_publish(user, self.draft)

    @cached_property
    def has_other_changes(self) -> bool:
        """Return whether publishing would publish more than the change of a date."""
        return self.event.live and self.event.has_unpublished_changes

    @cached_property
    def is_planned(self) -> bool:
        """Return whether the draft is to be published later, so that publishing it now would only plan it."""
        return waits_for_its_hour(self.draft, timezone.now())

    @cached_property
    def is_locked(self) -> bool:
        """Return whether the person may not change the event at the moment."""
        lock = self.event.get_lock()
        return bool(lock and lock.for_user(self.request.user))

    def editor(self) -> Editor:
        """Return who acts; published is only what is public already, and nothing else along with it unasked."""
        is_asked = not self.has_other_changes or self.request.POST.get("with_draft") == "on"
        publishes = self.may_publish and self.event.live and is_asked and not self.is_planned
        return Editor(self.request.user, publishes)

    def say(self, text: str, editor: Editor) -> None:
        """Tell what happened, and what is to be done where it is not public yet."""
        if editor.publishes:
            public = _("It is public.")
            messages.success(self.request, f"{text} {public}")
        elif not self.event.live:
            unpublished = _("The event is not published yet.")
            messages.success(self.request, f"{text} {unpublished}")
        else:
            button = messages.button(self.edit_url, _("To the form"))
            advice = _("So far only in the draft: publish it in the form, or send it for review there.")
            messages.warning(self.request, f"{text} {advice}", buttons=[button])
