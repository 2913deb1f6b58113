"""What the network adds to the record of personal data, and its rules of deletion."""

from portal.registries import RetentionRule, account_uses, personal_data, retention_rules

from . import access_requests, circulars, letters, pages, stewards, submissions


def register() -> None:
    """Fill the record, and register the rules."""
    for room in (pages, stewards, access_requests, submissions, letters, circulars):
        for name, entry in room.records().items():
            personal_data.register(name, entry)
    account_uses.register("stewardships", stewards.needed_accounts)
    retention_rules.register("stewardships", RetentionRule(stewards.ENDED_KEPT, stewards.forget_stewardships))
    retention_rules.register("ways back", RetentionRule(stewards.WAYS_BACK_KEPT, stewards.forget_ways_back))
