"""What stands at the address of a feed, asked for from its form; neither the form nor an event is written."""

from typing import Any

from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from events.imports.checking import Trial, try_address
from events.imports.coming import MOST_DATES, ComingDate
from events.imports.fetch import fetch
from events.imports.running import Fetch
from events.imports.wording import remark_words
from events.models import CalendarFeed
from portal.scoped_views import ScopedView, permitted_row

from .feed_turns import turn
from .next_dates import day_words, time_words

# What the check needs of the form; whatever else is wrong there is told when it is saved.
ASKED = ("organisation", "url", "default_zone")


class FeedCheckView(ScopedView, View):
    """Asks the address that stands in the form; for whoever may name a feed, or change the one in the address."""

    model: Any = None
    permission_policy: Any = None
    http_method_names = ["post", "options"]
    template_name = "events/admin/feed_check.html"
    page_title = gettext_lazy("What stands at this address")
    fetch: Fetch = staticmethod(fetch)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the feed; raises Http404 for a foreign one, and for whoever may name none."""
        super().setup(request, *args, **kwargs)
        self.feed = self._feed()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return what was found, or why nothing was."""
        form = self._form(self.feed)
        errors = list(_errors(form))
        trial = None
        if not errors:
            with turn(request.user) as is_ours:
                trial = self._trial(form.instance) if is_ours else None
            if trial is None:
                errors = [_("An address is being checked already. Please try again in a moment.")]
        context = {"errors": errors, "trial": trial, "page_title": self.page_title}
        return TemplateResponse(request, self.template_name, context | (_shown(trial) if trial else {}))

    def _feed(self) -> CalendarFeed:
        """Return the feed in the address, or a new one; raises Http404."""
        policy = self.permission_policy
        if key := self.request.GET.get("feed"):
            return permitted_row(policy, self.request.user, ("change",), key)
        if not policy.user_has_permission(self.request.user, "add"):
            raise Http404
        return CalendarFeed()

    def _form(self, feed: CalendarFeed) -> ModelForm:
        """Return the form of the feed as it was sent; what somebody may not say there is refused here, too."""
        form_class = CalendarFeed.snippet_viewset.get_edit_handler().get_form_class()
        return form_class(self.request.POST, instance=feed, for_user=self.request.user)

    def _trial(self, feed: CalendarFeed) -> Trial:
        """Return what the address of an unsaved feed holds."""
        return try_address(feed.url, feed.organisation, timezone.now(), feed=feed, fetch=self.fetch)


def _errors(form: ModelForm) -> list[str]:
    """Return what is wrong with the answers that the check needs."""
    found = [
        f"{form.fields[name].label}: {message}" for name in ASKED for message in form.errors.get(name, ())
    ]
    if not found and not form.instance.url:
        return [_("Enter the address first.")]
    return found


def _shown(trial: Trial) -> dict[str, Any]:
    """Return what was found in words."""
    return {
        "dates": [_date(one) for one in trial.coming],
        "has_more_dates": trial.dates >= MOST_DATES,
        "refused": [
            {"title": line.title, "why": "; ".join(map(remark_words, line.remarks))} for line in trial.refused
        ],
        "more_refused": trial.refusals - len(trial.refused),
    }


def _date(one: ComingDate) -> dict[str, Any]:
    """Return a date as a line."""
    moment = one.moment
    return {
        "title": one.title or _("Event without a title"),
        "day": day_words(moment.wall_start),
        "time": time_words(moment.wall_start, moment.wall_end, moment.is_all_day),
        "is_off": moment.is_cancelled,
    }
