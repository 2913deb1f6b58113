"""Published sections with their versions in other languages, and which of these is shown in a language."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from publications.models import GuideSection

Versions = dict[int, list[GuideSection]]


def versions(keys: Iterable[int]) -> Versions:
    """Return sections with their versions, the original first, under every key that may name them; two queries."""
    named = GuideSection.objects.filter(pk__in=set(keys)).values_list("pk", "original_id")
    roots = {pk: original or pk for pk, original in named}
    wanted = set(roots.values())
    by_root = _by_root(GuideSection.objects.filter(Q(pk__in=wanted) | Q(original_id__in=wanted)))
    return {pk: by_root.get(root, []) for pk, root in roots.items()}


def all_versions() -> Versions:
    """Return all sections in the same way; one query."""
    by_root = _by_root(GuideSection.objects.all())
    return {key: group for root, group in by_root.items() for key in {root, *(row.pk for row in group)}}


def in_language(rows: Sequence[GuideSection], language: str) -> GuideSection:
    """Return the version in a language, where there is none what was written first."""
    return next((row for row in rows if row.language == language), rows[0])


def _by_root(sections: QuerySet[GuideSection]) -> Versions:
    """Return the published ones by the key that versions share, the original first."""
    found: Versions = defaultdict(list)
    for row in sorted(sections.filter(live=True), key=lambda row: (row.original_id is not None, row.pk)):
        found[row.root_id].append(row)
    return found
