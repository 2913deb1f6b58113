"""What the network puts on the desk."""

from portal import registries

from .asked_back import asked_back_part
from .confirming import confirm_part
from .gaps import gaps_part
from .hints import hints_part
from .look import look_part
from .persons import keepers_part
from .room import room_part


def register() -> None:
    """Fill the registry of the desk's parts; later apps add their own."""
    registries.desk_parts.register("asked back", asked_back_part)
    registries.desk_parts.register("look", look_part)
    registries.desk_parts.register("confirm", confirm_part)
    registries.desk_parts.register("hints", hints_part)
    registries.desk_parts.register("room", room_part)
    registries.desk_parts.register("gaps", gaps_part)
    registries.desk_parts.register("keepers", keepers_part)
