"""Words of a list that nobody here knows are kept, searchable, until somebody says what they mean."""

from network.models import Region, Topic
from network.records import public_record
from tests.network.exchange_lists import GOOD, Importing, entry, page, put, run, state


class TestUnknownWords(Importing):
    ROW = {
        "id": "u", "name": "Unbekannt", "kind": "Kaffeekränzchen", "legal_form": "Hansebund",
        "topics": ["Sport", "Teichwirtschaft"], "target_groups": ["Imker"],
        "languages": ["Klingonisch", "de"],
        "accessibility": ["Hubschrauber"], "regions_served": ["Mittelerde", "14524"],
        "municipality": "Kleinweltwitz",
        "district": "Amt Weltwitz", "opening_hours": ["nach Vereinbarung", "Mo 10-12"],
        "offers": [{"title": "Rat", "kind": "Orakel", "languages": ["Elbisch"]}],
        "alliances": ["Fernes Bündnis"],
    }  # fmt: skip
    WORDS = {
        "Kaffeekränzchen", "Hansebund", "Teichwirtschaft", "Imker", "Klingonisch", "Hubschrauber",
        "Mittelerde",
        "Kleinweltwitz", "Amt Weltwitz", "nach Vereinbarung", "Orakel", "Elbisch", "Fernes Bündnis",
    }  # fmt: skip

    def test_every_one_is_listed_kept_searchable_and_exported(self):
        report = put(self.ROW)
        assert {word for words in report.unknown.words.values() for word in words} == self.WORDS
        kept = {word for words in entry("u").unmatched.values() for word in words}
        assert kept == self.WORDS
        assert set(public_record(page("u")).unmatched) == self.WORDS
        found = state("u")
        assert found["kind"] == "Kaffeekränzchen"
        assert found["topics"] == ["sport", "Teichwirtschaft"]
        assert found["offers"] == [{"title": "Rat", "kind": "Orakel", "languages": ["Elbisch"]}]
        assert found["municipality"] == "Kleinweltwitz"
        assert found["district"] == "Amt Weltwitz"

    def test_repeating_them_changes_nothing(self):
        put(self.ROW)
        assert put(self.ROW).unchanged == 1
        assert put(state("u")).unchanged == 1

    def test_word_that_became_known_finds_its_place(self):
        put(self.ROW)
        Topic.objects.create(slug="teich", name="Teichwirtschaft")
        parent = Region.objects.get(code="14522")
        Region.objects.create(kind="municipality", code="14522999", name="Kleinweltwitz", parent=parent)
        assert put(self.ROW).updated == [("Unbekannt", ("municipality", "topics"))]
        assert entry("u").seat.code == "14522999"
        assert not {"topics", "places"} & set(entry("u").unmatched)
        assert page("u").addresses.get().region.code == "14522999"
        assert put(self.ROW).unchanged == 1

    def test_word_replaced_by_a_known_one_is_forgotten(self):
        put(self.ROW)
        put(
            {
                "id": "u",
                "name": "Unbekannt",
                "kind": "Verein",
                "languages": ["de"],
                "municipality": "Pirna",
                "offers": [],
            }
        )
        kept = set(entry("u").unmatched)
        assert not {"kind", "languages", "places", "offers/kind/Rat", "offers/languages/Rat"} & kept
        assert "topics" in kept

    def test_town_that_is_kept_back_is_not_told_by_the_words(self):
        put(self.ROW | {"disclosure": {"address": "district"}})
        assert "Kleinweltwitz" not in public_record(page("u")).unmatched

    def test_create_topics_adds_them(self):
        rows = (self.ROW, {"name": "Zwei", "topics": ["teichwirtschaft!", "Sport"]})
        report = put(*rows, create_topics=True)
        assert report.new_topics == ["Teichwirtschaft"]
        assert "topics" not in report.unknown.words
        assert state("u")["topics"] == ["sport", "teichwirtschaft"]
        assert "topics" not in entry("u").unmatched
        assert put(*rows, create_topics=True).unchanged == 2

    def test_topics_of_refused_rows_are_not_made(self):
        before = set(Topic.objects.values_list("slug", flat=True))
        bad = {"name": "Schlecht", "topics": ["Nie"], "postcode": "?"}
        late = {"name": "Spät", "topics": ["Auch nie"], "goals": ["x"]}
        report = run(GOOD | {"topics": ["Doch"]}, bad, late, partial=True, create_topics=True)
        assert report.new_topics == ["Doch"]
        assert set(Topic.objects.values_list("slug", flat=True)) - before == {"doch"}
        run(GOOD | {"topics": ["Neu"]}, bad, create_topics=True)
        assert not Topic.objects.filter(name="Neu").exists()

    def test_topics_in_another_script_get_slugs_of_their_own(self):
        put({"id": "x", "name": "X", "topics": ["سلام", "بيت"]}, create_topics=True)
        assert page("x").topic_links.count() == 2
