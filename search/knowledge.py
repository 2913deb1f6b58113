"""What reading a query draws on, loaded from the database and kept until it changes."""

from dataclasses import dataclass, replace

from django.conf import settings

from network.models import Postcode

from .analysis import analyser
from .gazetteer import Area, Gazetteer, Place
from .lore import Lore
from .models import TermStatistics
from .regions import RegionTable, region_table
from .spelling import Speller
from .store import load_vocabulary
from .thesaurus import thesaurus

PLACES = frozenset({"municipality", "district"})


@dataclass(frozen=True)
class _Loaded:
    """Lore with what it was loaded from."""

    version: str
    table: RegionTable
    lore: Lore


_loaded: dict[str, _Loaded] = {}


def knowledge() -> Lore:
    """Return what is known about the words and places of documents; loaded again when either changed."""
    locale = settings.LANGUAGE_CODE
    version = TermStatistics.objects.filter(locale=locale).values_list("version", flat=True).first() or ""
    table = region_table()
    have = _loaded.get(locale)
    if have is None or have.version != version:
        have = _loaded[locale] = _Loaded(version, table, _load(locale, table))
    elif have.table is not table:
        have = _loaded[locale] = _Loaded(version, table, replace(have.lore, gazetteer=gazetteer(table)))
    return have.lore


def _load(locale: str, table: RegionTable) -> Lore:
    """Read everything anew."""
    analysis = analyser(locale)
    vocabulary = load_vocabulary(locale)
    return Lore(
        vocabulary, analysis, thesaurus(analysis), gazetteer(table), Speller(vocabulary.words, analysis)
    )


def gazetteer(table: RegionTable) -> Gazetteer:
    """Return the places that can be named in a query."""
    places = tuple(
        Place(row.key, row.label, (row.name, row.label, row.name_sorbian, *row.aliases), row.population)
        for row in table.rows.values()
        if row.kind in PLACES
    )
    postcodes = {
        postcode.code: Area(
            postcode.code,
            str(postcode),
            tuple(region.key for region in postcode.regions.all()),
            postcode.lat,
            postcode.lon,
        )
        for postcode in Postcode.objects.prefetch_related("regions")
    }
    return Gazetteer(places, postcodes)
