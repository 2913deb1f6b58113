"""Stable keys for what is chosen from a list: kinds of offers and contacts, target groups, accessibility."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferKind(models.TextChoices):
    """What kind of thing an organisation offers (HSDS 3.0 `service`)."""

    COUNSELLING = "counselling", _("Counselling")
    ACCOMPANIMENT = "accompaniment", _("Accompaniment")
    EMERGENCY = "emergency", _("Help in an emergency")
    COURSE = "course", _("Course")
    TRAINING = "training", _("Training")
    SCHOOL_PROJECT = "school_project", _("School project day")
    MEETING_PLACE = "meeting_place", _("Meeting place")
    SUPPORT_GROUP = "support_group", _("Self-help group")
    ROOM = "room", _("Room")
    LENDING = "lending", _("Material and lending")
    VOLUNTEERING = "volunteering", _("Join in")
    NETWORKING = "networking", _("Networking")
    CULTURE = "culture", _("Culture")
    FUNDING = "funding", _("Funding")
    EXHIBITION = "exhibition", _("Exhibition")


class OfferStatus(models.TextChoices):
    """Whether an offer can be had (HSDS 3.0 `service.status`)."""

    ACTIVE = "active", _("Available")
    FULL = "full", _("Full at the moment")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class TargetGroup(models.TextChoices):
    """For whom something is meant."""

    EVERYONE = "everyone", _("Everybody")
    CHILDREN = "children", _("Children")
    YOUTH = "youth", _("Young people")
    FAMILIES = "families", _("Families")
    WOMEN = "women", _("Women")
    GIRLS = "girls", _("Girls")
    MEN = "men", _("Men")
    SENIORS = "seniors", _("Older people")
    REFUGEES = "refugees", _("Refugees")
    MIGRANTS = "migrants", _("People with a history of migration")
    AFFECTED_DISCRIMINATION = "affected_discrimination", _("People affected by discrimination")
    AFFECTED_VIOLENCE = "affected_violence", _("People affected by violence")
    QUEER = "queer", _("Queer people")
    DISABLED = "disabled", _("People with disabilities")
    SCHOOLS = "schools", _("Schools")
    PROFESSIONALS = "professionals", _("Professionals")
    VOLUNTEERS = "volunteers", _("Volunteers")
    ADMINISTRATION = "administration", _("Administrations")
    ASSOCIATIONS = "associations", _("Associations and initiatives")
    HOMELESS = "homeless", _("People without a home")
    PRISONERS = "prisoners", _("Prisoners")
    STUDENTS = "students", _("Students")


class Accessibility(models.TextChoices):
    """What makes a place reachable for everybody."""

    STEP_FREE = "step_free", _("Step-free")
    ACCESSIBLE_TOILET = "accessible_toilet", _("Wheelchair-accessible toilet")
    LIFT = "lift", _("Lift")
    INDUCTION_LOOP = "induction_loop", _("Induction loop")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    EASY_LANGUAGE = "easy_language", _("Easy language")
    QUIET_ROOM = "quiet_room", _("Quiet room")
    CHILDCARE = "childcare", _("Childcare")
    GUIDE_DOG = "guide_dog", _("Assistance dogs welcome")


class ContactKind(models.TextChoices):
    """By what way somebody is reached."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    WEBSITE = "website", _("Website")
    FAX = "fax", _("Fax")
    SOCIAL = "social", _("Social media")
    MESSENGER = "messenger", _("Messenger")


class Reach(models.TextChoices):
    """Where somebody works beside named areas; each is a value of its own in the filter."""

    STATEWIDE = "statewide", _("Statewide")
    MOBILE = "mobile", _("Mobile, comes to you")
    ONLINE = "online", _("Online")


class Weekday(models.IntegerChoices):
    """Days of the week, Monday 0 as in Python."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
