"""Take the second factors of somebody away who lost them, codes for emergencies included."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.accounts import sessions
from portal.models import User


class Command(BaseCommand):
    """For whoever has a shell on the server, after making sure who is asking: by telephone, better face to face."""

    help = "Takes all second factors of an account away and signs it out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address of the account."""
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Delete the factors and end every session."""
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("No account has this address.")
        count = Authenticator.objects.filter(user=user).delete()[0]
        ended = sessions.end_all(user)
        self.stdout.write(f"{count} factors removed, {ended} devices signed out.")
