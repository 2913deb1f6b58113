"""The page behind the link of the mail: longer, or over now; nothing happens before a button is pressed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import signed_links
from portal.page_context import view_context
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkInvalid, LinkOutdated, SignedLink

from . import moments
from .kinds import Ending, Kind, kinds
from .letters import PURPOSE, SEPARATOR

# Nobody knows today what will be open in more than a year.
LONGEST = timedelta(days=366)
RENEW, CLOSE = "renew", "close"


@dataclass(frozen=True)
class Claim:
    """What a link gives a right to: a thing of a kind, as it stands now."""

    kind: Kind
    ending: Ending


class AnswerForm(forms.Form):
    """What becomes of it, and until when it goes on."""

    act = forms.ChoiceField(choices=[(RENEW, RENEW), (CLOSE, CLOSE)])
    day = forms.DateField(
        label=gettext_lazy("New last day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
    )

    def __init__(self, ending: Ending, today: date, data: Any = None) -> None:
        super().__init__(data)
        self.ending, self.today = ending, today
        if ending.may_stay_open:
            self.fields["day"].help_text = _("Without a day it stays open until further notice.")
        else:
            self.fields["day"].required = data is None or data.get("act") == RENEW

    def clean_day(self) -> date | None:
        """Return the day; raises ValidationError for one that is over or too far away."""
        day = self.cleaned_data["day"]
        if day and not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day

    @property
    def new_end(self) -> datetime | None:
        """Return the end that was chosen, None for until further notice."""
        day = self.cleaned_data["day"]
        return moments.end_of(day) if day else None


class DeadlineLinkView(SignedLinkView):
    """Renew or close a thing; a form with errors leaves the link good."""

    purpose = PURPOSE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show what it is about, and both ways."""
        claim = claim_of(link)
        return self._page(request, claim, AnswerForm(claim.ending, timezone.localdate()))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Use the link up and act, unless the form has errors or the thing cannot be changed now."""
        claim = claim_of(self.read(token))
        form = AnswerForm(claim.ending, timezone.localdate(), request.POST)
        if claim.ending.obstacle or not form.is_valid():
            return self._page(request, claim, form, status=400)
        return super().post(request, token)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Renew or close; of two people who press at once the second one is told what the first one did."""
        hold(link)
        claim, now = claim_of(link), timezone.now()
        form = AnswerForm(claim.ending, timezone.localdate(), request.POST)
        form.full_clean()
        if form.cleaned_data["act"] == CLOSE:
            claim.kind.close(claim.ending.key, now)
            return self._page(request, claim, form, done=_("It is over now and in no list any more."))
        claim.kind.renew(claim.ending.key, form.new_end, now)
        words = moments.words_of(form.new_end)
        done = _("It is open until %(day)s.") % {"day": words} if words else _("It stays open.")
        return self._page(request, claim, form, done=done)

    def _page(
        self, request: HttpRequest, claim: Claim, form: AnswerForm, done: str = "", status: int = 200
    ) -> HttpResponse:
        """Return the page."""
        title = _("Thank you, noted") if done else _("Longer, or over?")
        context = view_context(request, title, robots="noindex") | {
            "title": title,
            "ending": claim.ending,
            "end_words": moments.words_of(claim.ending.ends_at),
            "is_over": moments.is_over(claim.ending.ends_at, timezone.now()),
            "form": form,
            "done": done,
        }
        return render(request, "portal/deadlines/answer.html", context, status=status)


def hold(link: SignedLink) -> None:
    """Let nobody else change what a link is about until the transaction ends."""
    name, key, _recipient = _parts(link)
    if kind := kinds.get(name):
        kind.hold(key)


def claim_of(link: SignedLink) -> Claim:
    """Return what a link gives a right to; raises LinkOutdated once its end was changed or the right is gone."""
    name, key, recipient = _parts(link)
    kind = kinds.get(name)
    ending = kind.find(key, recipient) if kind else None
    if ending is None:
        raise LinkOutdated
    signed_links.check_revision(link, ending.state)
    return Claim(kind, ending)


def _parts(link: SignedLink) -> list[str]:
    """Return kind, key and recipient; raises LinkInvalid for a link of an earlier version."""
    parts = link.subject.split(SEPARATOR)
    if len(parts) != 3:
        raise LinkInvalid
    return parts
