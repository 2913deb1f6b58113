"""The page behind an invitation: who invites, to what, and what to do now."""

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts.frame import page, unkept
from portal.accounts.models import Invitation
from portal.accounts.paths import first_page
from portal.accounts.signing_in import MAIL, sign_in
from portal.anonymous_forms import comes_from_here
from portal.models import User
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkInvalid, SignedLink

from .accepting import accept, account_for, invitation_behind, join
from .forms import NewAccountForm
from .inviting import LINK
from .purposes import words_of


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class AcceptInvitation(SignedLinkView):
    """GET shows; POST makes an account and accepts, or accepts for the account that is signed in."""

    purpose = LINK

    def dispatch(self, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        """Return the answer; the own site learns the address, so that browsers say where the button was pressed."""
        response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        return unkept(response)

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Return the page: with the form for a new account, else with the button or the way to sign in."""
        invitation = invitation_behind(link, timezone.now())
        known = account_for(invitation)
        return _page(request, invitation, known, None if known else NewAccountForm(invitation.email))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Accept; the link is used up only by what succeeds. Raises LinkInvalid for a form of another site."""
        link = self.read(token)
        if not comes_from_here(request):
            raise LinkInvalid
        invitation = invitation_behind(link, timezone.now())
        known = account_for(invitation)
        if known is None:
            return self._join(request, link, invitation)
        if request.user != known:
            return _page(request, invitation, known)
        accept(link, known, timezone.now())
        return HttpResponseRedirect(first_page(User.objects.get(pk=known.pk)))

    def _join(self, request: HttpRequest, link: SignedLink, invitation: Invitation) -> HttpResponse:
        """Make the account, accept, and sign in; whoever asked for it is led to a passkey."""
        form = NewAccountForm(invitation.email, request.POST)
        if not form.is_valid():
            return _page(request, invitation, None, form)
        names = (form.cleaned_data["first_name"], form.cleaned_data["last_name"])
        try:
            user = join(link, invitation.email, names, form.cleaned_data["password"], timezone.now())
        except IntegrityError:  # the account was made in the meantime
            return _page(request, invitation, account_for(invitation))
        next_url = reverse("mfa_add_webauthn") if form.wants_passkey else ""
        return sign_in(request, User.objects.get(pk=user.pk), MAIL, next_url)


def _page(
    request: HttpRequest, invitation: Invitation, known: User | None, form: NewAccountForm | None = None
) -> HttpResponse:
    """Return the page of an invitation; `known` is the account that has its address."""
    return page(
        request,
        "invitation.html",
        _("Your invitation"),
        invitation=invitation,
        words=words_of(invitation),
        form=form,
        is_here=known is not None and request.user == known,
        is_somebody_else=request.user.is_authenticated and request.user != known,
        here=request.path,
    )
