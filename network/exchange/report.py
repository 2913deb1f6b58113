"""What an import did, or would do."""

from dataclasses import dataclass, field

from .resolve import Unknown
from .rows import Problem


@dataclass
class Report:
    """Names of what was created, columns of what was updated, and everything that needs somebody's eyes."""

    created: list[str] = field(default_factory=list)
    updated: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    unknown: Unknown = field(default_factory=Unknown)
    unknown_headings: tuple[str, ...] = ()
    headings: dict[str, str] = field(default_factory=dict)
    new_topics: list[str] = field(default_factory=list)
    written: bool = False
    conflict: str = (
        ""  # what the database says when somebody else wrote the same between planning and writing
    )
