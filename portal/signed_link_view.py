"""The page behind a signed link: GET shows what will happen, POST does it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from portal import signed_links
from portal.page_context import view_context
from portal.signed_links import LinkError, SignedLink

_WORDS = {
    signed_links.LinkInvalid: _("This link is not complete. Please copy it whole from the mail."),
    signed_links.LinkExpired: _("This link has expired. Please ask for a new one."),
    signed_links.LinkOutdated: _("What this link was about has changed since. Please ask for a new one."),
    signed_links.LinkUsed: _(
        "You have pressed this link before, and it worked. Nothing more needs to be done."
    ),
}


class SignedLinkView(View):
    """Base of views whose route has a `token`; a subclass says what for, what is shown and what is done."""

    purpose = ""
    http_method_names = ["get", "head", "post"]

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Return the view; it takes its button without a cookie, also where a subclass has a `dispatch` of its own.

        The token in the address is the right; no session takes part, so there is nothing a foreign site could borrow.
        """
        return csrf_exempt(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer with headers that keep the address out of caches and of other sites."""
        try:
            response = super().dispatch(request, *args, **kwargs)
        except LinkError as error:
            response = self.refuse(request, error)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what the link is about; changes nothing."""
        return self.show(request, self.read(token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Use the link up and act, both or neither."""
        link = self.read(token)
        with transaction.atomic():
            signed_links.spend(link, timezone.now())
            return self.act(request, link)

    def read(self, token: str) -> SignedLink:
        """Return the link; raises a LinkError."""
        return signed_links.read(token, self.purpose, timezone.now())

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Return the page with the button; raise LinkOutdated if the subject is gone or changed."""
        raise NotImplementedError

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Do what the link is for, inside the transaction that uses it up, and return the page that says so."""
        raise NotImplementedError

    def refuse(self, request: HttpRequest, error: LinkError) -> HttpResponse:
        """Return the page that says why the link gives no right, or that everything is done already."""
        is_done = isinstance(error, signed_links.LinkUsed)
        title = str(_("Already done") if is_done else _("This link does not work"))
        context = view_context(request, title, robots="noindex")
        words = {"title": title, "text": _WORDS[type(error)]}
        return render(request, "portal/link_refused.html", {**context, **words}, status=410)


class SignedFormView(SignedLinkView):
    """Base of links with a form beside the button; one with errors leaves the link good."""

    def subject(self, link: SignedLink) -> Any:
        """Return what the link is about; raises a LinkError."""
        raise NotImplementedError

    def form(self, subject: Any, data: Any = None) -> forms.Form:
        """Return what is asked beside the button: nothing."""
        return forms.Form(data)

    def form_page(
        self, request: HttpRequest, subject: Any, form: forms.Form, status: int = 200
    ) -> HttpResponse:
        """Return the page with the form."""
        raise NotImplementedError

    def carry_out(self, request: HttpRequest, subject: Any, form: forms.Form) -> HttpResponse:
        """Do what the link is for by a form without errors, and return the page that says so."""
        raise NotImplementedError

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show what the link is about, and the form."""
        subject = self.subject(link)
        return self.form_page(request, subject, self.form(subject))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Use the link up and act, unless the form has errors."""
        subject = self.subject(self.read(token))
        form = self.form(subject, request.POST)
        if not form.is_valid():
            return self.form_page(request, subject, form, status=400)
        return super().post(request, token)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Look again whether the link gives the right, then do it."""
        subject = self.subject(link)
        form = self.form(subject, request.POST)
        form.full_clean()
        return self.carry_out(request, subject, form)
