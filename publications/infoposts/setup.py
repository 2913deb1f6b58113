"""What a new portal's news begin with: the page of the list."""

from network.setup import ground_page
from portal.models import HomePage
from publications.models import InfopostIndexPage

LEAD = (
    "Was Initiativen und Bündnisse mitteilen: Pressemitteilungen, Aufrufe und Berichte, das Neueste zuerst."
)


def set_up(home: HomePage) -> None:
    """Create the list where it is missing; safe to repeat, and leaves alone what the office changed."""
    ground_page(home, InfopostIndexPage, "Aktuelles", "aktuelles", lead=LEAD)
