"""The ways from the directory to its data and back, with the filters that hold."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.directory_urls import directory_path
from portal.search_url import SearchUrl
from portal.view_models import Link

SHORT = {"csv": "CSV", "geojson": "GeoJSON", "json": "JSON", "atom": "Atom"}


def data_url(extension: str) -> str:
    """Return the path of the whole directory in a format."""
    return reverse("open_data_file", args=[extension])


def selection_url(extension: str, url: SearchUrl) -> str:
    """Return the address of a search's results in a format."""
    return str(url.at(data_url(extension), without=("ansicht",)))


def directory_url(url: SearchUrl) -> str:
    """Return the address at which people see a selection."""
    return str(url.at(directory_path() or "/", without=("ansicht",)))


def export_links(url: SearchUrl) -> tuple[Link, ...]:
    """Return the links under a list that take its results along, and the one that explains them."""
    files = (Link(SHORT[extension], selection_url(extension, url)) for extension in SHORT)
    return (*files, Link(_("About this data"), reverse("open_data"), icon="info"))
