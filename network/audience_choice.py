"""Who may see a fact of an organisation, as its form asks."""

from typing import Any

from django import forms

from portal.disclosure import Audience


class AudienceSelect(forms.Select):
    """Offers every audience but people registered for an event, since there is none; where it stands, it stays."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return what is offered, as Django's own list does."""
        offered = super().optgroups(name, value, attrs)
        return [one for one in offered if not _is_for_events(*one[1])]


def _is_for_events(option: dict[str, Any]) -> bool:
    """Return whether an option means something for events only, and is not the one that was chosen."""
    return option["value"] == Audience.REGISTRANTS and not option["selected"]
