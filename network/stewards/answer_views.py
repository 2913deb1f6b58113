"""The pages behind the office's questions: still there or not, and who shall keep the page."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Organisation, Reclaim, ReclaimState, ReclaimWay, Stewardship
from portal.page_context import view_context
from portal.person_names import PersonNameField
from portal.signed_link_view import SignedFormView, SignedLinkView
from portal.signed_links import SignedLink

from . import answer_links as links
from . import reclaiming
from .ending import end, is_last
from .log_actions import RECLAIM_ASKED, STILL_THERE, note

STOP = "stop"


class StillThere(SignedLinkView):
    """A steward says to be still there, or to stop."""

    purpose = links.ANSWER

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Show both buttons."""
        row = links.steward_behind(link)
        return _page(
            request,
            "answer.html",
            _("Do you still keep this page?"),
            row.organisation,
            is_last=is_last(row),
        )

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Note the answer."""
        row, now = links.steward_behind(link), timezone.now()
        if request.POST.get("say") == STOP:
            end(row, row.user, now)
            return _page(
                request, "answer.html", _("You no longer keep this page"), row.organisation, done=STOP
            )
        Stewardship.objects.filter(pk=row.pk).update(answered_on=timezone.localdate(now))
        note(row.organisation, STILL_THERE, row.user)
        return _page(request, "answer.html", _("Thank you, noted"), row.organisation, done="stay")


class NameForm(forms.Form):
    """Who shall keep the page."""

    person = PersonNameField(label=gettext_lazy("Name"), max_length=100)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("An own address of that person. The invitation goes there."),
    )


class NameSteward(SignedFormView):
    """The organisation's own address names somebody."""

    purpose = links.NAME

    def subject(self, link: SignedLink) -> Organisation:
        """Return for whom somebody is named."""
        return links.entry_behind(link)

    def form(self, subject: Organisation, data: Any = None) -> NameForm:
        """Return the question who."""
        return NameForm(data)

    def form_page(
        self, request: HttpRequest, subject: Organisation, form: forms.Form, status: int = 200
    ) -> HttpResponse:
        """Return the page with the form."""
        return _page(request, "name.html", _("Who keeps this page?"), subject, form=form, status=status)

    def carry_out(self, request: HttpRequest, subject: Organisation, form: forms.Form) -> HttpResponse:
        """Begin a request that is shown by the address; whoever acts already may still object."""
        now = timezone.now()
        reclaim = Reclaim.objects.create(
            organisation=subject,
            name=form.cleaned_data["person"],
            email=form.cleaned_data["email"].lower(),
            way=ReclaimWay.ADDRESS,
            state=ReclaimState.OPEN,
            created_at=now,
            confirmed_at=now,
        )
        note(subject, RECLAIM_ASKED, None)
        reclaiming.show(reclaim, now)
        reclaim.refresh_from_db()
        title = _("Thank you")
        return _page(
            request, "name.html", title, subject, done=True, is_invited=reclaim.state == ReclaimState.GRANTED
        )


def _page(
    request: HttpRequest, template: str, title: str, entry: Organisation, status: int = 200, **more: Any
) -> HttpResponse:
    """Return one of the pages."""
    context = view_context(request, title, robots="noindex") | {"title": title, "name": entry.name}
    return render(request, f"network/stewards/{template}", context | more, status=status)
