"""What is kept of people who sign in, and of those who were asked in."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import Invitation, MailWish

from . import leaving
from .people import Person
from .records import Basis, Done, Found, PersonalData
from .rows import deleted, facts_of, found_in, kind_of

ACCOUNT_FIELDS = (
    "portal.User.email",
    "portal.User.first_name",
    "portal.User.last_name",
    "portal.User.password",
    "portal.User_groups.user",
    "portal.User_user_permissions.user",
    "account.EmailAddress.user",
    "account.EmailAddress.email",
    "mfa.Authenticator.user",
    "mfa.Authenticator.data",
    "wagtailusers.UserProfile.user",
    "wagtailusers.UserProfile.avatar",
    "wagtailusers.UserProfile.dismissibles",
)


def find_account(person: Person) -> Iterator[Found]:
    """Yield the account with its groups and second factors; secrets are not shown, only that there are some."""
    user = person.user
    if user is None:
        return
    facts = facts_of(user, "email", "first_name", "last_name", "last_login", "is_active", "is_superuser")
    groups = ", ".join(user.groups.order_by("name").values_list("name", flat=True))
    factors = ", ".join(sorted(user.authenticator_set.values_list("type", flat=True)))
    more = {_("Groups"): groups, _("Second factors"): factors}
    if user.has_usable_password():
        more[_("Password")] = _("kept as a digest, which nobody can read")
    profile = getattr(user, "wagtail_userprofile", None)
    if profile is not None:
        more[_("Language of the admin")] = profile.preferred_language
        more[_("Picture")] = profile.avatar.name if profile.avatar else ""
    facts |= {label: words for label, words in more.items() if words}
    yield Found(kind_of(user), facts, user.date_joined)


def erase_account(person: Person, now: datetime) -> Iterator[Done]:
    """Close the account for good; raises LastSuperuser."""
    if person.user is None:
        return
    devices = leaving.close(person.user, now)
    yield Done(_("Account closed; name, address, password, second factors and picture deleted"), 1)
    if devices:
        yield Done(_("Devices signed out"), devices)
    why = _("The log of decisions names it as “deleted person”, by a number drawn at random.")
    yield Done(_("Row of the account, empty"), 1, why_kept=why)


def find_sign_ins(person: Person) -> Iterator[Found]:
    """Yield where somebody is signed in."""
    if person.user is not None:
        rows = person.user.sign_ins.all()
        yield from found_in(rows, "device", "seen_at", at="signed_in_at", what=_("Device signed in"))


def _wishes(person: Person) -> Q:
    """Return what finds the mails somebody asked for."""
    return Q(email__iexact=person.address) | (Q(user=person.user) if person.user else Q())


def find_wishes(person: Person) -> Iterator[Found]:
    """Yield mails that were asked for and are not written yet."""
    rows, what = MailWish.objects.filter(_wishes(person)), _("Mail that was asked for")
    yield from found_in(rows, "email", "kind", "language", what=what)


def erase_wishes(person: Person, now: datetime) -> Iterator[Done]:
    """Delete mails that were asked for and are not written yet."""
    yield from deleted(MailWish.objects.filter(_wishes(person)), _("Mail that was asked for"))


def find_invitations(person: Person) -> Iterator[Found]:
    """Yield invitations to the address, and those the account sent, without whom to."""
    mine = Invitation.objects.filter(email__iexact=person.address)
    yield from found_in(mine, "email", "purpose", "expires_at", "accepted_at", "withdrawn_at")
    if person.user is not None:
        for sent in Invitation.objects.filter(invited_by=person.user):
            yield Found(
                _("Invitation that you sent"), facts_of(sent, "purpose", "expires_at"), sent.created_at
            )


def erase_invitations(person: Person, now: datetime) -> Iterator[Done]:
    """Delete invitations to the address and take back those the account sent; their rows stay for their time."""
    yield from deleted(Invitation.objects.filter(email__iexact=person.address))
    if person.user is None:
        return
    open_ones = Invitation.objects.filter(invited_by=person.user, accepted_at=None, withdrawn_at=None)
    if count := open_ones.filter(expires_at__gt=now).update(withdrawn_at=now):
        yield Done(_("Open invitations that were sent, taken back"), count)


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "accounts": PersonalData(
            label=gettext_lazy("Accounts"),
            purpose=gettext_lazy("Signing in, and knowing who may change what"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people who act for an organisation, editors, the office"),
            readers=gettext_lazy("the person; the office and administrators, without password and factors"),
            kept=gettext_lazy(
                "As long as somebody acts for an organisation or works for the office; after that %(accounts)s,"
                " counted from the last sign-in. Of a closed account an empty row stays for %(closed accounts)s."
            ),
            fields=(*ACCOUNT_FIELDS, *(["wagtailcore.APIToken.user"] if leaving.api_tokens() else [])),
            find=find_account,
            erase=erase_account,
            order=95,
        ),
        "sign-ins": PersonalData(
            label=gettext_lazy("Sign-ins"),
            purpose=gettext_lazy("Staying signed in, and seeing and ending that on every device"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("people with an account"),
            readers=gettext_lazy("the person"),
            kept=gettext_lazy("Twelve hours after the last use. Browser and system, no network address."),
            fields=("portal.SignIn.user", "portal.SignIn.device", "sessions.Session.session_data"),
            find=find_sign_ins,
            rules=("sessions",),
        ),
        "wishes": PersonalData(
            label=gettext_lazy("Mails asked for at the door"),
            purpose=gettext_lazy("Sending a link for signing in or for a new address"),
            basis=Basis.CONTRACT,
            whose=gettext_lazy("whoever asks for one"),
            readers=gettext_lazy("nobody"),
            kept=gettext_lazy("Some minutes, until the mail is written."),
            fields=("portal.MailWish.email", "portal.MailWish.user"),
            find=find_wishes,
            erase=erase_wishes,
            jobs=("account-mails",),
        ),
        "tries": PersonalData(
            label=gettext_lazy("Tries to sign in, and mails that were asked for"),
            purpose=gettext_lazy("Making it hard to guess passwords and to fill mailboxes of others"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("whoever tries, and whose address was entered"),
            readers=gettext_lazy("nobody: what is kept is a digest"),
            kept=gettext_lazy("Until they no longer count, at most two days."),
            fields=("portal.Throttle.key",),
            rules=("tries",),
        ),
        "invitations": PersonalData(
            label=gettext_lazy("Invitations"),
            purpose=gettext_lazy("Asking somebody in, and knowing who did"),
            basis=Basis.INTEREST,
            whose=gettext_lazy("people who are invited, and who invites"),
            readers=gettext_lazy("the office, stewards of the same organisation"),
            kept=gettext_lazy("%(invitations)s after their end."),
            fields=(
                "portal.Invitation.email",
                "portal.Invitation.invited_by",
                "portal.Invitation.accepted_by",
            ),
            find=find_invitations,
            erase=erase_invitations,
        ),
    }
