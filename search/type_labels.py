"""The kinds of content the site search can be narrowed to."""

from django.utils.translation import gettext as _


def type_labels() -> dict[str, str]:
    """Return the labels of document types in the order they are shown."""
    return {
        "organisation": _("Initiatives"),
        "alliance": _("Alliances"),
        "event": _("Dates"),
        "guide": _("Guides"),
        "job": _("Jobs"),
        "deadline": _("Deadlines"),
        "infopost": _("News"),
        "page": _("Pages"),
    }


def single_labels() -> dict[str, str]:
    """Return what one thing of a kind is called, beside its name in suggestions."""
    return {
        "event": _("Event"),
        "guide": _("Guide"),
        "job": _("Job posting"),
        "deadline": _("Deadline"),
        "infopost": _("News"),
    }
