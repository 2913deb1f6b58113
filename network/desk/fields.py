"""Where in the editor something is written: the way from the desk straight to the field."""

from django.urls import reverse

from network.models import FactKind

# Jump marks of Wagtail's forms: a field by its id, a list of rows by that of its rows.
ROWS = "id_{}-FORMS"
FIELDS = {
    "contact": ROWS.format("contact_points"),
    "topics": "id_topics",
    "area": ROWS.format("served_areas"),
    "offers": ROWS.format("offers"),
    "story": "id_summary",
    "target": "id_target_groups",
    "languages": "id_languages",
    "accessibility": "id_accessibility",
    "address": ROWS.format("addresses"),
    "hours": ROWS.format("opening_hours"),
    "logo": "id_logo-chooser",
    FactKind.CONTACTS: ROWS.format("contact_points"),
}


def edit_url(page_id: int, what: str = "") -> str:
    """Return the address of a page's editor, at the field for something where there is one."""
    address = reverse("wagtailadmin_pages:edit", args=[page_id])
    return f"{address}#{FIELDS[what]}" if what in FIELDS else address
