"""The pages of an organisation with how far each is from the public."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, QuerySet, Value, When
from wagtail.models import Page, WorkflowState

from network.access.page_rights import KeptPage
from network.fact_source import facts_locale
from network.freshness.dating import fact_pages
from network.models import ActorPage, Organisation
from network.moderation.by_trust import organisation_of


def pages_of(organisation: Organisation) -> QuerySet[ActorPage]:
    """Return an organisation's pages, the one with its facts first."""
    is_first = Case(When(locale_id=facts_locale(), then=Value(0)), default=Value(1))
    found = ActorPage.objects.filter(organisation=organisation)
    return found.select_related("locale", "latest_revision__user", "logo").order_by(is_first, "pk")


def fact_page(organisation: Organisation) -> ActorPage | None:
    """Return the page that holds an organisation's facts, None where it has no page yet."""
    return fact_pages().filter(organisation=organisation).first()


def kept_page(organisation: Organisation, page_id: int) -> KeptPage | None:
    """Return a page that an organisation keeps, its own or one below it; None for any other number."""
    page = Page.objects.filter(pk=page_id).first()
    found = page.specific if page else None
    is_its = isinstance(found, KeptPage) and organisation_of(found) == organisation
    return found if is_its else None


def workflow_states(page_ids: Collection[int]) -> dict[int, WorkflowState]:
    """Return the latest workflow of each page that was ever handed in; one query."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=[str(pk) for pk in page_ids]
    )
    rows = states.select_related("current_task_state__finished_by", "requested_by").order_by(
        "created_at", "pk"
    )
    return {int(state.object_id): state for state in rows}
