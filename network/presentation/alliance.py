"""Present an alliance: goals by level, members by role and district, alliances within it, its cloth."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext, npgettext
from django.utils.translation import gettext_lazy as _

from network.models.alliances import GoalLevel
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import OrganisationKind
from network.records import ActorRecord, FundingFact, GoalFact, MembershipFact
from network.shapes import district_map
from network.tilemap import TileMap
from portal.view_models import Link

from .actor import Addresses, actor_fields
from .types import AllianceView, FundingView, GoalGroup, GoalView, Member, MemberGroup, MilestoneView
from .words import founded_year, period_words, since_words

SHOWN_PER_GROUP = 24
CLOTH = 48
GROUPS = (
    (MembershipKind.FOUNDING, _("Founding members")),
    (MembershipKind.MEMBER, _("Members")),
    (MembershipKind.PARTNER, _("Cooperation partners")),
    (MembershipKind.SUPPORTER, _("Supporters")),
    (MembershipKind.GUEST, _("Guests")),
)
_RANK = {GoalLevel.LEITZIEL: 0, GoalLevel.MITTLERZIEL: 1, GoalLevel.MEASURE: 2}
_LEVEL_CLASS = {GoalLevel.LEITZIEL: "main", GoalLevel.MITTLERZIEL: "middle", GoalLevel.MEASURE: "measure"}
FULL_MEMBERS = {MembershipKind.FOUNDING, MembershipKind.MEMBER}


def present_alliance(
    record: ActorRecord,
    members: list[MembershipFact],
    to: Addresses,
    stale_months: int,
    most: int = SHOWN_PER_GROUP,
    **more: Any,
) -> AllianceView:
    """Return an alliance's view with its members of a day, the first so many of each role."""
    taking_part = [
        fact for fact in members if fact.status in {MembershipStatus.ACTIVE, MembershipStatus.DORMANT}
    ]
    by_kind = {kind: [fact for fact in taking_part if fact.kind == kind] for kind, _heading in GROUPS}
    members = [fact for facts in by_kind.values() for fact in facts]
    single = {kind: [fact for fact in facts if not _is_nested(fact)] for kind, facts in by_kind.items()}
    members_url = to.filtered(buendnis=record.register_id)
    return AllianceView(
        **actor_fields(record, to, stale_months),
        since_label=founded_year(record.founded),
        member_count=len({fact.other_id for kind in FULL_MEMBERS for fact in by_kind[kind]}),
        partner_count=len({fact.other_id for fact in by_kind[MembershipKind.PARTNER]}),
        legal_note=record.legal_note,
        hosts=tuple(
            Link(fact.other_name, to.page(fact.other_page_id))
            for fact in taking_part
            if fact.kind == MembershipKind.HOST
        ),
        cloth=tuple({fact.other_id: fact.other_tile for fact in taking_part}.values())[:CLOTH],
        goals=goal_groups(record.goals),
        focus=tuple(
            MilestoneView(str(fact.year), fact.text)
            for fact in sorted(record.focus, key=lambda fact: -fact.year)
        ),
        member_groups=tuple(
            _group(str(heading), single[kind], to, members_url, most)
            for kind, heading in GROUPS
            if single[kind]
        ),
        members_map=_members_map(record, members, to),
        nested=_nested(members, to, members_url, most),
        partner_lines=record.partner_lines,
        fundings=tuple(_funding(fact) for fact in record.fundings),
        members_url=members_url,
        **more,
    )


def goal_groups(goals: Iterable[GoalFact]) -> tuple[GoalGroup, ...]:
    """Return goals by level, measures below the goals before them, and those below the guiding goal."""
    flat = list(goals)
    trees: list[tuple[GoalFact, list[GoalFact]]] = []
    for goal in flat:
        if trees and _RANK[GoalLevel(goal.level)] > _RANK[GoalLevel(trees[-1][0].level)]:
            trees[-1][1].append(goal)
        else:
            trees.append((goal, []))
    groups = []
    for level, run in groupby(trees, key=lambda tree: GoalLevel(tree[0].level)):
        views = tuple(
            GoalView(goal.heading, goal.text, goal.responsible, goal_groups(below)) for goal, below in run
        )
        groups.append(GoalGroup(_LEVEL_CLASS[level], level_label(level, len(views)), views))
    return tuple(groups)


def level_label(level: GoalLevel, number: int) -> str:
    """Return what goals of a level are called as the heading above them, in the words of funding rules."""
    if level == GoalLevel.LEITZIEL:
        return npgettext(
            "heading above goals", "Guiding goal (Leitziel)", "Guiding goals (Leitziele)", number
        )
    if level == GoalLevel.MITTLERZIEL:
        return npgettext(
            "heading above goals",
            "Intermediate goal (Mittlerziel)",
            "Intermediate goals (Mittlerziele)",
            number,
        )
    return npgettext("heading above goals", "Measure", "Measures", number)


def _is_nested(fact: MembershipFact) -> bool:
    """Return whether the member is itself an alliance."""
    return fact.other_kind == OrganisationKind.ALLIANCE


def _nested(facts: Iterable[MembershipFact], to: Addresses, more_url: str, most: int) -> MemberGroup | None:
    """Return the alliances within an alliance, each once; None where there are none."""
    found = {fact.other_id: fact for fact in facts if _is_nested(fact)}
    return _group(gettext("Within it"), list(found.values()), to, more_url, most) if found else None


def _members_map(record: ActorRecord, facts: Sequence[MembershipFact], to: Addresses) -> TileMap | None:
    """Return the districts with how many members sit in each; None where no member's district may be told.

    Who sits elsewhere, or nobody knows where, is counted beside the map, so that the numbers add up.
    """
    counts = Counter({fact.other_id: fact.other_district for fact in facts}.values())
    if not any(counts):
        return None
    drawn = district_map(
        counts,
        lambda key: to.filtered(buendnis=record.register_id, region=key.rpartition(":")[2]),
        label=gettext("Map: members by district and city"),
    )
    shown = sum(district.count or 0 for district in drawn.districts)
    if not shown:
        return None
    rest = counts.total() - shown
    elsewhere = Link(
        gettext("Elsewhere, or place unknown"), to.filtered(buendnis=record.register_id), count=rest
    )
    return replace(drawn, elsewhere=(elsewhere,) if rest else ())


def _group(heading: str, facts: list[MembershipFact], to: Addresses, more_url: str, most: int) -> MemberGroup:
    """Return the first members of a role by name, with where the others are."""
    ordered = sorted(facts, key=lambda fact: (fact.other_name.casefold(), fact.other_id))
    shown = tuple(_member(fact, to) for fact in ordered[:most])
    return MemberGroup(heading, shown, len(facts), more_url if len(facts) > most else "")


def _member(fact: MembershipFact, to: Addresses) -> Member:
    """Return a member with where it sits and since when it takes part; of a nested alliance its role, too."""
    role = str(MembershipKind(fact.kind).label) if _is_nested(fact) else ""
    place = fact.other_seat
    if fact.other_kind == OrganisationKind.MUNICIPALITY:
        place = str(OrganisationKind.MUNICIPALITY.label)
    since = since_words(fact.since, fact.since_text)
    dormant = str(MembershipStatus.DORMANT.label) if fact.status == MembershipStatus.DORMANT else ""
    words = [role, place, gettext("since %(when)s") % {"when": since} if since else "", dormant]
    return Member(
        fact.other_name,
        to.page(fact.other_page_id),
        fact.other_tile,
        ", ".join(filter(None, words)),
        fact.statement,
    )


def _funding(fact: FundingFact) -> FundingView:
    """Return funding with its period."""
    funder = ", ".join(filter(None, [fact.programme, fact.funder]))
    return FundingView(funder, fact.purpose, period_words(fact.since, fact.until))
