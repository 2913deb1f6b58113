"""What infoposts add to the portal's registries."""

from django.utils.translation import gettext_lazy as _

from network.access.own_kinds import OwnKind, own_kinds
from publications.models import InfopostPage

KIND = OwnKind(
    InfopostPage, _("New press release or infopost"), _("Press releases, calls and infoposts"), order=10
)


def register() -> None:
    """Let organisations publish them."""
    own_kinds.register("infopost", KIND)
