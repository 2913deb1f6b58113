"""What everything with an end has in common: the moment, and how its page shows it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.validity import holds_until
from portal.view_models import Message

from . import moments
from .fields import EndsAtField


class WithDeadline(models.Model):
    """Something that ends; as a page it stays where it is, says that it is over, and search engines drop it."""

    ends_at = EndsAtField(
        gettext_lazy("ends on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=gettext_lazy(
            "The last day, Berlin time; with an hour it ends then. Afterwards it is in no list any more."
        ),
    )

    # Whether it may go on until further notice.
    may_stay_open = True

    def is_over(self, now: datetime) -> bool:
        """Return whether the end has come."""
        return moments.is_over(self.ends_at, now)

    @property
    def end_words(self) -> str:
        """Return the last day, with the hour where one is given."""
        return moments.words_of(self.ends_at)

    def over_message(self) -> Message:
        """Return what the page says once it is over."""
        text = _("This ended on %(day)s and stays here for those who look for it.") % {"day": self.end_words}
        return Message("warn", text, _("This is over"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the note to a page that is over and close it to search engines; else say until when the page holds."""
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        context["over"] = self.over_message() if self.is_over(now) else None
        if context["over"]:
            context["meta"] = replace(context["meta"], robots="noindex")
        else:
            holds_until(request, self.ends_at)
        return context

    def clean(self) -> None:
        """Refuse to stay open for ever where the kind has an end."""
        super().clean()
        if self.ends_at is None and not self.may_stay_open:
            raise ValidationError({"ends_at": _("Say until when it is open.")})

    class Meta:
        abstract = True
