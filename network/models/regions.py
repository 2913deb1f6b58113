"""Places: states, districts, municipalities, and the postcodes that lead to them."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.fields import WordListField
from network.points import check_point

from .lineage import check_parent


class RegionKind(models.TextChoices):
    """What kind of area a region is; the first three carry official keys (AGS) of 2, 5 and 8 digits."""

    STATE = "state", pgettext_lazy("kind of region", "State")
    DISTRICT = "district", _("District")
    MUNICIPALITY = "municipality", pgettext_lazy("kind of region", "Municipality")
    CONSTITUENCY = "constituency", _("Constituency")
    AREA = "area", _("Free area")


AGS_KINDS = {2: RegionKind.STATE, 5: RegionKind.DISTRICT, 8: RegionKind.MUNICIPALITY}
_CODE = re.compile(r"[\w.-]+")


def region_key(text: str) -> str | None:
    """Return `kind:code` for a key as people write it (`14524`, `district:14524`), None if it cannot be one."""
    kind, _colon, code = text.partition(":")
    if code:
        return text if kind in RegionKind.values else None
    kind = AGS_KINDS.get(len(text)) if text.isascii() and text.isdigit() else None
    return f"{kind}:{text}" if kind else None


def url_key(key: str) -> str:
    """Return the key shown in addresses: the bare AGS of official areas, `kind:code` of others."""
    kind, _colon, code = key.partition(":")
    return code if kind in AGS_KINDS.values() else key


class PlaceSource(models.Model):
    """Where places came from, with the attribution their licence asks for."""

    name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=50)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    attribution = models.CharField(_("attribution"), max_length=300, blank=True)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.attribution})"

    class Meta:
        verbose_name = _("source of places")
        verbose_name_plural = _("sources of places")


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions as lists need them."""

    def valid(self, on: object) -> "RegionQuerySet":
        """Return regions that exist on a day: half-open `[valid_from, valid_until)`."""
        started = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on)
        not_over = models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=on)
        return self.filter(started & not_over)

    def at_home(self, *kinds: RegionKind) -> "RegionQuerySet":
        """Return the regions of some official kinds in the home state, without their outlines."""
        return self.filter(kind__in=kinds, code__startswith=settings.HOME_STATE).defer("shape")


class Region(models.Model):
    """An area somebody sits in or works in; its key is `kind:code`."""

    kind = models.CharField(_("kind"), max_length=12, choices=RegionKind)
    code = models.CharField(
        _("code"), max_length=40, help_text=_("AGS: 14 Saxony, 14524 Zwickau, 14524330 the town.")
    )
    name = models.CharField(_("name"), max_length=150)
    official_name = models.CharField(
        _("official name"), max_length=200, blank=True, help_text=_("For example “Landkreis Zwickau”.")
    )
    name_sorbian = models.CharField(_("Sorbian name"), max_length=150, blank=True)
    aliases = WordListField(_("other names"), help_text=_("Former and everyday names, abbreviations."))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    shape = models.JSONField(_("outline"), null=True, blank=True, editable=False)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_until = models.DateField(_("exists until"), null=True, blank=True)
    source = models.ForeignKey(
        PlaceSource, models.SET_NULL, null=True, blank=True, related_name="regions", verbose_name=_("source")
    )

    objects = RegionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.official_name or self.name

    @property
    def key(self) -> str:
        """Return the stable key used in addresses, imports and the index: `kind:code`."""
        return f"{self.kind}:{self.code}"

    @property
    def url_key(self) -> str:
        """Return the key shown in addresses: the bare AGS of official areas, `kind:code` of others."""
        return url_key(self.key)

    def clean(self) -> None:
        """Refuse to be part of itself, a key that addresses cannot hold, and a point on no globe."""
        super().clean()
        check_parent(self)
        self._check_code()
        check_point(self.lat, self.lon)

    def _check_code(self) -> None:
        """Raise ValidationError for a code that is no official key where there should be one, or fits no address."""
        digits = next((length for length, kind in AGS_KINDS.items() if kind == self.kind), 0)
        if digits and not (len(self.code) == digits and self.code.isascii() and self.code.isdigit()):
            reason = _("The official key (AGS) of this kind has exactly %(digits)s digits.")
            raise ValidationError({"code": ValidationError(reason, params={"digits": digits})})
        if not _CODE.fullmatch(self.code):
            raise ValidationError(
                {"code": _("Only letters, digits, dots, hyphens and underscores, for example vogtland-west.")}
            )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="region_key")]


class Postcode(models.Model):
    """A postcode with its point and the municipalities it covers; n to n, so it never decides a region alone."""

    code = models.CharField(_("postcode"), max_length=5, unique=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    regions = models.ManyToManyField(Region, related_name="postcodes", verbose_name=_("municipalities"))
    source = models.ForeignKey(
        PlaceSource,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="postcodes",
        verbose_name=_("source"),
    )

    def __str__(self) -> str:
        return f"{self.code} {self.place}".strip()

    def clean(self) -> None:
        """Refuse a point on no globe."""
        super().clean()
        check_point(self.lat, self.lon)

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ["code"]
