"""Which organisations the office writes to: by kind, alliance, region, all of them; and who of them reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from network.models import Membership, Organisation
from network.models.organisations import LISTED


class Role(TextChoices):
    """Who reads for an organisation."""

    STEWARDS = "stewards", _("Stewards: the accounts that act for it here")
    REPRESENTATIVES = (
        "representatives",
        _("Representatives: who represents it in an alliance, by its own address"),
    )


@dataclass(frozen=True)
class Selection:
    """What the office selects; conditions of different kinds narrow each other, several of one kind add up."""

    kinds: tuple[str, ...] = ()
    alliances: tuple[int, ...] = ()
    regions: tuple[int, ...] = ()
    role: str = Role.STEWARDS
    everybody: bool = False

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Selection":
        """Return a selection as a row holds it."""
        lists = {name: tuple(stored.get(name, ())) for name in ("kinds", "alliances", "regions")}
        return cls(**lists, role=stored.get("role", Role.STEWARDS), everybody=bool(stored.get("everybody")))

    def stored(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {
            **vars(self),
            "kinds": [*self.kinds],
            "alliances": [*self.alliances],
            "regions": [*self.regions],
        }

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was selected, which is not the same as everybody."""
        return not (self.kinds or self.alliances or self.regions or self.everybody)

    def organisations(self, day: date) -> QuerySet[Organisation]:
        """Return the organisations of a day, by name; entries that nobody here keeps are no members."""
        if self.is_empty:
            return Organisation.objects.none()
        found = Organisation.objects.filter(status__in=LISTED, is_external=False)
        if self.kinds:
            found = found.filter(kind__in=self.kinds)
        if self.alliances:
            taking_part = Membership.objects.taking_part(day).filter(
                organisation=OuterRef("pk"), alliance__in=self.alliances
            )
            found = found.filter(Exists(taking_part))
        if self.regions:
            found = found.filter(within("seat", self.regions))
        return found.order_by("name", "pk")


def within(field: str, regions: tuple[int, ...]) -> Q:
    """Return the condition that a place is one of these regions or lies in one of them."""
    condition, path = Q(), field
    for _level in range(4):
        condition |= Q(**{f"{path}__in": regions})
        path += "__parent"
    return condition
