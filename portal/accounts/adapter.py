"""What allauth asks us: where to go, what to say, whom to tell, and how somebody shows again who they are."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import User

from . import notices
from .paths import first_page, with_next
from .recency import is_recent
from .second_factor import FACTORS

_WRONG_CODE = gettext_lazy("This code is not right, or was used before. Wait for the next one.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts arise by invitation only, mails wait in the outbox, and no message is shown that nobody needs."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": gettext_lazy("This is not your password."),
        "too_many_login_attempts": gettext_lazy("There were too many tries. Please wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody signs up."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the next page shows what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Raise: no mail leaves but through our own letters."""
        raise NotImplementedError(f"No letter for {template_prefix}.")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody that a factor of theirs came or went."""
        notices.tell(template_prefix, user, timezone.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody begins who did not say where to."""
        return first_page(request.user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Lead a closed account back to the door."""
        return HttpResponseRedirect(reverse("account_login"))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether the one who asks must show again who they are."""
        return not is_recent(context.request, context.request.user)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Return the ways to do so: the second factor where there is one, else the password or the mailbox."""
        if not user.is_authenticated:
            return []
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        if types & set(FACTORS):
            return _by_factor(types)
        ways = [_way("account_reauthenticate_by_mail", _("By a link that we send you"))]
        if user.has_usable_password():
            ways.insert(0, _way("account_reauthenticate", _("With your password")))
        return ways


def _by_factor(types: set[str]) -> list[dict[str, str]]:
    """Return the ways that the factors of an account open, the app's first: it works without JavaScript."""
    by_code = _way("mfa_reauthenticate", _("With a code"))
    by_passkey = _way("mfa_reauthenticate_webauthn", _("With a passkey"))
    if Authenticator.Type.TOTP in types:
        return [by_code, by_passkey] if Authenticator.Type.WEBAUTHN in types else [by_code]
    return [by_passkey, by_code] if Authenticator.Type.RECOVERY_CODES in types else [by_passkey]


def _way(name: str, description: str) -> dict[str, str]:
    """Return a way as allauth wants it."""
    return {"id": name, "url": with_next(name, ""), "description": description}
