"""The views of the admin that a steward or the office opens every day, with a page of an organisation in them."""

from django.urls import reverse

from network.desk.frame import desk_url
from network.models import DirectoryPage, OrganisationPage

FOR_THE_OFFICE = frozenset(
    {"site history", "to do", "checks", "log of checks", "without people", "out of date", "circulars"}
)
FOR_MEMBERS = frozenset({"desk", "own circulars"})


def daily_views(directory: DirectoryPage, page: OrganisationPage, is_office: bool) -> dict[str, str]:
    """Return the addresses that the office or a member opens, by name."""
    not_theirs = FOR_MEMBERS if is_office else FOR_THE_OFFICE
    search = reverse("wagtailadmin_pages:search")
    found = {
        "first page": reverse("wagtailadmin_home"),
        "desk": desk_url(page.organisation),
        "explorer": reverse("wagtailadmin_explore", args=[directory.pk]),
        "own explorer": reverse("wagtailadmin_explore", args=[page.pk]),
        "editor": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "search": f"{search}?q=Verein",
        "sidebar": f"/admin/api/main/pages/?child_of={directory.pk}&for_explorer=1&limit=20",
        "page chooser": reverse("wagtailadmin_choose_page_child", args=[directory.pk]),
        "chooser search": f"{reverse('wagtailadmin_choose_page_search')}?q=Verein",
        "image chooser": reverse("wagtailimages_chooser:choose"),
        "images": reverse("wagtailimages:index"),
        "documents": reverse("wagtaildocs:index"),
        "history": reverse("wagtailadmin_pages:history", args=[page.pk]),
        "site history": reverse("wagtailadmin_reports:site_history"),
        "who may what": reverse("stewards:rights", args=[page.organisation_id]),
        "members": "/mitglieder/",
        "members found": "/mitglieder/?q=Verein",
        "own circulars": "/mitglieder/rundmails/",
        "account": reverse("account_home"),
        "to do": "/admin/worklist/",
        "checks": "/admin/moderation/",
        "log of checks": "/admin/moderation/log/",
        "without people": reverse("stewards:orphans"),
        "out of date": "/admin/freshness/",
        "circulars": "/admin/circulars/",
    }
    return {name: path for name, path in found.items() if name not in not_theirs}
