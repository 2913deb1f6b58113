"""What the portal itself keeps of people, and the rules by which it goes."""

from portal.registries import personal_data

from . import housekeeping, of_accounts, of_mails, of_work, of_worklist


def register() -> None:
    """Fill the record with the portal's own entries, and register the rules of deletion."""
    for room in (of_accounts, of_mails, of_work, of_worklist):
        for name, entry in room.records().items():
            personal_data.register(name, entry)
    housekeeping.register()
