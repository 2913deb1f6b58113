"""A form that was opened before somebody left: it must not be stuck on a row that is gone, nor bring it back."""

from django.forms.models import BaseModelFormSet


def let_go(rows: BaseModelFormSet) -> None:
    """Take out of the rows that were sent those that are gone since the form was opened."""
    if not rows.is_bound:
        return
    there = {str(row.pk) for row in rows.get_queryset()}
    for form in rows.initial_forms:
        if form.data.get(form.add_prefix("id")) not in there:
            form.data = form.data.copy()
            form.data[form.add_prefix("DELETE")] = "on"
