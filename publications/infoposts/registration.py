"""What infoposts add to the portal's registries."""

from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.access.own_kinds import OwnKind, own_kinds
from network.demo.steps import DemoStep
from network.named.kinds import named_kinds
from portal import registries
from portal.registries import Job, RetentionRule
from publications.lists.kinds import list_kinds
from publications.lists.listing import list_context
from publications.models import InfopostPage
from publications.searchable import sources

from . import merging, sections, setup, signal_handlers
from .co_authors.kind import POSTS
from .co_authors.naming import posts_part
from .demo import building as demo
from .first_step import write_news
from .kit.addresses import kit_path
from .kit.store import forget_older
from .listing import INFOPOSTS, NAME
from .page_view import infopost_context
from .partners.joining import forget_unconfirmed
from .partners.links import CONFIRM_LIFE
from .partners.personal_data import PARTNERS
from .partners.telling import send_kits
from .personal_data import NAMED
from .searching import searchables

KIND = OwnKind(
    InfopostPage,
    _("New press release or infopost"),
    order=10,
    links=lambda page: [(gettext("Share kit (ZIP)"), kit_path(page.pk))],
)
KITS_KEPT = timedelta(days=90)


def register() -> None:
    """Fill the registries."""
    own_kinds.register(NAME, KIND)
    list_kinds.register(NAME, INFOPOSTS)
    registries.page_contexts.register("publications.infopostindexpage", list_context(INFOPOSTS))
    registries.page_contexts.register("publications.infopostpage", infopost_context)
    registries.first_steps.register(NAME, write_news)
    registries.desk_parts.register("named authors", posts_part)
    named_kinds.register(NAME, POSTS)
    registries.setup_steps.register(NAME, setup.set_up)
    registries.demo_steps.register(NAME, DemoStep(demo.build, demo.remove))
    registries.home_blocks.register(NAME, sections.on_home)
    registries.page_sections.register(NAME, sections.of_actor)
    registries.page_sections.register("news of guides", sections.of_guide)
    registries.page_sections.register("partners", sections.beside_list)
    registries.subject_sections.register(NAME, sections.of_subject)
    sources.register(NAME, searchables)
    # Before the outbox, so that its mails go in the same round.
    registries.jobs.register("share kits", Job(send_kits, order=28))
    registries.retention_rules.register("share kits", RetentionRule(KITS_KEPT, forget_older))
    registries.retention_rules.register(
        "partners-unconfirmed", RetentionRule(CONFIRM_LIFE, forget_unconfirmed)
    )
    registries.personal_data.register("partners", PARTNERS)
    registries.personal_data.register(NAME, NAMED)
    signal_handlers.connect()
    merging.register()
