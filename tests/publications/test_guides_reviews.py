"""What waits for whoever checks guides: sections near their last day, contacts that lead nowhere, one mail a week."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Offer, Organisation, OrganisationPage
from portal import changes
from portal.models import OutgoingMail, PortalSettings
from portal.registries import jobs, work_queues
from publications.models import GuideSection
from tests import builders
from tests.publications import guide_pages

SECTIONS, CONTACTS = "guide sections", "guide contacts"


class TestReviews(TestCase):
    """Two people, and sections in every state."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.site_tree()
        PortalSettings.objects.create(site=cls.tree.site, office_email="buero@example.org")
        cls.anna, cls.ben = builders.editor("anna@example.org"), builders.editor("ben@example.org")
        cls.today = timezone.localdate()
        cls.index = guide_pages.guide_index(cls.tree)
        cls.helping = builders.organisation_page(cls.tree.directory, builders.organisation("Helferkreis"))
        cls.offer = builders.offer(cls.helping, "Begleitung")
        cls.over = cls.section("Vorbei", -1, cls.anna, changes_with="Neuer Erlass")
        cls.near = cls.section("Bald", 30, cls.ben)
        cls.far = cls.section("Noch lange", 31, cls.ben)
        cls.free = cls.section("Ohne Tag", None, cls.ben)
        cls.helped = guide_pages.section(
            "Hilfe", guide_pages.contacts(cls.offer, cls.helping), reviewer=cls.ben
        )
        shown = (cls.over, cls.near, cls.far, cls.free, cls.helped)
        cls.page = guide_pages.guide(cls.index, "Klagen", *shown)
        cls.section("In keinem Leitfaden", -9, cls.anna)

    @classmethod
    def section(cls, title, days, reviewer, **fields) -> GuideSection:
        """Return a section that holds so many days more."""
        last = cls.today + timedelta(days=days) if days is not None else None
        since = cls.today - timedelta(days=100)
        return guide_pages.section(title, valid_until=last, law_status_on=since, reviewer=reviewer, **fields)

    def waiting(self, name):
        """Return what waits in a queue."""
        return list(work_queues[name].items(self.anna, timezone.now()))

    def test_sections_wait_a_month_before_their_last_day_ends(self):
        found = self.waiting(SECTIONS)
        assert [item.title for item in found] == ["Vorbei", "Bald"]
        over, near = found
        assert over.due < timezone.now() < near.due
        assert over.organisation == "anna@example.org"
        assert "Neuer Erlass" in over.detail

    def test_whoever_writes_no_sections_sees_no_queue(self):
        for name in (SECTIONS, CONTACTS):
            assert not work_queues[name].may(builders.user())
            assert work_queues[name].may(self.anna)
            assert work_queues[name].may(builders.office())

    def test_a_check_without_a_change_moves_the_days_and_can_be_taken_back(self):
        action, now, key = work_queues[SECTIONS].actions[0], timezone.now(), str(self.over.pk)
        outcome = action.run(self.anna, [key], now)
        section = GuideSection.objects.get(pk=self.over.pk)
        assert outcome.done == (key,)
        assert (section.law_status_on, section.valid_until) == (self.today, self.today + timedelta(days=99))
        assert section.live and not section.has_unpublished_changes
        assert [item.title for item in self.waiting(SECTIONS)] == ["Bald"]
        assert action.undo(self.anna, outcome.way_back, now) == [key]
        assert GuideSection.objects.get(pk=self.over.pk).valid_until == self.over.valid_until

    def test_nothing_unseen_is_published_by_it(self):
        section = GuideSection.objects.get(pk=self.over.pk)
        section.title = "Entwurf"
        section.save_revision()
        GuideSection.objects.filter(pk=self.near.pk).update(locked=True)
        keys = [str(self.over.pk), str(self.near.pk), "999999"]
        outcome = work_queues[SECTIONS].actions[0].run(self.anna, keys, timezone.now())
        assert (outcome.done, set(outcome.refused)) == ((), set(keys))
        stranger = work_queues[SECTIONS].actions[0].run(builders.user(), keys, timezone.now())
        assert set(stranger.refused) == set(keys)

    def test_contacts_wait_when_they_lead_nowhere(self):
        assert self.waiting(CONTACTS) == []
        self.helping.offers.update(status="ended")
        [ended] = self.waiting(CONTACTS)
        assert ended.title == "Begleitung – Helferkreis"
        assert ended.detail.endswith("Hilfe")
        assert ended.url.endswith(f"/guidesection/edit/{self.helped.pk}/")
        Offer.objects.all().delete()
        assert len(self.waiting(CONTACTS)) == 1
        Organisation.objects.update(status="dissolved")
        assert len(self.waiting(CONTACTS)) == 2

    def test_a_page_that_is_withdrawn_or_closed_makes_its_contacts_wait(self):
        builders.restrict(OrganisationPage.objects.get(pk=self.helping.pk))
        assert len(self.waiting(CONTACTS)) == 2
        OrganisationPage.objects.update(live=False)
        assert len(self.waiting(CONTACTS)) == 2

    def test_an_offer_that_ends_is_told_at_once_to_reviewer_and_editor_of_the_guide(self):
        now = timezone.now()
        jobs["guide_reviews"].run(now)
        OutgoingMail.objects.all().delete()
        self.page.in_charge = self.anna
        self.page.save_revision().publish()
        self.helping.offers.update(status="ended")
        OrganisationPage.objects.update(last_published_at=now + timedelta(hours=1))
        jobs["guide_reviews"].run(now + timedelta(hours=20))
        told = {mail.recipient for mail in OutgoingMail.objects.all() if "Begleitung" in mail.body}
        assert told == {"anna@example.org", "ben@example.org"}

    def test_the_last_days_of_a_section_do_not_wait_for_the_mail_of_the_week(self):
        GuideSection.objects.filter(pk=self.near.pk).update(valid_until=self.today + timedelta(days=3))
        monday = timezone.now() - timedelta(days=timezone.localdate().weekday())
        for days in range(7):
            jobs["guide_reviews"].run(monday + timedelta(days=days))
        mails = OutgoingMail.objects.filter(recipient="ben@example.org", body__contains="Bald")
        assert mails.count() >= 2

    def test_queues_cost_as_much_with_many(self):
        costs = []
        for _round in range(2):
            builders.drain()
            with changes.reading_once(), CaptureQueriesContext(connection) as queries:
                self.waiting(SECTIONS), self.waiting(CONTACTS)
            costs.append(len(queries))
            more = [self.section("", 3, self.anna) for _number in range(9)]
            guide_pages.guide(self.index, "", *more)
        assert costs[0] == costs[1] <= 14

    def test_each_person_gets_one_mail_a_week_with_everything(self):
        self.helping.offers.update(status="ended")
        now = timezone.now()
        for moment in (now, now + timedelta(minutes=1)):
            jobs["guide_reviews"].run(moment)
        mails = {mail.recipient: mail.body for mail in OutgoingMail.objects.all()}
        assert mails.keys() == {"anna@example.org", "ben@example.org"}
        assert "Vorbei" in mails["anna@example.org"]
        assert "Bald" not in mails["anna@example.org"]
        assert "Bald" in mails["ben@example.org"]
        assert "Begleitung – Helferkreis" in mails["ben@example.org"]
        jobs["guide_reviews"].run(now + timedelta(days=7))
        assert OutgoingMail.objects.count() == 4

    def test_whoever_answers_for_a_guide_hears_when_others_publish_a_section_of_it(self):
        self.page.in_charge = self.anna
        self.page.save_revision().publish()
        for section, person in ((self.far, self.ben), (self.free, self.anna)):
            section.save_revision(user=person).publish(user=person)
        for _round in range(2):
            jobs["guide_changes"].run(timezone.now() + timedelta(minutes=5))
        [mail] = OutgoingMail.objects.all()
        assert mail.recipient == "anna@example.org"
        assert "Noch lange" in mail.body and "ben@example.org" in mail.body
        assert "Ohne Tag" not in mail.body

    def test_what_nobody_is_in_charge_of_goes_to_the_office(self):
        type(self.anna).objects.filter(pk=self.anna.pk).update(is_active=False)
        GuideSection.objects.filter(pk=self.near.pk).update(reviewer=None)
        jobs["guide_reviews"].run(timezone.now())
        mail = OutgoingMail.objects.get()
        assert mail.recipient == "buero@example.org"
        assert "Vorbei" in mail.body
        assert "Bald" in mail.body
