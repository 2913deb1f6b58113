"""The list of guides of a new portal."""

from network.setup import ground_page
from portal.models import HomePage
from publications.models import GuideIndexPage

LEAD = "Was Sie Schritt für Schritt tun können. Jeder Abschnitt sagt, auf welchem Stand er ist und wer ihn prüft."


def set_up(home: HomePage) -> None:
    """Create the list where it is missing; safe to repeat, and leaves alone what the office changed."""
    ground_page(home, GuideIndexPage, "Leitfäden", "leitfaeden", lead=LEAD)
