"""A question that is only asked when an answer makes it necessary."""

from django import forms
from wagtail.admin.panels import FieldPanel


class AskedPanel(FieldPanel):
    """Shown where its form gave the field a visible widget."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel in one form."""

        def is_shown(self) -> bool:
            """Return whether the question is asked."""
            hidden = self.bound_field is None or isinstance(self.bound_field.field.widget, forms.HiddenInput)
            return not hidden and super().is_shown()
