"""What the network adds to the portal's registries."""

from network import signal_handlers


def register() -> None:
    """Connect the signals and fill the registries."""
    signal_handlers.connect()
