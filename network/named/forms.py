"""A form that was opened before somebody left: it must not be stuck on a row that is gone, nor bring it back."""

from django.forms import ModelForm
from modelcluster.forms import ClusterForm


def rows_there(form: ClusterForm, relation: str) -> list[ModelForm]:
    """Return the forms of a relation's rows; of those that were sent, what is gone since is taken out when saved."""
    rows = form.formsets.get(relation)
    if rows is None:
        return []
    if rows.is_bound:
        there = {str(row.pk) for row in rows.get_queryset()}
        for row in rows.initial_forms:
            if row.data.get(row.add_prefix("id")) not in there:
                row.data = row.data.copy()
                row.data[row.add_prefix("DELETE")] = "on"
    return rows.forms
