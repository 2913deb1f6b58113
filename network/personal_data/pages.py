"""What organisations publish about people: contacts, and names in any text of pages, memberships and fundings."""

from django.db import models
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from network.models import Funding, Membership
from portal import changes
from portal.personal_data.published import Published
from portal.personal_data.records import Basis, Copy, PersonalData, columns_of

CONTACTS = (
    *columns_of("network.ContactPoint", "value", "label", "person"),
    *columns_of("network.Address", "label", "street", "town", "note"),
)
TEXTS = (
    *columns_of("network.ActorPage", "summary", "story", "accessibility_note"),
    *columns_of("network.Offer", "title", "description", "for_whom", "cost", "how_to_apply"),
    *columns_of("network.OpeningHours", "note"),
    *columns_of("network.ActorLink", "label", "url"),
    *columns_of("network.Milestone", "text"),
    *columns_of("network.AlliancePage", "fixed_rules"),
    *columns_of("network.Goal", "heading", "text", "responsible_text"),
    *columns_of("network.YearlyFocus", "text"),
    *columns_of("network.PartnerLine", "text"),
    *columns_of("network.DirectoryPage", "lead"),
    *columns_of("network.AlliancesPage", "lead"),
    *columns_of("network.Introduction", "heading", "lead", "body", "search_title", "search_description"),
    *columns_of("network.Topic", "name", "description", "synonyms"),
)
REGISTER = (
    *columns_of("network.Organisation", "name", "short_name", "former_names", "register_number", "unmatched"),
    *columns_of("network.Membership", "decided_by", "represented_by", "statement"),
    *columns_of("network.Funding", "programme", "funder_text", "purpose"),
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
