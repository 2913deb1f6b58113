"""How an embedded list looks: view, colour, scheme, height; a form that says what it did not understand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.plain_text import clean_text
from portal.query_forms import ChosenField, NumberField

from .colours import parsed

LIST, MAP = "liste", "karte"
AUTO, DAY, NIGHT = "auto", "hell", "dunkel"
DEFAULT_COLOUR = "2a2478"
LOWEST, HIGHEST, DEFAULT_HEIGHT = 200, 4000, 640
NAMES = ("ansicht", "farbe", "schema", "hoehe")


@dataclass(frozen=True)
class Appearance:
    """A look as asked for; `notes` say what was left out."""

    view: str = LIST
    colour: str = DEFAULT_COLOUR
    scheme: str = AUTO
    height: int = DEFAULT_HEIGHT
    notes: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        """Return the parameters of an embedded page that differ from what it does without them."""
        chosen = {"ansicht": self.view, "farbe": self.colour, "schema": self.scheme}
        usual = {"ansicht": LIST, "farbe": DEFAULT_COLOUR, "schema": AUTO}
        return {name: value for name, value in chosen.items() if value != usual[name]}


class ColourField(forms.Field):
    """A colour in hexadecimal digits; anything else counts as not chosen and is reported."""

    default = DEFAULT_COLOUR
    widget = forms.TextInput(attrs={"type": "color"})

    def clean(self, value: Any) -> str:
        """Return six digits; raises ValidationError for what is no colour."""
        word = clean_text(str(value or ""))
        colour = parsed(word) if word else self.default
        if colour is None:
            raise forms.ValidationError(
                _("“%(word)s” is no colour; six digits such as %(example)s are one.")
                % {"word": word[:20], "example": self.default}
            )
        return colour

    def prepare_value(self, value: Any) -> str:
        """Return the colour as the browser's field wants it."""
        return f"#{parsed(clean_text(str(value or ''))) or self.default}"


class AppearanceForm(forms.Form):
    """The look of an embedded page; what is missing has its usual value."""

    ansicht = ChosenField((LIST, MAP), default=LIST)
    farbe = ColourField(required=False)
    schema = ChosenField((AUTO, DAY, NIGHT), default=AUTO)
    hoehe = NumberField(LOWEST, HIGHEST, default=DEFAULT_HEIGHT)

    def __init__(self, data: Mapping[str, Any]) -> None:
        filled = {name: data.get(name) or field.default for name, field in self.base_fields.items()}
        super().__init__(filled)
        self.fields["ansicht"].widget = forms.RadioSelect(choices=[(LIST, _("List")), (MAP, _("Map"))])
        self.fields["schema"].widget = forms.RadioSelect(
            choices=[(AUTO, _("as the visitor's device")), (DAY, _("light")), (NIGHT, _("dark"))]
        )
        self.fields["hoehe"].widget = forms.NumberInput(attrs={"min": LOWEST, "max": HIGHEST, "step": 20})
        labels = {
            "ansicht": gettext_lazy("Show as"),
            "farbe": gettext_lazy("Accent colour"),
            "schema": gettext_lazy("Light or dark"),
            "hoehe": gettext_lazy("Height in pixels"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].required = True  # in words: none is marked as optional, each has a value

    @property
    def appearance(self) -> Appearance:
        """Return the look; what was not understood has its usual value and is noted."""
        self.full_clean()
        found = {name: self.cleaned_data.get(name, field.default) for name, field in self.fields.items()}
        notes = tuple(str(error) for name in self.fields for error in self.errors.get(name, ()))
        return Appearance(found["ansicht"], found["farbe"], found["schema"], found["hoehe"], notes)
