"""A small network with a unique word in every fact at every level of disclosure."""

from network.models import Organisation
from portal.models import PortalSettings
from tests import builders

from .canaries import Canaries, Planted
from .canary_dates import dates
from .canary_facts import municipal, open_house, refuge, shielded
from .canary_pages import alliances, introductions, not_published, offices_own, texts, unlisted
from .canary_publications import publications


def plant() -> Planted:
    """Build the network; nothing waits in the journal afterwards."""
    planted = Planted(builders.site_tree(), builders.places(), Canaries())
    builders.locale("en")
    PortalSettings.objects.create(
        site=planted.tree.site, office_email="buero@example.org", office_name="Büro"
    )
    for step in (
        open_house,
        refuge,
        municipal,
        shielded,
        unlisted,
        not_published,
        texts,
        alliances,
        introductions,
        dates,
        publications,
        offices_own,
    ):
        step(planted)
    while builders.drain():
        pass
    return planted


def entries() -> list[Organisation]:
    """Return every entry of the register."""
    return list(Organisation.objects.order_by("pk"))
