"""The card for the address book: RFC 6350, from the public record alone."""

from datetime import UTC, datetime

import pytest

from network.records import AddressFact, ContactFact, TopicFact
from network.vcard import LINE, vcard
from tests.builders import actor_record

REVISED = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)


def card(url="https://example.org/haus/", **facts):
    """Return the unfolded lines of a card."""
    return text(url, **facts).replace("\r\n ", "").split("\r\n")


def text(url="https://example.org/haus/", **facts):
    """Return a card as it is sent."""
    return vcard(actor_record(**facts), url, REVISED)


def values(key, /, **facts):
    """Return the values of a property."""
    found = [line.partition(":") for line in card(**facts)]
    return [value for head, _colon, value in found if head.partition(";")[0] == key]


class TestCard:
    def test_it_begins_and_ends_as_the_standard_says(self):
        lines = card(name="Haus", uuid="1234")
        assert lines[:4] == ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", "UID:urn:uuid:1234"]
        assert lines[-2:] == ["END:VCARD", ""]
        assert "FN:Haus" in lines
        assert "REV:20260310T083000Z" in lines
        assert "SOURCE:https://example.org/haus/" in lines

    def test_what_is_empty_is_left_out(self):
        heads = {line.partition(":")[0] for line in card(url="", name="Haus")}
        assert heads == {"BEGIN", "VERSION", "KIND", "UID", "FN", "ORG", "REV", "END", ""}
        assert "None" not in text()

    def test_contacts_by_kind(self):
        contacts = (
            ContactFact("email", "a@example.org", person="Frau Muster"),
            ContactFact("phone", "0375 12 34-5"),
            ContactFact("fax", "+49 375 1234"),
            ContactFact("website", "https://example.org"),
            ContactFact("social", "https://social.example.org/@ini"),
            ContactFact("other", "Klopfzeichen"),
        )
        lines = card(contacts=contacts)
        assert "EMAIL:a@example.org" in lines
        assert "TEL;VALUE=uri;TYPE=voice:tel:+4937512345" in lines
        assert "TEL;VALUE=uri;TYPE=fax:tel:+493751234" in lines
        assert values("URL", contacts=contacts) == ["https://example.org", "https://social.example.org/@ini"]
        assert "Muster" not in text(contacts=contacts)
        assert "Klopfzeichen" not in text(contacts=contacts)

    @pytest.mark.parametrize(
        ("written", "dialled"),
        [
            ("0375 / 123-45", "+4937512345"),
            ("+49 (0) 375 12345", "+4937512345"),
            ("0049 375 12345", "+4937512345"),
            ("+420 123 456", "+420123456"),
            ("116 016", "116016"),
        ],
    )
    def test_numbers_can_be_dialled_from_everywhere(self, written, dialled):
        assert values("TEL", contacts=(ContactFact("phone", written),)) == [f"tel:{dialled}"]

    def test_addresses_are_cut_to_their_precision(self):
        exact = AddressFact("exact", street="Hauptstraße 1", postcode="08056", town="Zwickau")
        town = AddressFact("municipality", town="Werdau")
        assert values("ADR", addresses=(exact, town, AddressFact("district"))) == [
            ";;Hauptstraße 1;Zwickau;;08056;",
            ";;;Werdau;;;",
        ]

    def test_signs_with_a_meaning_are_escaped(self):
        assert values("FN", name="Haus, Hof; Garten \\ Feld") == ["Haus\\, Hof\\; Garten \\\\ Feld"]
        assert values("NOTE", summary="Eins\nzwei\r\ndrei\rvier") == ["Eins\\nzwei\\ndrei\\nvier"]

    def test_topics_are_categories(self):
        topics = (TopicFact("a", "Asyl, Flucht", "", ()), TopicFact("b", "Chor", "", ()))
        assert values("CATEGORIES", topics=topics) == ["Asyl\\, Flucht,Chor"]

    def test_nothing_can_add_a_line(self):
        hostile = "https://example.org\r\nEMAIL:evil@example.org"
        contacts = (ContactFact("website", hostile), ContactFact("email", "a@b.c\nTEL:1"))
        lines = card(contacts=contacts, name="A\r\nB:C", url=hostile)
        assert {line.partition(":")[0].partition(";")[0] for line in lines} <= {
            "BEGIN", "VERSION", "KIND", "UID", "FN", "ORG", "EMAIL", "URL", "SOURCE", "REV", "END", "",
        }  # fmt: skip
        assert sum(line.startswith("EMAIL") for line in lines) == 1


class TestFolding:
    @pytest.mark.parametrize("letter", ["a", "ü", "€", "🏳"])
    def test_lines_hold_75_octets_and_are_cut_between_letters(self, letter):
        sent = text(name=letter * 100, summary=letter * 150)
        for line in sent.split("\r\n"):
            assert len(line.encode()) <= LINE
            line.encode().decode()
        assert f"NOTE:{letter * 150}" in sent.replace("\r\n ", "")

    def test_every_line_ends_with_carriage_return_and_line_feed(self):
        sent = text(summary="x" * 500)
        assert sent.endswith("\r\n")
        assert sent.count("\n") == sent.count("\r\n")
