"""The one record in which facts about an event leave the house.

Pages, lists, feeds, exports, search documents and mails read an event from here and nowhere else: `public_record`
cuts its place, its link and its organisers to their audience before anybody else can see them.
"""

from .build import draft_record, public_record, public_records
from .types import DateFact, EventRecord, OrganiserFact, ProgrammeFact, VenueFact

__all__ = [
    "DateFact",
    "EventRecord",
    "OrganiserFact",
    "ProgrammeFact",
    "VenueFact",
    "draft_record",
    "public_record",
    "public_records",
]
