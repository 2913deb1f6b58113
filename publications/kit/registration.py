"""What emergency kits add to the portal's registries."""

from network.demo.steps import DemoStep
from portal import registries

from . import page_contexts, sections
from .demo import building

DEMO = DemoStep(building.build, building.remove)


def register() -> None:
    """Fill the registries; everything else a kit has as a guide."""
    registries.page_contexts.register("publications.kitpage", page_contexts.kit)
    registries.page_sections.register("kits", sections.above_list)
    registries.home_blocks.register("kit", sections.on_home)
    registries.demo_steps.register("kit", DEMO)
