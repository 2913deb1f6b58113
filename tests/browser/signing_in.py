"""Coming in by the door, as people do."""

from tests.browser.visiting import Visit

DOOR = "/konto/anmelden/"


def enter(opened: Visit, email: str, password: str) -> None:
    """Fill in address and password on the page that is open, and press the button."""
    opened.page.fill("[name=email]", email)
    opened.page.fill("[name=password]", password)
    opened.page.press("[name=password]", "Enter")
    opened.page.wait_for_url(lambda url: DOOR not in url or "zweiter-schritt" in url)
    opened.settle()
