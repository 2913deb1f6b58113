"""Every view of a scoped snippet is closed to whoever may not use that row."""

import json
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.viewsets import viewsets
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowTask
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from portal import scoped_chooser, scoped_views, scoped_viewset
from portal.scoped_bulk import ScopedBulkAction
from tests import builders, toy

toy.install()

from tests.toy.models import Toy  # noqa: E402 - the app must be known first
from tests.toy.viewsets import ToyViewSet, viewset  # noqa: E402

if Toy not in get_snippet_models():
    viewsets.register(viewset)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.toy.urls")]

# What opens nothing else than lists and new rows; all other routes take the key of a row.
WITHOUT_ROW = {"list", "list_results", "add", "preview_on_add"}
MAY_NOT_PUBLISH = {"unpublish", "revisions_unschedule"}
POSTS = {
    "edit": {"name": "Taken", "action-publish": "1"},
    "delete": {},
    "unpublish": {},
    "lock": {},
    "unlock": {},
    "workflow_action": {},
    "revisions_unschedule": {},
    "revisions_revert": {"name": "Taken"},
    "collect_workflow_action_data": {},
    "preview_on_edit": {"name": "Taken"},
    "copy": {"name": "Taken"},
}


@pytest.fixture
def people():
    """Return a keeper and a stranger, both with a toy of their own and with access to the admin."""
    access = Permission.objects.get(codename="access_admin")
    people = SimpleNamespace(keeper=builders.user("a@example.org"), stranger=builders.user("b@example.org"))
    for person in (people.keeper, people.stranger):
        person.user_permissions.add(access)
    people.mine = a_toy("Mine", people.keeper)
    people.theirs = a_toy("Theirs", people.stranger)
    return people


def a_toy(name, keeper, **fields):
    """Return a published toy with two revisions."""
    made = Toy.objects.create(name=name, keeper=keeper, **fields)
    made.save_revision().publish()
    made.name = f"{name} again"
    made.save_revision()
    return Toy.objects.get(pk=made.pk)


def in_workflow(row, person):
    """Put a toy into a workflow whose task the person's group decides; return the state of the task."""
    group = person.groups.create(name=f"Checkers {person.pk}")
    workflow = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Look")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(row, person)
    return TaskState.objects.get(workflow_state__object_id=str(row.pk))


def arguments(name, row, state=None):
    """Return the arguments of a route for a row."""
    revision = row.revisions.order_by("pk").first().pk
    more = {
        "revisions_view": [revision],
        "revisions_revert": [revision],
        "revisions_unschedule": [revision],
        "revisions_compare": [revision, "latest"],
        "workflow_action": ["approve", state and state.pk],
        "collect_workflow_action_data": ["approve", state and state.pk],
        "workflow_history_detail": [state and state.workflow_state_id],
        "workflow_preview": [state and state.task_id],
    }
    return [row.pk, *more.get(name, [])]


def url(name, row=None, state=None):
    """Return the address of a route."""
    return reverse(viewset.get_url_name(name), args=arguments(name, row, state) if row else [])


def row_routes():
    """Return the names of all routes that take a row."""
    return sorted(scoped_viewset.ROUTED - WITHOUT_ROW)


def test_every_route_of_this_wagtail_is_known():
    stock = {pattern.name for pattern in super(ToyViewSet, viewset).get_urlpatterns()}
    offered = {pattern.name for pattern in snippets.SnippetViewSet.get_urlpatterns(viewset)}
    assert offered == scoped_viewset.ROUTED, "Wagtail routes a view that nobody scoped (or dropped one)."
    assert stock == scoped_viewset.ROUTED


def test_every_chooser_route_of_this_wagtail_is_known():
    offered = {p.name for p in SnippetChooserViewSet.get_urlpatterns(viewset.chooser_viewset)}
    assert offered == scoped_chooser.ROUTED | {"create"}
    assert {p.name for p in viewset.chooser_viewset.get_urlpatterns()} == scoped_chooser.ROUTED


def test_every_scoped_view_is_stricter_than_the_view_it_replaces():
    for name in dir(ToyViewSet):
        if name.endswith("_view_class") and name not in {"reorder_view_class"}:
            view = getattr(viewset, name)
            assert issubclass(view, scoped_views.ScopedView), name


def test_reordering_is_not_routed():
    assert "reorder" not in {pattern.name for pattern in viewset.get_urlpatterns()}


def test_a_view_that_is_not_scoped_is_refused():
    class Careless(ToyViewSet):
        edit_view_class = snippets.EditView

    class CarelessChooser(ToyViewSet):
        chooser_viewset_class = SnippetChooserViewSet

    with pytest.raises(ImproperlyConfigured):
        Careless().get_urlpatterns()
    with pytest.raises(ImproperlyConfigured):
        CarelessChooser().chooser_viewset  # noqa: B018 - reading it builds it


@pytest.mark.parametrize("name", row_routes())
def test_foreign_row_is_not_found(client, people, name):
    state = in_workflow(people.mine, people.keeper)
    client.force_login(people.stranger)
    address = url(name, people.mine, state)
    assert client.get(address).status_code == 404
    if name in POSTS:
        assert client.post(address, POSTS[name]).status_code == 404
    row = Toy.objects.get(pk=people.mine.pk)
    assert (row.name, row.live, row.locked) == ("Mine", True, False)
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("name", row_routes())
def test_own_row_is_found(client, people, name):
    state = in_workflow(people.mine, people.keeper)
    client.force_login(people.keeper)
    answer = client.get(url(name, people.mine, state))
    expected = {404} if name in MAY_NOT_PUBLISH else {200, 302, 405}
    assert answer.status_code in expected
    if answer.status_code == 302:
        # Only what needs a right the keeper has not leads back to the front.
        assert name in {"copy", "lock", "unlock"}


@pytest.mark.parametrize("name", row_routes())
def test_account_without_rights_and_visitor_see_no_row(client, people, name):
    nobody = builders.user("c@example.org")
    address = url(name, people.mine, in_workflow(people.mine, people.keeper))
    assert client.get(address).status_code == 302
    client.force_login(nobody)
    assert client.get(address).status_code == 302
    nobody.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("key", ["0", "999999", "x", "_5F", "1 OR 1=1"])
def test_strange_keys_are_not_found(client, people, key):
    client.force_login(people.keeper)
    base = url("list")
    for path in (f"edit/{key}/", f"history/{key}/revisions/compare/live...latest/", f"inspect/{key}/"):
        assert client.get(base + path).status_code == 404


def test_list_shows_own_rows_only(client, people):
    client.force_login(people.keeper)
    for name in ("list", "list_results"):
        text = client.get(url(name)).content.decode()
        assert "Mine again" in text
        assert "Theirs" not in text
        assert "Theirs" not in client.get(url(name) + "?q=theirs").content.decode()


def test_list_links_only_where_the_row_may_be_used(client, people, monkeypatch):
    everybody_looks = staticmethod(
        lambda user, action, rows: rows if action == "view" else rows.filter(keeper=user)
    )
    monkeypatch.setattr(ToyViewSet, "row_rule", everybody_looks)
    monkeypatch.delitem(viewset.__dict__, "permission_policy")
    policy = viewset.permission_policy
    client.force_login(people.keeper)
    view = scoped_views.IndexView.as_view(
        model=Toy,
        permission_policy=policy,
        index_url_name=viewset.get_url_name("list"),
        edit_url_name=viewset.get_url_name("edit"),
        delete_url_name=viewset.get_url_name("delete"),
        inspect_url_name=viewset.get_url_name("inspect"),
    )
    request = client.get(url("list")).wsgi_request
    text = view(request).render().content.decode()
    assert url("edit", people.mine) in text
    assert url("inspect", people.theirs) in text
    assert url("edit", people.theirs) not in text
    assert url("delete", people.theirs) not in text
    monkeypatch.delitem(viewset.__dict__, "permission_policy")


def test_list_exports_nothing(client, people):
    client.force_login(builders.superuser())
    for form in ("csv", "xlsx"):
        assert client.get(url("list") + f"?export={form}")["Content-Type"].startswith("text/html")


def test_only_who_may_add_gets_a_new_row(client, people):
    client.force_login(people.keeper)
    for name in ("add", "preview_on_add"):
        assert client.post(url(name), {"name": "New"}).status_code == 302
    assert not Toy.objects.filter(name="New").exists()


def test_who_may_only_add_does_not_publish(client, people):
    people.keeper.user_permissions.add(Permission.objects.get(codename="add_toy"))
    people.mine.lent = True
    people.mine.save()
    client.force_login(people.keeper)
    client.post(url("add"), {"name": "New", "action-publish": "1"})
    assert Toy.objects.get(name="New").live is False


def test_publishing_needs_the_right_on_this_very_row(client, people):
    Toy.objects.filter(pk=people.mine.pk).update(lent=True)
    second = a_toy("Second", people.keeper)
    client.force_login(people.keeper)
    for row, published in ((second, "Second"), (people.mine, "Changed")):
        client.post(url("edit", row), {"name": "Changed", "action-publish": "1"})
        assert Toy.objects.get(pk=row.pk).name == published


def test_publish_button_follows_the_row(client, people):
    client.force_login(people.keeper)
    assert "action-publish" not in client.get(url("edit", people.mine)).content.decode()
    Toy.objects.filter(pk=people.mine.pk).update(lent=True)
    text = client.get(url("edit", people.mine)).content.decode()
    assert "action-publish" in text
    assert url("unpublish", people.mine) in text


def test_copy_is_only_a_form(client, people):
    people.keeper.user_permissions.add(Permission.objects.get(codename="add_toy"))
    client.force_login(people.keeper)
    assert client.get(url("copy", people.mine)).status_code == 200
    assert client.post(url("copy", people.mine), {"name": "Overwritten"}).status_code == 405
    assert not Toy.objects.filter(name="Overwritten").exists()


def test_step_of_another_rows_workflow_is_not_found(client, people):
    own_state = in_workflow(people.mine, people.keeper)
    other = in_workflow(people.theirs, people.stranger)
    other.task.specific.groups.add(people.keeper.groups.get())
    client.force_login(people.keeper)
    for name in ("workflow_action", "collect_workflow_action_data"):
        assert client.post(url(name, people.mine, other)).status_code == 404
    assert TaskState.objects.get(pk=other.pk).status == TaskState.STATUS_IN_PROGRESS
    reject = reverse(viewset.get_url_name("workflow_action"), args=[people.mine.pk, "reject", own_state.pk])
    assert client.post(reject).status_code == 302
    assert TaskState.objects.get(pk=own_state.pk).status == TaskState.STATUS_REJECTED


def test_revision_of_another_row_is_not_found(client, people):
    foreign = people.theirs.revisions.first().pk
    client.force_login(people.keeper)
    for name in ("revisions_view", "revisions_revert"):
        assert (
            client.get(reverse(viewset.get_url_name(name), args=[people.mine.pk, foreign])).status_code == 404
        )
    compare = reverse(viewset.get_url_name("revisions_compare"), args=[people.mine.pk, foreign, "latest"])
    assert client.get(compare).status_code == 404


def test_chooser_lists_and_hands_out_permitted_rows_only(client, people):
    name = viewset.chooser_viewset.get_url_name
    client.force_login(people.keeper)
    listed = json.loads(client.get(reverse(name("choose"))).content)["html"]
    results = client.get(reverse(name("choose_results"))).content.decode()
    for text in (listed, results):
        assert "Mine" in text
        assert "Theirs" not in text
    assert "Mine" not in client.get(reverse(name("choose_results")) + "?q=nothing").content.decode()
    assert client.get(reverse(name("chosen"), args=[people.mine.pk])).status_code == 200
    for key in (people.theirs.pk, "x", "0"):
        assert client.get(reverse(name("chosen"), args=[key])).status_code == 404
    many = reverse(name("chosen_multiple"))
    assert client.get(f"{many}?id={people.mine.pk}").status_code == 200
    for key in (people.theirs.pk, "x"):
        assert client.get(f"{many}?id={people.mine.pk}&id={key}").status_code == 404


def test_bulk_action_refuses_foreign_rows(client, people, monkeypatch):
    monkeypatch.setattr(bulk_action_registry, "actions", {})
    monkeypatch.setattr(bulk_action_registry, "has_scanned_for_bulk_actions", False)
    client.force_login(people.keeper)
    base = reverse("wagtail_bulk_action", args=["toy", "toy", "delete"])
    both = f"{base}?id={people.mine.pk}&id={people.theirs.pk}"
    for address in (both, f"{base}?id={people.theirs.pk}", f"{base}?id=x", base):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Theirs" not in answer.content.decode()
        assert client.post(address).status_code == 404
    assert Toy.objects.count() == 2
    assert "Theirs" not in client.get(f"{base}?id=all").content.decode()
    assert client.post(f"{base}?id=all").status_code == 302
    assert list(Toy.objects.all()) == [people.theirs]


def test_every_bulk_action_on_scoped_rows_is_scoped(monkeypatch):
    monkeypatch.setattr(bulk_action_registry, "actions", {})
    monkeypatch.setattr(bulk_action_registry, "has_scanned_for_bulk_actions", False)
    found = 0
    for model in get_snippet_models():
        if not isinstance(model.snippet_viewset, scoped_viewset.ScopedViewSet):
            continue
        for action in bulk_action_registry.get_bulk_actions_for_model(
            model._meta.app_label, model._meta.model_name
        ):
            found += 1
            assert issubclass(action, ScopedBulkAction), action
    assert found


def test_open_form_of_a_foreign_row_cannot_be_watched(client, people):
    client.force_login(people.stranger)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["toy", "toy", people.mine.pk, 1])
    assert client.post(ping).status_code == 404


def test_usage_elsewhere_links_by_the_right_on_the_row(people):
    finder = viewset.url_finder_class
    assert finder(people.keeper).get_edit_url(people.mine) == url("edit", people.mine)
    assert finder(people.stranger).get_edit_url(people.mine) is None


def test_superuser_sees_everything(client, people):
    state = in_workflow(people.mine, people.keeper)
    client.force_login(builders.superuser())
    for name in row_routes():
        assert client.get(url(name, people.mine, state)).status_code in {200, 302, 405}, name
    text = client.get(url("list")).content.decode()
    assert "Mine" in text
    assert "Theirs" in text
