"""A section is written once: what changes in it changes wherever it stands, on paper and on devices too."""

from collections.abc import Iterable

import pytest
from django.test import Client

from search.store import refresh_statistics
from tests import builders
from tests.publications import guide_pages, kit_pages

pytestmark = pytest.mark.django_db
WORD, SENTENCE = "Xylophonwort", "Ich sage das Xylophonwort."


def read(addresses: Iterable[str]) -> dict[str, str]:
    """Return what each address answers, as everybody gets it: kept pages and papers among it."""
    answers = {address: Client().get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {
        address: b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        for address, answer in answers.items()
    }


def found(word: str) -> list[str]:
    """Return where the search leads for a word."""
    while builders.drain():
        pass
    refresh_statistics()
    return [entry.url for entry in Client().get(f"/suche/?q={word}").context["listing"].entries]


def test_a_section_changed_once_changes_in_guides_kit_and_all_papers_and_is_found_once(paper_press):
    kit = kit_pages.in_four_languages(builders.site_tree(), builders.places())
    guides = [guide_pages.guide(kit.index, title, kit.door) for title in ("Erster", "Zweiter")]
    beside = f"/id/notfallkoffer/{kit.page.pk}"
    pages = [page.get_url() for page in (*guides, kit.page)]
    papers = [f"/id/leitfaden/{page.pk}/leitfaden.pdf" for page in guides]
    papers += [f"{beside}/{name}.pdf" for name in ("notfallkoffer", "notfallkoffer-ar", "karte")]
    before = read([*pages, *papers, f"{beside}/offline.js"])
    assert not [address for address, told in before.items() if WORD in told]
    assert found(WORD) == []
    assert found("notfallkoffer")[0] == pages[2]

    kit.door.body = [("phrases", {"heading": "", "phrases": [SENTENCE]})]
    kit.door.save_revision().publish()

    after = read(before)
    # beside the Arabic words in the kit there is no German on its Arabic paper
    assert [address for address in (*pages, *papers) if after[address].count(WORD) != 1] == [papers[3]]
    # devices fetch it at the next visit
    assert after[f"{beside}/offline.js"] != before[f"{beside}/offline.js"]
    assert found(WORD) == [f"{pages[2]}#{kit.door.anchor}"]
