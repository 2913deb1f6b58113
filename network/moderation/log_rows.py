"""The log of checks: what Wagtail and the portal noted about pages of organisations, submissions and trust."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet, Value
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, PageLogEntry, get_page_models

from network.access.page_policy import below
from network.keeping import organisations_of
from network.models import ActorPage, Organisation
from network.models.organisations import Trust
from portal.registries import Registry

from .by_trust import ByTrust
from .trusting import TRUSTED

PAGE, ROW = "page", "row"


@dataclass(frozen=True)
class LogSource:
    """Rows of a later app that are submitted, too: which of the log are meant, and whose they are.

    `of(organisations)` is a condition on `ModelLogEntry`, of all organisations for None; `names(keys)` gives the name
    of the organisation by key of the row; `url(key)` where the row is.
    """

    of: Callable[[Collection[int] | None], Q]
    names: Callable[[Collection[str]], Mapping[str, str]]
    url: Callable[[str], str]
    model: type


log_sources = Registry("source of the log of checks")


@dataclass(frozen=True)
class LogRow:
    """One line of the log."""

    at: datetime
    who: str
    what: str
    about: str
    organisation: str
    via: str
    trust_before: str
    trust_after: str
    url: str


@dataclass(frozen=True)
class Wish:
    """What somebody wants to read of the log."""

    actions: tuple[str, ...] = ()
    people: tuple[Any, ...] | None = None
    organisations: tuple[int, ...] | None = None
    via: str = ""
    since: datetime | None = None
    until: datetime | None = None


Key = tuple[str, int, datetime]


def entries(wish: Wish) -> QuerySet:
    """Return kind, key and moment of what is wished, the newest first; one query over both of Wagtail's tables."""
    pages = _wished(PageLogEntry.objects.filter(_of_pages(wish.organisations)), wish)
    rows = _wished(ModelLogEntry.objects.filter(_of_rows(wish.organisations)), wish)
    return _keyed(pages, PAGE).union(_keyed(rows, ROW), all=True).order_by("-timestamp", "kind", "-id")


def rows_of(keys: Sequence[Key]) -> list[LogRow]:
    """Return lines in the order of their keys; a constant number of queries."""
    by_kind = {
        kind: model.objects.select_related("user", "content_type").in_bulk(
            [pk for one, pk, _at in keys if one == kind]
        )
        for kind, model in ((PAGE, PageLogEntry), (ROW, ModelLogEntry))
    }
    found = [by_kind[kind][pk] for kind, pk, _at in keys if pk in by_kind[kind]]
    names = _names(found)
    there = set(
        Page.objects.filter(
            pk__in=[one.page_id for one in found if isinstance(one, PageLogEntry)]
        ).values_list("pk", flat=True)
    )
    return [_row(one, names, there) for one in found]


def _wished(logs: QuerySet, wish: Wish) -> QuerySet:
    """Return what of a table is wished."""
    if wish.actions:
        logs = logs.filter(action__in=wish.actions)
    if wish.people is not None:
        logs = logs.filter(user_id__in=wish.people)
    if wish.via:
        logs = logs.filter(data__via=wish.via)
    if wish.since:
        logs = logs.filter(timestamp__gte=wish.since)
    return logs.filter(timestamp__lt=wish.until) if wish.until else logs


def _keyed(logs: QuerySet, kind: str) -> QuerySet:
    """Return only what finds and orders the entries."""
    named = logs.order_by().annotate(kind=Value(kind, output_field=CharField()))
    return named.values_list("kind", "id", "timestamp")


def _of_pages(organisations: Collection[int] | None) -> Q:
    """Return the condition of being about a page of an organisation, also one that is deleted."""
    models = [model for model in get_page_models() if issubclass(model, ByTrust)]
    kinds = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    wanted = Q(content_type__in=[kind.pk for kind in kinds])
    if organisations is None:
        return wanted
    paths = ActorPage.objects.filter(organisation__in=organisations).values_list("path", flat=True)
    pages = Page.objects.filter(below(paths)).values("pk")
    return wanted & (Q(page_id__in=pages) | Q(data__organisation__in=list(organisations)))


def _of_rows(organisations: Collection[int] | None) -> Q:
    """Return the condition of being about trust, or about rows that later apps let be submitted."""
    entry = ContentType.objects.get_for_model(Organisation)
    wanted = Q(content_type=entry, action=TRUSTED)
    if organisations is not None:
        wanted &= Q(object_id__in=[str(pk) for pk in organisations])
    for source in log_sources:
        wanted |= source.of(organisations)
    return wanted


def _names(found: Iterable[Any]) -> dict[tuple[type, str], str]:
    """Return the names of organisations by kind and key of what an entry is about."""
    found = list(found)
    pages = [one.page_id for one in found if isinstance(one, PageLogEntry)]
    names = {(Page, str(pk)): entry.name for pk, entry in organisations_of(pages).items()}
    for source in log_sources:
        kind = ContentType.objects.get_for_model(source.model)
        keys = [
            one.object_id
            for one in found
            if not isinstance(one, PageLogEntry) and one.content_type_id == kind.pk
        ]
        names |= {(source.model, key): name for key, name in source.names(keys).items()}
    return names


def _row(entry: Any, names: Mapping[tuple[type, str], str], there: Collection[int]) -> LogRow:
    """Return an entry of one of the tables as a line."""
    data = entry.data or {}
    model = Page if isinstance(entry, PageLogEntry) else entry.content_type.model_class()
    key = str(entry.object_id)
    is_trust = entry.action == TRUSTED
    organisation = names.get((model, key)) or data.get("name", "")
    return LogRow(
        entry.timestamp,
        str(entry.user_display_name) if entry.user_id else "",
        str(entry.message),
        entry.label,
        entry.label if is_trust else organisation,
        data.get("via", ""),
        _level(data.get("old")) if is_trust else "",
        _level(data.get("new") if is_trust else data.get("trust")),
        _url(entry, model, key, there),
    )


def _level(key: Any) -> str:
    """Return a level of trust in words."""
    return str(Trust(key).label) if key in Trust.values else ""


def _url(entry: Any, model: type | None, key: str, there: Collection[int]) -> str:
    """Return where what an entry is about is, "" where it is gone or nobody knows."""
    if isinstance(entry, PageLogEntry):
        return reverse("wagtailadmin_pages:history", args=[entry.page_id]) if entry.page_id in there else ""
    if model is Organisation:
        return reverse("wagtailsnippets_network_organisation:edit", args=[key])
    source = next((one for one in log_sources if one.model is model), None)
    return source.url(key) if source else ""
