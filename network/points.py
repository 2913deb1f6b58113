"""Points on earth."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_MOST = {"lat": 90, "lon": 180}


def check_point(lat: float | None, lon: float | None) -> None:
    """Raise ValidationError where degrees lie on no globe."""
    found = {"lat": lat, "lon": lon}
    wrong = {
        name: ValidationError(
            _("Degrees between −%(most)s and %(most)s, for example 50.72."), params={"most": _MOST[name]}
        )
        for name, degrees in found.items()
        if degrees is not None and not -_MOST[name] <= degrees <= _MOST[name]
    }
    if wrong:
        raise ValidationError(wrong)
