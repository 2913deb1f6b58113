"""Places where things take place, written down once."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import Access
from network.fields import ChoiceListField
from network.models import Organisation, Region
from network.points import check_point
from portal.slugs import german_slug


class Venue(models.Model):
    """A house, hall or square; `place_key` finds the same one again in feeds and proposals."""

    name = models.CharField(_("name"), max_length=150, help_text=_("For example: Gasometer, großer Saal."))
    street = models.CharField(_("street and number"), max_length=150, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("Five digits, for example 08056."))],
    )
    town = models.CharField(_("town"), max_length=120, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    access = ChoiceListField(_("accessibility"), options=Access.choices)
    access_note = models.CharField(_("more on access"), max_length=250, blank=True)
    keeper = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="venues",
        verbose_name=_("kept by"),
        help_text=_("Whose stewards may change this place. Without one, only the editors may."),
    )
    place_key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.town) if part)

    def clean(self) -> None:
        """Refuse a point on no globe."""
        super().clean()
        check_point(self.lat, self.lon)

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key in step with what it is made of."""
        self.place_key = place_key(self.name, self.postcode or self.town)
        super().save(*args, **kwargs)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "town", "id"]


def place_key(name: str, where: str) -> str:
    """Return the text by which two spellings of one place are the same: folded name and postcode or town."""
    return f"{german_slug(name, 'ort', 120)}|{german_slug(where, '', 70)}"
