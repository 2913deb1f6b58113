"""The emergency switch: who may press it, what it hides, and that it does so at once."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from network import shielding
from network.models import Organisation
from network.records import public_record
from portal.models import PendingChange
from tests import builders

pytestmark = pytest.mark.django_db

SECRET_MAIL = "geheim@example.org"
SECRET_STREET = "Versteckte Gasse 9"


@pytest.fixture
def page(tree):
    """Return the page of an organisation with a contact, a person, an address and a link."""
    places = builders.places()
    page = builders.organisation_page(tree.directory, builders.organisation("Mut", seat=places.werdau))
    builders.contact(page, SECRET_MAIL, person="Erna Beispiel", person_disclosure="public")
    builders.address(page, places.werdau, street=SECRET_STREET)
    builders.link(page, "https://example.org/geheim")
    builders.drain()
    return page


def switch(page):
    """Return the address of the switch."""
    return reverse("wagtailsnippets_network_organisation:shield", args=[page.organisation_id])


def logged(entry):
    """Return the actions logged for an entry."""
    entries = ModelLogEntry.objects.filter(object_id=str(entry.pk), action__startswith="network.")
    return list(entries.order_by("timestamp").values_list("action", "user__email"))


def test_shield_hides_in_the_public_record_at_once(page):
    open_record = public_record(page)
    assert open_record.contacts
    assert open_record.addresses
    assert shielding.shield(page.organisation, None) is True
    page = type(page).objects.get(pk=page.pk)
    record = public_record(page)
    assert (record.contacts, record.addresses, record.links) == ((), (), ())
    assert record.seat.kind == "district"
    assert shielding.unshield(page.organisation, None) is True
    assert public_record(type(page).objects.get(pk=page.pk)).contacts == open_record.contacts


def test_shield_hides_on_the_page_for_the_next_visitor(client, page):
    url = page.get_url()
    assert SECRET_STREET in client.get(url).content.decode()
    assert SECRET_STREET in client.get(url).content.decode()
    shielding.shield(page.organisation, None)
    text = client.get(url).content.decode()
    for word in (SECRET_STREET, SECRET_MAIL, "geheim", "Erna Beispiel"):
        assert word not in text
    shielding.unshield(page.organisation, None)
    assert SECRET_STREET in client.get(url).content.decode()


def test_shield_records_the_change_for_the_search(page):
    PendingChange.objects.all().delete()
    shielding.shield(page.organisation, None)
    marks = PendingChange.objects.values_list("model", "object_id")
    assert ("network.organisation", str(page.organisation_id)) in marks


def test_second_press_changes_and_logs_nothing(page):
    assert shielding.shield(page.organisation, None) is True
    PendingChange.objects.all().delete()
    assert shielding.shield(Organisation.objects.get(pk=page.organisation_id), None) is False
    assert not PendingChange.objects.exists()
    assert logged(page.organisation) == [(shielding.SHIELD, None)]


def test_switch_asks_on_get_and_acts_on_post(client, page):
    client.force_login(builders.office("buero@example.org"))
    answer = client.get(switch(page))
    assert answer.status_code == 200
    assert 'value="on"' in answer.content.decode()
    entry = Organisation.objects.get(pk=page.organisation_id)
    assert entry.is_shielded is False
    assert client.post(switch(page), {"shield": "on"}).status_code == 302
    entry.refresh_from_db()
    assert entry.is_shielded is True
    assert 'value="off"' in client.get(switch(page)).content.decode()
    assert client.post(switch(page), {"shield": "off"}).status_code == 302
    entry.refresh_from_db()
    assert entry.is_shielded is False
    assert logged(entry) == [
        (shielding.SHIELD, "buero@example.org"),
        (shielding.UNSHIELD, "buero@example.org"),
    ]


def test_two_people_who_press_at_once_do_not_undo_each_other(client, page):
    client.force_login(builders.office())
    for _ in range(2):
        client.post(switch(page), {"shield": "on"})
    assert Organisation.objects.get(pk=page.organisation_id).is_shielded is True


@pytest.mark.parametrize("data", [{}, {"shield": ""}, {"shield": "maybe"}])
def test_unclear_button_asks_again(client, page, data):
    client.force_login(builders.office())
    assert client.post(switch(page), data).status_code == 200
    assert Organisation.objects.get(pk=page.organisation_id).is_shielded is False


@pytest.mark.parametrize("next_url", ["/admin/", "https://evil.example/", "//evil.example"])
def test_switch_leads_back_into_the_admin_only(client, page, next_url):
    client.force_login(builders.office())
    answer = client.post(switch(page), {"shield": "on", "next": next_url})
    assert answer.url.startswith("/admin/")


def test_who_may_not_edit_the_register_has_no_switch(client, page):
    for account, status in ((None, 302), (builders.user(), 302), (builders.editor(), 404)):
        if account:
            client.force_login(account)
        assert client.get(switch(page)).status_code == status
        assert client.post(switch(page), {"shield": "on"}).status_code == status
    assert Organisation.objects.get(pk=page.organisation_id).is_shielded is False


def test_switch_is_at_hand_in_list_form_and_page(client, page):
    client.force_login(builders.office())
    for url in (
        reverse("wagtailsnippets_network_organisation:list"),
        reverse("wagtailsnippets_network_organisation:edit", args=[page.organisation_id]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ):
        assert switch(page) in client.get(url).content.decode(), url
    client.force_login(builders.editor())
    assert switch(page) not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_history_names_the_switch(client, page):
    office = builders.office()
    client.force_login(office)
    shielding.shield(page.organisation, office)
    history = reverse("wagtailsnippets_network_organisation:history", args=[page.organisation_id])
    logged_row = client.get(history).context["object_list"][0]
    assert logged_row.action == shielding.SHIELD
    assert str(logged_row.message) != "Unknown network.shield"
