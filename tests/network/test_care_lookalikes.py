"""A new or renamed entry that looks like one that is there: asked about once, and never again after the answer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from network.care import duplicates
from network.care.likeness import Facts
from network.care.lookalikes import MOST, kept_apart, look_alikes
from network.models import DuplicatePair, Organisation
from tests import builders
from tests.network.test_admin_register import EDIT, edited, saved

pytestmark = pytest.mark.django_db

ADD = reverse("wagtailsnippets_network_organisation:add")
BOX = 'name="despite"'


def added(client, name, **more):
    """Send the form of a new entry and return the answer."""
    return client.post(ADD, saved(Organisation(name=name), **more))


def test_new_entry_like_an_existing_one_is_asked_about_with_a_link_and_saved_after_the_answer(office):
    there = builders.organisation("Kulturbüro Süd e. V.")
    assert BOX not in office.get(ADD).content.decode()
    answer = added(office, "Kulturbuero Sued")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'href="{reverse(EDIT, args=[there.pk])}"' in text
    assert f'{BOX} value="{there.pk}">' in text
    assert Organisation.objects.count() == 1
    assert added(office, "Kulturbuero Sued", despite=str(there.pk)).status_code == 302
    new = Organisation.objects.exclude(pk=there.pk).get()
    assert kept_apart(new.pk) == {there.pk}


def test_the_answer_holds_for_other_changes_renaming_and_the_search(office, admin_user):
    there = builders.organisation("Kulturbüro Süd e. V.")
    added(office, "Kulturbuero Sued", despite=str(there.pk))
    new = Organisation.objects.exclude(pk=there.pk).get()
    assert edited(office, new, name="Kulturbüro Sued").status_code == 302
    assert edited(office, there, name="Kulturbüro Süd").status_code == 302
    duplicates.refresh(timezone.now())
    assert not duplicates.open_pairs().exists()


@pytest.mark.parametrize("despite", ["", "on", "0", "-1", "999999", ",,,", "²", "\0", "1" * 5000])
def test_only_an_answer_about_what_was_shown_counts(office, despite):
    builders.organisation("Kulturbüro Süd e. V.")
    answer = added(office, "Kulturbuero Sued", despite=despite)
    assert answer.status_code == 200
    assert BOX in answer.content.decode()
    assert Organisation.objects.count() == 1
    assert not DuplicatePair.objects.exists()


def test_a_tick_stays_when_something_else_is_wrong_and_asks_anew_when_somebody_else_is_meant(office):
    there, other = builders.organisation("Kulturbüro Süd"), builders.organisation("Radhaus Nord")
    wrong = added(office, "Kulturbuero Sued", despite=str(there.pk), kind="weather")
    assert f'{BOX} value="{there.pk}" checked>' in wrong.content.decode()
    renamed = added(office, "Radhaus Nord", despite=str(there.pk))
    assert f'{BOX} value="{other.pk}">' in renamed.content.decode()
    assert Organisation.objects.count() == 2


def test_renaming_asks_and_what_an_entry_is_not_recognised_by_does_not(office):
    builders.organisation("Kulturbüro Süd")
    entry = builders.organisation("Etwas anderes")
    assert edited(office, entry, founded=1999).status_code == 302
    assert edited(office, entry, name="Kulturbuero Sued").status_code == 200
    Organisation.objects.filter(pk=entry.pk).update(name="Kulturbuero Sued")
    entry.refresh_from_db()
    assert edited(office, entry, founded=2000).status_code == 302
    assert edited(office, entry, name="Ganz neu").status_code == 302


def test_branches_of_one_association_and_merged_entries_are_not_asked_about(office):
    builders.organisation("Ortsgruppe 7")
    builders.organisation("Radhaus Nord", status="merged")
    assert added(office, "Ortsgruppe 8").status_code == 302
    assert added(office, "Radhaus Nord").status_code == 302


def test_contacts_on_the_page_count_for_a_known_entry(tree):
    one, other = builders.organisation("Haus am Markt"), builders.organisation("Haus an der Mulde")
    for entry in (one, other):
        page = builders.organisation_page(tree.directory, entry)
        builders.contact(page, kind="website", value="https://haus.example")
        builders.contact(page, kind="phone", value="0341 1234567")
    assert [found.entry for found in look_alikes(Facts(one.pk, ("Haus am Markt",)))] == [other]
    assert look_alikes(Facts(0, ("Haus am Markt", "HaM"))) == [found_as(one)]


def found_as(entry):
    """Return the entry as it is found by its name alone."""
    return next(one for one in look_alikes(Facts(0, (entry.name,))) if one.entry == entry)


def test_looking_costs_the_same_at_any_size_and_names_the_likest(django_assert_num_queries):
    for many in (3, 30):
        for _number in range(many):
            builders.organisation("Kulturbüro Süd")
        with django_assert_num_queries(6):
            found = look_alikes(Facts(0, ("Kulturbüro Süd",)))
    assert len(found) == MOST


def test_a_register_of_many_alike_asks_once(office):
    for _number in range(15):
        builders.organisation("Kulturbüro Süd")
    first = added(office, "Kulturbüro Süd")
    keys = first.context["form"].look_alike_keys
    assert added(office, "Kulturbüro Süd", despite=keys).status_code == 302


def test_nobody_but_the_office_is_told(client, office):
    builders.organisation("Kulturbüro Süd")
    client.force_login(builders.user("lea@example.org"))
    assert added(client, "Kulturbuero Sued").status_code in {302, 403, 404}
    assert Organisation.objects.count() == 1
