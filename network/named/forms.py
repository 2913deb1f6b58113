"""The rows of a form that name others: who is gone since, who does not want to be named, and how many at a time."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.forms import ClusterForm

from network.access.closed_views import is_staff
from network.models import Leaving, Organisation

from .floods import MOST_OF_ALL, MOST_OF_ONE, named_lately
from .kinds import kind_of
from .refusing import refusals


def rows_there(form: ClusterForm, relation: str) -> list[ModelForm]:
    """Return the forms of a relation's rows; of those that were sent, what is gone since is taken out when saved.

    A form that was opened before somebody left must not be stuck on a row that is gone, nor bring it back.
    """
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


class NamingCheck:
    """Says at the field of a row whom a form may not name, and why; five queries at most, however many rows.

    `writer` is asked once the form's own fields are clean. Only the organisation itself can allow what it refused;
    the office and the editors may name as many as they like.
    """

    def __init__(self, form: ClusterForm, writer: Callable[[], Organisation | None]) -> None:
        self.form, self.ask_writer = form, writer
        self.kind = kind_of(type(form.instance))

    @cached_property
    def writer(self) -> Organisation | None:
        """Return who writes it."""
        return self.ask_writer()

    @cached_property
    def refused(self) -> dict[int, Leaving]:
        """Return who does not want to be named, with what it said."""
        work = self.kind.work_of(self.form.instance)
        return {row.organisation_id: row for row in refusals(work, self.writer)}

    @cached_property
    def is_bounded(self) -> bool:
        """Return whether floods are asked about."""
        user = self.form.for_user
        return self.writer is not None and user is not None and not is_staff(user)

    @cached_property
    def there(self) -> set[int]:
        """Return who is named in public already."""
        row = self.form.instance
        if row.pk is None or not row.live:
            return set()
        named = self.kind.namings.filter(**{self.kind.owner: row.pk})
        return set(named.values_list("organisation", flat=True))

    @cached_property
    def lately(self) -> Any:
        """Return how often the writer named whom within a day."""
        return named_lately(self.writer, timezone.now(), self.kind.work_of(self.form.instance))

    def __call__(self, named: Organisation) -> None:
        """Raise ValidationError for an organisation that cannot be named."""
        words = {"name": named.name, "writer": self.writer.name if self.writer else ""}
        if refusal := self.refused.get(named.pk):
            if refusal.work is None:
                raise ValidationError(
                    _(
                        "“%(name)s” does not want to be named by “%(writer)s”. Talk to each other: only it can "
                        "allow that again, on its desk. Until then, take this line away."
                    )
                    % words
                )
            raise ValidationError(
                _(
                    "“%(name)s” took itself off here. Talk to each other: only it can allow again that it is "
                    "named here, on its desk. Until then, take this line away."
                )
                % words
            )
        if not self.is_bounded or named.pk in self.there:
            return
        if self.lately[named.pk] >= MOST_OF_ONE:
            raise ValidationError(
                _(
                    "You named “%(name)s” on %(count)s posts and dates within a day. Take this line away and add "
                    "it tomorrow, or ask the office."
                )
                % {**words, "count": self.lately[named.pk]}
            )
        if self.lately.total() >= MOST_OF_ALL:
            raise ValidationError(
                _(
                    "You named others %(count)s times within a day. Take this line away and add it tomorrow, or "
                    "ask the office."
                )
                % {"count": self.lately.total()}
            )
