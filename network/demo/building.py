"""Build the demo: the same on every machine; a second run adds what is missing and changes nothing."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Site

from network.roles import ensure_roles
from network.setup import set_up_portal
from portal.registries import demo_steps

from .accounts import LogIn, appoint_steward, leader, open_accounts
from .introductions import write_introductions
from .pictures import draw_pictures
from .register import load_register
from .site import write_site
from .text_pages import write_pages


@dataclass(frozen=True)
class Built:
    """What a run made, and how to sign in."""

    organisations: list[str]
    pages: list[str]
    site: list[str]
    pictures: int
    log_ins: list[LogIn]
    further: dict[str, int]

    @property
    def is_new(self) -> bool:
        """Return whether anything was made."""
        return bool(self.organisations or self.pages or self.site or self.pictures or self.further)


@transaction.atomic
def build() -> Built:
    """Build what is missing; raises DemoFailed and writes nothing where that cannot be."""
    home = set_up_portal()
    log_ins = open_accounts()
    organisations = load_register()
    appoint_steward()
    sharing, drawn = draw_pictures()
    home.refresh_from_db()  # its children were counted meanwhile
    pages = [*write_pages(home, sharing, leader()), *write_introductions()]
    ensure_roles()  # on the home page of the other language, too
    site = write_site(Site.objects.get(is_default_site=True), home)
    further: Counter[str] = Counter()
    for step in demo_steps:
        further.update(step.build())
    return Built(organisations, pages, site, drawn, log_ins, dict(+further))
