"""The filters of the directory: their parameters, the labels of their values, their order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.choices import OfferKind, Reach, TargetGroup
from network.labels import Labels, choice_labels, language_labels, topic_labels
from network.models import Membership, Organisation
from network.models.organisations import LISTED, OrganisationKind
from portal.content_cache import cached

from .models import SearchDocument


@dataclass(frozen=True)
class FacetKind:
    """A filter: its name in documents, its parameter, its heading, and where its labels come from."""

    name: str
    parameter: str
    heading: Any
    labels: Callable[[], Labels]
    shown: int = 6


def alliance_labels() -> Labels:
    """Return the names of alliances by register id: of those with a public page or with members."""

    def build() -> Labels:
        found = SearchDocument.objects.filter(deleted=False, type="alliance").values("register_id")
        taken_part_in = Membership.objects.taking_part(timezone.localdate()).values("alliance_id")
        known = Organisation.objects.filter(Q(register_id__in=found) | Q(pk__in=taken_part_in))
        listed = known.filter(kind=OrganisationKind.ALLIANCE, status__in=LISTED)
        return dict(listed.values_list("register_id", "name"))

    return cached("facet-alliances", build)


reach_labels = choice_labels(Reach)
kind_labels = choice_labels(OrganisationKind)

FACET_KINDS = (
    FacetKind("topic", "thema", _("Topic"), topic_labels, 8),
    FacetKind("offer", "angebot", _("What is offered"), choice_labels(OfferKind)),
    FacetKind("target", "zielgruppe", _("For whom"), choice_labels(TargetGroup)),
    FacetKind("language", "sprache", _("Language"), language_labels, 5),
    FacetKind("alliance", "buendnis", _("Alliance"), alliance_labels, 5),
    FacetKind("reach", "reichweite", _("Also beyond one place"), reach_labels),
    FacetKind("kind", "art", _("Kind of organisation"), kind_labels, 5),
)
