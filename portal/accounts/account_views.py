"""One's own account: what it holds, its password, its address, and where one is signed in."""

import uuid
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from portal.models import User
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkOutdated, SignedLink

from . import devices, links, mailboxes, notices, sessions, wishes
from .factor_facts import factors_of
from .forms import NewAddressForm
from .frame import InFrame, page, unkept
from .paths import with_next

lately = method_decorator(reauthentication_required(app="portal.accounts"), name="dispatch")


@method_decorator(login_required, name="dispatch")
class AccountHome(InFrame, TemplateView):
    """Everything about one's account on one page."""

    title = _("Your account")
    template_name = "portal/accounts/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with address, factors and devices."""
        user, here = self.request.user, self.request.session.session_key
        rows = [
            {
                "id": one.pk,
                "device": devices.shown(one.device),
                "seen_at": one.seen_at,
                "here": one.session_id == here,
            }
            for one in sessions.sign_ins_of(user, timezone.now())
        ]
        return {
            **super().get_context_data(**kwargs),
            "account": user,
            "factors": factors_of(user),
            "devices": rows,
            "desk_url": _desk(user),
        }


def _desk(user: User) -> str:
    """Return the address of the desk, "" for whom there is none."""
    return reverse("wagtailadmin_home") if user.has_perm("wagtailadmin.access_admin") else ""


@lately
@method_decorator(sensitive_post_parameters(), name="dispatch")
class ChangePassword(InFrame, FormView):
    """Another password, or the first; every other device is signed out."""

    title = _("Change password")
    template_name = "portal/accounts/password.html"
    form_class = SetPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made from."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """Store the password, tell its owner, and keep this session alone."""
        now = timezone.now()
        user = form.save()
        sessions.end_all(user, but=self.request.session.session_key)
        update_session_auth_hash(self.request, user)
        sessions.note(self.request, user, now)
        notices.tell(notices.PASSWORD_CHANGED, user, now)
        return HttpResponseRedirect(reverse("account_home"))


@lately
class ChangeAddress(InFrame, FormView):
    """Another address: it counts once the link that goes there was pressed."""

    title = _("Change e-mail address")
    template_name = "portal/accounts/address.html"
    form_class = NewAddressForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made from."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: NewAddressForm) -> HttpResponse:
        """Note the wish; whether the address is somebody else's is told to nobody but itself."""
        wishes.ask_for_new_address(self.request.user, form.cleaned_data["email"])
        return page(self.request, "address_asked.html", _("Please look into your mail"))


class ConfirmAddress(SignedLinkView):
    """The link that went to a new address; whoever presses it is signed in to the account.

    Else somebody could give an account of theirs a stranger's address by one press of the stranger's, and be in it
    still when that address is invited.
    """

    purpose = links.NEW_ADDRESS

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the button to whose account it is, to others the way in."""
        return self._way_in(request, token) or super().get(request, token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Act for whose account it is."""
        return self._way_in(request, token) or super().post(request, token)

    def _way_in(self, request: HttpRequest, token: str) -> HttpResponse | None:
        """Return where to sign in first, None for whoever is in the account; raises a LinkError."""
        account = links.account_behind(self.read(token))
        if request.user == account:
            return None
        if request.user.is_authenticated:
            words = {"account": request.user, "next": request.path}
            return page(request, "already.html", _("Not open to this account"), **words)
        return HttpResponseRedirect(with_next("account_login", request.path))

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Return the page with the button."""
        links.account_behind(link)
        address = link.subject.split()[1]
        return page(request, "address_confirm.html", _("Confirm e-mail address"), address=address)

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Give the account its address and tell the old one."""
        mailboxes.NEW_ADDRESS.owner_was_here(link.subject.split()[1])
        user, old = links.account_behind(link), links.account_behind(link).email
        user.email = link.subject.split()[1]
        try:
            with transaction.atomic():
                user.save(update_fields=["email"])
        except IntegrityError as error:
            raise LinkOutdated from error  # somebody else has it since
        notices.tell_old_address(user, old, timezone.now())
        return page(request, "address_done.html", _("Your address is confirmed"), address=user.email)


@require_POST
@login_required
def end_sign_in(request: HttpRequest, sign_in: uuid.UUID) -> HttpResponse:
    """Sign oneself out on one device."""
    if not sessions.end(request.user, sign_in):
        raise Http404
    return unkept(HttpResponseRedirect(reverse("account_home")))


@require_POST
@login_required
def end_other_sign_ins(request: HttpRequest) -> HttpResponse:
    """Sign oneself out on every other device."""
    sessions.end_all(request.user, but=request.session.session_key)
    return unkept(HttpResponseRedirect(reverse("account_home")))
