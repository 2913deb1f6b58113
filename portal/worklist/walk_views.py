"""The pages of a round: where it begins, on to the next, back to the list; and the switch for the list's keys."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.users.models import UserProfile

from . import counting, walking
from .filters import filter_of, query_of
from .frame import ForWorkers, list_url
from .reading import Entry, read


class BeginView(ForWorkers):
    """Begins a round through what the filter finds, at `at` or at the first, and opens it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead to the matter's own page."""
        board = read(request.user, timezone.now())
        query = query_of(request)
        entries = filter_of(request, board).entries()
        first = walking.begin(request, entries, query, request.GET.get("at", ""))
        if first is None:
            messages.info(request, _("Nothing waits here."))
            return redirect(list_url(query))
        return _open(request, first)


class OnwardView(ForWorkers):
    """Leads to the next matter of the round, and back to the list at its end."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead on."""
        board = read(request.user, timezone.now())
        counting.note(board)
        following = walking.go_on(request, board)
        if following is not None:
            return _open(request, following)
        walk = walking.end(request)
        if walk is None:
            return redirect(list_url())
        words = {"done": walk.done, "skipped": walk.skipped}
        messages.success(request, _("That was the last one: %(done)s done, %(skipped)s skipped.") % words)
        return redirect(list_url(walk.query))


class LeaveView(ForWorkers):
    """Ends the round and leads back to the list, at the row that was worked on."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead back."""
        walk = walking.end(request)
        return redirect(list_url(walk.query, walk.at) if walk else list_url())


class KeysView(ForWorkers):
    """Switches keys on or off for the account, for this list and all of Wagtail's (WCAG 2.2, 2.1.4)."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what the button says; anything else changes nothing."""
        said = request.POST.get("keys")
        if said in {"on", "off"}:
            profile = UserProfile.get_for_user(request.user)
            profile.keyboard_shortcuts = said == "on"
            profile.save(update_fields=["keyboard_shortcuts"])
            text = _("Keys are on.") if said == "on" else _("Keys are off.")
            messages.success(request, text)
        return redirect(list_url(query_of(request)))


def _open(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Lead to a matter's own page, above which stand how many follow and the ways on and back."""
    walk = walking.walk_of(request)
    left = len(walk.left) if walk else 0
    text = ngettext("%(what)s – then %(n)s more.", "%(what)s – then %(n)s more.", left)
    ways = [
        messages.button(reverse("worklist:onward"), _("Skip, next one")),
        messages.button(reverse("worklist:leave"), _("Back to the list")),
    ]
    messages.info(request, text % {"what": entry.queue.label, "n": left}, buttons=ways)
    return redirect(entry.item.url)
