"""The periods that the office set for its site."""

from network.models.freshness import FactKind
from portal.models import PortalSettings
from portal.sites import default_settings

from .periods import Periods


def periods_in(settings: PortalSettings) -> Periods:
    """Return the periods from the settings of a site."""
    return Periods(
        {kind: settings.months_until_due(kind) for kind in FactKind.values}, settings.months_until_stale
    )


def periods() -> Periods:
    """Return the periods of the default site, for mails and for what is shared by all sites."""
    return periods_in(default_settings())
