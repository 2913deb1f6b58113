"""Which words of a record stand in which zone of its search document; the plan gives the zones their weights.

n names · k topics and titles of offers · t labels, languages and days · c words that a topic also stands for ·
s summary · b body · p places. "n.x" holds each name as a whole, "n.i" the initials of its words, "t.d" each day of
the week with opening hours, Monday 0.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import override

from network.choices import Accessibility, OfferKind, TargetGroup
from network.languages import LANGUAGES
from network.models.organisations import OrganisationKind
from network.records import ActorRecord

from .analysis.base import Analyser
from .thesaurus_lists import thesaurus

PAIRED = frozenset({"n", "k", "s"})  # zones that hold every pair of adjacent stems
LABEL_LANGUAGES = ("de", "en")
STATE_WORDS = {
    "statewide": "landesweit sachsenweit",
    "mobile": "mobil aufsuchend",
    "online": "online digital",
}
NO_MORE = frozenset({"ended"})
DAY = 24 * 60  # minutes
_SHORTEST_INITIALS, _LONGEST_INITIALS = 3, 6


def terms(analysis: Analyser, zones: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the term strings of texts by zone.

    Pairs of adjacent stems are kept in short zones, elsewhere only those that phrases of the thesaurus ask for.
    """
    asked_for = thesaurus(analysis).pairs
    found: set[str] = set()
    for zone, texts in zones.items():
        for text in filter(None, texts):
            made = analysis.index_terms(zone, text, bigrams=True)
            if zone not in PAIRED:
                made = {term for term in made if term[2] != "b" or term[4:] in asked_for}
            found |= made
    return found


def name_terms(names: Iterable[str], analysis: Analyser) -> set[str]:
    """Return one term for each name as a whole, and one for each abbreviation of its initials."""
    found: set[str] = set()
    for name in names:
        words = [analysis.word(token) for token in analysis.tokens(name)]
        if words:
            found.add(f"n.x:{' '.join(words)}")
            found.update(f"n.i:{letters}" for letters in initials(words, analysis))
    return found


def initials(words: Sequence[str], analysis: Analyser) -> set[str]:
    """Return the abbreviations that people make of folded words: of all, of the telling ones, of their pieces."""
    telling = [word for word in words if not analysis.is_stop(word)]
    pieces = [piece for word in telling for piece in (analysis.pieces(word) or word.split("-"))]
    made = {"".join(word[0] for word in row if word) for row in (words, telling, pieces)}
    return {letters for letters in made if _SHORTEST_INITIALS <= len(letters) <= _LONGEST_INITIALS}


def actor_terms(record: ActorRecord, analysis: Analyser) -> set[str]:
    """Return every term of an organisation or alliance."""
    names = [record.title, record.name, record.short_name, *record.former_names]
    offers = [offer for offer in record.offers if offer.status not in NO_MORE]
    zones = {
        "n": names,
        "k": [*(topic.name for topic in record.topics), *(offer.title for offer in offers)],
        "t": _labels(record),
        "c": [word for topic in record.topics for word in (topic.label_en, *topic.synonyms)],
        "s": [record.summary],
        "b": _body(record),
        "p": _places(record),
    }
    days = {f"t.d:{hours.start // DAY}" for hours in record.opening_hours}
    return name_terms(names, analysis) | terms(analysis, zones) | days


def _labels(record: ActorRecord) -> list[str]:
    """Return what was chosen from lists, in German and English, and the languages spoken."""
    offers = [offer for offer in record.offers if offer.status not in NO_MORE]
    chosen = [
        *(OfferKind(offer.kind).label for offer in offers if offer.kind in OfferKind.values),
        *(TargetGroup(key).label for key in record.target_groups if key != TargetGroup.EVERYONE),
        *(Accessibility(key).label for key in record.accessibility),
        OrganisationKind(record.kind).label,
    ]
    found = []
    for language in LABEL_LANGUAGES:
        with override(language):
            found += [str(label) for label in chosen]
    codes = {*record.languages, *(code for offer in offers for code in offer.languages)} - {"de"}
    for code in sorted(codes & LANGUAGES.keys()):
        found += [LANGUAGES[code].german, LANGUAGES[code].english, LANGUAGES[code].own]
    return list(dict.fromkeys(found))


def _body(record: ActorRecord) -> list[str]:
    """Return everything else that is said about an actor."""
    offers = (offer for offer in record.offers if offer.status not in NO_MORE)
    return [
        record.text,
        *(
            text
            for offer in offers
            for text in (offer.description, offer.for_whom, offer.cost, offer.how_to_apply)
        ),
        *(text for fact in record.memberships for text in (fact.other_name, fact.statement)),
        *(text for goal in record.goals for text in (goal.heading, goal.text)),
        *(fact.text for fact in (*record.milestones, *record.focus)),
        *record.partner_lines,
        *record.unmatched,
        record.accessibility_note,
    ]


def _places(record: ActorRecord) -> list[str]:
    """Return the names of the seat, the addresses and the areas served; states are left out, all sit in one."""
    places = [
        record.seat,
        *(address.place for address in record.addresses),
        *(area.place for area in record.areas),
    ]
    words: list[str] = []
    for place in places:
        for part in (place, *place.parents) if place else ():
            if part.kind != "state":
                words += [part.name, part.official_name, part.name_sorbian, *part.aliases]
    for address in record.addresses:
        words += [address.town, address.postcode, address.label]
    words += [STATE_WORDS[reach] for reach in record.reach]
    return list(dict.fromkeys(words))
