"""Numbers of public services that answer at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class EmergencyNumber:
    """A number as it is read and as it is dialled; all of them cost nothing, day and night."""

    shown: str
    dialled: str
    what: Any


NUMBERS: Sequence[EmergencyNumber] = (
    EmergencyNumber("112", "112", _("Ambulance and fire brigade")),
    EmergencyNumber("110", "110", _("Police")),
    EmergencyNumber("116 016", "116016", _("Violence against women: help line, in many languages")),
    EmergencyNumber("0800 1110111", "08001110111", _("Somebody to talk to: Telefonseelsorge")),
)
