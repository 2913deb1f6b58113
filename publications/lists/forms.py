"""The query string of a list: words, place, filters, order, page; a kind adds its own filters."""

from functools import cache

from portal.pagination import MAX_PAGE
from portal.query_forms import ChosenField, KeysField, NumberField, QueryForm, WordsField

VIEWS = ("liste", "karte")


class ListForm(QueryForm):
    """What every list can be asked."""

    q = WordsField()
    ort = WordsField()
    umkreis = NumberField(1, 300)
    region = KeysField()
    thema = KeysField()
    organisation = KeysField()
    ansicht = ChosenField(VIEWS, "liste")
    seite = NumberField(1, MAX_PAGE, default=1)


@cache
def form_class(parameters: tuple[str, ...], sorts: tuple[str, ...]) -> type[ListForm]:
    """Return the form of a kind of list: with its own filters and the orders it has, the first of them by itself."""
    fields = {name: KeysField() for name in parameters}
    return type("KindForm", (ListForm,), {**fields, "sortierung": ChosenField(sorts, sorts[0])})
