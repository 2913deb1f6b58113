"""Write a plan: the register first, then pages, then who belongs to whom and who pays."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy, deepcopy
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from network.care.recording import changed_fields, log_import
from network.models import (
    ActorPage,
    AlliancePage,
    AlliancesPage,
    DirectoryPage,
    Funding,
    Membership,
    Organisation,
    OrganisationPage,
)
from network.models.organisations import OrganisationKind
from portal import changes
from portal.reserved_addresses import is_taken, path_below
from portal.slugs import german_slug

from .applying import Change, set_page_fields, set_register_fields
from .free_tiles import FreeTiles
from .objects import Item as Given
from .page_bulk import add_pages, index
from .planning import Item
from .register import Register
from .resolve import Resolver
from .state import funding_state

CHUNK = 250


class Writer:
    """Writes planned rows in the running transaction; `step` is told how many more rows are done."""

    def __init__(self, words: Resolver, register: Register, step: Callable[[int], None]) -> None:
        self.words = words
        self.register = register
        self._step = step
        self._locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        self._parents: dict[type[ActorPage], Page] = {
            OrganisationPage: DirectoryPage.objects.filter(locale=self._locale).earliest("path"),
            AlliancePage: AlliancesPage.objects.filter(locale=self._locale).earliest("path"),
        }
        self._slugs = {model: _Slugs(parent) for model, parent in self._parents.items()}
        self._tiles = FreeTiles()
        self._touched: set[int] = set()

    def write(self, items: Sequence[Item]) -> None:
        """Write every item; a page that Wagtail refuses to publish is a problem of its row, which leaves nothing."""
        for chunk in _chunks([item for item in items if not item.changes_page]):
            self._write_register(chunk)
        for chunk in _chunks(items):
            for model, parent in self._parents.items():
                new = [item for item in chunk if item.needs_page and _page_model(item.entry) is model]
                pages = [self._new_page(model, item) for item in new]
                add_pages(parent, pages)
                self._touched.update(page.pk for page in pages)
            for item in chunk:
                if item.changes_page:
                    self._update(item)
            self._step(len(chunk))
        good = [item for item in items if not item.row.problems]
        for chunk in _chunks(good):
            self._write_memberships(chunk)
        for item in good:
            if item.row.has("funding") and (item.is_new or "funding" in item.changed):
                self._write_fundings(item)
        changes.record_ids(("wagtailcore.page", pk) for pk in sorted(self._touched))

    def _write_register(self, items: Iterable[Item]) -> None:
        """Write new entries at once, changed ones one by one."""
        new, changed = [], []
        for item in items:
            entry = item.entry
            if item.is_new:
                entry.tile = self._tiles.take(str(entry.uuid))
                entry.unmatched |= item.relations.unmatched
                new.append(entry)
            elif item.changed:
                before, old = _held(entry), copy(entry)
                set_register_fields(entry, item.row, item.changed)
                entry.unmatched |= item.relations.unmatched
                # Nothing else: what somebody changed since the plan was made stays, the emergency switch above all.
                if names := [name for name, value in _held(entry).items() if value != before[name]]:
                    entry.save(update_fields=[*names, "updated_at"])
                    changed.append((entry, changed_fields(old, entry)))
        if new:
            Organisation.objects.bulk_create(new)
            index(new)
        log_import([*((entry, []) for entry in new), *changed])

    def _new_page(self, model: type[ActorPage], item: Item) -> ActorPage:
        """Return an unsaved page of an entry."""
        entry = item.entry
        page = model(
            title=entry.name,
            organisation=entry,
            locale=self._locale,
            slug=self._slugs[model].take(entry.name),
        )
        columns = item.row.values.keys() if item.is_new else item.changed
        set_page_fields(page, Change(item.row, columns, self.words, self.register.named))
        return page

    def _update(self, item: Item) -> None:
        """Change an entry and its published page, or neither."""
        try:
            with transaction.atomic():
                self._write_register([item])
                self._update_page(item)
        except ValidationError as error:
            item.row.problem("", " ".join(error.messages))

    def _update_page(self, item: Item) -> None:
        """Change a published page; where it has a history, with a new revision."""
        page = ActorPage.objects.get(pk=item.page_id).specific
        set_page_fields(page, Change(item.row, item.changed, self.words, self.register.named))
        if page.latest_revision_id:
            page.save_revision(clean=False, log_action=True).publish()
        else:
            page.draft_title = page.title
            page.last_published_at = page.latest_revision_created_at = timezone.now()
            page.save(clean=False, log_action="wagtail.edit")

    def _write_memberships(self, items: Iterable[Item]) -> None:
        """Write memberships once every organisation exists."""
        new = [row for item in items for row in item.relations.new]
        if new:
            Membership.objects.bulk_create(new)
            index(new)
            # Both sides show the membership; an alliance's other members do not change with it.
            sides = {pk for row in new for pk in (row.organisation_id, row.alliance_id)}
            self._touched.update(
                ActorPage.objects.filter(organisation__in=sides).values_list("pk", flat=True)
            )
        for item in items:
            for row in item.relations.changed:
                row.save()

    def _write_fundings(self, item: Item) -> None:
        """Make the fundings of an alliance those that the row names; unchanged ones stay with their recipients."""
        wanted = list(item.row.get("funding"))
        for row in Funding.objects.filter(alliance=item.entry).select_related("funder"):
            if (state := funding_state(row)) in wanted:
                wanted.remove(state)
            else:
                row.delete()
        for given in wanted:
            self._funding(item.entry, given).save()

    def _funding(self, alliance: Organisation, given: Given) -> Funding:
        """Return an unsaved funding; the funder is linked where exactly one entry of the register bears its name."""
        name = given.get("funder", "")
        funder = self.register.named(name) if name else None
        return Funding(
            alliance=alliance,
            programme=given.get("programme", ""),
            funder=funder,
            funder_text="" if funder else name,
            purpose=given.get("purpose", ""),
            since=_day(given, "since"),
            until=_day(given, "until"),
        )


def _held(entry: Organisation) -> dict[str, object]:
    """Return what the register holds of an entry, by field."""
    return {
        field.name: deepcopy(field.value_from_object(entry)) for field in Organisation._meta.concrete_fields
    }


def _page_model(entry: Organisation) -> type[ActorPage]:
    """Return the type of page that an entry has."""
    return AlliancePage if entry.kind == OrganisationKind.ALLIANCE else OrganisationPage


def _chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    """Yield items in portions that fit in memory."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _day(given: Given, key: str) -> date | None:
    """Return the day of a checked date."""
    return date.fromisoformat(given[key]) if key in given else None


class _Slugs:
    """The slugs below one page: those of its children, and those whose address something else answers."""

    def __init__(self, parent: Page) -> None:
        self._taken = set(parent.get_children().values_list("slug", flat=True))
        self._path = path_below(parent)

    def take(self, name: str) -> str:
        """Return a slug that no other page below has, taken from now on."""
        base = german_slug(name, "organisation", 80)
        slug, number = base, 1
        while slug in self._taken or (self._path is not None and is_taken(f"{self._path}{slug}/")):
            number += 1
            slug = f"{base}-{number}"
        self._taken.add(slug)
        return slug
