"""The pages behind the links in the mails: right, change, end; no signing in, nothing happens before the button."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import corrections
from portal.page_context import view_context
from portal.signed_link_view import SignedFormView, SignedLinkView
from portal.signed_links import LinkError, LinkOutdated, SignedLink

from . import asking, recipients, sources
from .links import ALL, LEAVE, PURPOSE, Claim, LinkChanged, claim_of, path_of, token_for_today

TEXT = 1500


class ChangeForm(forms.Form):
    """What is different now, in the organisation's own words."""

    text = forms.CharField(
        label=gettext_lazy("What has changed?"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Write it as you would say it. The coordination office puts it on the page."),
    )


class EndForm(forms.Form):
    """Which of several things are over."""

    endings = forms.MultipleChoiceField(
        label=gettext_lazy("What is over?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, item: sources.Item, data: Any = None) -> None:
        super().__init__(data)
        self.fields["endings"].choices = [(ending.key, ending.words) for ending in item.endings]
        if not item.endings:
            del self.fields["endings"]


class AnswerView(SignedLinkView):
    """Base of the three answers."""

    purpose = PURPOSE
    way = "confirm"
    template = "network/freshness/confirm.html"

    def subject(self, link: SignedLink) -> Claim:
        """Return what the link still gives a right to; raises a LinkError."""
        return claim_of(link, timezone.localdate())

    def page(self, request: HttpRequest, title: str, claim: Claim, **more: Any) -> HttpResponse:
        """Return one of the pages."""
        status = more.pop("status", 200)
        token = self.kwargs["token"]
        context = view_context(request, title, robots="noindex") | {
            "title": title,
            "name": claim.asking.organisation.name,
            "items": claim.items,
            "page_url": next((item.url for item in claim.items if item.url), ""),
            "edit_path": claim.items[0].edit_path if claim.recipient.user else "",
            "confirm_path": path_of(token),
            "change_path": path_of(token, "change"),
            "end_path": path_of(token, "end") if claim.key != ALL and claim.items[0].can_end else "",
        }
        return render(request, self.template, context | more, status=status)

    def settled(self, request: HttpRequest, claim: Claim) -> HttpResponse | None:
        """Return the page that says that somebody confirmed all of this meanwhile, None while it is open."""
        latest = timezone.localdate() + asking.SOON
        if any(item.due_on <= latest for item in claim.items):
            return None
        return self.page(request, _("Already confirmed"), claim, done=True, already=True)

    def refuse(self, request: HttpRequest, error: LinkError) -> HttpResponse:
        """Return the page that says why not; where facts changed since, with the way to those of today."""
        if not isinstance(error, LinkChanged):
            return super().refuse(request, error)
        title = _("This has changed since the mail")
        context = view_context(request, title, robots="noindex") | {
            "title": title,
            "name": error.claim.asking.organisation.name,
            "fresh_path": path_of(token_for_today(error, timezone.now())),
        }
        return render(request, "network/freshness/changed.html", context, status=410)


class ConfirmItems(AnswerView):
    """Everything that is shown is right."""

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show what would be confirmed, with the button and the other ways."""
        claim = self.subject(link)
        return self.settled(request, claim) or self.page(request, _("Is this still right?"), claim)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Write the confirmation down."""
        claim = self.subject(link)
        if settled := self.settled(request, claim):
            return settled
        sources.confirm(claim.items, timezone.localdate(), claim.recipient.user)
        return self.page(request, _("Thank you, confirmed"), claim, done=True)


class AnswerWithForm(AnswerView, SignedFormView):
    """Base of the answers that say more than yes."""

    question: Any = ""

    def form_page(
        self, request: HttpRequest, subject: Claim, form: forms.Form, status: int = 200
    ) -> HttpResponse:
        """Return what stands there and the form."""
        return self.page(request, str(self.question), subject, form=form, status=status)


class ChangeItems(AnswerWithForm):
    """Something is different now: told to the office, or changed by oneself after signing in."""

    template = "network/freshness/change.html"
    question = gettext_lazy("What has changed?")

    def form(self, subject: Claim, data: Any = None) -> ChangeForm:
        """Return the form for the organisation's words."""
        return ChangeForm(data)

    def carry_out(self, request: HttpRequest, subject: Claim, form: forms.Form) -> HttpResponse:
        """Pass the words on to the office."""
        labels = ", ".join(item.label for item in subject.items)
        _tell_office(subject, f"{labels}: {form.cleaned_data['text']}")
        return self.page(request, _("Thank you, passed on"), subject, done=True)


class EndItem(AnswerWithForm):
    """Something is over."""

    template = "network/freshness/end.html"
    question = gettext_lazy("What is over?")

    def subject(self, link: SignedLink) -> Claim:
        """Return the same for one item that can be ended."""
        claim = super().subject(link)
        if claim.key == ALL or not claim.items[0].can_end:
            raise LinkOutdated
        return claim

    def form(self, subject: Claim, data: Any = None) -> EndForm:
        """Return the form, which asks which of several things end."""
        return EndForm(subject.items[0], data)

    def carry_out(self, request: HttpRequest, subject: Claim, form: forms.Form) -> HttpResponse:
        """End it; what cannot be done at once is told to the office."""
        chosen = form.cleaned_data.get("endings", [])
        left = sources.end(subject.items[0], chosen, timezone.localdate(), subject.recipient.user)
        if left:
            _tell_office(subject, left)
        return self.page(request, _("Thank you, noted"), subject, done=True, is_passed_on=bool(left))


class LeaveAddress(SignedLinkView):
    """An organisation's own address is asked no more; mail programs press the button themselves (RFC 8058 §3.2)."""

    purpose = LEAVE

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show the button."""
        return self._page(request, _("Ask this address no more?"))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Ask no more; the same again changes nothing."""
        recipients.do_not_ask(self.read(token).subject)
        return self._page(request, _("This address is asked no more"), done=True)

    def _page(self, request: HttpRequest, title: str, **more: Any) -> HttpResponse:
        """Return the page."""
        context = view_context(request, title, robots="noindex") | {"title": title}
        return render(request, "network/freshness/leave.html", context | more)


def _tell_office(claim: Claim, text: str) -> None:
    """Pass words on to the office, and ask nobody else about these items."""
    corrections.note(claim.asking.organisation, text, claim.recipient.address, timezone.now())
    asking.note_answer(claim.asking, [item.key for item in claim.items])
