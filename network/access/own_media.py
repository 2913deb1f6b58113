"""Media of an organisation stand on no page of another one, whoever puts them there and by which way."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.found_references import references
from portal.models import PortalDocument, PortalImage


def check_media(page: Any) -> None:
    """Raise ValidationError where an organisation's page refers to a file from another one's collection."""
    keys: dict[type, set[str]] = {PortalImage: set(), PortalDocument: set()}
    for model, key in references(page):
        if model in keys:
            keys[model].add(key)
    # Pages call this, so their models cannot be imported here.
    access = apps.get_model("network", "Access")
    others = access.objects.exclude(organisation=page.organisation_id).values("collection")
    for model, wanted in keys.items():
        if wanted and model.objects.filter(pk__in=wanted, collection__in=others).exists():
            raise ValidationError(
                _("A picture or file on this page belongs to another organisation. Choose one of its own.")
            )
