"""An organisation in schema.org's words."""

import pytest

from network.models.organisations import OrganisationKind
from network.records import AddressFact, AreaFact, ContactFact, TopicFact
from network.structured_data import actor_json_ld
from tests.builders import actor_record, membership_fact, place_fact


@pytest.fixture(autouse=True)
def page_address(monkeypatch):
    """Give the page an address without a site."""
    monkeypatch.setattr("network.structured_data.page_url", lambda page: "https://example.org/haus/")


def entity(**facts):
    """Return the entity of a record with these facts."""
    return actor_json_ld(actor_record(**facts), None)


class TestEntity:
    def test_only_what_is_known_is_said(self):
        assert set(entity(title="Haus")) == {"@type", "@id", "name", "url"}

    def test_names(self):
        found = entity(title="Haus", short_name="H", former_names=("Hof",), uuid="1")
        assert (found["name"], found["alternateName"], found["@id"]) == ("Haus", ["H", "Hof"], "urn:uuid:1")
        assert entity(former_names=("Hof",))["alternateName"] == ["Hof"]

    def test_every_kind_has_a_type(self):
        for kind in OrganisationKind:
            assert entity(kind=kind)["@type"]
        assert entity(kind="municipality")["@type"] == "GovernmentOrganization"
        assert entity()["@type"] == "NGO"

    def test_contacts_without_persons(self):
        found = entity(
            contacts=(
                ContactFact("email", "a@example.org", person="Frau Muster"),
                ContactFact("email", "b@example.org"),
                ContactFact("phone", "0375 1"),
                ContactFact("website", "https://example.org"),
            )
        )
        assert (found["email"], found["telephone"]) == ("a@example.org", "0375 1")
        assert found["sameAs"] == ["https://example.org"]
        assert "Muster" not in repr(found)

    def test_addresses_are_cut_to_their_precision(self):
        found = entity(
            addresses=(
                AddressFact("exact", street="Hauptstraße 1", postcode="08056", town="Zwickau"),
                AddressFact("municipality", town="Werdau"),
                AddressFact("district", place=place_fact()),
            )
        )
        assert found["address"] == [
            {
                "@type": "PostalAddress",
                "streetAddress": "Hauptstraße 1",
                "postalCode": "08056",
                "addressLocality": "Zwickau",
                "addressCountry": "DE",
            },
            {"@type": "PostalAddress", "addressLocality": "Werdau", "addressCountry": "DE"},
        ]

    def test_points_are_not_given_away(self):
        found = entity(addresses=(AddressFact("exact", town="Zwickau", lat=50.1, lon=12.1),))
        assert "50.1" not in repr(found)

    def test_areas_languages_topics_and_alliances(self):
        found = entity(
            areas=(AreaFact(place_fact(official_name="Stadt Zwickau")),),
            languages=("de", "xx", "ar"),
            topics=(TopicFact("asyl", "Asyl", "Asylum", ()),),
            memberships=(membership_fact("Netz"),),
        )
        assert found["areaServed"] == ["Stadt Zwickau"]
        assert found["knowsLanguage"] == ["de", "ar"]
        assert found["knowsAbout"] == ["Asyl"]
        assert found["memberOf"] == [{"@type": "Organization", "name": "Netz"}]

    def test_alliance_is_named_once_however_many_roles_there_are(self):
        roles = (membership_fact("Netz", kind="host"), membership_fact("Netz"), membership_fact("Kreis"))
        names = [one["name"] for one in entity(memberships=roles)["memberOf"]]
        assert names == ["Netz", "Kreis"]

    def test_year_of_foundation(self):
        found = entity(founded="2012")
        assert found["foundingDate"] == "2012"
