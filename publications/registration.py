"""What the publications add to the portal's registries."""

from network.demo.steps import DemoStep
from portal.registries import demo_steps

from .deadlines import registration as deadlines
from .demo import guides as demo_guides
from .demo import postings as demo_postings
from .ending import registration as ending
from .guides import registration as guides
from .infoposts import registration as infoposts
from .jobs import registration as jobs
from .kit import registration as kit
from .own import registration as own
from .paper import registration as paper

POSTINGS = DemoStep(demo_postings.build, demo_postings.remove)
GUIDES = DemoStep(demo_guides.build, demo_guides.remove)


def register() -> None:
    """Fill the registries, room by room."""
    own.register()
    ending.register()
    jobs.register()
    deadlines.register()
    demo_steps.register("postings", POSTINGS)
    demo_steps.register("guides", GUIDES)  # before the infoposts that name them
    infoposts.register()
    guides.register()
    kit.register()
    paper.register()
