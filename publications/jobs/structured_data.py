"""A job posting in schema.org's words (`JobPosting`): no contacts, no pay, which is no number; none once over."""

from collections.abc import Iterator
from typing import Any

from network.records import PlaceFact
from portal.sites import language_of
from portal.validity import BERLIN
from publications.choices import Employment, HomeOffice
from publications.records.postings import PostingRecord, WorkplaceFact

TYPES = {
    Employment.FULL_TIME: "FULL_TIME",
    Employment.PART_TIME: "PART_TIME",
    Employment.MINI_JOB: "PART_TIME",
    Employment.FEE: "CONTRACTOR",
    Employment.TRAINING: "OTHER",
    Employment.INTERNSHIP: "INTERN",
    Employment.SERVICE: "VOLUNTEER",
    Employment.UNPAID: "VOLUNTEER",
}


def posting_node(record: PostingRecord, url: str, description: str, owner_url: str) -> dict[str, Any]:
    """Return the posting; addresses are absolute, the description is plain text."""
    kinds = dict.fromkeys(TYPES[Employment(key)] for key in record.employment if key in TYPES)
    employer = {
        "@type": "Organization",
        "name": record.employer or (record.owner.name if record.owner else ""),
    }
    if owner_url and not record.employer:
        employer["url"] = owner_url
    remote = record.home_office == HomeOffice.ONLY
    node = {
        "@type": "JobPosting",
        "@id": url,
        "url": url,
        "title": record.title,
        "description": description,
        "identifier": str(record.uuid),
        "datePosted": record.published_on.isoformat(),
        "validThrough": record.ends_at.astimezone(BERLIN).isoformat() if record.ends_at else "",
        "employmentType": [*kinds, *(["TEMPORARY"] if record.limited_until or record.limit_note else [])],
        "hiringOrganization": employer,
        "jobLocation": list(_places(record)),
        "jobLocationType": "TELECOMMUTE" if remote else "",
        "applicantLocationRequirements": {"@type": "Country", "name": "DE"} if remote else {},
        "workHours": record.hours,
        "jobStartDate": record.starts_on.isoformat() if record.starts_on else "",
        "inLanguage": language_of(record.locale_id),
    }
    return {name: value for name, value in node.items() if value}


def _places(record: PostingRecord) -> Iterator[dict[str, Any]]:
    """Yield the workplaces; machines need an address, so those without a region are left to people."""
    for fact in record.workplaces:
        if fact.place is not None:
            yield {"@type": "Place", "address": _address(fact, fact.place)}


def _address(fact: WorkplaceFact, place: PlaceFact) -> dict[str, str]:
    """Return a workplace as a `PostalAddress`."""
    states = (parent.name for parent in (place, *place.parents) if parent.kind == "state")
    address = {
        "@type": "PostalAddress",
        "streetAddress": fact.name,
        "addressLocality": place.official_name if place.kind != "state" else "",
        "addressRegion": next(states, ""),
        "addressCountry": "DE",
    }
    return {name: value for name, value in address.items() if value}
