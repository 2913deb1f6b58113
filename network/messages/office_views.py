"""The office's pages about circulars: one of them, writing, testing, sending, deciding; many at once."""

import uuid as uuid_module
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from network.care.office_view import OfficePage
from network.models import Circular, CircularState, Organisation
from portal.models import User
from portal.sites import settings_for
from portal.worklist.queues import Outcome

from . import moderation
from .markup import as_html
from .office_form import OfficeForm, ReturnForm, initial_of
from .office_list import MOST, sender_words, to_words, visible, with_sides
from .queue import on_each
from .readers import reach_of
from .sending import Refused, submit
from .testing import send_test


class CircularPage(OfficePage):
    """Base of the pages below the list."""

    header_icon = "mail"

    def way(self) -> list[dict[str, str]]:
        """Return the list, which lies between the register and this page."""
        return [{"url": reverse("office_circulars:list"), "label": _("Circulars")}]


class WriteView(CircularPage):
    """A new circular of the office, or one that was not sent yet."""

    page_title = gettext_lazy("Write to members")
    template_name = "network/messages/admin/write.html"

    @cached_property
    def circular(self) -> Circular:
        """Return the draft; raises Http404 where there is none to change."""
        pk = self.kwargs.get("uuid")
        if pk is None:
            return Circular(author=self.request.user)
        found = Circular.objects.filter(pk=pk, organisation=None, state=CircularState.DRAFT).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form."""
        form = kwargs.pop("form", None) or OfficeForm(initial=initial_of(self.circular))
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "list_url": reverse("office_circulars:list"),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the draft and show its preview; nothing is sent here."""
        circular, form = self.circular, OfficeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        form.write_to(circular)
        circular.reply_to = settings_for(request).office_email
        circular.save()
        return redirect("office_circulars:circular", circular.pk)


class OneView(CircularPage):
    """One circular: what its readers get, whom it reaches and whom not, and what can be done."""

    template_name = "network/messages/admin/circular.html"

    @cached_property
    def circular(self) -> Circular:
        """Return the circular; raises Http404."""
        found = with_sides(visible()).filter(pk=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return the heading."""
        return str(self.circular)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the circular; of an office's own the organisations, of a member's the number alone."""
        circular = self.circular
        now = timezone.now()
        is_ahead = circular.state in (CircularState.DRAFT, CircularState.WAITING)
        reach = reach_of(circular, timezone.localdate(now)) if is_ahead else None
        reached, unreached = (
            (reach.reached, reach.unreached) if reach else (circular.reached, circular.unreached)
        )
        return {
            **super().get_context_data(**kwargs),
            "circular": circular,
            "text_html": as_html(circular.text),
            "sender": sender_words(circular),
            "to": to_words(circular),
            "readers": len(reach.readers) if reach else circular.mails_count,
            "reached": names(reached),
            "unreached": names(unreached),
            "can_send": circular.organisation_id is None and circular.state == CircularState.DRAFT,
            "can_decide": circular.state == CircularState.WAITING,
            "can_take_back": circular.organisation_id is not None and circular.decided_by_id is not None,
            "form": kwargs.get("form") or ReturnForm(),
            "list_url": reverse("office_circulars:list"),
        }

    def post(self, request: HttpRequest, uuid: uuid_module.UUID) -> HttpResponse:
        """Do what the button says; anything else shows the page again."""
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            messages.error(request, _("Nothing was changed: please press one of the buttons."))
            return redirect(request.path)
        try:
            return act(self, self.circular) or redirect(request.path)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def send(self, circular: Circular) -> HttpResponse | None:
        """Send an office's circular to everybody selected."""
        self._check_own(circular)
        submit(circular, self.request.user, timezone.now())
        messages.success(self.request, _("It goes out now, a few mails a minute."))
        return None

    def test(self, circular: Circular) -> HttpResponse | None:
        """Send it to whoever pressed the button, and to nobody else."""
        self._check_own(circular)
        send_test(circular, self.request.user, timezone.now())
        messages.success(
            self.request, _("A test is on its way to %(address)s.") % {"address": self.request.user.email}
        )
        return None

    def delete(self, circular: Circular) -> HttpResponse:
        """Delete a draft of the office."""
        self._check_own(circular)
        circular.delete()
        messages.success(self.request, _("The draft is deleted."))
        return redirect("office_circulars:list")

    def release(self, circular: Circular) -> HttpResponse | None:
        """Let a member's circular go out."""
        moderation.release(circular.pk, self.request.user, timezone.now())
        messages.success(self.request, _("It goes out now, a few mails a minute."))
        return None

    def send_back(self, circular: Circular) -> HttpResponse | None:
        """Give it back with a reason; without one, show the form again."""
        form = ReturnForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        moderation.send_back(circular.pk, form.reason(), self.request.user, timezone.now())
        messages.success(self.request, _("Sent back; whoever wrote it gets a mail with the reason."))
        return None

    def take_back(self, circular: Circular) -> HttpResponse | None:
        """Let it wait again."""
        moderation.take_back(circular.pk, self.request.user)
        messages.success(self.request, _("It waits again."))
        return None

    def _check_own(self, circular: Circular) -> None:
        """Raise Http404 where it is no draft of the office."""
        if circular.organisation_id is not None or circular.state != CircularState.DRAFT:
            raise Http404


ACTS: dict[str, Callable[[OneView, Circular], HttpResponse | None]] = {
    "send": OneView.send,
    "test": OneView.test,
    "delete": OneView.delete,
    "release": OneView.release,
    "return": OneView.send_back,
    "take_back": OneView.take_back,
}


class ActView(CircularPage):
    """Decides about the ticked circulars at once."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it to each and say what was left."""
        keys, what = keys_in(request.POST.getlist("entry")), request.POST.get("do", "")
        form = ReturnForm(request.POST)
        error = ""
        if what not in ("release", "return"):
            error = _("Please choose what is to happen.")
        elif not keys:
            error = _("Please choose at least one entry.")
        elif what == "return" and not form.is_valid():
            error = _("Please say why, so that it can be changed.")
        if error:
            messages.error(request, error)
            return redirect("office_circulars:list")
        act = moderation.release
        if what == "return":
            act = partial(_return, form.reason())
        self._tell(on_each(act)(request.user, [str(key) for key in keys], timezone.now()))
        return redirect("office_circulars:list")

    def _tell(self, outcome: Outcome) -> None:
        """Say how many are done, and name those that were left with the reason."""
        if done := len(outcome.done):
            words = ngettext("Done for %(count)s circular.", "Done for %(count)s circulars.", done)
            messages.success(self.request, words % {"count": done})
        rows = {str(row.pk): row for row in visible().filter(pk__in=outcome.refused)}
        left = [f"{rows[key]} ({why})" if key in rows else why for key, why in outcome.refused.items()]
        if left:
            messages.warning(self.request, _("Left as they are: %(names)s") % {"names": "; ".join(left)})


def _return(reason: str, key: str, by: User, now: datetime) -> Circular:
    """Send a circular back for a reason; raises Refused."""
    return moderation.send_back(key, reason, by, now)


def keys_in(values: Iterable[str]) -> list[uuid_module.UUID]:
    """Return the ids among what a form sent, each once, no more than can be decided at once."""
    found = []
    for value in values:
        try:
            found.append(uuid_module.UUID(value))
        except ValueError:
            continue
    return list(dict.fromkeys(found))[:MOST]


def names(ids: Iterable[int]) -> list[Organisation]:
    """Return organisations by name."""
    return list(Organisation.objects.filter(pk__in=list(ids)).only("pk", "name").order_by("name", "pk"))
