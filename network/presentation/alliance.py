"""Present an alliance: goals as a tree, members by role, its cloth."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.alliances import GoalLevel
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import OrganisationKind
from network.records import ActorRecord, FundingFact, GoalFact, MembershipFact
from portal.view_models import Link

from .actor import Addresses, actor_fields
from .types import AllianceView, FundingView, GoalView, Member, MemberGroup, MilestoneView
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
FULL_MEMBERS = {MembershipKind.FOUNDING, MembershipKind.MEMBER}


def present_alliance(
    record: ActorRecord, members: list[MembershipFact], to: Addresses, stale_months: int, **more: Any
) -> AllianceView:
    """Return an alliance's view with its members of a day."""
    taking_part = [
        fact for fact in members if fact.status in {MembershipStatus.ACTIVE, MembershipStatus.DORMANT}
    ]
    by_kind = {kind: [fact for fact in taking_part if fact.kind == kind] for kind, _heading in GROUPS}
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
        goals=goal_tree(record.goals),
        focus=tuple(
            MilestoneView(str(fact.year), fact.text)
            for fact in sorted(record.focus, key=lambda fact: -fact.year)
        ),
        member_groups=tuple(
            _group(str(heading), by_kind[kind], to, members_url) for kind, heading in GROUPS if by_kind[kind]
        ),
        partner_lines=record.partner_lines,
        fundings=tuple(_funding(fact) for fact in record.fundings),
        members_url=members_url,
        **more,
    )


def goal_tree(goals: Iterable[GoalFact]) -> tuple[GoalView, ...]:
    """Return goals with measures below the intermediate goals before them, and those below the guiding goal."""
    rank = {GoalLevel.LEITZIEL: 0, GoalLevel.MITTLERZIEL: 1, GoalLevel.MEASURE: 2}
    names = {GoalLevel.LEITZIEL: "main", GoalLevel.MITTLERZIEL: "middle", GoalLevel.MEASURE: "measure"}

    def build(flat: list[GoalFact]) -> tuple[GoalView, ...]:
        views: list[GoalView] = []
        while flat:
            goal, *flat = flat
            below = []
            while flat and rank[GoalLevel(flat[0].level)] > rank[GoalLevel(goal.level)]:
                below.append(flat.pop(0))
            views.append(
                GoalView(
                    goal.heading, goal.text, goal.responsible, names[GoalLevel(goal.level)], build(below)
                )
            )
        return tuple(views)

    return build(list(goals))


def _group(heading: str, facts: list[MembershipFact], to: Addresses, more_url: str) -> MemberGroup:
    """Return the first members of a role by name, with where the others are."""
    ordered = sorted(facts, key=lambda fact: (fact.other_name.casefold(), fact.other_id))
    shown = tuple(_member(fact, to) for fact in ordered[:SHOWN_PER_GROUP])
    return MemberGroup(heading, shown, len(facts), more_url if len(facts) > SHOWN_PER_GROUP else "")


def _member(fact: MembershipFact, to: Addresses) -> Member:
    """Return a member with where it sits and since when it takes part."""
    place = fact.other_seat
    if fact.other_kind == OrganisationKind.MUNICIPALITY:
        place = str(OrganisationKind.MUNICIPALITY.label)
    since = since_words(fact.since, fact.since_text)
    dormant = str(MembershipStatus.DORMANT.label) if fact.status == MembershipStatus.DORMANT else ""
    words = [place, gettext("since %(when)s") % {"when": since} if since else "", dormant]
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
