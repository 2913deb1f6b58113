"""The register in the admin: list, filters, form, and what may never happen to an entry."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import get_snippet_models

from network.models import Correction, Funding, Organisation, Postcode
from network.register_form import without
from portal.scoped_viewset import ROUTED, ScopedViewSet
from tests import builders

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_network_organisation:list"
RESULTS = "wagtailsnippets_network_organisation:list_results"
EDIT = "wagtailsnippets_network_organisation:edit"


def names(client, query=""):
    """Return the names the list shows."""
    answer = client.get(reverse(RESULTS) + query)
    assert answer.status_code == 200
    return [entry.name for entry in answer.context["object_list"]]


def saved(entry, **changed):
    """Return what the form of an entry sends."""
    fields = {
        "name": entry.name,
        "short_name": entry.short_name,
        "former_names": "\n".join(entry.former_names),
        "kind": entry.kind,
        "legal_form": entry.legal_form,
        "register_number": entry.register_number,
        "founded": entry.founded,
        "is_non_state": "on" if entry.is_non_state else "",
        "seat": entry.seat_id or "",
        "status": entry.status,
        "trust": entry.trust,
        "register_id": entry.register_id,
    }
    return {**fields, **changed}


def edited(client, entry, **changed):
    """Send the form of an entry and return the answer."""
    return client.post(reverse(EDIT, args=[entry.pk]), saved(entry, **changed))


def test_list_shows_what_the_office_asks_of_each_entry(office, tree):
    places = builders.places()
    entry = builders.organisation("Nachbarn am Bach", seat=places.werdau, is_shielded=True)
    page = builders.organisation_page(tree.directory, entry, confirmed_on=date(2026, 3, 1))
    alliance = builders.organisation("Bündnis", kind="alliance")
    builders.membership(entry, alliance, kind="member")
    builders.membership(entry, alliance, kind="host", until=date(2020, 1, 1))
    Correction.objects.create(organisation=entry, text="Falsche Nummer")
    Correction.objects.create(organisation=entry, text="Alt", status="done")
    row = {one.name: one for one in office.get(reverse(LIST)).context["object_list"]}
    shown = row["Nachbarn am Bach"]
    assert (shown.page_pk, shown.page_live, shown.confirmed_on) == (page.pk, True, date(2026, 3, 1))
    assert (shown.membership_count, shown.open_hints) == (1, 1)
    assert row["Bündnis"].membership_count == 1
    text = office.get(reverse(LIST)).content.decode()
    for word in ("Werdau", reverse("wagtailadmin_pages:edit", args=[page.pk]), "01.03.2026"):
        assert word in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=initiative", ["Mitte", "Ostwind", "Westwind"]),
        ("?kind=alliance&kind=municipality", ["Bund", "Stadt"]),
        ("?status=dissolved", ["Ostwind"]),
        ("?legal_form=ev", ["Mitte"]),
        ("?non_state=no", ["Stadt"]),
        ("?page=live", ["Mitte"]),
        ("?page=draft", ["Westwind"]),
        ("?page=none", ["Bund"]),
        ("?confirmed=stale", ["Mitte"]),
        ("?confirmed=never", []),
        ("?unmatched=yes", ["Westwind"]),
        ("?shielded=yes", ["Bund"]),
        ("?hints=yes", ["Mitte"]),
        ("?external=yes", ["Stadt"]),
        ("?q=wind", ["Ostwind", "Westwind"]),
        ("?q=west WIND", ["Westwind"]),
        ("?q=vorgänger", ["Mitte"]),
        ("?q=Vorgänger&kind=alliance", []),
        ("?q=nichts", []),
    ],
)
def test_filters_and_search_find(office, query, found, tree):
    first = builders.organisation("Mitte", legal_form="ev", former_names=["Vorgänger-Verein"])
    builders.organisation_page(tree.directory, first, confirmed_on=date(2019, 1, 1))
    Correction.objects.create(organisation=first, text="Umgezogen")
    builders.organisation("Ostwind", status="dissolved")
    draft = builders.organisation("Westwind", unmatched={"topics": ["Wetter"]})
    builders.organisation_page(tree.directory, draft, live=False)
    builders.organisation("Stadt", kind="municipality", is_non_state=False, is_external=True)
    builders.organisation("Bund", kind="alliance", is_shielded=True)
    assert sorted(names(office, query)) == found


def test_filter_by_district_counts_its_towns(office):
    places = builders.places()
    builders.organisation("Kreis", seat=places.zwickau_district)
    builders.organisation("Dorf", seat=places.werdau)
    builders.organisation("Fern", seat=places.bautzen)
    assert sorted(names(office, f"?district={places.zwickau_district.pk}")) == ["Dorf", "Kreis"]
    both = f"?district={places.zwickau_district.pk}&district={places.bautzen_district.pk}"
    assert len(names(office, both)) == 3


@pytest.mark.parametrize(
    "query",
    [
        "?kind=x",
        "?district=x",
        "?district=99999999999999999999",
        "?page=x",
        "?ordering=x",
        "?p=99",
        "?q=%00",
        "?status=",
    ],
)
def test_strange_parameters_give_a_list(office, query):
    builders.organisation("Da")
    assert office.get(reverse(LIST) + query).status_code == 200


def test_every_column_sorts(office):
    for name in ("B", "a", "C"):
        builders.organisation(name)
    view = office.get(reverse(LIST)).context["view"]
    for key in view.get_valid_orderings():
        assert len(names(office, f"?ordering={key}")) == 3, key
    assert names(office, "?ordering=-name") == ["a", "C", "B"] or names(office, "?ordering=-name") == [
        "C",
        "B",
        "a",
    ]


def test_list_costs_the_same_at_3_and_at_30_entries(office, django_assert_max_num_queries, tree):

    def fill(many):
        for _ in range(many):
            entry = builders.organisation()
            builders.organisation_page(tree.directory, entry)

    fill(3)
    office.get(reverse(LIST))
    with django_assert_max_num_queries(100) as few:
        office.get(reverse(LIST))
    at_three = len(few)
    fill(27)
    office.get(reverse(LIST))
    with django_assert_max_num_queries(at_three):
        office.get(reverse(LIST))


def test_nobody_deletes_an_entry(client):
    entry = builders.organisation()
    client.force_login(builders.superuser())
    url = reverse("wagtailsnippets_network_organisation:delete", args=[entry.pk])
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    bulk = reverse("wagtail_bulk_action", args=["network", "organisation", "delete"])
    assert client.post(f"{bulk}?id={entry.pk}").status_code == 404
    text = client.get(reverse(LIST)).content.decode()
    assert url not in text
    assert Organisation.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    ("model", "actions"),
    [
        ("network_postcode", ("add", "edit", "delete")),
        ("portal_outgoingmail", ("add", "edit", "delete")),
        ("portal_pendingchange", ("add", "edit", "delete")),
        ("network_correction", ("add",)),
        ("network_region", ("delete",)),
    ],
)
def test_what_is_only_read_cannot_be_changed_by_anybody(client, model, actions):
    client.force_login(builders.superuser())
    assert client.get(reverse(f"wagtailsnippets_{model}:list")).status_code == 200
    for action in actions:
        args = [] if action == "add" else [0 if "mail" not in model and "corr" not in model else NO_UUID]
        answer = client.get(reverse(f"wagtailsnippets_{model}:{action}", args=args))
        assert answer.status_code in {302, 404}
        if action == "add":
            assert answer.status_code == 302


NO_UUID = "00000000-0000-0000-0000-000000000000"


def test_entry_is_created_and_edited(office):
    fresh = Organisation(name="Neu am Markt", register_id="neu-1")
    answer = office.post(reverse("wagtailsnippets_network_organisation:add"), saved(fresh))
    assert answer.status_code == 302
    entry = Organisation.objects.get(register_id="neu-1")
    assert entry.tile
    assert edited(office, entry, short_name="NaM", former_names="Alt\n\nÄlter\nAlt").status_code == 302
    entry.refresh_from_db()
    assert (entry.short_name, entry.former_names) == ("NaM", ["Alt", "Älter"])
    assert ModelLogEntry.objects.filter(object_id=str(entry.pk), action="wagtail.edit").exists()


def test_form_shows_what_belongs_to_the_entry(office, tree):
    page = builders.organisation_page(tree.directory)
    alliance = builders.organisation("Großes Bündnis", kind="alliance")
    row = builders.membership(page, alliance, since=date(2015, 5, 1))
    ended = builders.membership(page, alliance, kind="guest", until=date(2016, 1, 1))
    Correction.objects.create(organisation=page.organisation, text="Bitte prüfen")
    text = office.get(reverse(EDIT, args=[page.organisation_id])).content.decode()
    for shown in (row, ended):
        assert reverse("wagtailsnippets_network_membership:edit", args=[shown.pk]) in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    for word in ("Großes Bündnis", "01.05.2015", "01.01.2016", "Bitte prüfen"):
        assert word in text
    members = office.get(reverse(EDIT, args=[alliance.pk])).content.decode()
    assert page.organisation.name in members


def test_new_membership_knows_whose_it_is(office):
    entry = builders.organisation("Wir")
    alliance = builders.organisation("Alle", kind="alliance")
    add = reverse("wagtailsnippets_network_membership:add")
    form = office.get(f"{add}?organisation={entry.pk}&alliance=x").context["form"]
    assert (form["organisation"].value(), form["alliance"].value()) == (entry.pk, None)
    assert office.get(f"{add}?organisation=999999&alliance={'9' * 40}").status_code == 200
    fields = {"organisation": entry.pk, "alliance": alliance.pk, "kind": "member", "status": "active"}
    assert office.post(add, fields).status_code == 302
    assert entry.memberships.get().alliance == alliance


def test_membership_is_in_an_alliance_only(office):
    entry, other = builders.organisation(), builders.organisation()
    fields = {"organisation": entry.pk, "alliance": other.pk, "kind": "member", "status": "active"}
    answer = office.post(reverse("wagtailsnippets_network_membership:add"), fields)
    assert "alliance" in answer.context["form"].errors


def test_ticked_words_are_settled(office):
    entry = builders.organisation(unmatched={"topics": ["Wetter", "Wind"], "areas": ["Drüben"]})
    text = office.get(reverse(EDIT, args=[entry.pk])).content.decode()
    assert "Wetter" in text
    assert edited(office, entry, settled=["topics:Wetter", "areas:Drüben"]).status_code == 302
    entry.refresh_from_db()
    assert entry.unmatched == {"topics": ["Wind"]}
    assert edited(office, entry).status_code == 302
    entry.refresh_from_db()
    assert entry.unmatched == {"topics": ["Wind"]}


def test_words_are_kept_until_ticked():
    assert without({"topics": ["a", "b"], "areas": ["c"]}, {"topics:b", "areas:c", "areas:a"}) == {
        "topics": ["a"]
    }
    assert without({}, {"topics:b"}) == {}


def test_merging_is_no_choice_in_the_form(office):
    entry = builders.organisation()
    assert "merged" not in dict(
        office.get(reverse(EDIT, args=[entry.pk])).context["form"].fields["status"].choices
    )
    assert "status" in edited(office, entry, status="merged").context["form"].errors


def test_emergency_switch_is_not_set_by_the_form(office):
    entry = builders.organisation()
    edited(office, entry, is_shielded="on")
    entry.refresh_from_db()
    assert entry.is_shielded is False


def test_kind_follows_the_type_of_its_page_and_its_members(office, tree):
    alliance = builders.alliance_page(tree.alliances).organisation
    plain = builders.organisation_page(tree.directory).organisation
    without_page = builders.organisation("Ohne Seite", kind="alliance")
    builders.membership(plain, without_page)
    for entry, kind in ((alliance, "initiative"), (plain, "alliance"), (without_page, "initiative")):
        assert "kind" in edited(office, entry, kind=kind).context["form"].errors
    assert edited(office, plain, kind="association").status_code == 302


def test_pages_follow_the_name(office, tree):
    page = builders.organisation_page(tree.directory, builders.organisation("Altname"))
    english = builders.translated(page, "en", title="Old name", slug="old-name")
    draft = builders.organisation_page(tree.directory, builders.organisation("Entwurf"))
    draft.summary = "Noch nicht öffentlich"
    draft.save_revision()
    assert edited(office, page.organisation, name="Neuname").status_code == 302
    assert edited(office, draft.organisation, name="Reinschrift").status_code == 302
    for one in (page, english, draft):
        one.refresh_from_db()
    assert (page.title, page.slug, english.title) == ("Neuname", "altname", "Old name")
    assert (draft.title, draft.summary) == ("Entwurf", "Entwurf hilft.")
    latest = draft.get_latest_revision_as_object()
    assert (latest.title, latest.summary) == ("Reinschrift", "Noch nicht öffentlich")


def test_routes_of_the_register_are_known():
    names = {pattern.name for pattern in Organisation.snippet_viewset.get_urlpatterns()}
    assert names == {
        "list", "list_results", "add", "edit", "delete", "usage", "history", "history_results", "inspect", "shield",
    }  # fmt: skip


# Pages that Wagtail does not have, each scoped to the row of its address.
OWN_ROUTES = {
    "network.Organisation": {"shield"},
    "events.Event": {
        "next_dates", "dates", "shift", "date_action", "date_words", "take_source", "duplicate", "file", "upload",
    },
    "events.CalendarFeed": {"check"},
    "events.SchoolHoliday": {"paste"},
}  # fmt: skip


def test_every_snippet_of_the_portal_is_scoped_and_routes_nothing_unknown():
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        assert isinstance(viewset, ScopedViewSet), model
        own = OWN_ROUTES.get(model._meta.label, set())
        assert {pattern.name for pattern in viewset.get_urlpatterns()} <= ROUTED | own, model


@pytest.mark.parametrize("name", ["membership", "funding", "correction", "topic", "region", "postcode"])
def test_every_list_opens_searches_and_shows_its_forms(office, name):
    places = builders.places()
    first, alliance = builders.organisation(), builders.organisation(kind="alliance")
    rows = {
        "membership": builders.membership(first, alliance),
        "funding": Funding.objects.create(alliance=alliance, programme="Weltoffen", funder=first),
        "correction": Correction.objects.create(organisation=first, text="Bitte ändern"),
        "topic": builders.topic(),
        "region": places.werdau,
        "postcode": Postcode.objects.first(),
    }
    prefix = f"wagtailsnippets_network_{name}"
    listed = office.get(reverse(f"{prefix}:list")).context["object_list"]
    assert rows[name] in listed
    assert office.get(reverse(f"{prefix}:list_results") + "?q=ändern werdau").status_code == 200
    view = office.get(reverse(f"{prefix}:list")).context["view"]
    for key in view.get_valid_orderings():
        assert office.get(reverse(f"{prefix}:list_results") + f"?ordering={key}").status_code == 200, key
    route = "inspect" if name == "postcode" else "edit"
    assert office.get(reverse(f"{prefix}:{route}", args=[rows[name].pk])).status_code == 200


def test_memberships_are_found_by_side_and_by_day(office):
    first, second = builders.organisation("Eins"), builders.organisation("Zwei")
    alliance = builders.organisation("Bund", kind="alliance")
    builders.membership(first, alliance)
    builders.membership(second, alliance, until=date(2020, 1, 1))
    url = reverse("wagtailsnippets_network_membership:list_results")
    for query, found in (
        ("?when=now", {"Eins"}),
        ("?when=ended", {"Zwei"}),
        (f"?organisation={second.pk}", {"Zwei"}),
        (f"?alliance={alliance.pk}", {"Eins", "Zwei"}),
        ("?q=bund eins", {"Eins"}),
        ("?organisation=x", {"Eins", "Zwei"}),
    ):
        rows = office.get(url + query).context["object_list"]
        assert {row.organisation.name for row in rows} == found, query


def test_hint_keeps_the_readers_words(office):
    hint = Correction.objects.create(
        organisation=builders.organisation(), text="So stand es da", sender="a@example.org"
    )
    url = reverse("wagtailsnippets_network_correction:edit", args=[hint.pk])
    assert "So stand es da" in office.get(url).content.decode()
    assert office.post(url, {"status": "done", "text": "Anders", "sender": ""}).status_code == 302
    hint.refresh_from_db()
    assert (hint.status, hint.text, hint.sender) == ("done", "So stand es da", "a@example.org")
