"""What the publications add to the portal's registries."""

from .own import registration as own


def register() -> None:
    """Fill the registries, room by room."""
    own.register()
