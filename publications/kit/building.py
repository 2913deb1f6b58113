"""Make the record of an emergency kit: its guide in every language, and whom to call."""

from portal.sites import language_of
from publications.guides.building import build_all, guide_records
from publications.models import KitPage
from publications.records.kits import KitRecord

from .numbers import hotlines_of


def kit_record(page: KitPage, language: str = "", is_draft: bool = False) -> KitRecord:
    """Return what everybody may read of a kit in a language, in that of its page where it has no such version.

    Its parts are kept as long as no content changes; a draft is built as it stands in memory.
    """
    guides = build_all(page) if is_draft else guide_records(page)
    own = guides[language_of(page.locale_id)]
    guide = guides[language] if language in own.languages else own
    return KitRecord(
        guide=guide,
        versions=tuple(guides[code] for code in own.languages if code != guide.language),
        hotlines=hotlines_of(guide.urgent),
        fallback_number=page.fallback_number,
        fallback_words=page.fallback_words,
    )
