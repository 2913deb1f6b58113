"""The query string of an emergency kit."""

from portal.query_forms import WordsField
from publications.guides.forms import GuideForm


class KitForm(GuideForm):
    """In which language somebody wants to read it, and where somebody is."""

    ort = WordsField()
