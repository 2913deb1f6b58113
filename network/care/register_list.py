"""What the office's lists of entries have in common: how they look, search, lead back, and let entries be ticked."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from portal.admin_search import search_rows

from .office_view import way_from_register


class TickColumn(Column):
    """A box that belongs to the form with that id below the list; `named` is the field that says whose box it is."""

    cell_template_name = "network/care/tick_cell.html"

    def __init__(self, form_id: str, named: str) -> None:
        super().__init__("tick", label=gettext_lazy("Choose"), accessor="pk")
        self.form_id, self.named = form_id, named

    def get_cell_context_data(self, instance: Model, parent_context: Any) -> dict[str, Any]:
        """Add the form and the name."""
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "form_id": self.form_id, "named": getattr(instance, self.named)}


class RegisterList(IndexView):
    """A list of entries, or of their pages, one step from the register."""

    # Exports of Wagtail write cells as they are, and spreadsheets run a cell that begins with "=".
    FORMATS = ()
    # Who may look is said by the view's gate alone; from Wagtail 8 on the model's rights would be asked too.
    permission_policy = None
    table_classname = "listing care-rows"
    paginate_by = 50
    is_searchable = True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the rows in whose fields every word stands somewhere."""
        return search_rows(queryset, self.search_query, self.search_fields)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from the register."""
        return way_from_register(self)
