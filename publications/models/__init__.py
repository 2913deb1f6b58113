"""The models of the publications, one module per kind."""

from .deadlines import DeadlinePage, DeadlineRegion, DeadlinesPage, DeadlineTopic
from .guide_hints import GuideHint
from .guide_sections import GuideSection
from .guides import GuideIndexPage, GuideMaker, GuidePage, GuideRegion, GuideTopic
from .infoposts import (
    InfopostAuthor,
    InfopostDate,
    InfopostGuide,
    InfopostIndexPage,
    InfopostKind,
    InfopostPage,
    InfopostRegion,
    InfopostTopic,
)
from .kits import KitPage
from .partners import Partner, ToldInfopost
from .postings import InterviewDate, JobPostingPage, JobsPage, PostingContact, PostingTopic, Workplace

__all__ = [
    "DeadlinePage",
    "DeadlineRegion",
    "DeadlineTopic",
    "DeadlinesPage",
    "GuideHint",
    "GuideIndexPage",
    "GuideMaker",
    "GuidePage",
    "GuideRegion",
    "GuideSection",
    "GuideTopic",
    "InfopostAuthor",
    "InfopostDate",
    "InfopostGuide",
    "InfopostIndexPage",
    "InfopostKind",
    "InfopostPage",
    "InfopostRegion",
    "InfopostTopic",
    "InterviewDate",
    "JobPostingPage",
    "JobsPage",
    "KitPage",
    "Partner",
    "PostingContact",
    "PostingTopic",
    "ToldInfopost",
    "Workplace",
]
