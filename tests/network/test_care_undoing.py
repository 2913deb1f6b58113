"""A merge can be taken back while nothing of it has changed."""

import json
from datetime import date

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from network.care import merging, takeover
from network.models import (
    Correction,
    DuplicatePair,
    Funding,
    Goal,
    Membership,
    Merge,
    Organisation,
    OrganisationPage,
    RelayMessage,
)
from search.models import SearchDocument
from tests import builders
from tests.network.merges import everything, merged

pytestmark = pytest.mark.django_db


def busy(tree):
    """Return two entries that everything refers to."""
    source, target = (
        builders.organisation("Eins", unmatched={"topics": ["Wetter"]}),
        builders.organisation("Zwei"),
    )
    alliance = builders.organisation("Bund", kind="alliance")
    for entry in (source, target):
        builders.organisation_page(tree.directory, entry)
    builders.contact(source.pages.get(), "eins@example.org")
    builders.membership(source, alliance, since=date(2010, 1, 1))
    builders.membership(target, alliance, since=date(2015, 1, 1))
    page = builders.alliance_page(tree.alliances)
    page.goals.add(Goal(text="Ziel", responsible=source))
    page.save_revision().publish()
    funding = Funding.objects.create(programme="A", alliance=alliance, funder=source)
    funding.recipients.set([source, target])
    Correction.objects.create(organisation=source, text="Falsch")
    DuplicatePair.objects.create(first=source, second=target, likeness=90)
    return source, target, page


def test_undo_brings_back_everything(client, tree):
    source, target, alliance = busy(tree)
    before = everything(source, target)
    taken = [one.key for one in takeover.offered(source, target)]
    done = merged(source, target, *taken)
    assert everything(source, target) != before
    merging.undo(done, None)
    after = everything(source, target)
    for was, now in zip(before, after, strict=True):
        assert now == was
    builders.drain()
    assert client.get("/initiativen/eins/").status_code == 200
    assert client.get(f"/id/{source.uuid}/").url == "/initiativen/eins/"
    goal = Page.objects.get(pk=alliance.pk).get_latest_revision_as_object().goals.get()
    assert goal.responsible_id == source.pk
    page = OrganisationPage.objects.get(organisation=target)
    assert not page.contact_points.exists()
    assert SearchDocument.objects.filter(page_id=source.pages.get().pk, deleted=False).exists()
    with pytest.raises(merging.Refused):
        merging.undo(done, None)
    merged(source, target)


def rename(entry):
    Organisation.objects.filter(pk=entry.pk).update(name="Anders")


CHANGES = {
    "the target": lambda source, target, page: rename(target),
    "a membership": lambda source, target, page: Membership.objects.filter(organisation=target).update(
        kind="guest"
    ),
    "the recipients": lambda source, target, page: Funding.objects.get().recipients.clear(),
    "the page": lambda source, target, page: target.pages.get().specific.save_revision(),
    "the source's page": lambda source, target, page: source.pages.get().specific.save_revision(),
    "a redirect": lambda source, target, page: Redirect.objects.all().delete(),
    "the alliance's page": lambda source, target, page: page.save_revision(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_undo_is_refused_once_something_changed(tree, what):
    source, target, page = busy(tree)
    done = merged(source, target, *[one.key for one in takeover.offered(source, target)])
    assert merging.changed_since(done) == []
    CHANGES[what](source, target, page)
    before = everything(source, target)
    with pytest.raises(merging.Refused) as refused:
        merging.undo(done, None)
    assert refused.value.details
    assert everything(source, target) == before


def test_what_retention_deletes_meanwhile_does_not_forbid_undoing(tree):
    source, target = builders.organisation("Eins"), builders.organisation("Zwei")
    stays, goes = (Correction.objects.create(organisation=source, text=text) for text in ("Bleibt", "Geht"))
    RelayMessage.objects.create(organisation=source, text="Hallo", sender="a@example.org")
    done = merged(source, target)
    assert set(Correction.objects.values_list("organisation", flat=True)) == {target.pk}
    goes.delete()
    RelayMessage.objects.update(text="", sender="")
    merging.undo(done, None)
    stays.refresh_from_db()
    assert stays.organisation == source
    assert RelayMessage.objects.get().organisation == source


def test_words_of_readers_do_not_live_on_in_the_record(tree):
    source, target = builders.organisation("Eins"), builders.organisation("Zwei")
    Correction.objects.create(organisation=source, text="KANARIE im Text", sender="kanarie@example.org")
    done = merged(source, target)
    assert "kanarie" not in json.dumps(done.steps).lower()
    merging.undo(done, None)
    assert Correction.objects.get().organisation == source


def test_undo_that_would_stand_twice_is_refused(tree):
    source, target = builders.organisation("Eins"), builders.organisation("Zwei")
    alliance = builders.organisation("Bund", kind="alliance")
    builders.membership(source, alliance)
    builders.membership(target, alliance)
    done = merged(source, target)
    builders.membership(source, alliance)
    with pytest.raises(merging.Refused):
        merging.undo(done, None)
    assert Merge.objects.get().undone_at is None
