"""What reading a query draws on, loaded from the database and kept until it changes."""

from dataclasses import dataclass, replace
from functools import reduce

from django.conf import settings
from django.db.models import Count, Max

from network.models import Postcode
from network.region_table import RegionTable, region_table
from portal.content_cache import cached

from .analysis import analyser
from .gazetteer import Area, Gazetteer, Place
from .listed_words import leading_words, listed_words
from .lore import Lore
from .spelling import Speller
from .store import event_words, load_vocabulary, publication_words, statistics_version
from .thesaurus_lists import thesaurus
from .vocabulary import joined

PLACES = frozenset({"municipality", "district"})


@dataclass(frozen=True)
class _Loaded:
    """Lore with what it was loaded from."""

    version: str
    table: RegionTable
    postcodes: tuple[int, ...]
    lore: Lore


_loaded: dict[tuple[str, ...], _Loaded] = {}


def knowledge(of_everything: bool = False) -> Lore:
    """Return what is known about the words and places of documents; loaded again when either changed.

    Unless it is that of everything it is what the directory knows: dates and publications that come and go change
    nothing about how it reads a query.
    """
    locale = settings.LANGUAGE_CODE
    besides = (event_words(locale), publication_words(locale)) if of_everything else ()
    names = (locale, *filter(statistics_version, besides))
    version, table = "+".join(map(statistics_version, names)), region_table()
    postcodes = cached("search-postcodes", _count_postcodes)
    have = _loaded.get(names)
    if have is None or have.version != version:
        have = _loaded[names] = _Loaded(version, table, postcodes, _load(locale, names, table))
    elif have.table is not table or have.postcodes != postcodes:
        lore = replace(have.lore, gazetteer=gazetteer(table))
        have = _loaded[names] = _Loaded(version, table, postcodes, lore)
    return have.lore


def _count_postcodes() -> tuple[int, ...]:
    """Return by what added and deleted postcodes are noticed; their points hardly ever change."""
    found = Postcode.objects.aggregate(many=Count("pk"), last=Max("pk"))
    return found["many"], found["last"] or 0


def _load(locale: str, names: tuple[str, ...], table: RegionTable) -> Lore:
    """Read everything anew."""
    analysis = analyser(locale)
    vocabulary = reduce(joined, map(load_vocabulary, names))
    listed = thesaurus(analysis)
    leading = leading_words(listed, vocabulary, analysis)
    speller = Speller(vocabulary.words, analysis, leading)
    return Lore(vocabulary, analysis, listed, gazetteer(table), speller, listed_words(analysis))


def gazetteer(table: RegionTable) -> Gazetteer:
    """Return the places that can be named in a query."""
    places = tuple(
        Place(row.key, row.label, tuple(sorted(row.names)))
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
