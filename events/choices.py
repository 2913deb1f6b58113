"""Stable keys for what is chosen from a list: kinds of events, how one takes part, what makes it accessible."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def languages() -> list[tuple[str, str]]:
    """Return the languages of the portal; a function, so that migrations do not repeat the settings."""
    return list(settings.LANGUAGES)


class EventKind(models.TextChoices):
    """What kind of event it is, as a poster would say."""

    TALK = "talk", _("Talk and discussion")
    WORKSHOP = "workshop", _("Workshop")
    TRAINING = "training", _("Further training")
    MEETING = "meeting", pgettext_lazy("kind of event", "Open meeting")
    COUNSELLING = "counselling", _("Consulting hours")
    CAFE = "cafe", _("Language café, open café")
    CULTURE = "culture", _("Concert, theatre, reading")
    FILM = "film", pgettext_lazy("kind of event", "Film")
    EXHIBITION = "exhibition", _("Exhibition")
    FESTIVAL = "festival", pgettext_lazy("kind of event", "Festival")
    SPORT = "sport", pgettext_lazy("kind of event", "Sport")
    TOUR = "tour", _("Guided tour")
    COMMEMORATION = "commemoration", _("Commemoration")
    RALLY = "rally", _("Rally or demonstration")
    ACTION = "action", _("Joint action")
    CONFERENCE = "conference", _("Conference")
    OTHER = "other", _("Other")


class EventStatus(models.TextChoices):
    """Whether it takes place (schema.org `eventStatus`)."""

    SCHEDULED = "scheduled", _("Takes place")
    TENTATIVE = "tentative", _("Not yet certain")
    CANCELLED = "cancelled", _("Cancelled")
    POSTPONED = "postponed", _("Postponed, new date unknown")
    MOVED_ONLINE = "moved_online", _("Moved online")


class AttendanceMode(models.TextChoices):
    """How one takes part (schema.org `eventAttendanceMode`)."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", pgettext_lazy("attendance", "Online")
    HYBRID = "hybrid", _("On site and online")


class Access(models.TextChoices):
    """What makes it possible for more people to take part."""

    STEP_FREE = "step_free", _("Step-free")
    ACCESSIBLE_TOILET = "accessible_toilet", _("Wheelchair-accessible toilet")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    INTERPRETING = "interpreting", _("Interpreting")
    EASY_LANGUAGE = "easy_language", _("Easy language")
    INDUCTION_LOOP = "induction_loop", _("Induction loop")
    CHILDCARE = "childcare", _("Childcare")
    QUIET_ROOM = "quiet_room", _("Quiet room")


class Cost(models.TextChoices):
    """What it costs, roughly; the words beside it say more."""

    UNKNOWN = "unknown", _("Not said")
    FREE = "free", _("Free of charge")
    DONATION = "donation", _("Donations welcome")
    PAID = "paid", _("With admission fee")


class Source(models.TextChoices):
    """Where an event came from."""

    EDITOR = "editor", _("Editors")
    MEMBER = "member", _("Member organisation")
    PUBLIC = "public", _("Proposal from the public")
    FEED = "feed", _("Calendar of the organisation")


class DateStatus(models.TextChoices):
    """What happened to a single date of a series."""

    AS_SERIES = "", _("As the series")
    CANCELLED = "cancelled", _("Cancelled")
    MOVED_ONLINE = "moved_online", _("Moved online")
