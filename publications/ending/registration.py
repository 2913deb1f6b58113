"""What ends, on the desk."""

from portal.registries import desk_parts

from .desk import ends_part


def register() -> None:
    """Put it on the desk."""
    desk_parts.register("ends", ends_part)
