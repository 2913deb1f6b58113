"""Every address of the admin and the site, from the URL configuration, with their things in the place of numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from tests.access.world import SEARCHED, World

# Nobody asks these: the one ends the session, the other fails on purpose.
NOT_ASKED = {"wagtailadmin_logout", "account_logout", "wagtailadmin_error_test"}


@dataclass(frozen=True)
class Route:
    """An address as the configuration writes it: its full name, its parts, and which are regular expressions."""

    name: str
    parts: tuple[tuple[str, bool], ...]


def routes() -> list[Route]:
    """Return every route of the portal."""
    return list(_walk(get_resolver().url_patterns, (), ""))


def asked_routes() -> list[Route]:
    """Return every route that is asked."""
    return [route for route in routes() if route.name not in NOT_ASKED]


def _walk(patterns: list[Any], before: tuple[tuple[str, bool], ...], space: str) -> Iterator[Route]:
    """Yield the routes below a resolver."""
    for one in patterns:
        part = str(one.pattern), isinstance(one.pattern, RegexPattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, (*before, part), inner)
        elif isinstance(one, URLPattern):
            path = "".join(text for text, _is_regex in (*before, part))
            yield Route(f"{space}{one.name}" if one.name else f"{space}{path}", (*before, part))


def paths(route: Route, world: World) -> list[str]:
    """Return the paths of a route with their things in it; several where a name leads to several kinds of things."""
    found = []
    for values in _values(route, world):
        unnamed = iter(UNNAMED.get(route.name, lambda w: ())(world))
        path = "".join(_filled(text, is_regex, values, unnamed) for text, is_regex in route.parts)
        found.append("/" + path)
    return [f"{path}{query}" for path in found for query in _queries(route, path, world)]


def _filled(text: str, is_regex: bool, values: dict[str, Any], unnamed: Iterator[Any]) -> str:
    """Return a part of an address with values for what it leaves open."""
    if not is_regex:
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), text)
    text = text.removeprefix("^").removesuffix("$")
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda found: str(values[found[1]]), text)
    text = re.sub(r"\((?!\?)(?:[^()]|\([^()]*\))*\)", lambda found: str(next(unnamed)), text)
    return text.replace("\\", "")


def _values(route: Route, world: World) -> list[dict[str, Any]]:
    """Return what stands in the place of names: by the route, else by its namespace, else by the name alone."""
    space = route.name.rpartition(":")[0]
    values = {
        **_common(world),
        **SPACES.get(space, lambda w: {})(world),
        **NAMES.get(route.name, lambda w: {})(world),
    }
    if space == "wagtailadmin_pages" or route.name in BOTH_PAGES:
        others = {**values, **dict.fromkeys(PAGE_NAMES, world.draft.pk)}
        return [values, others, {**values, **_of_post(route, world)}]
    if route.name == "wagtail_bulk_action":
        return [{**values, **kind} for kind in _bulk_kinds()]
    return [values]


def _of_post(route: Route, world: World) -> dict[str, Any]:
    """Return what stands for a page in addresses about a post; a new one is begun below their page."""
    key = (
        world.theirs.page.pk
        if route.name.endswith(("add", "on_add", "add_subpage"))
        else world.rows["post"].pk
    )
    kind = {"content_type_app_name": "publications", "content_type_model_name": "infopostpage"}
    return {**dict.fromkeys(PAGE_NAMES, key), **kind}


PAGE_NAMES = ("page_id", "parent_page_id", "page_to_move_id", "pk")
BOTH_PAGES = {
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_api:pages:action",
    "simple_translation:submit_page_translation",
}


def _common(world: World) -> dict[str, Any]:
    """Return what a name stands for wherever nothing else is said."""
    rows, page = world.rows, world.theirs.page
    return {
        **dict.fromkeys(PAGE_NAMES, page.pk),
        "page_pk": page.pk,
        "destination_id": world.tree.directory.pk,
        "content_type_app_name": "network",
        "content_type_model_name": "organisationpage",
        "app_label": "network",
        "model_name": "organisationpage",
        "app_name": "network",
        "object_id": page.pk,
        "session_id": rows["session"].pk,
        "revision_id": rows["revision"].pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": rows["task_state"].pk,
        "task_id": rows["task_state"].task_id,
        "workflow_state_id": rows["state"].pk,
        "workflow_pk": rows["workflow"].pk,
        "action_name": "approve",
        "action": "delete",
        "image_id": rows["image"].pk,
        "document_id": rows["document"].pk,
        "doc_id": rows["document"].pk,
        "uploaded_file_id": rows["upload"].pk,
        "filter_spec": "width-100",
        "collection_id": rows["collection"].pk,
        "redirect_id": rows["redirect"].pk,
        "restriction_id": 1,
        "page_view_restriction_id": 1,
        "uuid": world.theirs.entry.uuid,
        "token": "x",
        "sign_in": rows["sign_in"].pk,
        "uidb64": "x",
        "key": "all",
        "registration": rows["guest"].pk,
        "act": "sign-off",
        "slug": "asyl",
        "letter": "v",
        "extension": "json",
        "colour": "aabbcc",
        "calendar": "termine/",
        "above": "termine/",
        "file": "stellen",
        "ending": "atom",
        "short_id": rows["event"].short_id,
        "part": "2026-03-04",
        "name": f"{rows['event'].slug or 'x'}-{rows['event'].short_id}",
        "identifier": world.draft.organisation.register_id,
        "rest": "nichts",
        "path": rows["rendition"].file.name,
        "source": rows["event"].pk,
        "target": rows["public_event"].pk,
    }


def _of(name: str) -> Any:
    """Return the function that puts a row in the place of the key."""
    return lambda world: {"pk": world.rows[name].pk}


SNIPPETS = {
    "network_organisation": "organisation",
    "network_membership": "membership",
    "network_funding": "funding",
    "network_stewardship": "stewardship",
    "network_correction": "correction",
    "network_topic": "topic",
    "network_introduction": "introduction",
    "network_region": "region",
    "network_postcode": "postcode",
    "portal_outgoingmail": "mail",
    "portal_pendingchange": "change",
    "events_event": "event",
    "events_venue": "venue",
    "events_calendarfeed": "feed",
    "events_schoolholiday": "holiday",
    "publications_guidehint": "guide_hint",
}


def _of_kit(world: World) -> dict[str, Any]:
    """Return the value of addresses beside an emergency kit."""
    return {"page_id": world.rows["kit"].pk}


def _of_section(world: World) -> dict[str, Any]:
    """Return the values of addresses about a section of guides."""
    return {"pk": world.rows["guide_section"].pk, "revision_id": world.rows["guide_revision"].pk}


def _of_event(world: World) -> dict[str, Any]:
    """Return the values of addresses about an event."""
    rows = world.rows
    day = rows["event"].occurrences.first() if hasattr(rows["event"], "occurrences") else None
    return {
        "pk": rows["event"].pk,
        "revision_id": rows["event_revision"].pk,
        "key": day.key if day and hasattr(day, "key") else "2026-03-04T19:00",
        "action": "cancel",
    }


SPACES: dict[str, Any] = {
    **{f"wagtailsnippets_{name}": _of(row) for name, row in SNIPPETS.items()},
    **{f"wagtailsnippetchoosers_{name}": _of(row) for name, row in SNIPPETS.items()},
    "wagtailsnippets_events_event": _of_event,
    "wagtailsnippets_publications_guidesection": _of_section,
    "wagtailsnippetchoosers_publications_guidesection": _of_section,
    "offer_chooser": _of("offer"),
    "wagtailadmin_api:documents": _of("document"),
    "wagtailadmin_api:images": _of("image"),
    "wagtailadmin_collections": _of("collection"),
    "wagtailadmin_workflows": lambda world: {"pk": world.rows["workflow"].pk},
    "wagtaillocales": _of("locale"),
    "wagtailsites": _of("site"),
    "wagtailusers_users": _of("user"),
    "wagtailusers_groups": _of("group"),
    "wagtaildocs_chooser": _of("document"),
    "wagtailimages_chooser": _of("image"),
    "wagtailsettings": lambda world: {
        "pk": world.rows["site"].pk,
        "app_name": "portal",
        "model_name": "portalsettings",
    },
    "register_care": lambda world: {
        "pk": world.theirs.entry.pk,
        "source": world.theirs.entry.pk,
        "target": world.ours.entry.pk,
    },
    "signup_admin": _of("public_event"),
    "desk": _of("organisation"),
    "stewards": lambda world: {
        "pk": world.theirs.entry.pk,
        "row": world.rows["stewardship"].pk,
        "invitation": world.rows["invitation"].pk,
        "reclaim": world.rows["reclaim"].pk,
        "batch": world.rows["outreach"].batch,
    },
    "api": lambda world: {"name": "organisations"},
}

NAMES: dict[str, Any] = {
    "circular": lambda world: {"uuid": world.rows["circular"].pk},
    "circular_change": lambda world: {"uuid": world.rows["circular"].pk},
    "office_circulars:circular": lambda world: {"uuid": world.rows["office_circular"].pk},
    "office_circulars:change": lambda world: {"uuid": world.rows["office_circular"].pk},
    "wagtailadmin_workflows:edit_task": lambda world: {"pk": world.rows["task_state"].task_id},
    "wagtailadmin_workflows:disable_task": lambda world: {"pk": world.rows["task_state"].task_id},
    "wagtailadmin_workflows:enable_task": lambda world: {"pk": world.rows["task_state"].task_id},
    "wagtailadmin_workflows:add_task": lambda world: {
        "app_label": "wagtailcore",
        "model_name": "groupapprovaltask",
    },
    "wagtailadmin_pages:add": lambda world: {"parent_page_id": world.tree.directory.pk},
    "wagtailadmin_pages:preview_on_add": lambda world: {"parent_page_id": world.tree.directory.pk},
    "wagtailadmin_tag_model_autocomplete": lambda world: {"app_name": "taggit", "model_name": "tag"},
    "simple_translation:submit_snippet_translation": lambda world: {
        "app_label": "network",
        "model_name": "introduction",
        "pk": world.rows["introduction"].pk,
    },
    "co_authors:leave": lambda world: {
        "pk": world.theirs.entry.pk,
        "page_pk": world.rows["named_post"].pk,
    },
    "co_organisers:leave": lambda world: {
        "pk": world.theirs.entry.pk,
        "event_pk": world.rows["named_event"].pk,
    },
    "named:allow": lambda world: {
        "pk": world.theirs.entry.pk,
        "leaving_pk": world.rows["leaving"].pk,
    },
    "share_kit": lambda world: {"page_id": world.rows["post"].pk},
    "list_file": lambda world: {"above": "aktuelles/", "file": "aktuelles", "ending": "atom"},
    "register_care:decide": _of("pair"),
    "register_care:merged": _of("merge"),
    "event_queue:entry": _of("queue"),
    "wagtailsnippets_events_event:upload": _of("calendar_file"),
    "moderation:decide": _of("submission"),
    "moderation:undo": _of("submission"),
    "moderation:trust": _of("organisation"),
    "region": lambda world: {"slug": "zwickau"},
    "report_guide": lambda world: {"page_id": world.rows["guide"].pk},
    "guide_pdf": lambda world: {"page_id": world.rows["guide"].pk},
    "guide_pdf_in": lambda world: {"page_id": world.rows["guide"].pk, "language": "de"},
    **dict.fromkeys(("kit_pdf", "card_pdf", "kit_worker", "kit_places"), _of_kit),
    **dict.fromkeys(("kit_pdf_in", "card_pdf_in"), lambda world: {**_of_kit(world), "language": "de"}),
    "places_of_district": lambda world: {"slug": "landkreis-zwickau"},
}

UNNAMED: dict[str, Any] = {
    "wagtailadmin_pages:revisions_compare": lambda world: (world.theirs.page.pk, "earliest", "latest"),
    "wagtaildocs_serve": lambda world: (world.rows["document"].pk, world.rows["document"].filename),
    "wagtail_serve": lambda world: ("initiativen/kanarititel/",),
}


def _bulk_kinds() -> Iterator[dict[str, Any]]:
    """Yield kinds of rows with their actions on many at once."""
    for app, model, actions in (
        ("wagtailcore", "page", ("delete", "move")),
        ("portal", "portalimage", ("delete", "add_to_collection", "add_tags")),
        ("portal", "portaldocument", ("delete", "add_to_collection", "add_tags")),
        ("portal", "user", ("delete", "assign_role", "set_active_state")),
        ("events", "event", ("delete",)),
        ("network", "correction", ("delete",)),
        ("publications", "guidesection", ("delete",)),
    ):
        for action in actions:
            yield {"app_label": app, "model_name": model, "action": action}


def _queries(route: Route, path: str, world: World) -> list[str]:
    """Return what stands behind the path: searches for their things, and their numbers where a list takes some."""
    if route.name == "wagtail_bulk_action":
        key = next(iter(BULK_ROWS[name](world) for name in BULK_ROWS if f"/{name}/" in path))
        return [f"?id={key}", f"?id=all&childOf={world.tree.directory.pk}", "?id=all"]
    if route.name.endswith("chosen_multiple"):
        key = world.draft.pk if ":" not in route.name else _values(route, world)[0]["pk"]
        return [f"?id={key}"]
    if route.name.startswith("wagtailadmin_tag"):
        return [f"?term={SEARCHED}"]
    if route.name.endswith(LISTS):
        return ["", f"?q={SEARCHED}"]
    return [""]


BULK_ROWS: dict[str, Any] = {
    "page": lambda world: world.draft.pk,
    "portalimage": lambda world: world.rows["image"].pk,
    "portaldocument": lambda world: world.rows["document"].pk,
    "user": lambda world: world.rows["user"].pk,
    "event": lambda world: world.rows["event"].pk,
    "correction": lambda world: world.rows["correction"].pk,
    "guidesection": lambda world: world.rows["guide_section"].pk,
}
LISTS = (
    "listing",
    "list",
    "list_results",
    "index",
    "index_results",
    "choose",
    "choose_results",
    "search",
    "search_results",
    "explore",
    "explore_results",
    "choose_page",
    "choose_page_child",
    "choose_page_search",
    "usage",
    "history",
    "site_history",
    "site_search",
    "suggest",
)
