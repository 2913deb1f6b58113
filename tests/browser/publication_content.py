"""What is published in the portal that the browser visits: pages without a lasting address, links in mails, forms."""

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from network.models.corrections import CorrectionStatus
from portal.addresses import page_path
from portal.deadlines.kinds import kinds
from portal.deadlines.letters import link_path
from publications.infoposts.partners.links import confirm_path, leave_path
from publications.models import (
    DeadlinePage,
    DeadlinesPage,
    GuideHint,
    GuidePage,
    GuideSection,
    InfopostPage,
    JobPostingPage,
    KitPage,
    Partner,
)

# The longest guide with another language, and one whose time is over.
GUIDE, OUTDATED = "nach-einem-angriff", "wahljahr"


def add_publications() -> dict[str, str]:
    """Add who wants mails and a hint, and return the addresses by name, those in the admin, too."""
    now = timezone.now()
    job = JobPostingPage.objects.filter(ends_at__gt=now, home_office="partly").exclude(interviews=None).get()
    guide, outdated = (
        GuidePage.objects.get(slug=slug, locale_id=job.locale_id) for slug in (GUIDE, OUTDATED)
    )
    post = InfopostPage.objects.live().exclude(guides=None).order_by("-published_on", "pk")[0]
    end = DeadlinePage.objects.filter(ends_at__gt=now).order_by("pk")[0]
    pages: dict[str, Page] = {
        "job": job,
        "job over": JobPostingPage.objects.filter(ends_at__lt=now).order_by("pk")[0],
        "deadline": end,
        "infopost": post,
        "guide": guide,
        "guide out of date": outdated,
    }
    partner, leaver = (
        Partner.objects.create(email=f"{name}@example.org", language="de") for name in ("presse", "weg")
    )
    hint = GuideHint.objects.create(
        guide=guide, text="Die zweite Nummer ist alt.", status=CorrectionStatus.OPEN
    )
    section = GuideSection.objects.filter(original=None, live=True).order_by("pk")[0]
    return {
        **{name: page_path(page) for name, page in pages.items()},
        "news of a month": f"/aktuelles/?monat={post.published_on:%Y-%m}",
        "guide in Arabic": f"{page_path(guide)}?sprache=ar",
        "report a guide": reverse("report_guide", args=[guide.pk]),
        "partner to confirm": confirm_path(partner, now),
        "partner to leave": leave_path(leaver, now),
        "deadline to renew": _renewing(),
        **{
            f"{name} form": reverse("wagtailadmin_pages:edit", args=[page.pk])
            for name, page in (pages | {"kit": KitPage.objects.get()}).items()
            if name in {"job", "infopost", "guide", "kit"}
        },
        "section form": reverse("wagtailsnippets_publications_guidesection:edit", args=[section.pk]),
        "section list": reverse("wagtailsnippets_publications_guidesection:list"),
        "hint form": reverse("wagtailsnippets_publications_guidehint:edit", args=[hint.pk]),
    }


def _renewing() -> str:
    """Return the link in the mail that asks the office about a deadline of its own."""
    own = DeadlinePage.objects.child_of(DeadlinesPage.objects.live()[0]).live()[0]
    for name, kind in kinds.items():
        ending = kind.find(str(own.pk), "office")
        if ending is not None:
            return link_path(name, ending, "office", timezone.now())
    raise LookupError("Nobody is asked about it.")
