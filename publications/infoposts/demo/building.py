"""Infoposts for the demo: each idea told by three organisations, over two years; what is there stays as it is."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from network.demo.content import PREFIX, permanent_id
from network.demo.forgetting import delete_page
from network.models import ActorPage, Organisation
from portal.slugs import german_slug
from publications.demo.guide_texts import guide_id
from publications.demo.guides import guides_of_demo
from publications.models import InfopostAuthor, InfopostGuide, InfopostPage, InfopostRegion, InfopostTopic

FOLDER = Path(__file__).parent
TELLERS = 3
APART = timedelta(days=12)
ALONE = 4  # every so many posts has further authors
MOST_TOPICS = 2


@dataclass(frozen=True)
class Idea:
    """What somebody says, with the gaps `{name}` and `{town}`, and in which guides of the demo one reads on."""

    kind: str
    title: str
    summary: str
    text: list[str]
    quote: str
    guides: tuple[str, ...] = ()


@cache
def ideas() -> tuple[Idea, ...]:
    """Return all ideas, in their order."""
    return tuple(Idea(**one) for one in json.loads((FOLDER / "ideas.json").read_text(encoding="utf-8")))


def build() -> Mapping[str, int]:
    """Write what is missing; return how many infoposts were written."""
    tellers = _tellers()
    if not tellers:
        return {"infoposts": 0}
    known = set(posts().values_list("translation_key", flat=True))
    missing = [plan for plan in _plans(tellers) if permanent_id(plan.key) not in known]
    known_guides = dict(guides_of_demo().values_list("translation_key", "pk"))
    for plan in missing:
        page = _write(plan, tellers)
        wanted = [known_guides.get(guide_id(key)) for key in plan.idea.guides]
        for guide in filter(None, wanted):
            InfopostGuide.objects.create(page=page, guide_id=guide)
    return {"infoposts": len(missing)}


def remove() -> Mapping[str, int]:
    """Remove the demo's infoposts and return how many; what members wrote themselves stays."""
    gone = list(posts())
    for page in gone:
        delete_page(page)
    return {"infoposts": len(gone)}


def posts() -> QuerySet[InfopostPage]:
    """Return the demo's infoposts that are there."""
    return InfopostPage.objects.filter(translation_key__in=[permanent_id(key) for key in _keys()])


@dataclass(frozen=True)
class _Plan:
    """One post: its key, its idea, who tells it, and when it was."""

    key: str
    idea: Idea
    number: int
    teller: ActorPage
    day: date


def _keys() -> Iterator[str]:
    """Yield the keys of all posts."""
    yield from (f"infopost:{number}" for number in range(len(ideas()) * TELLERS))


def _tellers() -> list[ActorPage]:
    """Return the published pages of the demo's organisations, in a fixed order."""
    pages = ActorPage.objects.live().filter(
        organisation__register_id__startswith=PREFIX, locale__language_code="de"
    )
    return list(pages.select_related("organisation__seat").order_by("organisation__register_id"))


def _plans(tellers: list[ActorPage]) -> Iterator[_Plan]:
    """Yield all posts, the latest first; steps that share no divisor with many let everybody tell something else."""
    today = timezone.localdate()
    for number, key in enumerate(_keys()):
        teller = tellers[(number * 7) % len(tellers)]
        yield _Plan(key, ideas()[number % len(ideas())], number, teller, today - number * APART)


def _write(plan: _Plan, tellers: list[ActorPage]) -> InfopostPage:
    """Return a post, written below its teller's page as if it had been published on its day."""
    entry = plan.teller.organisation
    words = {"name": plan.teller.title, "town": entry.seat.name if entry.seat else "Sachsen"}
    title = plan.idea.title.format(**words)
    moment = timezone.make_aware(datetime.combine(plan.day, time(9)))
    page = InfopostPage(
        title=title,
        slug=f"{german_slug(title, 'beitrag', 60)}-{plan.number}",
        translation_key=permanent_id(plan.key),
        kind=plan.idea.kind,
        published_on=plan.day,
        summary=plan.idea.summary.format(**words)[:300],
        body=json.dumps(list(_body(plan.idea, words))),
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=moment,
    )
    ActorPage.objects.get(pk=plan.teller.pk).add_child(instance=page)
    for tag_id in plan.teller.topic_links.values_list("tag_id", flat=True)[:MOST_TOPICS]:
        InfopostTopic.objects.create(content_object=page, tag_id=tag_id)
    if entry.seat is not None:
        InfopostRegion.objects.create(page=page, region=entry.seat)
    if plan.number % ALONE == 0:
        _add_author(page, tellers[(plan.number * 7 + 3) % len(tellers)].organisation, entry)
    return page


def _add_author(page: InfopostPage, other: Organisation, entry: Organisation) -> None:
    """Let another organisation say it, too."""
    if other.pk != entry.pk:
        InfopostAuthor.objects.create(page=page, organisation=other)


def _body(idea: Idea, words: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Yield the blocks of a post."""
    paragraphs = "".join(f"<p>{text.format(**words)}</p>" for text in idea.text)
    yield {"type": "text", "value": paragraphs}
    if idea.quote:
        yield {"type": "quote", "value": {"text": idea.quote, "source": words["name"]}}
