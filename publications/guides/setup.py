"""The list of guides of a new portal."""

from network.setup import ground_page
from portal.models import HomePage
from publications.models import GuideIndexPage

LEAD = "Was zu tun ist, Schritt für Schritt, mit Rechtsstand und denen, die helfen."


def set_up(home: HomePage) -> None:
    """Create the list where it is missing; safe to repeat, and leaves alone what the office changed."""
    ground_page(home, GuideIndexPage, "Leitfäden", "leitfaeden", lead=LEAD)
