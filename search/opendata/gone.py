"""What may be told of entries that have gone: their permanent UUID, and which public entry they became."""

from collections.abc import Collection
from dataclasses import dataclass

from network.models import Organisation
from portal.merge_chains import end_of
from search.models import SearchDocument
from search.query import TYPES


@dataclass(frozen=True)
class Gone:
    """An entry that has gone; `successor` is the register id of the public entry it was merged into, "" for none."""

    uuid: str
    successor: str = ""
    successor_uuid: str = ""


def gone_entries(register_ids: Collection[str]) -> dict[str, Gone]:
    """Return what may be told of entries by register id; at most three queries. Ids given up earlier have nothing."""
    if not register_ids:
        return {}
    rows = list(
        Organisation.objects.filter(register_id__in=list(register_ids)).values_list(
            "pk", "register_id", "uuid"
        )
    )
    ends = _ends([pk for pk, _register_id, _uuid in rows])
    return {register_id: Gone(str(uuid), *ends.get(pk, ())) for pk, register_id, uuid in rows}


def _ends(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return register id and UUID of the entries at the end of their merges, where everybody may see them."""
    merges = Organisation.objects.filter(merged_into__isnull=False)
    into = dict(merges.order_by().values_list("pk", "merged_into_id")) if ids else {}
    ends = {pk: end for pk in ids if (end := end_of(pk, into)) != pk}
    if not ends:
        return {}
    public = SearchDocument.objects.filter(deleted=False, page__live=True, type__in=TYPES).values(
        "register_id"
    )
    survivors = Organisation.objects.filter(pk__in=set(ends.values()), register_id__in=public)
    found = {
        pk: (register_id, str(uuid))
        for pk, register_id, uuid in survivors.values_list("pk", "register_id", "uuid")
    }
    return {pk: found[end] for pk, end in ends.items() if end in found}
