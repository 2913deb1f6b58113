"""What can be wrong with a feed: each trouble by a code that is stored, with its reason and what to do about it.

The words are translated when they are shown, so a trouble of last night speaks the language of today's reader.
"""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Several troubles share a remedy.
_WHOLE_ADDRESS = _("Copy the whole address of the calendar; it begins with https:// or webcal://.")
_CALENDAR_LINK = _(
    "Use the calendar's own public address; most programs call it “iCal”, “ICS” or “Subscribe”."
)
_HTTPS = _("Use the address that begins with https:// and names no port.")
_NAMED_HOST = _("Use the address at which everybody on the internet finds the calendar.")
_NEW_ADDRESS = _("Open the address in a browser and enter the one under which the calendar is found today.")
_TELL_THE_SITE = _("Tell whoever runs the site.")
_WAIT = _("The portal tries again by itself. If it stays like this, tell whoever runs the site.")


class Trouble(TextChoices):
    """Why a feed was refused or could not be fetched; the label is the reason."""

    # The address, before anything is asked.
    NO_ADDRESS = "no_address", _("This is not the address of a calendar.")
    TOO_LONG = "too_long", _("The address is too long.")
    ODD_CHARACTERS = "odd_characters", _("The address contains characters that do not belong there.")
    UNENCRYPTED = (
        "unencrypted",
        _("The address begins with http://, so strangers could change the calendar on its way."),
    )
    CREDENTIALS = "credentials", _("The address contains a name or password.")
    PORT = "port", _("The address names a port that calendars are not fetched from.")
    NUMBER = "number", _("The address names a computer by its number.")
    BAD_NAME = "bad_name", _("The address contains a name that no site can have.")
    INTERNAL_NAME = "internal_name", _("The address leads into an internal network.")
    # The way there.
    NOT_PUBLIC = "not_public", _("The site's name leads into an internal network.")
    SENT_ASTRAY = "sent_astray", _("The site sends us on to an address that is not allowed.")
    UNKNOWN_NAME = "unknown_name", _("No site of this name was found.")
    UNREACHABLE = "unreachable", _("The site could not be reached.")
    CERTIFICATE = "certificate", _("The site's certificate is not valid.")
    SLOW = "slow", _("The site took too long to answer.")
    IN_CIRCLES = "in_circles", _("The site sends us on too often.")
    # What the site answered.
    LOGIN = "login", _("The site wants a name and password.")
    FORBIDDEN = "forbidden", _("The site does not let the portal read the calendar.")
    NOT_FOUND = "not_found", _("There is nothing at this address.")
    GONE = "gone", _("The site says that the calendar was removed for good.")
    BUSY = "busy", _("The site is asked too often.")
    SERVER_ERROR = "server_error", _("The site has a fault.")
    ODD_ANSWER = "odd_answer", _("The site gave an answer that makes no sense.")
    # What the answer held.
    INCOMPLETE = "incomplete", _("The calendar did not arrive completely.")
    TOO_LARGE = "too_large", _("The calendar is larger than the portal takes.")
    EMPTY = "empty", _("The site answered with nothing.")
    WEB_PAGE = "web_page", _("This is a web page, not a calendar.")
    NO_CALENDAR = "no_calendar", _("What the site sent is not a calendar.")
    UNREADABLE = "unreadable", _("The calendar cannot be read.")
    # On our side.
    FAULT = "fault", _("The portal could not work the calendar in.")

    @property
    def remedy(self) -> str:
        """Return what somebody can do about it, translated when it is shown."""
        return _REMEDIES.get(self, _TELL_THE_SITE)


_REMEDIES = {
    Trouble.NO_ADDRESS: _WHOLE_ADDRESS,
    Trouble.TOO_LONG: _WHOLE_ADDRESS,
    Trouble.ODD_CHARACTERS: _WHOLE_ADDRESS,
    Trouble.UNENCRYPTED: _HTTPS,
    Trouble.CREDENTIALS: _CALENDAR_LINK,
    Trouble.PORT: _HTTPS,
    Trouble.NUMBER: _NAMED_HOST,
    Trouble.BAD_NAME: _WHOLE_ADDRESS,
    Trouble.INTERNAL_NAME: _NAMED_HOST,
    Trouble.NOT_PUBLIC: _NAMED_HOST,
    Trouble.SENT_ASTRAY: _NEW_ADDRESS,
    Trouble.UNKNOWN_NAME: _NEW_ADDRESS,
    Trouble.UNREACHABLE: _WAIT,
    Trouble.SLOW: _WAIT,
    Trouble.IN_CIRCLES: _NEW_ADDRESS,
    Trouble.LOGIN: _CALENDAR_LINK,
    Trouble.NOT_FOUND: _NEW_ADDRESS,
    Trouble.GONE: _NEW_ADDRESS,
    Trouble.BUSY: _WAIT,
    Trouble.SERVER_ERROR: _WAIT,
    Trouble.INCOMPLETE: _WAIT,
    Trouble.TOO_LARGE: _("Ask whoever runs the site for a calendar with fewer past dates."),
    Trouble.EMPTY: _WAIT,
    Trouble.WEB_PAGE: _("Look there for the link “iCal”, “ICS” or “Subscribe” and use its address."),
    Trouble.NO_CALENDAR: _CALENDAR_LINK,
    Trouble.UNREADABLE: _WAIT,
    Trouble.FAULT: _("Tell whoever runs the portal."),
}


class FeedTrouble(Exception):
    """A feed gave nothing; `detail` is a status or another trouble, never anything that the site sent."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble, detail)
        self.trouble = trouble
        self.detail = detail

    @property
    def reason(self) -> str:
        """Return what is wrong, in one sentence."""
        return str(self.trouble.label)

    @property
    def remedy(self) -> str:
        """Return what to do about it."""
        return str(self.trouble.remedy)

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.reason}{detail} {self.remedy}"


class FeedRefused(FeedTrouble):
    """It makes no sense to try again before somebody changed the feed."""


class FetchFailed(FeedTrouble):
    """It may work another time; `retry_after` is what the site asked for, at most a day."""

    def __init__(self, trouble: Trouble, detail: str = "", retry_after: timedelta | None = None) -> None:
        super().__init__(trouble, detail)
        self.retry_after = retry_after
