"""Build the demo: the same on every machine; a second run adds what is missing and changes nothing."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Site

from network.roles import ensure_roles
from network.setup import set_up_portal

from .accounts import LogIn, leader, open_accounts
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

    @property
    def is_new(self) -> bool:
        """Return whether anything was made."""
        return bool(self.organisations or self.pages or self.site or self.pictures)


@transaction.atomic
def build() -> Built:
    """Build what is missing; raises DemoFailed and writes nothing where that cannot be."""
    home = set_up_portal()
    log_ins = open_accounts()
    organisations = load_register()
    sharing, drawn = draw_pictures()
    home.refresh_from_db()  # its children were counted meanwhile
    pages = [*write_pages(home, sharing, leader()), *write_introductions()]
    ensure_roles()  # on the home page of the other language, too
    site = write_site(Site.objects.get(is_default_site=True), home)
    return Built(organisations, pages, site, drawn, log_ins)
