"""The links around what stands below an organisation's page: who stands behind it, and what it is about."""

from collections.abc import Iterable

from network.presentation.actor import topic_label
from network.records import TopicFact
from network.subject_urls import SubjectUrls
from portal.addresses import page_path
from portal.page_refs import refs_by_id
from portal.view_models import Link
from publications.records.owners import OwnerFact


def owner_link(owner: OwnerFact | None) -> Link | None:
    """Return whoever stands behind it, with the way to their page."""
    if owner is None:
        return None
    ref = refs_by_id([owner.page_id]).get(owner.page_id)
    return Link(owner.name, page_path(ref) if ref and ref.live else "")


def topic_links(topics: Iterable[TopicFact]) -> tuple[Link, ...]:
    """Return topics as links to their pages."""
    urls = SubjectUrls()
    return tuple(Link(topic_label(topic), urls.topic(topic.slug)) for topic in topics)
