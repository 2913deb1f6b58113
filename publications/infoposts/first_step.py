"""On the desk of office and editors: where the network itself says something."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.desk import Step
from portal.models import User
from publications.models import InfopostIndexPage, InfopostPage


def write_news(user: User) -> Step | None:
    """Return where a press release of the office is begun, None for who may not; two queries."""
    index = InfopostIndexPage.objects.live().first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return None
    text = _(
        "Press release, call or infopost of the coordination office; those of members stand below their pages."
    )
    url = reverse("wagtailadmin_pages:add", args=["publications", InfopostPage._meta.model_name, index.pk])
    return Step(_("Write news"), text, url)
