"""Titles and descriptions of topics and places: for people in a list of results, and for those who share them."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.region_table import region_table
from portal.page_meta import description_of
from search.subjects.introductions import Prose
from search.subjects.view_models import SubjectView

NAMED = 3


def topic_title(label: str, total: int, view: SubjectView) -> str:
    """Return "Learning the language: 19 initiatives in Saxony – course, meeting place …"."""
    offers = named(view, "angebot")
    words = {"topic": label, "n": total, "state": home_state(), "offers": offers}
    if not total:
        return label
    if not words["state"]:
        title = ngettext("%(topic)s: %(n)s initiative", "%(topic)s: %(n)s initiatives", total)
    else:
        title = ngettext(
            "%(topic)s: %(n)s initiative in %(state)s", "%(topic)s: %(n)s initiatives in %(state)s", total
        )
    title %= words
    return f"{title} – {offers}" if offers else title


def topic_description(label: str, total: int, view: SubjectView, prose: Prose | None) -> str:
    """Return the editors' sentence, else who does what and that it can be found here."""
    if prose and (prose.search_description or prose.lead):
        return description_of(prose.search_description or prose.lead)
    words = {"topic": label, "n": total, "offers": named(view, "angebot") or label}
    text = ngettext(
        "%(topic)s: %(n)s initiative with contact, opening hours and map. What there is: %(offers)s",
        "%(topic)s: %(n)s initiatives with contact, opening hours and map. What there is: %(offers)s",
        total,
    )
    return description_of(text % words) if total else _("%(topic)s: who in the network cares for it.") % words


def region_title(label: str, here: int, topics: Sequence[str]) -> str:
    """Return "Landkreis Zwickau: 12 initiatives – asylum, music …"; the topics are those of the local ones."""
    words = {"place": label, "n": here}
    if not here:
        return _("%(place)s: who is active here and nearby") % words
    title = ngettext("%(place)s: %(n)s initiative", "%(place)s: %(n)s initiatives", here) % words
    return f"{title} – {joined(topics)}" if topics else title


def region_description(label: str, here: int, view: SubjectView, prose: Prose | None) -> str:
    """Return the editors' sentence, else what can be found in the place."""
    if prose and (prose.search_description or prose.lead):
        return description_of(prose.search_description or prose.lead)
    words = {"place": label, "topics": named(view, "thema")}
    if not here or not words["topics"]:
        return description_of(_("%(place)s: help, groups and alliances in the place and around it.") % words)
    text = _("%(place)s: who helps, who can be joined and which alliance is responsible. Topics: %(topics)s")
    return description_of(text % words)


def named(view: SubjectView, parameter: str) -> str:
    """Return the first values of a filter in words, "" where there is none."""
    links = next((group.links for group in view.facets if group.anchor == parameter), ())
    return joined([link.label for link in links])


def joined(labels: Sequence[str]) -> str:
    """Return the first labels, and that there are more."""
    return ", ".join(labels[:NAMED]) + (" …" if len(labels) > NAMED else "")


def home_state() -> str:
    """Return the name of the home state, "" where it is not known."""
    row = region_table().get(f"state:{settings.HOME_STATE}")
    return row.name if row else ""
