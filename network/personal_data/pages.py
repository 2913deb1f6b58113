"""What organisations publish about people: contacts, and names in any text of pages, memberships and fundings."""

from django.db import models
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from network.models import Funding, Membership
from portal import changes
from portal.personal_data.published import Published
from portal.personal_data.records import Basis, Copy, PersonalData


def _columns(model: str, *names: str) -> tuple[str, ...]:
    """Return columns of a model of this app."""
    return tuple(f"network.{model}.{name}" for name in names)


CONTACTS = (
    *_columns("ContactPoint", "value", "label", "person"),
    *_columns("Address", "label", "street", "town", "note"),
)
TEXTS = (
    *_columns("ActorPage", "summary", "story", "accessibility_note"),
    *_columns("Offer", "title", "description", "for_whom", "cost", "how_to_apply"),
    *_columns("OpeningHours", "note"),
    *_columns("ActorLink", "label", "url"),
    *_columns("Milestone", "text"),
    *_columns("AlliancePage", "fixed_rules"),
    *_columns("Goal", "heading", "text", "responsible_text"),
    *_columns("YearlyFocus", "text"),
    *_columns("PartnerLine", "text"),
    *_columns("DirectoryPage", "lead"),
    *_columns("AlliancesPage", "lead"),
    *_columns("Introduction", "heading", "lead", "body", "search_title", "search_description"),
    *_columns("Topic", "name", "description", "synonyms"),
)
REGISTER = (
    *_columns("Organisation", "name", "short_name", "former_names", "register_number", "unmatched"),
    *_columns("Membership", "decided_by", "represented_by", "statement"),
    *_columns("Funding", "programme", "funder_text", "purpose"),
)


def follow(owner: models.Model) -> None:
    """Record what changed, so that search, caches and feeds follow."""
    if isinstance(owner, Page):
        changes.record_ids([("wagtailcore.page", owner.pk)])
    elif isinstance(owner, Membership):
        sides = (owner.organisation_id, owner.alliance_id)
        changes.record_ids(("network.organisation", pk) for pk in sides)
    elif isinstance(owner, Funding):
        changes.record_ids([("network.organisation", owner.alliance_id)] if owner.alliance_id else [])
    else:
        changes.record(owner)


published = Published((*CONTACTS, *TEXTS, *REGISTER), follow, whole=("network.ContactPoint",))


def records() -> dict[str, PersonalData]:
    """Return the entries of the record, by name."""
    return {
        "organisations": PersonalData(
            label=gettext_lazy("Pages of organisations and alliances"),
            purpose=gettext_lazy("Letting people find help and reach those who give it"),
            basis=Basis.INTEREST,
            whose=gettext_lazy(
                "people whom an organisation names on its page, in the register or a membership"
            ),
            readers=gettext_lazy(
                "as the organisation says for each contact: everybody, members, the office; names of people only"
                " members, unless it says otherwise. The emergency switch hides them at once."
            ),
            kept=gettext_lazy(
                "Until the organisation changes it; it is asked regularly whether it is still right. Earlier"
                " versions %(revisions)s."
            ),
            fields=published.columns,
            find=published.find,
            erase=published.erase,
            copies=(Copy.REVISIONS, Copy.SEARCH, Copy.INDEX, Copy.CACHES, Copy.FEEDS, Copy.LOGS, Copy.UNDO),
        )
    }
