"""Whatever the office does one after the other, rights are as the stewardships say: at once, and without a repair."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.access import provisioning
from network.care import merging
from network.models import DirectoryPage, Merge, Organisation, OrganisationPage, Stewardship
from network.models.organisations import Trust
from network.models.stewardship import stewarded
from portal import registries
from portal.models import User
from tests import builders
from tests.access.houses import house
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db

STEPS = 14


class Office:
    """Somebody who works through a week at random, always the same for the same seed."""

    def __init__(self, tree: builders.SiteTree, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - no secret
        self.tree = tree
        self.person = builders.superuser()
        self.people = [builders.user() for _ in range(3)]
        for name in ("Amsel", "Buche", "Clematis"):
            house(tree, f"Verein {name}")

    def act(self) -> str:
        """Do one thing and return its name; what cannot be done now is not."""
        action: Callable[[], object] = self.dice.choice(
            [
                self.found,
                self.appoint,
                self.appoint,
                self.end,
                self.strike,
                self.merge,
                self.undo,
                self.move,
                self.copy,
                self.translate,
                self.trust,
                self.rename,
                self.hand_over,
                self.remove,
                self.upload,
                self.bring_in,
            ]
        )
        action()
        return action.__name__

    def any_of(self, rows: object) -> object:
        """Return one of the rows, None where there is none."""
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    @property
    def listed(self) -> object:
        """Return the entries that were not merged into others."""
        return Organisation.objects.exclude(status="merged")

    def found(self) -> None:
        """Put a new organisation into the register, with a page."""
        builders.organisation_page(self.tree.directory, builders.organisation())

    def appoint(self) -> None:
        """Let a person act for an organisation from today on."""
        person, entry = self.dice.choice(self.people), self.any_of(self.listed)
        if not Stewardship.objects.filter(user=person, organisation=entry, until=None).exists():
            Stewardship.objects.create(user=person, organisation=entry)

    def end(self) -> None:
        """End a stewardship today."""
        if row := self.any_of(Stewardship.objects.filter(until=None)):
            row.since, row.until = row.since - timedelta(days=9), timezone.localdate()
            row.save()

    def strike(self) -> None:
        """Delete a row that was written by mistake."""
        if row := self.any_of(Stewardship.objects.all()):
            row.delete()

    def merge(self) -> None:
        """Merge one entry into another one."""
        entries = list(self.listed.filter(kind="initiative").order_by("pk"))
        if len(entries) > 2:
            source, target = self.dice.sample(entries, 2)
            merging.merge(source, target, self.person)

    def undo(self) -> None:
        """Take the last merge back."""
        done = Merge.objects.filter(undone_at=None).order_by("-pk").first()
        if done is not None:
            merging.undo(done, self.person)

    def move(self) -> None:
        """Move a page below another list."""
        if page := self.any_of(OrganisationPage.objects.filter(alias_of=None)):
            lists = DirectoryPage.objects.filter(locale=page.locale)
            page.move(lists.order_by("pk").first(), pos="last-child")

    def copy(self) -> None:
        """Copy a page as a draft."""
        if page := self.any_of(OrganisationPage.objects.all()):
            slug = f"kopie-{self.dice.random()}".replace(".", "-")
            page.copy(update_attrs={"slug": slug}, keep_live=False, user=self.person)

    def translate(self) -> None:
        """Translate a page."""
        pages = OrganisationPage.objects.filter(locale__language_code="de")
        page = self.any_of(pages)
        if page is not None and not page.has_translation(builders.locale("en")):
            builders.translated(page, "en")

    def trust(self) -> None:
        """Trust an organisation more, or less."""
        entry = self.any_of(self.listed)
        entry.trust = self.dice.choice(Trust.values)
        entry.save()

    def rename(self) -> None:
        """Give an organisation another name."""
        entry = self.any_of(self.listed)
        entry.name = f"Verein {self.dice.random()}"
        entry.save()

    def hand_over(self) -> None:
        """Give a page to an organisation that has none."""
        page = self.any_of(OrganisationPage.objects.all())
        heir = self.any_of(self.listed.filter(pages=None, kind="initiative")) or builders.organisation()
        if page is not None and not page.has_translation(builders.locale("en")):
            page.organisation = heir
            page.save()

    def remove(self) -> None:
        """Delete a page."""
        if page := self.any_of(OrganisationPage.objects.all()):
            page.delete()

    def upload(self) -> None:
        """Put a picture on the shelf of an organisation."""
        if entry := self.any_of(self.listed.filter(access__isnull=False)):
            picture(collection=entry.access.collection, organisation=entry)

    def bring_in(self) -> None:
        """Import a stewardship past every signal, as a file with many rows does."""
        person, entry = self.dice.choice(self.people), self.any_of(self.listed)
        if not Stewardship.objects.filter(user=person, organisation=entry, until=None).exists():
            Stewardship.objects.bulk_create([Stewardship(user=person, organisation=entry)])
        for step in registries.after_import:
            step()


@pytest.mark.parametrize("seed", range(8))
def test_nothing_the_office_does_leaves_a_difference(tree, seed):
    office, done = Office(tree, seed), []
    for _step in range(STEPS):
        done.append(office.act())
        assert provisioning.check().found == (), done
    for person in office.people:
        check_reach(person, done)


def check_reach(person: User, done: list[str]) -> None:
    """Check that a person reaches exactly the pages of those for whom the person acts, by the rows alone."""
    browser = Client()
    browser.force_login(User.objects.get(pk=person.pk))
    mine = set(Organisation.objects.filter(pk__in=stewarded(person)).values_list("pk", flat=True))
    for page in OrganisationPage.objects.order_by("pk"):
        answer = browser.get(f"/admin/pages/{page.pk}/history/")
        assert (answer.status_code == 200) == (page.organisation_id in mine), (page, answer, done)
