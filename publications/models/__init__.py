"""The models of the publications, one module per kind."""

from .deadlines import DeadlinePage, DeadlineRegion, DeadlinesPage, DeadlineTopic
from .infoposts import (
    InfopostAuthor,
    InfopostDate,
    InfopostIndexPage,
    InfopostKind,
    InfopostPage,
    InfopostRegion,
    InfopostTopic,
)
from .partners import Partner, ToldInfopost
from .postings import InterviewDate, JobPostingPage, JobsPage, PostingContact, PostingTopic, Workplace

__all__ = [
    "DeadlinePage",
    "DeadlineRegion",
    "DeadlineTopic",
    "DeadlinesPage",
    "InfopostAuthor",
    "InfopostDate",
    "InfopostIndexPage",
    "InfopostKind",
    "InfopostPage",
    "InfopostRegion",
    "InfopostTopic",
    "InterviewDate",
    "JobPostingPage",
    "JobsPage",
    "Partner",
    "PostingContact",
    "PostingTopic",
    "ToldInfopost",
    "Workplace",
]
