"""The kinds of content the site search can be narrowed to."""

from django.utils.translation import gettext as _


def type_labels() -> dict[str, str]:
    """Return the labels of document types in the order they are shown."""
    return {
        "organisation": _("Initiatives"),
        "alliance": _("Alliances"),
        "event": _("Dates"),
        "page": _("Pages"),
    }
