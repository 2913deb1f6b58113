"""The models of the publications, one module per kind."""

from .deadlines import DeadlinePage, DeadlineRegion, DeadlinesPage, DeadlineTopic
from .postings import InterviewDate, JobPostingPage, JobsPage, PostingContact, PostingTopic, Workplace

__all__ = [
    "DeadlinePage",
    "DeadlineRegion",
    "DeadlineTopic",
    "DeadlinesPage",
    "InterviewDate",
    "JobPostingPage",
    "JobsPage",
    "PostingContact",
    "PostingTopic",
    "Workplace",
]
