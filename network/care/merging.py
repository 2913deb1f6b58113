"""Two entries become one: everything that refers to the one refers to the other, in one transaction, with a way back.

A preview does the same and rolls it back, so it cannot promise anything else than what happens.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from network import shielding
from network.access.merging import hand_over
from network.models import Merge, Organisation
from network.models.memberships import alliances_above
from network.models.organisations import OrganisationKind, OrganisationStatus
from portal.models import User

from . import (
    drafts,
    freshness_rule,
    ledger,
    membership_rule,
    memory_rules,
    page_edits,
    page_rule,
    stewardship_rule,
    takeover,
)
from .relations import Effect, Work, followers, references, rule_for

MERGED_AWAY = "network.merge_away"
MERGED_IN = "network.merge_in"
UNMERGED = "network.unmerge"

# Importing them registers their rules.
RULES = (freshness_rule, membership_rule, memory_rules, page_rule, stewardship_rule)


class Refused(Exception):
    """Says why two entries are not merged, or a merge is not undone; `details` name what stands in the way."""

    def __init__(self, reason: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@dataclass(frozen=True)
class Preview:
    """What a merge would do, or why it would not."""

    effects: tuple[Effect, ...] = ()
    refusal: str = ""


class _Undo(Exception):
    """Rolls back what a preview wrote."""


@transaction.atomic
def merge(
    source: Organisation, target: Organisation, by: User | None, taken: frozenset[str] = frozenset()
) -> Merge:
    """Merge one entry into another and return the record of it; raises Refused, and then nothing has changed.

    `taken` are the keys of `takeover.offered` that the target gets from the source.
    """
    source, target = _locked(source.pk, target.pk)
    _check(source, target)
    work = Work(source, target, by, taken)
    _take_over(work)
    for field in references():
        rule_for(field)(work, field)
    _close(work)
    log(instance=source, action=MERGED_AWAY, user=by, data={"other": target.name, "pk": target.pk})
    log(instance=target, action=MERGED_IN, user=by, data={"other": source.name, "pk": source.pk})
    steps = {
        "rows": work.ledger.steps,
        "drafts": work.drafts,
        "edits": work.edits,
        "pages": _latest_revisions(work),
        "effects": [asdict(effect) for effect in work.effects],
    }
    done = Merge.objects.create(source=source, target=target, by=by, steps=steps)
    _follow(done)
    return done


def preview(
    source: Organisation, target: Organisation, by: User | None, taken: frozenset[str] = frozenset()
) -> Preview:
    """Return what `merge` would do."""
    try:
        with transaction.atomic():
            done = merge(source, target, by, taken)
            raise _Undo
    except _Undo:
        return Preview(tuple(Effect(one["text"], tuple(one["details"])) for one in done.steps["effects"]))
    except Refused as refusal:
        return Preview(refusal=refusal.reason)


@transaction.atomic
def undo(done: Merge, by: User | None) -> Merge:
    """Take a merge back as one step; raises Refused where something of it has changed since."""
    done = Merge.objects.select_for_update().select_related("source", "target").get(pk=done.pk)
    if done.undone_at is not None:
        raise Refused(_("This merge is undone already."))
    if done.is_forgotten:
        raise Refused(_("This is too long ago: what was there before has been deleted."))
    changed = changed_since(done)
    if changed:
        raise Refused(
            _("Something has changed since, so this can only be put right by hand:"), tuple(changed)
        )
    source, target = done.source, done.target
    try:
        with transaction.atomic():
            ledger.take_back(done.steps["rows"])
            for step in reversed(done.steps["drafts"]):
                drafts.swap_back(step, source.pk, target.pk)
            for edit in reversed(done.steps["edits"]):
                page_edits.undo(edit, by)
    except (IntegrityError, ValidationError) as error:
        raise Refused(
            _("Something that exists by now stands in the way; put it right by hand."), (str(error)[:200],)
        ) from error
    for entry, other in ((source, target), (target, source)):
        log(instance=entry, action=UNMERGED, user=by, data={"other": other.name, "pk": other.pk})
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    _follow(done)
    return done


def _follow(done: Merge) -> None:
    """Let later apps bring in step what they derive from the rows that a merge, or its undoing, has touched."""
    for follow in followers:
        follow(done)


def changed_since(done: Merge) -> list[str]:
    """Return what somebody changed after a merge, in words; a constant number of queries per touched row."""
    changed = ledger.changed_since(done.steps["rows"])
    now = dict(Page.objects.filter(pk__in=done.steps["pages"]).values_list("pk", "latest_revision_id"))
    titles = dict(Page.objects.filter(pk__in=done.steps["pages"]).values_list("pk", "title"))
    for key, latest in done.steps["pages"].items():
        if now.get(int(key)) != latest:
            changed.append(_("Page: %(title)s") % {"title": titles.get(int(key), key)})
    return list(dict.fromkeys(changed))


def _locked(source: int, target: int) -> tuple[Organisation, Organisation]:
    """Return both entries, locked in one order so that two merges at once wait for each other."""
    found = Organisation.objects.select_for_update().order_by("pk").in_bulk([source, target])
    return found[source], found[target]


def _check(source: Organisation, target: Organisation) -> None:
    """Raise Refused for entries that cannot be one."""
    if source.pk == target.pk:
        raise Refused(_("An entry cannot be merged with itself."))
    for entry in (source, target):
        if entry.status == OrganisationStatus.MERGED or entry.merged_into_id:
            names = {"name": entry.name, "other": entry.merged_into or "?"}
            raise Refused(_("“%(name)s” has been merged into “%(other)s” already.") % names)
    alliances = [entry.kind == OrganisationKind.ALLIANCE for entry in (source, target)]
    if alliances[0] != alliances[1]:
        raise Refused(
            _("An alliance can only be merged with an alliance. Change the kind of one entry first.")
        )
    _check_circle(source, target)
    _check_pages(source, target)


def _check_circle(source: Organisation, target: Organisation) -> None:
    """Raise Refused where the one belongs to the other through a third: the result would belong to itself."""
    for below, above in ((source, target), (target, source)):
        between = set(below.memberships.values_list("alliance_id", flat=True)) - {above.pk}
        for alliance in Organisation.objects.filter(pk__in=between):
            if above.pk in alliances_above(alliance.pk):
                names = {"name": below.name, "between": alliance.name, "other": above.name}
                raise Refused(
                    _(
                        "“%(name)s” belongs to “%(between)s”, and that to “%(other)s”: end one membership first."
                    )
                    % names
                )


def _check_pages(source: Organisation, target: Organisation) -> None:
    """Raise Refused where visitors would lose the page, or somebody is deciding about it."""
    pages = list(target.pages.all())
    if pages and source.pages.filter(live=True).exists() and not any(page.live for page in pages):
        raise Refused(_("The page of “%(name)s” is not published. Publish it first.") % {"name": target.name})
    for page in (*source.pages.all(), *pages):
        if reason := page_edits.obstacle(page):
            raise Refused(f"“{page.title}”: {reason}")


def _take_over(work: Work) -> None:
    """Give the target's page what was chosen of the source's."""
    pages = takeover.page_of(work.source), takeover.page_of(work.target)
    chosen = [
        one
        for one in takeover.offered(work.source, work.target)
        if one.key in work.taken and not one.key.startswith(takeover.ENTRY)
    ]
    if not chosen:
        return
    if any(one.key == takeover.LOGO for one in chosen):
        hand_over(work, pages[0].logo)
    try:
        edit = takeover.page_edit(pages[0], frozenset(one.key for one in chosen))
        work.edits.append(page_edits.apply(pages[1].pk, edit, work.user))
    except ValidationError as error:
        reason = " ".join(error.messages)
        raise Refused(
            _("The page of “%(name)s” cannot be published: %(reason)s")
            % {"name": work.target.name, "reason": reason}
        ) from error
    details = tuple(f"{one.kind}: {one.text}" for one in chosen)
    work.say(_("The page of “%(name)s” takes over:") % {"name": work.target.name}, details)


def _close(work: Work) -> None:
    """Make the source point to the target, and the target be found under the source's names."""
    source, target = work.source, work.target
    values = takeover.entry_values(source, target, work.taken)
    own = {"", target.name, values.get("short_name") or target.short_name}
    names = [*target.former_names, source.name, source.short_name, *source.former_names]
    former = [name for name in dict.fromkeys(names) if name not in own]
    unmatched = {
        what: list(dict.fromkeys([*target.unmatched.get(what, []), *source.unmatched.get(what, [])]))
        for what in (*target.unmatched, *source.unmatched)
    }
    # Who is protected under one name is protected under the other.
    if source.is_shielded and not target.is_shielded:
        values["is_shielded"] = True
        log(instance=target, action=shielding.SHIELD, user=work.user)
        work.say(_("The emergency switch of “%(name)s” goes on.") % {"name": target.name})
    work.ledger.change(target, former_names=former, unmatched=unmatched, **values)
    work.ledger.change(source, status=OrganisationStatus.MERGED, merged_into=target)
    work.say(_("“%(name)s” is found under these names, too:") % {"name": target.name}, tuple(former))
    values.pop("is_shielded", None)
    if values:
        fields = (Organisation._meta.get_field(name).verbose_name for name in values)
        details = tuple(f"{field}: {value}" for field, value in zip(fields, values.values(), strict=True))
        work.say(_("The entry takes over:"), details)
    work.say(
        _("“%(name)s” stays in the register as merged; its permanent address leads on.")
        % {"name": source.name}
    )


def _latest_revisions(work: Work) -> dict[str, Any]:
    """Return the newest revision of every page that was touched, to see later whether somebody went on."""
    keys = {step["page"] for step in (*work.drafts, *work.edits) if "page" in step}
    keys |= set(work.source.pages.values_list("pk", flat=True))
    found = Page.objects.filter(pk__in=keys).values_list("pk", "latest_revision_id")
    return {str(key): latest for key, latest in found}
