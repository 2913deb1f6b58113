"""A list of keys in one column: chosen from a list, drafted and revised with its page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ChoiceListField(models.JSONField):
    """A list of distinct keys out of `options`; facts that need no table of their own and no query to read."""

    def __init__(self, *args: Any, options: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        self.options = list(options)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Raise ValidationError for anything but a list of known keys."""
        super().validate(value, model_instance)
        known = {key for key, _label in self.options}
        unknown = [key for key in value if key not in known] if isinstance(value, list) else [value]
        if unknown:
            raise ValidationError(
                _("Unknown value: %(values)s"), params={"values": ", ".join(map(str, unknown))}
            )

    def in_order(self, keys: Iterable[Any]) -> list[Any]:
        """Return keys as the boxes stand: an import may have written them in another order, which says nothing."""
        places = {str(key): place for place, (key, _label) in enumerate(self.options)}
        return sorted(keys, key=lambda key: places.get(str(key), len(places)))

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return check boxes."""
        return forms.MultipleChoiceField(
            choices=self.options,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )


class WordListField(models.JSONField):
    """A list of short texts, edited one per line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a text area with one entry per line."""
        return LinesField(
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )


class LinesField(forms.CharField):
    """Lines of text as a list without blanks and repetitions."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Return the list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the lines as a list."""
        return list(dict.fromkeys(line.strip() for line in (value or "").splitlines() if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the lines differ."""
        return (initial or []) != self.to_python(data)
