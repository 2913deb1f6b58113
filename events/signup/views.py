"""The public pages of registration: the form, and what stands behind the links in mails."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.calendar.rows import title_of
from events.models import Event, Registration, RegistrationSettings
from events.models.registrations import RegistrationState
from events.records import EventRecord, public_record
from events.signup import addresses, booking, words
from events.signup.addresses import CONFIRM, MANAGE
from events.signup.facts import Facts, facts_for
from events.signup.forms import SignupForm
from events.signup.slots import WHOLE, Slot, goes_by_date, key_named, open_slots, slot_of
from events.signup.state import Counts, SignupState, state_of
from portal.anonymous_forms import never_kept
from portal.http.rate_limit import RateLimit
from portal.languages import mail_language, page_language
from portal.page_context import view_context
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink
from portal.view_models import Link, PageLanguage

SHORT_ID_LENGTH = 10
MOST_DATES = 60

# A school class behind one connection can register, and further people one a minute.
limit = RateLimit(size=30, per_second=1 / 60)


@dataclass(frozen=True)
class Asked:
    """What an address asks for: an event, how one registers for it, and the date, None for the choice of one."""

    event: Event
    record: EventRecord
    settings: RegistrationSettings
    slot: Slot | None

    @property
    def title(self) -> str:
        """Return what the date is called."""
        return title_of(self.record, self.record.dates.get(self.slot.key) if self.slot else None)

    def path(self) -> str:
        """Return the address of the date's page, "" without a calendar."""
        key = self.slot.key if self.slot else WHOLE
        return addresses.page_path(self.event.pk, self.record.slug, self.record.short_id, key)


# No authority of a session takes part; AnonymousForm checks where the form comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest, name: str, part: str = "") -> HttpResponse:
    """Let one register for an event or one of its dates; drafts and events without registration answer alike."""
    asked = _asked(name, part)
    if asked.slot is None:
        return _choose(request, asked)
    own = addresses.form_path(
        asked.record.slug, asked.record.short_id, addresses.part_of(asked.event.pk, asked.slot.key)
    )
    if own != request.path and request.method != "POST":
        return HttpResponseRedirect(own)
    now = timezone.now()
    state = state_of(asked.slot, asked.settings, Counts.of(asked.event.pk, asked.settings), now, own)
    context = {**_context(request, asked), "state": state}
    if not state.is_open:
        return _page(request, "closed", context, 200 if request.method != "POST" else 409)
    if request.method == "POST":
        return _take(request, asked, context, now)
    return _page(request, "form", {**context, "form": _form(request, asked, state)})


def _take(request: HttpRequest, asked: Asked, context: dict[str, Any], now: datetime) -> HttpResponse:
    """Take what was filled in; the answer is the same whether or not the address was known."""
    form = _form(request, asked, context["state"], request.POST)
    if not form.is_valid():
        return _page(request, "form", {**context, "form": form}, 400)
    budget = limit.take(request)
    if not budget.allowed:
        form.add_error(
            None, _("From your network there were many requests. Please try again in a few minutes.")
        )
        response = _page(request, "form", {**context, "form": form}, 429)
        response["Retry-After"] = str(budget.wait)
        return response
    booking.ask(asked.event, asked.slot, _wish(form), now)
    return _page(request, "asked", context)


def _asked(name: str, part: str) -> Asked:
    """Return what an address asks for; raises Http404."""
    event = Event.objects.filter(short_id=name[-SHORT_ID_LENGTH:], live=True).first()
    settings = RegistrationSettings.objects.filter(event=event, is_enabled=True).first() if event else None
    if event is None or settings is None:
        raise Http404
    record = public_record(event)
    by_date = goes_by_date(settings, event.is_series)
    if by_date and not part:
        return Asked(event, record, settings, None)
    key = key_named(event.pk, part) if by_date else WHOLE
    slot = slot_of(event, settings, key, event.is_series) if key is not None else None
    if slot is None:
        raise Http404
    return Asked(event, record, settings, slot)


def _choose(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show the dates one can register for."""
    own = addresses.form_path(asked.record.slug, asked.record.short_id)
    if own != request.path:
        return HttpResponseRedirect(own)
    now = timezone.now()
    slots = open_slots(asked.event, asked.settings, now)[:MOST_DATES]
    counts = Counts.of(asked.event.pk, asked.settings)
    parts = addresses.parts_of(asked.event.pk, [slot.key for slot in slots])
    urls = {key: addresses.form_path(asked.record.slug, asked.record.short_id, parts[key]) for key in parts}
    rows = [
        (words.date_words(slot.first), state_of(slot, asked.settings, counts, now, urls[slot.key]))
        for slot in slots
    ]
    return _page(request, "choose", {**_context(request, asked), "rows": rows})


def _form(request: HttpRequest, asked: Asked, state: SignupState, data: Any = None) -> SignupForm:
    """Return the form."""
    return SignupForm(request, data, settings=asked.settings, state=state)


def _wish(form: SignupForm) -> booking.Wish:
    """Return what was filled in."""
    cleaned = form.cleaned_data
    return booking.Wish(
        cleaned["email"],
        cleaned.get("person", ""),
        cleaned.get("seats", 1),
        mail_language(),
        form.submission_key,
    )


def _context(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """Return what every page about registering shows; search engines have no business there."""
    path = asked.path()
    title = _("Register: %(title)s") % {"title": asked.title}
    return {
        **_frame(request, title, [Link(asked.title, path)] if path else []),
        "heading": pgettext("button", "Register"),
        "title": asked.title,
        "language": _language_of(asked.record),
        "when": words.slot_words(asked.slot) if asked.slot else "",
        "note": "" if asked.record.is_shielded else asked.settings.note,
        "keep_days": asked.settings.keep_days,
        "organisers": ", ".join(organiser.name for organiser in asked.record.organisers),
        "asks_name": asked.settings.asks_name,
        "event_url": path,
    }


def _language_of(record: EventRecord) -> PageLanguage | None:
    """Return the language of an event's words, None where it is the one being read."""
    return None if record.language == get_language() else page_language(record.language)


def _frame(request: HttpRequest, heading: str, trail: Sequence[Link] = ()) -> dict[str, Any]:
    """Return the frame of a page with its heading."""
    context = view_context(request, heading, robots="noindex")
    home, own = context["breadcrumbs"]
    return {**context, "heading": heading, "breadcrumbs": (home, *trail, replace(own, label=heading))}


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return one of the pages, which no cache keeps."""
    return never_kept(render(request, f"events/signup/{name}.html", context, status=status))


class SignupLink(SignedLinkView):
    """Base of the pages behind the links in mails."""

    def about(self, link: SignedLink) -> Registration | None:
        """Return the registration a link is about, None when it is gone."""
        return booking.find(link.subject)

    def standing(
        self, request: HttpRequest, registration: Registration, heading: str, **more: Any
    ) -> HttpResponse:
        """Return the page that shows a registration as it stands."""
        now = timezone.now()
        facts = facts_for(registration.event, registration, now)
        context = {**_frame(request, heading), **_facts(facts), **more}
        is_over = registration.offer_until is not None and registration.offer_until <= now
        return _page(
            request,
            "standing",
            {
                **context,
                "state": registration.state,
                "seats": words.seats_words(registration.seats),
                "name": registration.name,
                "offer_until": words.moment_words(registration.offer_until)
                if registration.offer_until
                else "",
                "offer_is_over": is_over,
            },
        )

    def gone(self, request: HttpRequest, heading: str, text: str, status: int = 200) -> HttpResponse:
        """Return the page about a registration that is deleted."""
        return _page(request, "gone", {**_frame(request, heading), "text": text}, status)


class ConfirmSignup(SignupLink):
    """Somebody confirms that the address is theirs, and takes the seat."""

    purpose = CONFIRM

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show what one registers for with the button."""
        found = self.about(link)
        if found is None:
            raise LinkOutdated
        heading = _("Register with this address?")
        return self.standing(request, found, heading)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Take the seat, or the place on the waiting list."""
        found = self.about(link)
        if found is None:
            raise LinkOutdated
        confirmed = booking.confirm(found, timezone.now())
        if confirmed is None:
            text = _("Meanwhile all seats are taken, or registration has closed. Your address is deleted.")
            return self.gone(request, _("You are not registered"), text, 409)
        return self.standing(request, confirmed, _heading(confirmed), done=True)


class ManageSignup(SignupLink):
    """Somebody looks at a registration, takes the seat that was offered, or signs off; as often as they like."""

    purpose = MANAGE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the registration with what can be done."""
        found = self.about(link)
        return self._ended(request) if found is None else self.standing(request, found, _heading(found))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the seat or sign off, as the button said; the link stays good."""
        found = self.about(self.read(token))
        if found is None:
            return self._ended(request)
        now = timezone.now()
        if "leave" in request.POST:
            booking.cancel(found, now)
            return self._ended(request)
        if "accept" in request.POST:
            taken = booking.accept(found, now)
            if taken is None:
                return self._ended(request)
            return self.standing(
                request, taken, _heading(taken), done=taken.state == RegistrationState.CONFIRMED
            )
        return self.standing(request, found, _heading(found))

    def _ended(self, request: HttpRequest) -> HttpResponse:
        """Return the page that says that there is no registration, whether by this link or long before."""
        text = _("There is no registration behind this link any more, and your address is deleted.")
        return self.gone(request, _("You are not registered"), text)


def _heading(registration: Registration) -> str:
    """Return what stands above a registration."""
    headings = {
        RegistrationState.PENDING: _("Register with this address?"),
        RegistrationState.CONFIRMED: _("You are registered"),
        RegistrationState.WAITING: _("You are on the waiting list"),
        RegistrationState.OFFERED: _("A seat is free for you"),
    }
    return headings[RegistrationState(registration.state)]


def _facts(facts: Facts) -> dict[str, Any]:
    """Return what a page tells of the date."""
    return {
        "title": facts.title,
        "language": _language_of(facts.record),
        "dates": facts.when(),
        "place": facts.place,
        "online": facts.online,
        "event_url": facts.path(),
        "takes_place": facts.takes_place,
        "note": facts.note,
    }
