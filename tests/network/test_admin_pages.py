"""Editors create, edit and find the pages of the directory."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network import panels
from network.chooser_widgets import AllianceChooser, AlliancePageChooser, OrganisationPageChooser
from network.fact_source import FACT_FIELDS, holds_facts
from network.models import AlliancePage, Offer, OrganisationPage
from tests import builders

pytestmark = pytest.mark.django_db

FORMSETS = (
    "contact_points",
    "addresses",
    "offers",
    "opening_hours",
    "served_areas",
    "links",
    "milestones",
    "comments",
)
BOXES = ("topics", "languages", "target_groups", "reach", "accessibility")
ALLIANCE_FORMSETS = ("goals", "partner_lines", "yearly_focus")


def form(entry=None, formsets=FORMSETS, **given):
    """Return what the form of an entry's page sends; lists of values are ticked boxes."""
    given = dict(given)
    ticked = {name: given.pop(name) for name in BOXES if name in given}
    rows = {}
    for name in formsets:
        lines = [dict(line) for line in given.pop(name, [])]
        ticked.update({f"{name}-{i}-languages": line.pop("languages", []) for i, line in enumerate(lines)})
        rows[name] = inline_formset(lines)
    fields = {"title": "", "slug": "", "summary": "Wir sind da.", "story": streamfield([])}
    if entry is not None:
        fields["organisation"] = entry.pk
    return {**nested_form_data({**fields, **rows, **given}), **ticked}


def added(client, parent, kind="organisationpage", **given):
    """Send a new page and return the answer."""
    url = reverse("wagtailadmin_pages:add", args=["network", kind, parent.pk])
    return client.post(url, {**form(**given), "action-publish": "1"})


def test_audience_of_events_is_offered_only_where_it_stands(office, tree):
    page = builders.organisation_page(tree.directory)
    builders.contact(page)
    builders.contact(page, disclosure="registrants")
    forms = office.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"].formsets
    shown = [str(row["disclosure"]) for row in forms["contact_points"].forms]
    assert ["registrants" in text for text in shown] == [False, True]
    assert all("members" in text for text in shown)
    assert "registrants" not in str(forms["contact_points"].empty_form["person_disclosure"])


def test_page_is_named_after_its_entry(office, tree):
    entry = builders.organisation("Ölmühle für alle e. V.")
    assert added(office, tree.directory, entry=entry).status_code == 302
    page = OrganisationPage.objects.get()
    assert (page.title, page.slug, page.live) == ("Ölmühle für alle e. V.", "oelmuehle-fuer-alle-e-v", True)


def test_title_of_ones_own_counts(office, tree):
    assert added(office, tree.directory, entry=builders.organisation(), title="Die Mühle").status_code == 302
    assert OrganisationPage.objects.get().slug == "die-muehle"


def test_second_page_of_the_same_name_gets_a_slug_of_its_own(office, tree):
    for _ in range(2):
        added(office, tree.directory, entry=builders.organisation("Treff"))
    assert set(OrganisationPage.objects.values_list("slug", flat=True)) == {"treff", "treff-2"}


def test_slug_left_empty_stays(office, tree):
    page = builders.organisation_page(tree.directory)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {**form(page.organisation, title="Anders", slug=""), "action-publish": "1"}
    assert office.post(url, data).status_code == 302
    slug = page.slug
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Anders", slug)


def test_page_without_entry_or_with_a_second_one_is_refused(office, tree):
    page = builders.organisation_page(tree.directory)
    for entry in (None, page.organisation):
        answer = added(office, tree.directory, entry=entry)
        assert "organisation" in answer.context["form"].errors
    assert "title" in added(office, tree.directory).context["form"].errors


def test_kind_of_entry_decides_the_type_of_page(office, tree):
    alliance = builders.organisation("Bund", kind="alliance")
    plain = builders.organisation("Verein")
    wrong = added(office, tree.directory, entry=alliance)
    assert "organisation" in wrong.context["form"].errors
    fields = {"formsets": FORMSETS + ALLIANCE_FORMSETS, "fixed_rules": ""}
    wrong = added(office, tree.alliances, "alliancepage", entry=plain, **fields)
    assert "organisation" in wrong.context["form"].errors
    assert added(office, tree.alliances, "alliancepage", entry=alliance, **fields).status_code == 302
    assert AlliancePage.objects.get().organisation == alliance


def test_model_refuses_the_wrong_kind_too(tree):
    page = OrganisationPage(
        organisation=builders.organisation(kind="alliance"), title="x", slug="x", summary="x"
    )
    with pytest.raises(ValidationError, match="(?i)alliance|bündnis"):
        tree.directory.add_child(instance=page)


def test_whole_form_is_stored(office, tree):
    places, tag = builders.places(), builders.topic("Wohnen")
    data = {
        "entry": builders.organisation("Alles drin"),
        "summary": "Eine Zeile,\n\n zwei Zeilen.",
        "story": streamfield([("text", rich_text("<p>Wir sind da.</p>"))]),
        "topics": [tag.pk],
        "languages": ["de", "ar"],
        "target_groups": ["everyone"],
        "reach": ["online"],
        "accessibility": ["lift"],
        "contact_points": [
            {
                "kind": "email",
                "value": "a@example.org",
                "disclosure": "public",
                "person_disclosure": "members",
            }
        ],
        "addresses": [
            {
                "street": "Weg 1",
                "postcode": "08412",
                "town": "Werdau",
                "region": places.werdau.pk,
                "precision": "municipality",
                "disclosure": "public",
            }
        ],
        "offers": [{"kind": "course", "title": "Kurs", "languages": ["uk"], "status": "active"}],
        "opening_hours": [{"weekday": "0", "opens_at": "09:00", "closes_at": "12:00"}],
        "served_areas": [{"region": places.zwickau_district.pk}],
        "links": [{"label": "Mehr", "url": "https://example.org"}],
        "milestones": [{"year": "2020", "text": "Gegründet"}],
        "confirmed_on": "2026-03-01",
    }
    answer = added(office, tree.directory, **data)
    assert answer.status_code == 302, answer.context["form"].errors
    page = OrganisationPage.objects.get()
    assert page.summary == "Eine Zeile, zwei Zeilen."
    assert list(page.topics.all()) == [tag]
    assert (page.languages, page.reach, page.confirmed_on) == (["de", "ar"], ["online"], date(2026, 3, 1))
    assert page.offers.get().languages == ["uk"]
    assert page.addresses.get().precision == "municipality"
    for name in FORMSETS[:-1]:
        assert getattr(page, name).count() == 1, name


@pytest.mark.parametrize(
    ("name", "row", "field"),
    [
        ("contact_points", {"kind": "email", "value": "keine", "disclosure": "public"}, "value"),
        ("addresses", {"postcode": "123", "precision": "exact", "disclosure": "public"}, "postcode"),
        ("opening_hours", {"weekday": "0", "opens_at": "12:00", "closes_at": "09:00"}, "closes_at"),
        ("offers", {"kind": "course", "title": "x", "status": "active", "languages": ["xx"]}, "languages"),
    ],
)
def test_wrong_facts_are_named_where_they_stand(office, tree, name, row, field):
    answer = added(office, tree.directory, entry=builders.organisation(), **{name: [row]})
    assert field in answer.context["form"].formsets[name].errors[0]


def test_topics_are_ticked_and_unticked(office, tree):
    page = builders.organisation_page(tree.directory)
    first, second = builders.topic("Wohnen"), builders.topic("Sport")
    builders.topic_of(page, first)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = office.get(url).context["form"]["topics"]
    assert [choice.data["attrs"].get("checked") for choice in shown] == [None, True]
    office.post(url, {**form(page.organisation, topics=[second.pk]), "action-publish": "1"})
    assert list(OrganisationPage.objects.get().topics.all()) == [second]
    answer = office.post(url, {**form(page.organisation, topics=["999", "frei"]), "action-publish": "1"})
    assert "topics" in answer.context["form"].errors


def test_offer_keeps_its_key_over_editing(office, tree):
    page = builders.organisation_page(tree.directory)
    offer = builders.offer(page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    rows = inline_formset(
        [{"id": str(offer.pk), "kind": "course", "title": "Neu", "status": "ended"}], initial=1
    )
    data = {**form(page.organisation), **nested_form_data({"offers": rows}), "action-publish": "1"}
    assert office.post(url, data).status_code == 302
    fresh = Offer.objects.get()
    assert (fresh.title, fresh.status, fresh.key) == ("Neu", "ended", offer.key)


def test_translation_asks_for_prose_only_and_keeps_the_facts(office, tree):
    page = builders.organisation_page(tree.directory, languages=["de"])
    builders.contact(page)
    english = builders.translated(page, "en", title="Neighbours", slug="neighbours")
    assert holds_facts(page) is True
    assert holds_facts(english) is False
    url = reverse("wagtailadmin_pages:edit", args=[english.pk])
    shown = office.get(url).context["form"]
    assert not set(FACT_FIELDS) & set(shown.fields)
    assert set(shown.formsets) == {"comments"}
    data = form(formsets=["comments"], title="Neighbours", summary="We are here.", languages=["ar"])
    answer = office.post(url, {**data, "action-publish": "1"})
    assert answer.status_code == 302
    english.refresh_from_db()
    assert (english.summary, english.organisation) == ("We are here.", page.organisation)
    page.refresh_from_db()
    assert page.contact_points.count() == 1
    assert page.languages == ["de"]


def test_translation_compares_and_previews_without_facts(office, tree):
    page = builders.organisation_page(tree.directory)
    english = builders.translated(page, "en", title="Neighbours", slug="neighbours")
    english.summary = "Changed"
    english.save_revision()
    first, last = english.revisions.order_by("pk").values_list("pk", flat=True)[:2]
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[english.pk, first, last])
    assert office.get(compare).status_code == 200


def test_page_that_exists_in_one_other_language_only_holds_its_facts(tree):
    locale = Locale.objects.get_or_create(language_code="en")[0]
    home = tree.home.copy_for_translation(locale)
    directory = tree.directory.copy_for_translation(locale)
    page = builders.organisation_page(directory, locale=locale)
    assert home.locale == locale
    assert holds_facts(page) is True
    assert holds_facts(OrganisationPage()) is True


@pytest.mark.parametrize("kind", ["organisationpage", "alliancepage"])
def test_forms_render_with_comments_and_every_question(office, tree, kind):
    parent = tree.directory if kind == "organisationpage" else tree.alliances
    answer = office.get(reverse("wagtailadmin_pages:add", args=["network", kind, parent.pk]))
    text = answer.content.decode()
    for group in (panels.WHAT, panels.FOR_WHOM, panels.WHERE, panels.REACHED, panels.OFFERS, panels.HOURS):
        assert str(group.heading) in text
    assert "comments" in answer.context["form"].formsets
    make = builders.organisation_page if kind == "organisationpage" else builders.alliance_page
    assert office.get(reverse("wagtailadmin_pages:edit", args=[make(parent).pk])).status_code == 200


def choices(client, widget, query=""):
    """Return the names a chooser offers."""
    url = widget().get_chooser_modal_url().replace("/organisation/", "/organisation/results/")
    answer = client.get(url + (("&" if "?" in url else "?") + f"q={query}" if query else ""))
    return sorted(entry.name for entry in answer.context["results"])


def test_choosers_offer_what_fits(office, tree):
    builders.organisation("Verein")
    builders.organisation("Bund", kind="alliance")
    builders.organisation_page(tree.directory, builders.organisation("Hat Seite"))
    builders.alliance_page(tree.alliances, builders.organisation("Bund mit Seite", kind="alliance"))
    assert choices(office, OrganisationPageChooser) == ["Verein"]
    assert choices(office, AlliancePageChooser) == ["Bund"]
    assert choices(office, AllianceChooser) == ["Bund", "Bund mit Seite"]
    assert choices(office, AllianceChooser, "seite") == ["Bund mit Seite"]


def test_regions_are_found_by_name_and_part(office):
    places = builders.places()
    url = reverse("wagtailsnippetchoosers_network_region:choose_results")
    for query, found in (("zwick", {places.zwickau, places.zwickau_district}), ("Budyšin", {places.bautzen})):
        assert set(office.get(f"{url}?q={query}").context["results"]) == found
    assert "Landkreis Zwickau" in office.get(f"{url}?q=Werdau").content.decode()


def test_region_chooser_costs_the_same_however_many_places(office, django_assert_max_num_queries):
    url = reverse("wagtailsnippetchoosers_network_region:choose_results")
    builders.places()
    office.get(url)
    with django_assert_max_num_queries(30) as few:
        office.get(url)
    for number in range(40):
        builders.region(f"x{number}", f"Ort {number}", kind="area")
    with django_assert_max_num_queries(len(few)):
        office.get(url)


def explored(client, parent, query=""):
    """Return the titles that the explorer shows below a page."""
    answer = client.get(reverse("wagtailadmin_explore_results", args=[parent.pk]) + query)
    assert answer.status_code == 200
    return sorted(page.title for page in answer.context["pages"])


def test_explorer_shows_kind_and_seat_and_filters_by_them(office, tree):
    places = builders.places()
    first = builders.organisation("Werdauer Tafel", kind="association", seat=places.werdau, legal_form="ev")
    builders.organisation_page(tree.directory, first, confirmed_on=date(2019, 1, 1))
    builders.organisation_page(tree.directory, builders.organisation("Fern", seat=places.bautzen))
    text = office.get(reverse("wagtailadmin_explore", args=[tree.directory.pk])).content.decode()
    assert "Werdau" in text
    assert "01.01.2019" in text
    for query in (
        "?kind=association",
        "?legal_form=ev",
        f"?district={places.zwickau_district.pk}",
        "?confirmed=stale",
        "?q=tafel",
        "?q=tafel&kind=association&confirmed=stale",
        f"?q=tafel&district={places.zwickau_district.pk}",
    ):
        assert explored(office, tree.directory, query) == ["Werdauer Tafel"], query
    assert explored(office, tree.directory, "?confirmed=never") == ["Fern"]


def test_explorer_sorts_by_its_columns_also_while_searching(office, tree):
    for name in ("Alpha", "Beta"):
        builders.organisation_page(tree.directory, builders.organisation(f"{name} Haus"))
    builders.alliance_page(tree.alliances)
    for key in ("title", "entry_kind", "-seat_name", "confirmed_on", "live", "x"):
        assert len(explored(office, tree.directory, f"?ordering={key}")) == 2, key
        assert len(explored(office, tree.directory, f"?q=haus&ordering={key}")) == 2, key
        assert len(explored(office, tree.alliances, f"?ordering={key}")) == 1, key


def test_explorer_costs_the_same_at_3_and_at_30_pages(office, tree, django_assert_max_num_queries):
    places = builders.places()
    url = reverse("wagtailadmin_explore", args=[tree.directory.pk])

    def fill(many):
        for _ in range(many):
            builders.organisation_page(tree.directory, builders.organisation(seat=places.werdau))

    fill(3)
    office.get(url)
    with django_assert_max_num_queries(100) as few:
        office.get(url)
    fill(27)
    with django_assert_max_num_queries(len(few)):
        office.get(url)
