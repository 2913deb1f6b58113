"""Jump marks inside a page."""

from portal.slugs import german_slug


def anchor_of(heading: str) -> str:
    """Return the jump mark of a heading; it differs from the marks that templates use themselves."""
    return f"text-{german_slug(heading, max_length=60)}"
