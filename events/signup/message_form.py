"""A message of the organisers to everybody who registered."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class Recipients(models.TextChoices):
    """Who gets a message."""

    REGISTERED = "registered", _("Everybody who is registered")
    ALL = "all", _("Everybody who is registered or waits")


class MessageForm(forms.Form):
    """What, to whom, and where answers go; `delivery` is the same for a second press of the button."""

    delivery = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    recipients = forms.ChoiceField(label=_("To"), choices=Recipients.choices, widget=forms.RadioSelect)
    reply_to = forms.ChoiceField(label=_("Answers go to"))
    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(self, *args: Any, addresses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody can let answers go to a stranger.
        self.fields["reply_to"].choices = [(address, address) for address in addresses]
