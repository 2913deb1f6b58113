"""The door: address and password, a link by e-mail, or a passkey; then, where there is one, the second factor."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from portal.anonymous_forms import comes_from_here
from portal.signed_link_view import SignedLinkView
from portal.signed_links import LinkInvalid, SignedLink

from . import links, mailboxes, wishes
from .forms import SignInForm
from .frame import InFrame, page, unkept
from .passkeys import for_browser, has_passkey
from .paths import first_page, is_account_page, next_of, with_next
from .signing_in import MAIL, PASSWORD, sign_in
from .throttle import network_may_try


@method_decorator([sensitive_post_parameters("password"), csrf_protect], name="dispatch")
class SignIn(InFrame, FormView):
    """Address and password, or the wish for a link; both answer strangers as they answer members."""

    title = _("Sign in")
    template_name = "portal/accounts/sign_in.html"
    form_class = SignInForm
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer; whoever is in already is led on.

        A page that sent them here although they are in does not let them in: led back, they would go in circles.
        """
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        wanted = next_of(request)
        if wanted and not is_account_page(wanted):
            return page(request, "already.html", _("Not open to this account"), account=request.user)
        return unkept(HttpResponseRedirect(wanted or first_page(request.user)))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made from."""
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Let somebody in as far as a password leads, or note that they want a link."""
        if form.is_by_link:
            email = form.cleaned_data["email"]
            is_free = mailboxes.SIGN_IN.take(email, timezone.now(), mailboxes.LINK)
            wishes.ask_for_link(email if is_free else "", next_of(self.request))
            return page(self.request, "link_asked.html", _("Please look into your mail"))
        return sign_in(self.request, form.user, PASSWORD, next_of(self.request))


class UseLink(SignedLinkView):
    """The link from the mail: shows whose account it opens, and the button opens it."""

    purpose = links.SIGN_IN

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer; the own site learns the address, so that browsers say where the button was pressed."""
        response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        return unkept(response)

    def show(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Return the page with the button."""
        return page(request, "link_use.html", _("Sign in"), account=links.account_behind(link))

    def act(self, request: HttpRequest, link: SignedLink) -> HttpResponse:
        """Let the owner of the mailbox in, on to the second factor where there is one.

        Only from our own page: nobody is signed in to somebody else's account by a foreign one.
        """
        if not comes_from_here(request):
            raise LinkInvalid
        account = links.account_behind(link)
        mailboxes.SIGN_IN.owner_was_here(account.email, mailboxes.LINK)
        return sign_in(request, account, MAIL, next_of(request))


class SecondStep(InFrame, AuthenticateView):
    """The code or the passkey that follows on password or link."""

    title = _("Second step")
    template_name = "portal/accounts/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with what the browser needs for a passkey, where the account has one."""
        context = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        return {**context, "options": for_browser(options), "has_passkey": has_passkey(self.stage.login.user)}


class PasskeySignIn(LoginWebAuthnView):
    """Signing in with a passkey: the browser asks for a riddle and sends its answer."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer, or lead back to the door after too many tries."""
        if request.method == "POST" and not network_may_try(request):
            return unkept(HttpResponseRedirect(reverse("account_login")))
        return unkept(super().dispatch(request, *args, **kwargs))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Lead back to the door, which says that it did not work."""
        return HttpResponseRedirect(f"{with_next('account_login', '')}?passkey=unknown")


@require_POST
@csrf_protect
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and lead to the door, and from there to where somebody else wants to go on."""
    logout(request)
    return unkept(HttpResponseRedirect(next_of(request) or reverse("account_login")))
