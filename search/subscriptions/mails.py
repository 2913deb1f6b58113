"""What is written to people with a saved search: plain text in their language, with the way out in every mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from network.region_table import RegionTable
from portal import outbox
from portal.models import OutgoingMail, Urgency
from portal.sites import base_url, default_settings

from .filters import SavedFilter, conditions_of, read_back, search_address
from .links import confirm_path, leave_path, manage_path
from .models import SavedSearch
from .sources import Item

MOST_ITEMS = 30
SUMMARY = 200


@dataclass(frozen=True)
class Chapter:
    """What one source tells: its heading, and what is new and what changed in it."""

    heading: Any
    new: Sequence[Item]
    changed: Sequence[Item]

    def __len__(self) -> int:
        return len(self.new) + len(self.changed)


@dataclass(frozen=True)
class Letter:
    """Everything a mail is made from: whose it is, what it is about, and when."""

    saved: SavedSearch
    filter: SavedFilter
    table: RegionTable
    now: datetime

    @property
    def about(self) -> str:
        """Return the conditions of the filter, one a line."""
        return "\n".join(f"- {words}" for words in conditions_of(self.filter, self.table))

    def notes(self) -> str:
        """Return what the filter lost, one a line, in the active language: filters are read in that of the round."""
        if not self.filter.notes:
            return ""
        return "\n".join(read_back(self.saved.query, self.table).notes)

    def search_url(self) -> str:
        """Return the address of the directory with everything that the filter finds."""
        return base_url() + search_address(self.filter, self.table)

    def queue(
        self, key: str, subject: str, parts: Sequence[str], urgency: Urgency = Urgency.NEWS
    ) -> OutgoingMail:
        """Put the mail into the outbox under a key of this subscription, with the ways to change it below."""
        leave = base_url() + leave_path(self.saved, self.now)
        body = "\n\n".join([*(part for part in parts if part), f"-- \n{self._foot(leave)}"])
        key = self.saved.key_prefix + key
        return outbox.queue(
            key,
            self.saved.email,
            subject,
            body,
            not_before=self.now,
            unsubscribe_url=leave,
            urgency=urgency,
        )

    def _foot(self, leave: str) -> str:
        """Return who writes and why, and how to change or end it."""
        why = _("%(network)s writes to you because this address was entered for a saved search.")
        lines = [why % {"network": default_settings().full_name}]
        if self.saved.confirmed_at:
            manage = base_url() + manage_path(self.saved, self.now)
            lines.append(_("Change how often you hear from us: %(link)s") % {"link": manage})
            lines.append(_("No more mails, address deleted: %(link)s") % {"link": leave})
        else:
            lines.append(_("Was it not you? Do nothing: the address is deleted after two days."))
        return "\n".join(lines)


def ask_to_confirm(letter: Letter) -> OutgoingMail:
    """Queue the mail whose link confirms the address; one a day, however often it is asked for.

    What was searched for are words of whoever filled in the form: they stand on the page behind the link alone.
    """
    with override(letter.saved.language):
        link = base_url() + confirm_path(letter.saved, letter.now)
        return letter.queue(
            f"confirm:{letter.now:%Y-%m-%d}",
            _("Please confirm your saved search"),
            [
                _("Somebody wants to hear at this address what is new in a search of ours."),
                _("Here you see which one. If it was you, please confirm it there within two days:"),
                link,
                _("Without your confirmation we send nothing."),
            ],
            Urgency.ANSWER,
        )


def tell_it_is_known(letter: Letter) -> OutgoingMail:
    """Queue the mail to somebody who has this search already; one a day, however often it is asked for."""
    with override(letter.saved.language):
        return letter.queue(
            f"known:{letter.now:%Y-%m-%d}",
            _("You have this saved search already"),
            [
                _("You hear from us already about this search:"),
                letter.about,
                _("There is nothing you need to do. Below you can change or end it."),
            ],
        )


def tell_news(letter: Letter, chapters: Sequence[Chapter]) -> OutgoingMail:
    """Queue the mail about what is new and changed; its key names the moment up to which was told before."""
    since = letter.saved.looked_until
    with override(letter.saved.language):
        total = sum(len(chapter) for chapter in chapters)
        subject = ngettext(
            "%(n)s piece of news in your saved search", "%(n)s news in your saved search", total
        )
        return letter.queue(
            f"news:{since:%Y%m%dT%H%M%S%f}",
            subject % {"n": total},
            [
                _("There is news in your saved search:"),
                letter.about,
                letter.notes(),
                *(part for chapter in chapters for part in _chapter(chapter)),
                _("Everything this search finds: %(link)s") % {"link": letter.search_url()},
            ],
        )


def tell_it_is_faulty(letter: Letter) -> OutgoingMail:
    """Queue the mail that says that the filter names something that is gone, so that nothing is told any more."""
    with override(letter.saved.language):
        return letter.queue(
            f"faulty:{letter.now:%Y-%m-%d}",
            _("Your saved search no longer works"),
            [
                _("Your saved search names something that is no longer in the directory:"),
                letter.notes(),
                _(
                    "If we left it out, you would get mails you did not ask for. So we send none, and delete this "
                    "search and your address after 30 days."
                ),
                _("Search anew and save what fits: %(link)s") % {"link": letter.search_url()},
            ],
        )


def show_a_sign_of_life(letter: Letter) -> OutgoingMail:
    """Queue the mail that comes after a year without news, so that nobody is without a link to leave by."""
    since = letter.saved.last_sent_at or letter.saved.confirmed_at
    with override(letter.saved.language):
        return letter.queue(
            f"year:{since:%Y%m%d}",
            _("Your saved search is still running"),
            [
                _("For a long time there was no news in this search of yours:"),
                letter.about,
                _("If you want to go on, there is nothing you need to do."),
                _("Everything this search finds: %(link)s") % {"link": letter.search_url()},
            ],
        )


def _chapter(chapter: Chapter) -> Iterator[str]:
    """Yield the paragraphs of one source: what is new, what changed, and how many more there are."""
    yield str(chapter.heading).upper()
    new = chapter.new[:MOST_ITEMS]
    changed = chapter.changed[: MOST_ITEMS - len(new)]
    for heading, items in ((_("New"), new), (_("Changed"), changed)):
        if items:
            yield f"{heading}:"
            yield from (_lines(item) for item in items)
    more = len(chapter) - len(new) - len(changed)
    if more:
        yield ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}


def _lines(item: Item) -> str:
    """Return one thing in a few lines."""
    shown = item.show()
    facts = f" ({', '.join(shown.facts)})" if shown.facts else ""
    summary = Truncator(shown.summary).chars(SUMMARY)
    return "\n".join(
        filter(None, [f"* {shown.title}{facts}", summary and f"  {summary}", f"  {base_url()}{shown.path}"])
    )
