"""What machines read about the portal itself (schema.org, JSON-LD 1.1); apps add what their records say."""

from collections.abc import Sequence
from typing import Any

from portal.sites import SiteFacts, portal_settings
from portal.view_models import Link


def graph(*nodes: dict[str, Any]) -> dict[str, Any]:
    """Return one document of several things."""
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def organisation_of_portal(facts: SiteFacts) -> dict[str, Any]:
    """Return the network behind the site as `Organization`; only what its settings publish, nothing empty."""
    known = portal_settings(facts.site)
    contact = {"@type": "ContactPoint", "email": known.office_email, "telephone": known.office_phone}
    node = {
        "@type": "Organization",
        "@id": f"{facts.base_url}/#organisation",
        "name": known.full_name,
        "url": f"{facts.base_url}/",
        "description": known.tagline,
        "contactPoint": _filled(contact) if known.office_email or known.office_phone else None,
    }
    return _filled(node)


def website(facts: SiteFacts, language: str) -> dict[str, Any]:
    """Return the site as `WebSite`, published by its organisation."""
    return {
        "@type": "WebSite",
        "@id": f"{facts.base_url}/#website",
        "url": f"{facts.base_url}/",
        "name": portal_settings(facts.site).full_name,
        "inLanguage": language,
        "publisher": {"@id": f"{facts.base_url}/#organisation"},
    }


def breadcrumb_list(facts: SiteFacts, links: Sequence[Link]) -> dict[str, Any]:
    """Return the way to a page as `BreadcrumbList`, nothing on the home page; the last step has no address."""
    steps = [
        _filled(
            {
                "@type": "ListItem",
                "position": position,
                "name": link.label,
                "item": f"{facts.base_url}{link.url}" if link.url else "",
            }
        )
        for position, link in enumerate(links, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps} if steps else {}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """Return a thing without its empty properties."""
    return {name: value for name, value in node.items() if value}
