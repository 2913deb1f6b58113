"""The page behind the link in a mail: GET compares, a button approves or sends back; nobody has to sign in."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Via
from portal.page_context import view_context
from portal.signed_link_view import SignedFormView
from portal.signed_links import LinkError, SignedLink

from .kinds import NotDone, Said
from .links import PURPOSE, Claim, LinkChanged, LinkForeign, LinkNotDone, LinkSettled, claim_of
from .pictures import with_pictures

APPROVE, SEND_BACK = "approve", "send_back"
COMMENT = 2000


class DecideForm(forms.Form):
    """What is decided, and what is asked for where it is sent back."""

    do = forms.ChoiceField(choices=[(APPROVE, ""), (SEND_BACK, "")], widget=forms.HiddenInput)
    comment = forms.CharField(
        label=gettext_lazy("What do you ask for?"),
        required=False,
        max_length=COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only if you send it back. It goes to whoever submitted it, word by word."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where it is sent back."""
        cleaned = super().clean()
        if cleaned.get("do") == SEND_BACK and not cleaned.get("comment"):
            self.add_error("comment", _("Say what is asked for; it goes to whoever submitted it."))
        return cleaned


class DecideByLink(SignedFormView):
    """Approve or send back what the link is about."""

    purpose = PURPOSE

    def subject(self, link: SignedLink) -> Claim:
        """Return what is decided about, and who may."""
        return claim_of(link)

    def form(self, subject: Claim, data: Any = None) -> DecideForm:
        """Return both buttons, and the field for what is asked for."""
        return DecideForm(data)

    def carry_out(self, request: HttpRequest, subject: Claim, form: forms.Form) -> HttpResponse:
        """Carry the decision out; raises LinkNotDone, which gives the link back."""
        is_approval = form.cleaned_data["do"] == APPROVE
        comment = "" if is_approval else form.cleaned_data["comment"]
        said = Said(subject.user, timezone.now(), Via.MAIL, subject.waiting.state, comment)
        try:
            if is_approval:
                subject.kind.approve(subject.waiting.key, said)
            else:
                subject.kind.send_back(subject.waiting.key, said)
        except NotDone as error:
            raise LinkNotDone(str(error)) from error
        title = _("Approved") if is_approval else _("Sent back")
        context = _context(request, title) | {"waiting": subject.waiting, "is_approval": is_approval}
        return render(request, "network/moderation/link_done.html", context)

    def refuse(self, request: HttpRequest, error: LinkError) -> HttpResponse:
        """Return the page that says why not, and where to go on."""
        words = _refusal(error)
        if words is None:
            return super().refuse(request, error)
        title, text, url = words
        context = _context(request, title) | {"text": text, "url": url}
        return render(request, "network/moderation/link_refused.html", context, status=410)

    def form_page(
        self, request: HttpRequest, subject: Claim, form: forms.Form, status: int = 200
    ) -> HttpResponse:
        """Return the comparison with the form."""
        waiting = subject.waiting
        comparison = subject.kind.compare(waiting.key)
        context = _context(request, _("Check: %(title)s") % {"title": waiting.title}) | {
            "waiting": waiting,
            "comparison": comparison,
            "pictures": with_pictures(comparison.pictures),
            "form": form,
            "reader": subject.user,
        }
        return render(request, "network/moderation/link_decide.html", context, status=status)


def _context(request: HttpRequest, title: str) -> dict[str, Any]:
    """Return what every page behind a link reads."""
    return view_context(request, title, robots="noindex") | {"title": title}


def _refusal(error: LinkError) -> tuple[str, str, str] | None:
    """Return heading, text and the way on for a link that gives no right; None for the reasons of any link."""
    if isinstance(error, LinkSettled):
        words = error.words or _("This does not wait to be checked any more.")
        return _("Decided already"), words, ""
    if isinstance(error, LinkChanged):
        return (
            _("There is a newer version"),
            _(
                "What the mail showed has been changed since, so nothing was decided. A new mail is on its way."
            ),
            error.waiting.url,
        )
    if isinstance(error, LinkForeign):
        return (
            _("This link does not work"),
            _("It was made for somebody who does not check submissions any more."),
            "",
        )
    if isinstance(error, LinkNotDone):
        return _("Nothing was changed"), error.words, ""
    return None
