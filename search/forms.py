"""The query strings of the directory and the site search."""

from portal.pagination import MAX_PAGE
from portal.query_forms import ChosenField, KeysField, NumberField, QueryForm, WordsField

SORTS = ("passend", "nah", "name", "stand")
VIEWS = ("liste", "karte", "druck")


class SearchForm(QueryForm):
    """Words, page and kind of content: the site search."""

    q = WordsField()
    art = KeysField()
    woertlich = ChosenField(("1",))
    seite = NumberField(1, MAX_PAGE, default=1)


class DirectoryForm(SearchForm):
    """Words, place, filters, order: the directory."""

    ort = WordsField()
    umkreis = NumberField(1, 300)
    region = KeysField()
    nur_hier = ChosenField(("1",))
    thema = KeysField()
    angebot = KeysField()
    zielgruppe = KeysField()
    sprache = KeysField()
    buendnis = KeysField()
    reichweite = KeysField()
    jetzt = ChosenField(("1",))
    sortierung = ChosenField(SORTS)
    ansicht = ChosenField(VIEWS, default="liste")
