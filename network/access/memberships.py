"""Who is in which group: whoever acts for an organisation today, and nobody else, whatever was written by hand."""

from collections.abc import Iterator
from functools import partial

from django.contrib.auth.models import Group, Permission
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, When

from network.models import Stewardship
from network.models.stewardship import today
from network.roles import MEMBERS
from portal.models import User

from .differences import Difference

# Every group whose members this module decides.
MANAGED = Q(access__isnull=False) | Q(name=MEMBERS)


def keep_in_step(user: User) -> None:
    """Put a person into the groups of today's stewardships and take the person out of all others; one query if none.

    Called before anything is asked about the person's rights, so that an end holds from its first second on.
    """
    for group in _out_of_step(user):
        if group.is_in:
            user.groups.remove(group)
        else:
            user.groups.add(group)


def wrong_memberships() -> Iterator[Difference]:
    """Yield every person who is in a group without acting for its organisation, or acts and is not in it."""
    concerned = User.objects.filter(
        Q(stewardships__isnull=False) | Q(groups__in=Group.objects.filter(MANAGED))
    )
    for user in concerned.distinct().order_by("email"):
        for group in _out_of_step(user):
            if group.is_in:
                words, mend = "is in the group without acting for it today", user.groups.remove
            else:
                words, mend = "acts for it today and is not in the group", user.groups.add
            yield Difference(f"{group}: {user} {words}", partial(mend, group))


def excess_of_members() -> Iterator[Difference]:
    """Yield every right of the members' group beyond the admin's door: it is everybody's, so it may nothing else."""
    group = ensure_members_group()
    for rule in group.collection_permissions.select_related("permission", "collection"):
        yield Difference(f"{group}: may {rule.permission.codename} in “{rule.collection}”", rule.delete)
    for rule in group.page_permissions.select_related("permission", "page"):
        yield Difference(f"{group}: may {rule.permission.codename} on “{rule.page}”", rule.delete)
    for right in group.permissions.exclude(content_type__app_label="wagtailadmin", codename="access_admin"):
        yield Difference(f"{group}: has the right {right.codename}", partial(group.permissions.remove, right))


def ensure_members_group() -> Group:
    """Return the group that opens the admin's door to everybody who acts for an organisation."""
    group, is_new = Group.objects.get_or_create(name=MEMBERS)
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    return group


def _out_of_step(user: User) -> QuerySet[Group]:
    """Return the groups where a person's membership is not as today's rows say; `is_in` tells how it is."""
    rows = Stewardship.objects.on(today()).filter(user_id=user.pk).order_by()
    through = User.groups.through.objects.filter(user_id=user.pk, group_id=OuterRef("pk"))
    own = rows.filter(organisation__access__group=OuterRef("pk"))
    is_due = Case(When(name=MEMBERS, then=Exists(rows)), default=Exists(own), output_field=BooleanField())
    groups = Group.objects.filter(MANAGED).order_by("name")
    return groups.annotate(is_in=Exists(through), is_due=is_due).exclude(is_in=F("is_due"))
