"""The mail that a feed is not read any more: to those who act for its organisation, and to the office."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import CalendarFeed
from network.models import Stewardship
from network.models.stewardship import today
from portal import outbox
from portal.sites import default_settings

from .guard import redacted
from .wording import trouble_words

MAILS = "feed:stopped:"


def tell(feed: CalendarFeed) -> None:
    """Queue the mail, once until the feed works again; of the address it names the site, the rest is a secret."""
    since = feed.last_success_at or feed.created_at
    with override(settings.LANGUAGE_CODE):
        subject = _("The calendar “%(name)s” is not read any more") % {"name": feed}
        body = _body(feed)
    for recipient in sorted(recipients(feed)):
        outbox.queue(f"{MAILS}{feed.pk}:{since:%Y%m%d%H%M%S}:{recipient}", recipient, subject, body)


def recipients(feed: CalendarFeed) -> set[str]:
    """Return who is told: the organisation's people of today, and the office."""
    rows = Stewardship.objects.filter(organisation=feed.organisation_id, user__is_active=True).on(today())
    return {*rows.values_list("user__email", flat=True), default_settings().office_email} - {""}


def _body(feed: CalendarFeed) -> str:
    """Return the words of the mail."""
    reason, remedy = trouble_words(feed)
    return _(
        "The portal cannot read the calendar “%(name)s” of %(organisation)s (%(site)s) any more and has stopped "
        "trying."
        "\n\n%(reason)s\n%(remedy)s\n\n"
        "The dates that were taken over before stay as they are. Once the cause is mended, open the calendar in the "
        "admin and let it be read again:\n%(link)s\n"
    ) % {
        "name": feed,
        "organisation": feed.organisation,
        "site": redacted(feed.url),
        "reason": reason,
        "remedy": remedy,
        "link": f"{settings.WAGTAILADMIN_BASE_URL}/admin/",
    }
