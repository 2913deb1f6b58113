"""What one can be invited to in the portal that the browser visits."""

from portal.accounts.invitations.purposes import Purpose
from portal.registries import invitation_purposes

NAME = "in-the-browser"


def register() -> None:
    """Register the purpose, once in each process."""
    if invitation_purposes.get(NAME) is None:
        purpose = Purpose(
            label=lambda subject: f"die Seite „{subject}“ zu betreuen",
            accept=lambda user, invitation, now: None,
        )
        invitation_purposes.register(NAME, purpose)
