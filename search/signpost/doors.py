"""The three doors of the signpost in the order they are shown."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.search_url import SearchUrl

from .helping import HELPING
from .needs import Need, Way
from .partnering import PARTNERING
from .seeking import SEEKING
from .view_models import Door

WAYS: tuple[Way, ...] = (HELPING, SEEKING, PARTNERING)
TITLE = _("Take part")


def doors() -> tuple[Door, ...]:
    """Return the doors as templates read them, in the active language."""
    return tuple(
        Door(
            str(way.label), str(way.line), path_of(way), way.picture, f"pal-{way.tint}", f"pal-{way.palette}"
        )
        for way in WAYS
    )


def path_of(way: Way) -> str:
    """Return where the steps of a way begin, in the active language."""
    return reverse(f"signpost_{way.key}")


def step_path(way: Way, need: Need, area: str = "", day: str = "") -> str:
    """Return where a way goes on with a need: to the place, or with the key of an area to the answer."""
    return str(SearchUrl(path_of(way), {"bedarf": need.key, "region": area, "tag": day}))
