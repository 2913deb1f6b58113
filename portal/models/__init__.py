"""The portal's models, one module per role."""

from portal.accounts.models import Invitation, MailWish, SignIn, Throttle
from portal.worklist.models import WorkAssignment, WorkStep

from .changes import Clock, PendingChange
from .housekeeping import JobRun
from .media import PortalDocument, PortalImage, PortalRendition
from .outbox import OutgoingMail, Urgency, UsedLink
from .pages import BasePage, HomePage, StandardPage
from .settings import NavigationSettings, PortalSettings
from .user import User

__all__ = [
    "BasePage",
    "Clock",
    "HomePage",
    "Invitation",
    "JobRun",
    "MailWish",
    "NavigationSettings",
    "OutgoingMail",
    "PendingChange",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "PortalSettings",
    "SignIn",
    "StandardPage",
    "Throttle",
    "Urgency",
    "UsedLink",
    "User",
    "WorkAssignment",
    "WorkStep",
]
