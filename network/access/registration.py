"""What the wall adds to the portal's registries, and where it takes Wagtail's place."""

from datetime import timedelta

from wagtail.images.views import chooser

from network.care.relations import followers, rules, stay
from portal import registries
from portal.registries import Job

from . import comment_mails, merging, page_policy, provisioning, signal_handlers
from .choosing import OwnTagsChooseView

# Rights follow at once; this only mends what was changed behind the portal's back.
REPAIR = timedelta(hours=1)


def register() -> None:
    """Connect the signals, take part in merges, and let housekeeping repair."""
    page_policy.install()
    comment_mails.install()
    chooser.viewset.choose_view_class = OwnTagsChooseView
    signal_handlers.connect()
    rules.register("network.Access.organisation", stay)
    for model in ("PortalImage", "PortalDocument"):
        rules.register(f"portal.{model}.organisation", merging.merge_files)
    followers.register("access", provisioning.follow_merge)
    registries.jobs.register("access", Job(provisioning.repair_access, every=REPAIR))
    registries.after_import.register("access", lambda: provisioning.check(repair=True))
