"""Find what the words of a list mean: keys of choices, topics, regions; what is unknown is reported, not dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from network.choices import Accessibility, OfferKind, Reach, TargetGroup
from network.languages import LANGUAGES
from network.models import Region, Topic
from network.models.memberships import MembershipKind
from network.models.organisations import LegalForm, OrganisationKind
from network.models.regions import region_key
from portal.disclosure import Audience, Precision
from portal.slugs import german_slug

WORDS = {
    OrganisationKind: {
        "association": "verein e-v ev foerderverein verband", "initiative": "initiative buergerinitiative gruppe",
        "alliance": "buendnis netzwerk runder-tisch aktionsbuendnis landesarbeitsgemeinschaft arbeitskreis",
        "provider": "traeger fachstelle beratungsstelle traeger-fachstelle", "foundation": "stiftung",
        "migrant_organisation": "migrantenorganisation selbstorganisation migrantenselbstorganisation mso",
        "religious_community": "religionsgemeinschaft kirche kirchgemeinde gemeinde-religion moscheegemeinde",
        "education": "bildungseinrichtung schule volkshochschule akademie",
        "culture": "kultureinrichtung kulturzentrum museum theater bibliothek",
        "youth": "jugendorganisation jugendverband jugendclub", "union": "gewerkschaft",
        "municipality": "kommune stadt gemeinde landkreis", "authority": "behoerde amt",
        "party_branch": "parteigliederung partei", "company": "unternehmen firma betrieb", "other": "sonstige andere",
    },
    LegalForm: {
        "ev": "e-v ev eingetragener-verein verein", "none": "ohne-rechtsform keine initiative", "ggmbh": "ggmbh gmbh",
        "gug": "gug ug", "foundation": "stiftung", "cooperative": "genossenschaft eg e-g",
        "public_body": "koerperschaft-des-oeffentlichen-rechts koer kdoer",
        "church_body": "kirchliche-koerperschaft kirche",
        "party": "partei", "union": "gewerkschaft", "company": "unternehmen", "other": "sonstige andere",
    },
    Reach: {"statewide": "landesweit sachsenweit", "mobile": "mobil aufsuchend", "online": "online digital"},
    Audience: {
        "public": "oeffentlich alle ja", "members": "mitglieder nur-mitglieder",
        "office": "buero koordinierungsbuero intern nur-intern", "nobody": "niemand nie nein",
    },
    Precision: {
        "exact": "genau strasse", "municipality": "ort gemeinde nur-ort", "district": "landkreis kreis nur-landkreis",
    },
    MembershipKind: {
        "founding": "gruendungsmitglied gruender", "member": "mitglied", "partner": "kooperationspartner partner",
        "supporter": "unterstuetzer unterstuetzerin", "host": "traeger", "guest": "gast beobachter",
    },
}  # fmt: skip
DISTRICT_WORDS = ("landkreis-", "kreis-", "stadt-", "kreisfreie-stadt-")


@dataclass
class Unknown:
    """Words that no topic, place or alliance has, with the lines they stand in."""

    words: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def add(self, what: str, word: str, line: int) -> None:
        """Note an unknown word."""
        self.words.setdefault(what, {}).setdefault(word, []).append(line)


def _labels(choices: Any) -> dict[str, str]:
    """Return the keys of a list of choices by slug of key, German and English label, and everyday words."""
    found = {}
    for language in ("en", "de"):
        with override(language):
            found.update({german_slug(str(label)): key for key, label in choices.choices})
    found.update({word: key for key, words in WORDS.get(choices, {}).items() for word in words.split()})
    found.update({german_slug(key): key for key in choices.values})
    return found


class Choices:
    """Finds keys of one list of choices by key or label."""

    def __init__(self, choices: Any) -> None:
        self._keys = _labels(choices)

    def key(self, word: str) -> str | None:
        """Return the key of a word, None if it is unknown."""
        return self._keys.get(german_slug(str(word), ""))

    @property
    def allowed(self) -> str:
        """Return the keys as a line for messages."""
        return ", ".join(dict.fromkeys(self._keys.values()))


class Resolver:
    """The words an import may use, loaded once."""

    def __init__(self) -> None:
        self.kinds = Choices(OrganisationKind)
        self.legal_forms = Choices(LegalForm)
        self.offer_kinds = Choices(OfferKind)
        self.target_groups = Choices(TargetGroup)
        self.accessibility = Choices(Accessibility)
        self.reach = Choices(Reach)
        self.audiences = Choices(Audience)
        self.precisions = Choices(Precision)
        self.membership_kinds = Choices(MembershipKind)
        self._languages = {
            german_slug(word, ""): one.code
            for one in LANGUAGES.values()
            for word in (one.english, one.german, one.german.split(" (")[0], one.own, one.code)
        }
        self._languages.update(
            {"farsi": "fa", "persisch": "fa", "kurdisch": "kmr", "gebaerdensprache": "gsg", "dgs": "gsg"}
        )
        self._languages.pop("", None)
        self.topics = {}
        for topic in Topic.objects.all():
            self.add_topic(topic)
        self._load_regions()

    def add_topic(self, topic: Topic) -> None:
        """Make a topic known under slug, label and English label."""
        for word in (topic.slug, topic.name, topic.label_en):
            self.topics.setdefault(german_slug(word, ""), topic)

    def topic(self, word: str) -> Topic | None:
        """Return the topic of a slug or label."""
        return self.topics.get(german_slug(word, "")) if german_slug(word, "") else None

    def language(self, word: str) -> str | None:
        """Return the code of a language by code or name."""
        return self._languages.get(german_slug(word, ""))

    def _load_regions(self) -> None:
        """Load the regions by key and by every name."""
        self.by_key: dict[str, Region] = {}
        self.by_name: dict[str, list[Region]] = {}
        for region in Region.objects.select_related("parent__parent").defer("shape"):
            self.by_key[region.key] = region
            names = {region.name, region.official_name, region.name_sorbian, *region.aliases}
            for name in {german_slug(name, "") for name in names} - {""}:
                self.by_name.setdefault(name, []).append(region)

    def district(self, word: str) -> Region | None:
        """Return the district of a key or of a name such as “Landkreis Zwickau”, “Leipzig, Stadt”, “Zwickau”."""
        if (key := region_key(word.strip())) and key in self.by_key:
            return self.by_key[key]
        slug = german_slug(word, "")
        found = [region for region in self.by_name.get(slug, []) if region.kind == "district"]
        if not found:
            bare = slug.removesuffix("-stadt").removesuffix("-kreisfreie-stadt").removesuffix("-landkreis")
            wants_city = (
                bare != slug and "landkreis" not in slug or slug.startswith(("stadt-", "kreisfreie-"))
            )
            for start in DISTRICT_WORDS:
                bare = bare.removeprefix(start)
            found = [region for region in self.by_name.get(bare, []) if region.kind == "district"]
            if len(found) > 1:
                found = [one for one in found if one.official_name.startswith("Stadt") == wants_city]
        return _only(found)

    def municipality(self, word: str, district: Region | None) -> Region | None:
        """Return the municipality of a key or name; the district decides between equal names."""
        if (key := region_key(word.strip())) and key in self.by_key:
            return self.by_key[key]
        found: list[Region] = []
        for slug in _town_slugs(word):
            found = [one for one in self.by_name.get(slug, []) if one.kind == "municipality"]
            if found:
                break
        if district is not None:
            found = [one for one in found if one.parent_id == district.pk] or found
        return _only(found)

    def region(self, word: str) -> Region | None:
        """Return any region of a key or name: districts before towns, states before both."""
        slug = german_slug(word, "")
        if (key := region_key(word.strip())) and key in self.by_key:
            return self.by_key[key]
        state = _only([region for region in self.by_name.get(slug, []) if region.kind == "state"])
        if state or slug.startswith(DISTRICT_WORDS) or slug.endswith("kreis"):
            return state or self.district(word)
        town = self.municipality(word, None)
        if town is not None and town.parent and town.parent.official_name.startswith("Stadt"):
            return town.parent
        return town or self.district(word)

    def parse_audiences(self, value: Any) -> tuple[dict[str, str], list[str]]:
        """Return audiences and precision by what they apply to, and the words that mean nothing."""
        if isinstance(value, str):
            value = {"email": value, "phone": value, "address": value} if value.strip() else {}
        if not isinstance(value, dict):
            return {}, [str(value)]
        found: dict[str, str] = {}
        bad = []
        for what, word in value.items():
            precision = self.precisions.key(word) if what == "address" else None
            audience = self.audiences.key(word)
            if precision and (audience is None or what == "address"):
                found["precision"] = precision
            elif audience:
                found[what] = audience
            else:
                bad.append(f"{what}: {word}")
        return found, bad


def _town_slugs(word: str) -> Iterable[str]:
    """Yield spellings of a town's name from exact to bare: “Aue, Stadt”, “Wurzen OT Nitzschka”."""
    slug = german_slug(word, "")
    yield slug
    yield slug.removesuffix("-stadt").removeprefix("stadt-")
    for cut in (" OT ", " Ortsteil ", "/", "(", ",", "-"):
        head = word.split(cut, maxsplit=1)[0].strip()
        if head and head != word:
            yield german_slug(head, "")


def _only(found: list[Region]) -> Region | None:
    """Return the one region found, None when there is none or more than one."""
    return found[0] if len({region.pk for region in found}) == 1 else None
