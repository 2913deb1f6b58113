"""The register: every collective actor the office knows, owned by the office."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.fields import WordListField
from network.import_rules import check_name, founded_of, refused, register_id_of
from portal.tiles import Tile, as_tile, tile_for

from .regions import Region


class LegalForm(models.TextChoices):
    """The legal form, as registered."""

    EV = "ev", _("Registered association (e. V.)")
    NONE = "none", _("No legal form")
    GGMBH = "ggmbh", _("Non-profit company (gGmbH)")
    GUG = "gug", _("Non-profit entrepreneurial company (gUG)")
    FOUNDATION = "foundation", _("Foundation")
    COOPERATIVE = "cooperative", _("Cooperative (eG)")
    PUBLIC_BODY = "public_body", _("Body under public law")
    CHURCH_BODY = "church_body", _("Body under church law")
    PARTY = "party", _("Party")
    UNION = "union", _("Trade union")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other")


class OrganisationKind(models.TextChoices):
    """What kind of actor it is, as visitors would say."""

    ASSOCIATION = "association", _("Association")
    INITIATIVE = "initiative", _("Initiative")
    ALLIANCE = "alliance", _("Alliance")
    PROVIDER = "provider", _("Specialist service")
    FOUNDATION = "foundation", _("Foundation")
    MIGRANT_ORGANISATION = "migrant_organisation", _("Migrant organisation")
    RELIGIOUS_COMMUNITY = "religious_community", _("Religious community")
    EDUCATION = "education", _("Educational institution")
    CULTURE = "culture", _("Cultural venue")
    YOUTH = "youth", _("Youth organisation")
    UNION = "union", _("Trade union")
    MUNICIPALITY = "municipality", _("Municipality")
    AUTHORITY = "authority", _("Authority")
    PARTY_BRANCH = "party_branch", _("Party branch")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other")


class Trust(models.TextChoices):
    """How what an organisation writes reaches the public."""

    NEW = "new", _("New: everything is checked")
    CHECKED = "checked", _("Changes are checked")
    TRUSTED = "trusted", _("Publishes directly")


class OrganisationStatus(models.TextChoices):
    """Where an entry stands in its life; only active ones are listed."""

    ACTIVE = "active", _("Active")
    PROPOSED = "proposed", _("Proposed")
    DORMANT = "dormant", _("Dormant")
    DISSOLVED = "dissolved", _("Dissolved")
    MERGED = "merged", _("Merged into another entry")


# Entries that lists, searches and members' lists name; other pages are found by their address alone.
LISTED = (OrganisationStatus.ACTIVE, OrganisationStatus.DORMANT)

STATE_KINDS = {OrganisationKind.MUNICIPALITY, OrganisationKind.AUTHORITY}


def default_register_id() -> str:
    """Return a register id for an entry that nobody gave one."""
    return str(uuid.uuid4())


class Organisation(models.Model):
    """An entry of the register: an organisation, alliance, municipality or party branch; never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    register_id = models.CharField(
        _("register id"),
        max_length=100,
        unique=True,
        default=default_register_id,
        help_text=_("Permanent key in imports, exports and search. Never reuse it for another organisation."),
    )
    name = models.CharField(_("name"), max_length=255, help_text=_("As in the register of associations."))
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    former_names = WordListField(_("former names"), help_text=_("Still found under these."))
    legal_form = models.CharField(_("legal form"), max_length=12, choices=LegalForm, default=LegalForm.NONE)
    kind = models.CharField(
        _("kind"), max_length=24, choices=OrganisationKind, default=OrganisationKind.INITIATIVE
    )
    is_non_state = models.BooleanField(_("non-governmental"), default=True)
    register_number = models.CharField(_("number in the register of associations"), max_length=50, blank=True)
    seat = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("seat")
    )
    founded = models.CharField(
        _("founded"), max_length=10, blank=True, help_text=_("Year or date: 2012 or 2012-03-14.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=OrganisationStatus, default=OrganisationStatus.ACTIVE
    )
    is_external = models.BooleanField(
        _("external"), default=False, help_text=_("Known to us, but nobody here keeps a page for it.")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name=_("merged into")
    )
    trust = models.CharField(
        _("trust"),
        max_length=8,
        choices=Trust,
        default=Trust.CHECKED,
        help_text=_(
            "Whether pages and dates of this organisation are published directly or checked by the editors first."
        ),
    )
    is_shielded = models.BooleanField(
        _("emergency switch"),
        default=False,
        help_text=_("Hides every person, contact and exact place of this organisation everywhere, at once."),
    )
    unmatched = models.JSONField(
        _("not yet assigned"),
        default=dict,
        blank=True,
        help_text=_(
            "Words of an import that match no topic or place; kept and searchable until the office assigns them."
        ),
    )
    tile = models.CharField(max_length=12, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    def __str__(self) -> str:
        return self.name

    @property
    def picture(self) -> Tile:
        """Return the organisation's tile."""
        return as_tile(self.tile) if self.tile else tile_for(str(self.uuid))

    @property
    def publishes_directly(self) -> bool:
        """Return whether what it writes is public without being looked at."""
        return self.trust == Trust.TRUSTED

    def clean(self) -> None:
        """Refuse what an import could not read again, and a kind that its page or its members contradict."""
        super().clean()
        wrong = refused(
            name=lambda: check_name(self.name), founded=self._fold_founded, register_id=self._fold_register_id
        )
        if wrong:
            raise ValidationError(wrong)
        self._check_kind()

    def _fold_founded(self) -> None:
        """Write the founding as imports do; raises ValidationError."""
        self.founded = founded_of(self.founded)

    def _fold_register_id(self) -> None:
        """Write the id as imports do; raises ValidationError where another one differs in case only."""
        self.register_id = register_id_of(self.register_id)
        if Organisation.objects.filter(pk=self.pk, register_id=self.register_id).exists():
            return
        others = Organisation.objects.exclude(pk=self.pk).exclude(register_id=self.register_id)
        if other := others.filter(register_id__iexact=self.register_id).first():
            raise ValidationError(
                _(
                    "“%(name)s” has this id already, written %(id)s. Choose an id that is not mistaken for it."
                ),
                params={"name": other.name, "id": other.register_id},
            )

    def _check_kind(self) -> None:
        """Raise ValidationError where its page or its members say that it is of another kind."""
        if self._state.adding:
            return
        is_alliance = self.kind == OrganisationKind.ALLIANCE
        if self.pages.filter(alliancepage__isnull=is_alliance).exists():
            raise ValidationError(
                {
                    "kind": _(
                        "Its page is of the other type: an alliance has a page of an alliance. Move it first."
                    )
                }
            )
        if not is_alliance and self.members.exists():
            raise ValidationError({"kind": _("It has members, so it is an alliance.")})

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "register_id"]
