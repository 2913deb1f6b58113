"""What is published by whom: a protected organisation, drafts, what is planned or over, guides, kit, partners."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.disclosure import Audience
from publications.models import GuideIndexPage, JobPostingPage, KitPage, Partner
from tests import builders
from tests.portal.pictures import picture
from tests.publications.guide_pages import chapter, guide, guide_index, section
from tests.publications.infoposts_pages import infopost, news_page
from tests.publications.kit_pages import kit
from tests.publications.postings_pages import body, deadline, lists, posting

from .canaries import Planted

LATER = timedelta(days=30)


def publications(planted: Planted) -> None:
    """Plant the lists and something of every kind."""
    lists(planted.tree.home)
    news_page(planted.tree.home)
    _of_the_protected(planted)
    _below_what_is_not_public(planted)
    _not_yet_and_no_more(planted)
    _news_with_what_is_not_for_everybody(planted)
    _guides(planted)
    _kit(planted)


def _of_the_protected(planted: Planted) -> None:
    """A job, a deadline and news of an organisation under attack tell neither people nor where it is."""
    hide, show = planted.canaries.hide, planted.canaries.show
    page = planted.pages["shielded"]
    contact = page.contact_points.get()
    reached = f"bei {contact.person}, {contact.value}"
    town = page.organisation.seat
    whom, house = hide("shielded: whom to ask"), hide("shielded: workplace")
    posting(
        page,
        f"Stelle {show('shielded: job')} {reached}, {whom}",
        slug="bedrohte-stelle",
        social_image=picture("Haus", description=hide("shielded: picture of a job")),
        employer=f"Verein {reached}",
        works_for=f"Projekt {reached}",
        hours=f"20 Stunden, nach Absprache mit {whom}",
        pay=f"Siehe {house}",
        pay_alternative=f"Honorar {reached}",
        pay_grade=f"E 9 {reached}",
        start_note=f"Beginn {reached}",
        limit_note=f"Ende {reached}",
        limit_option=f"Länger {reached}",
        papers=[f"Brief an {whom}"],
        summary=f"{show('shielded: summary of a job')} {reached}",
        body=body(f"<p>{show('shielded: text of a job')} {reached}</p>"),
        how_to_apply=f"Schreiben Sie {reached}",
        ends_at=timezone.now() + LATER,
        workplaces=[{"region": town, "name": house, "note": hide("shielded: way to work")}],
        contacts=[
            {
                "purpose": "apply",
                "kind": "email",
                "value": f"{hide('shielded: where to apply')}@example.org",
                "person": whom,
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
        f"Meldung {show('shielded: news')} von {contact.person}",
        slug="meldung-geschuetzt",
        seo_title=f"Meldung von {contact.person}",
        search_description=f"Meldung von {contact.person}",
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


def _not_yet_and_no_more(planted: Planted) -> None:
    """What waits for its hour, what was withdrawn, and what is over its time, of every kind."""
    parent = planted.pages["open"]
    for when, state in (
        ("planned", {"go_live_at": timezone.now() + LATER}),
        ("expired", {"expire_at": timezone.now() - LATER, "expired": True}),
    ):
        hidden = _words(planted, when)
        for write, what in ((posting, "job"), (deadline, "deadline"), (infopost, "news")):
            ends = {} if write is infopost else {"ends_at": timezone.now() + LATER}
            page = write(parent, **hidden(what), **ends)
            type(page).objects.filter(pk=page.pk).update(live=False, **state)
            planted.private_paths.append(page.url)
    page = infopost(parent, f"Meldung {planted.canaries.show('news with a newer draft')}")
    page.title = planted.canaries.hide("title of a newer draft of news")
    page.save_revision()


def _news_with_what_is_not_for_everybody(planted: Planted) -> None:
    """A public post whose picture, files, dates and guides are not; whoever passes it on is named nowhere."""
    hide = planted.canaries.hide
    image = picture(
        hide("title of a picture of news"),
        description=hide("picture of news"),
        credit=hide("who made the picture of news"),
        disclosure=Audience.MEMBERS,
    )
    body = [
        ("image", {"image": image, "caption": hide("caption in news")}),
        ("download", {"document": planted.document, "label": hide("label of a file in news")}),
    ]
    draft = builders.event(hide("draft of a date of news"), live=False)
    entry = planted.pages["open"].organisation
    infopost(
        planted.pages["open"],
        f"Meldung {planted.canaries.show('news with hidden things')}",
        image=image,
        body=body,
        events=[draft],
        first_published_at=timezone.now() - timedelta(hours=1),
    )
    for whose in (None, entry):
        Partner.objects.create(
            email=f"{hide(f'partner of {whose and entry.pk}')}@example.org",
            organisation=whose,
            language="de",
            confirmed_at=timezone.now(),
        )


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


def _kit(planted: Planted) -> None:
    """An emergency kit with a draft among its steps, and one that was withdrawn."""
    hide, show = planted.canaries.hide, planted.canaries.show
    index = GuideIndexPage.objects.get()
    now = section(show("step of a kit"), ("text", f"<p>{show('text of a step')}</p>"))
    draft = section(hide("draft of a step"), live=False)
    kit(index, chapter("Jetzt", now, draft))
    now.body = [("text", f"<p>{hide('newer draft of a step')}</p>")]
    now.save_revision()
    gone = kit(
        index, chapter(hide("chapter of a withdrawn kit"), now), title=hide("withdrawn kit"), slug="weg"
    )
    KitPage.objects.get(pk=gone.pk).unpublish()
    planted.private_paths.append(gone.url)
