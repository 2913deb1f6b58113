"""The pages of saved searches: asking for one, confirming it, changing it, leaving."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.addresses import calendar_is_public
from network.region_table import RegionTable, region_table
from portal.anonymous_forms import never_kept
from portal.http.rate_limit import RateLimit
from portal.page_context import view_context
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink
from portal.view_models import Message

from . import subscribing
from .filters import SavedFilter, are_published, conditions_of, filter_to_save, search_address
from .forms import RhythmForm, SubscribeForm
from .links import CONFIRM, MANAGE
from .models import Rhythm, SavedSearch

# A household or an office may save a dozen searches at once, and one more every two minutes.
limit = RateLimit(size=12, per_second=1 / 120)


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def save_search(request: HttpRequest) -> HttpResponse:
    """Take the wish to hear what is new for the filter in the address."""
    table = region_table()
    saved_filter = filter_to_save(request.GET, table)
    context = _context(request, _("Follow a search by mail"), saved_filter, table)
    is_of_everything = not saved_filter.kinds
    context["has_dates"] = is_of_everything and calendar_is_public()
    context["has_publications"] = is_of_everything and are_published()
    if request.method != "POST":
        return _page(request, "save", {**context, "form": SubscribeForm(request)})
    form = SubscribeForm(request, request.POST)
    # What is sent by another site, or with a slip of the pen, costs nobody anything.
    if saved_filter.notes or not form.is_valid():
        return _page(request, "save", {**context, "form": form}, status=400)
    budget = limit.take(request)
    if not budget.allowed:
        text = _("From your network there were many requests. Please try again in a few minutes.")
        context["notes"] = [Message("warn", text)]
        response = _page(request, "save", {**context, "form": form}, status=429)
        response["Retry-After"] = str(budget.wait)
        return response
    wish = subscribing.Wish(*(form.cleaned_data[name] for name in ("email", "rhythm", "language")))
    subscribing.ask(wish, saved_filter, table, timezone.now())
    return _page(request, "asked", {**context, "most": subscribing.MOST_PER_ADDRESS})


def _context(
    request: HttpRequest, title: str, saved_filter: SavedFilter, table: RegionTable
) -> dict[str, Any]:
    """Return what every page about a filter shows; search engines have no business there."""
    return {
        **view_context(request, title, robots="noindex"),
        "title": title,
        "conditions": conditions_of(saved_filter, table),
        "search_url": search_address(saved_filter, table),
        "notes": [Message("warn", note) for note in saved_filter.notes],
    }


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the pages, which no cache keeps."""
    return never_kept(render(request, f"search/subscriptions/{name}.html", context, status=status))


class SavedSearchView(SignedLinkView):
    """Base of the pages behind the links in mails."""

    def found(self, link: SignedLink) -> SavedSearch | None:
        """Return the saved search a link is about, None when it is gone."""
        return subscribing.find(link.subject)

    def answer(
        self, request: HttpRequest, name: str, title: str, saved: SavedSearch, **more: Any
    ) -> HttpResponse:
        """Return a page about a saved search."""
        table = region_table()
        context = _context(request, title, subscribing.filter_of(saved, table), table)
        return _page(request, name, {**context, "rhythm": Rhythm(saved.rhythm).label, **more})

    def ended(self, request: HttpRequest) -> HttpResponse:
        """Return the page that says that no more mails come, whether by this link or long before."""
        title = _("You get no more mails")
        return _page(request, "ended", {**view_context(request, title, robots="noindex"), "title": title})


class ConfirmSearch(SavedSearchView):
    """Somebody confirms that the address is theirs."""

    purpose = CONFIRM

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the search with the button."""
        saved = self.found(link)
        if saved is None:
            raise LinkOutdated
        return self.answer(request, "confirm", _("Follow this search by mail?"), saved)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Start the saved search."""
        saved = subscribing.confirm(link.subject, timezone.now())
        if saved is None:
            raise LinkOutdated
        return self.answer(request, "confirm", _("Your search is saved"), saved, done=True)


class ManageSearch(SavedSearchView):
    """Somebody looks at a saved search, changes how often they hear of it, or ends it; as often as they like."""

    purpose = MANAGE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the saved search with what can be changed."""
        saved = self.found(link)
        if saved is None:
            return self.ended(request)
        return self._form(request, saved, RhythmForm(initial={"rhythm": saved.rhythm}))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Change or end the saved search; the link stays good."""
        link = self.read(token)
        if "leave" in request.POST:
            subscribing.leave(link.subject)
            return self.ended(request)
        form = RhythmForm(request.POST)
        saved = self.found(link)
        if saved is None:
            return self.ended(request)
        if not form.is_valid():
            return self._form(request, saved, form, status=400)
        subscribing.change_rhythm(link.subject, Rhythm(form.cleaned_data["rhythm"]))
        return self._form(request, saved, form, done=True)

    def _form(
        self,
        request: HttpRequest,
        saved: SavedSearch,
        form: RhythmForm,
        done: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        """Return the page with the form."""
        response = self.answer(request, "manage", _("Your saved search"), saved, form=form, done=done)
        response.status_code = status
        return response


class LeaveSearch(SavedSearchView):
    """The way out of every mail: GET asks once, a POST ends it, from mail programs too (RFC 8058 §3.2)."""

    purpose = MANAGE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the button; whoever has left already learns that."""
        saved = self.found(link)
        if saved is None:
            return self.ended(request)
        return self.answer(request, "leave", _("No more mails?"), saved)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """End the saved search; the same again changes nothing."""
        subscribing.leave(self.read(token).subject)
        return self.ended(request)
