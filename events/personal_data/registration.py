"""What the calendar adds to the record of personal data, and its rules of deletion."""

from portal.registries import RetentionRule, personal_data, retention_rules

from . import dates, writers

RULES = {
    "undecided proposals": RetentionRule(writers.UNDECIDED_KEPT, writers.forget_undecided),
    "open event reports": RetentionRule(writers.UNDECIDED_KEPT, writers.forget_open_reports),
    "queue decisions": RetentionRule(writers.DECIDED_KEPT, writers.forget_decisions),
}


def register() -> None:
    """Fill the record, and register the rules."""
    for room in (dates, writers):
        for name, entry in room.records().items():
            personal_data.register(name, entry)
    for name, rule in RULES.items():
        retention_rules.register(name, rule)
