"""What is published by whom: of a protected organisation, below pages nobody may see, drafts, sections of guides."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from publications.models import JobPostingPage
from tests import builders
from tests.portal.pictures import picture
from tests.publications.guide_pages import guide, guide_index, section
from tests.publications.infoposts_pages import infopost, news_page
from tests.publications.postings_pages import body, deadline, lists, posting

from .canaries import Planted

LATER = timedelta(days=30)


def publications(planted: Planted) -> None:
    """Plant the lists and something of every kind."""
    lists(planted.tree.home)
    news_page(planted.tree.home)
    _of_the_protected(planted)
    _below_what_is_not_public(planted)
    _guides(planted)


def _of_the_protected(planted: Planted) -> None:
    """A job, a deadline and news of an organisation under attack tell neither people nor where it is."""
    hide, show = planted.canaries.hide, planted.canaries.show
    page = planted.pages["shielded"]
    contact = page.contact_points.get()
    reached = f"bei {contact.person}, {contact.value}"
    town = page.organisation.seat
    posting(
        page,
        f"Stelle {show('shielded: job')} {reached}",
        slug="bedrohte-stelle",
        social_image=picture("Haus", description=hide("shielded: picture of a job")),
        employer=f"Verein {reached}",
        works_for=f"Projekt {reached}",
        hours=f"20 Stunden {reached}",
        pay=f"Gut {reached}",
        pay_alternative=f"Honorar {reached}",
        pay_grade=f"E 9 {reached}",
        start_note=f"Beginn {reached}",
        limit_note=f"Ende {reached}",
        limit_option=f"Länger {reached}",
        papers=[f"Brief {reached}"],
        summary=f"{show('shielded: summary of a job')} {reached}",
        body=body(f"<p>{show('shielded: text of a job')} {reached}</p>"),
        how_to_apply=f"Schreiben Sie {reached}",
        ends_at=timezone.now() + LATER,
        workplaces=[
            {"region": town, "name": hide("shielded: workplace"), "note": hide("shielded: way to work")}
        ],
        contacts=[
            {
                "purpose": "apply",
                "kind": "email",
                "value": f"{hide('shielded: where to apply')}@example.org",
                "person": hide("shielded: whom to ask"),
            }
        ],
        interviews=[{"note": hide("shielded: interview")}],
    )
    deadline(
        page,
        f"Frist {show('shielded: deadline')} {reached}",
        slug="bedrohte-frist",
        giver=f"Stiftung {reached}",
        amount=f"500 € {reached}",
        for_whom=f"Alle {reached}",
        how_to_apply=f"Schreiben {reached}",
        regions=[town],
        summary=f"{show('shielded: summary of a deadline')} {reached}",
        body=body(f"<p>Mehr {reached}</p>"),
        info_url=f"https://{hide('shielded: more on a deadline')}.example.org",
        ends_at=timezone.now() + LATER,
    )
    infopost(
        page,
        f"Meldung {show('shielded: news')}",
        summary=f"{show('shielded: summary of news')} {reached}",
        body=[("text", f"<p>{show('shielded: text of news')} {reached}</p>")],
        places=[town],
        co_authors=[planted.pages["open"].organisation],
    )


def _below_what_is_not_public(planted: Planted) -> None:
    """What lies below a draft or a private page, or below that of an entry in no list, is in no list either."""
    for where in ("draft", "private", "proposed"):
        parent = planted.pages[where]
        hidden = _words(planted, where)
        pages = [
            posting(parent, **hidden("job"), ends_at=timezone.now() + LATER),
            deadline(parent, **hidden("deadline"), ends_at=timezone.now() + LATER),
            infopost(parent, **hidden("news")),
        ]
        planted.private_paths += [page.url for page in pages if where != "proposed"]
    page = posting(
        planted.pages["open"], f"Stelle {planted.canaries.show('job')}", ends_at=timezone.now() + LATER
    )
    page.title = planted.canaries.hide("title of a newer draft of a job")
    page.save_revision()
    draft = posting(planted.pages["open"], **_words(planted, "own")("draft of a job"))
    JobPostingPage.objects.get(pk=draft.pk).unpublish()
    planted.private_paths.append(draft.url)


def _words(planted: Planted, where: str) -> Any:
    """Return what gives title, address and summary of something that nobody may find."""

    def of(what: str) -> dict[str, str]:
        hide = planted.canaries.hide
        name = f"{where}: {what}"
        slug = f"{where}-{what}".replace(" ", "-")
        return {"title": hide(name), "slug": slug, "summary": hide(f"{name}'s summary")}

    return of


def _guides(planted: Planted) -> None:
    """A guide with a section, a newer draft of it, and sections and guides that are not public."""
    hide, show = planted.canaries.hide, planted.canaries.show
    part = section(show("section of a guide"), ("text", f"<p>{show('text of a section')}</p>"))
    draft = section(
        hide("draft of a section"),
        ("text", f"<p>{hide('text of a section that is a draft')}</p>"),
        live=False,
    )
    index = guide_index(planted.tree)
    guide(index, f"Leitfaden {show('guide')}", part, draft)
    private = section(hide("section of a private guide"))
    secret = guide(index, f"Leitfaden {hide('private guide')}", private, slug="geheim")
    builders.restrict(secret)
    planted.private_paths.append(secret.url)
    part.body = [("text", f"<p>{hide('newer draft of a section')}</p>")]
    part.save_revision()
