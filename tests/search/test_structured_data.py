"""What machines read about the directory: the entries shown, at their places in the whole list."""

import json
import re

from search.structured_data import item_list
from tests.search.towns import listing

from .test_listing import EVERYBODY, Directory


def graph(html: str) -> list[dict]:
    """Return the things that a page tells machines about."""
    source = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    return json.loads(source)["@graph"]


class TestItemList(Directory):
    def items(self, query: str = "", prefix: str = "") -> list[dict]:
        """Return the lists of items on the directory."""
        response = self.client.get(f"{prefix}/initiativen/{query}")
        return [node for node in graph(response.content.decode()) if node["@type"] == "ItemList"]

    def test_the_entries_shown_are_items_with_address_and_name(self):
        (found,) = self.items()
        assert found["numberOfItems"] == len(EVERYBODY)
        assert [item["name"] for item in found["itemListElement"]] == EVERYBODY
        assert [item["position"] for item in found["itemListElement"]] == list(range(1, 8))
        first = found["itemListElement"][0]
        assert set(first) == {"@type", "position", "url", "name"}
        assert re.fullmatch(r"https?://[^/]+/initiativen/chor-werdau/", first["url"])

    def test_marked_names_are_whole_names(self):
        (found,) = self.items("?q=chor")
        assert [item["name"] for item in found["itemListElement"]] == ["Chor Werdau"]

    def test_nothing_found_is_no_list(self):
        assert self.items("?q=xyzzy") == []

    def test_the_list_for_paper_is_not_for_machines(self):
        assert self.items("?ansicht=druck") == []

    def test_later_pages_go_on_counting(self):
        found = item_list(listing().entries[:2], "https://x.org", before=20, total=22)
        assert [item["position"] for item in found["itemListElement"]] == [21, 22]
        assert found["itemListElement"][0]["url"] == "https://x.org/initiativen/chor-werdau/"

    def test_addresses_are_those_of_the_readers_language(self):
        (found,) = self.items(prefix="/en")
        assert "/en/initiativen/chor-werdau/" in found["itemListElement"][0]["url"]
