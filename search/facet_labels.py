"""The filters of the directory: their parameters, the labels of their values, their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.choices import OfferKind, Reach, TargetGroup
from network.languages import LANGUAGES, language_label
from network.models import Organisation, Topic
from network.models.organisations import LISTED, OrganisationKind
from network.records.load import memberships_on
from portal.content_cache import cached, cached_per_language

from .models import SearchDocument

Labels = Mapping[str, str]


@dataclass(frozen=True)
class FacetKind:
    """A filter: its name in documents, its parameter, its heading, and where its labels come from."""

    name: str
    parameter: str
    heading: Any
    labels: Callable[[], Labels]
    shown: int = 6


def topic_labels() -> Labels:
    """Return the labels of topics in the reader's language by slug."""

    def build() -> Labels:
        english = (get_language() or "").startswith("en")
        rows = Topic.objects.values_list("slug", "name", "label_en")
        return {slug: (label_en if english and label_en else name) for slug, name, label_en in rows}

    return cached_per_language("facet-topics", build)


def language_labels() -> Labels:
    """Return the names of languages in the reader's language by code."""

    def build() -> Labels:
        return {code: language_label(code, get_language() or "de") for code in LANGUAGES}

    return cached_per_language("facet-languages", build)


def alliance_labels() -> Labels:
    """Return the names of alliances by register id: of those with a public page or with members."""

    def build() -> Labels:
        found = SearchDocument.objects.filter(deleted=False, type="alliance").values("register_id")
        taken_part_in = memberships_on(timezone.localdate()).values("alliance_id")
        known = Organisation.objects.filter(Q(register_id__in=found) | Q(pk__in=taken_part_in))
        listed = known.filter(kind=OrganisationKind.ALLIANCE, status__in=LISTED)
        return dict(listed.values_list("register_id", "name"))

    return cached("facet-alliances", build)


def choice_labels(choices: Any) -> Callable[[], Labels]:
    """Return a function that gives the labels of a list of choices."""

    def build() -> Labels:
        return {key: str(label) for key, label in choices.choices}

    return lambda: cached_per_language(f"facet-{choices.__name__}", build)


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
