"""What the publications add to the portal's registries."""


def register() -> None:
    """Fill the registries, room by room."""
