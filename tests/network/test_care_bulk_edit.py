"""Topics, areas and seats of many entries: old and new, drafts of others, and the way back."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from network.care import bulk_edit, selection
from network.care.bulk_edit import ADD, REMOVE, SET, Wish
from network.care.bulk_form import BulkForm
from network.care.merging import Refused
from network.models import BulkEdit, Organisation, OrganisationPage
from network.records import public_record
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(tree):
    return builders.places()


def entry_with_page(tree, name="Haus", *topics, **fields):
    """Return an entry with a page that carries topics."""
    page = builders.organisation_page(tree.directory, builders.organisation(name), **fields)
    for topic in topics:
        builders.topic_of(page, topic)
    return page.organisation


def topics_of(entry):
    """Return the topics everybody sees."""
    return sorted(
        topic.name for topic in public_record(OrganisationPage.objects.get(organisation=entry)).topics
    )


def areas_of(entry):
    """Return the areas everybody sees."""
    page = OrganisationPage.objects.get(organisation=entry)
    return [area.place.name for area in public_record(page).areas]


def draft_of(entry):
    """Return the draft of an entry's page."""
    return Page.objects.get(actorpage__organisation=entry).get_latest_revision_as_object()


def test_topics_are_added_and_removed_and_the_preview_says_so(tree):
    old, new = builders.topic("Asyl"), builders.topic("Musik")
    entry, bare = entry_with_page(tree, "Haus", old), entry_with_page(tree, "Hof")
    wish = Wish(add_topics=(new,), remove_topics=(old,))
    items = bulk_edit.plan([entry, bare], wish)
    assert [(item.changes[0].old, item.changes[0].new) for item in items] == [
        ("Asyl", "Musik"),
        ("", "Musik"),
    ]
    done, _items = bulk_edit.apply([entry, bare], wish, None, bulk_edit.fingerprint(items))
    assert topics_of(entry) == topics_of(bare) == ["Musik"]
    assert done.summary["entries"] == 2
    assert bulk_edit.undo(done, None) == []
    assert (topics_of(entry), topics_of(bare)) == (["Asyl"], [])


@pytest.mark.parametrize(
    ("how", "after"),
    [(ADD, ["Zwickau", "Bautzen"]), (REMOVE, ["Zwickau"]), (SET, ["Bautzen"])],
)
def test_areas_are_added_removed_or_set(tree, places, how, after):
    entry = entry_with_page(tree)
    builders.served_area(entry.pages.get(), places.zwickau_district)
    if how == REMOVE:
        builders.served_area(entry.pages.get(), places.bautzen_district)
    before = areas_of(entry)
    done, _items = bulk_edit.apply([entry], Wish(areas=(places.bautzen_district,), areas_how=how), None)
    assert areas_of(entry) == after
    bulk_edit.undo(done, None)
    assert areas_of(entry) == before


def test_seat_is_set_and_given_back(tree, places):
    one, other = entry_with_page(tree), builders.organisation("Ohne Seite", seat=places.bautzen)
    done, items = bulk_edit.apply([one, other], Wish(seat=places.zwickau), None)
    assert all(item.changes for item in items)
    assert set(Organisation.objects.values_list("seat__name", flat=True)) == {"Zwickau"}
    bulk_edit.undo(done, None)
    assert set(Organisation.objects.values_list("seat__name", flat=True)) == {None, "Bautzen"}


def test_seat_is_taken_away_and_given_back(tree, places):
    entry = entry_with_page(tree)
    Organisation.objects.filter(pk=entry.pk).update(seat=places.zwickau)
    entry.refresh_from_db()
    bare = builders.organisation("Ohne Sitz")
    wish = Wish(no_seat=True)
    items = bulk_edit.plan([entry, bare], wish)
    assert [(one.label, one.old, one.new) for one in items[0].changes] == [(gettext("Seat"), "Zwickau", "")]
    assert items[1].changes == []
    done, _items = bulk_edit.apply([entry, bare], wish, None, bulk_edit.fingerprint(items))
    entry.refresh_from_db()
    assert entry.seat is None
    assert done.summary == {"entries": 1, "wish": [gettext("Take the seat away")]}
    assert public_record(entry.pages.get()).seat is None
    assert bulk_edit.undo(done, None) == []
    entry.refresh_from_db()
    assert entry.seat == places.zwickau


def test_seat_somebody_gave_since_it_was_taken_away_stays(tree, places):
    entry = entry_with_page(tree)
    Organisation.objects.filter(pk=entry.pk).update(seat=places.zwickau)
    done, _items = bulk_edit.apply([entry], Wish(no_seat=True), None)
    Organisation.objects.filter(pk=entry.pk).update(seat=places.werdau)
    assert bulk_edit.undo(done, None) == [entry.name]
    entry.refresh_from_db()
    assert entry.seat == places.werdau


@pytest.mark.parametrize(
    ("fields", "is_valid"),
    [({"no_seat": "on"}, True), ({"no_seat": "on", "seat": "{seat}"}, False), ({"no_seat": ""}, False)],
)
def test_form_takes_a_seat_or_no_seat(places, fields, is_valid):
    form = BulkForm({name: value.format(seat=places.werdau.pk) for name, value in fields.items()})
    assert form.is_valid() is is_valid
    if is_valid:
        assert form.wish().no_seat


def test_more_entries_at_once_where_no_page_is_published_anew(rf, tree, places):
    Organisation.objects.bulk_create(
        Organisation(name=f"Haus {n}", register_id=f"h{n}") for n in range(bulk_edit.MOST + 1)
    )
    request = rf.post("/", {"scope": "found", "query": ""})
    assert selection.chosen(request, bulk_edit.most_of(Wish(no_seat=True))).error == ""
    assert selection.chosen(request, bulk_edit.most_of(Wish(areas=(places.saxony,)))).error
    assert selection.chosen(request, bulk_edit.most_of(Wish(seat=places.werdau))).error == ""


def test_edit_is_a_published_revision(tree):
    entry = entry_with_page(tree)
    bulk_edit.apply([entry], Wish(add_topics=(builders.topic(),)), builders.office("buero@example.org"))
    page = Page.objects.get(actorpage__organisation=entry)
    assert page.live_revision == page.latest_revision
    assert page.live_revision.user.email == "buero@example.org"
    assert not page.has_unpublished_changes


def test_draft_of_somebody_else_stays_a_draft_with_the_edit_in_it(tree):
    own, new = builders.topic("Asyl"), builders.topic("Musik")
    entry = entry_with_page(tree)
    draft = OrganisationPage.objects.get(organisation=entry)
    draft.summary = "Noch nicht"
    draft.topics.add(own)
    draft.save_revision()
    done, _items = bulk_edit.apply([entry], Wish(add_topics=(new,)), None)
    page = OrganisationPage.objects.get(organisation=entry)
    assert page.summary != "Noch nicht"
    assert topics_of(entry) == ["Musik"]
    assert draft_of(entry).summary == "Noch nicht"
    assert {topic.name for topic in draft_of(entry).topics.all()} == {"Asyl", "Musik"}
    bulk_edit.undo(done, None)
    assert topics_of(entry) == []
    assert draft_of(entry).summary == "Noch nicht"
    assert {topic.name for topic in draft_of(entry).topics.all()} == {"Asyl"}


def test_page_that_was_never_published_is_not_published(tree):
    entry = entry_with_page(tree, live=False)
    done, _items = bulk_edit.apply([entry], Wish(add_topics=(builders.topic("Musik"),)), None)
    assert not Page.objects.get(actorpage__organisation=entry).live
    assert [topic.name for topic in draft_of(entry).topics.all()] == ["Musik"]
    bulk_edit.undo(done, None)
    assert not draft_of(entry).topics.exists()


def test_undo_leaves_and_names_what_somebody_changed_since(tree, places):
    changed, unchanged, moved = (entry_with_page(tree, name) for name in ("Geändert", "Gleich", "Umgezogen"))
    wish = Wish(add_topics=(builders.topic("Musik"),), seat=places.zwickau)
    done, _items = bulk_edit.apply([changed, unchanged, moved], wish, None)
    page = OrganisationPage.objects.get(organisation=changed)
    page.summary = "Neu"
    page.save_revision().publish()
    Organisation.objects.filter(pk=moved.pk).update(seat=places.bautzen)
    assert bulk_edit.undo(done, None) == ["Geändert", "Umgezogen"]
    assert topics_of(changed) == ["Musik"]
    assert topics_of(unchanged) == topics_of(moved) == []
    assert Organisation.objects.get(pk=moved.pk).seat == places.bautzen
    assert OrganisationPage.objects.get(organisation=changed).summary == "Neu"
    with pytest.raises(Refused):
        bulk_edit.undo(done, None)


def test_what_cannot_be_changed_is_left_with_the_reason(tree):
    wish = Wish(add_topics=(builders.topic("Musik"),))
    bare = builders.organisation("Ohne Seite")
    locked = entry_with_page(tree, "Gesperrt", locked=True)
    planned = entry_with_page(tree, "Geplant")
    later = timezone.now() + timezone.timedelta(days=1)
    page = OrganisationPage.objects.get(organisation=planned)
    page.go_live_at = later
    page.save_revision().publish()
    gone = builders.organisation("Weg", status="merged")
    fine = entry_with_page(tree, "Gut")
    done, items = bulk_edit.apply([bare, locked, planned, gone, fine], wish, None)
    left = {item.entry.name for item in items if item.left}
    assert left == {"Ohne Seite", "Gesperrt", "Geplant", "Weg"}
    assert list(done.entries.all()) == [fine]
    assert topics_of(fine) == ["Musik"]
    assert topics_of(locked) == []


def test_page_that_cannot_be_published_is_left_and_the_others_are_changed(tree):
    wrong, fine = entry_with_page(tree, "Falsch"), entry_with_page(tree, "Gut")
    OrganisationPage.objects.filter(organisation=wrong).update(title="")
    done, items = bulk_edit.apply([wrong, fine], Wish(add_topics=(builders.topic("Musik"),)), None)
    assert [item.entry for item in items if item.left] == [wrong]
    assert topics_of(fine) == ["Musik"]
    assert done.summary["entries"] == 1


def test_what_changed_since_the_preview_is_shown_again(tree):
    topic = builders.topic("Musik")
    entry = entry_with_page(tree)
    wish = Wish(add_topics=(topic,))
    seen = bulk_edit.fingerprint(bulk_edit.plan([entry], wish))
    bulk_edit.apply([entry], wish, None, seen)
    with pytest.raises(Refused):
        bulk_edit.apply([entry], wish, None, seen)
    assert BulkEdit.objects.count() == 1


def test_wish_that_changes_nothing_changes_nothing(tree):
    topic = builders.topic("Musik")
    entry = entry_with_page(tree, "Haus", topic)
    page = Page.objects.get(actorpage__organisation=entry)
    _done, items = bulk_edit.apply([entry], Wish(add_topics=(topic,)), None)
    assert items[0].changes == []
    assert Page.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


def test_preview_costs_the_same_at_any_size(tree, places, django_assert_max_num_queries):
    topic = builders.topic("Musik")
    wish = Wish(add_topics=(topic,), areas=(places.bautzen_district,), seat=places.zwickau)
    counts = []
    for many in (3, 30):
        entries = [entry_with_page(tree, f"Haus {many} {number}") for number in range(many)]
        with django_assert_max_num_queries(20) as asked:
            bulk_edit.plan(entries, wish)
        counts.append(len(asked))
    assert counts[0] == counts[1]
