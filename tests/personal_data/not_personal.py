"""Columns that look as if they were about people and are not, each with the reason; see `test_record`."""

KNOWN = {
    # Languages, keys, choices and dates.
    "events.Event.access": "choices",
    "events.Event.extra_dates": "dates",
    "events.Event.languages": "choices",
    "events.Event.removed_dates": "dates",
    "events.Event.target_groups": "choices",
    "events.Event.wished_away": "dates",
    "events.Proposal.language": "a language",
    "events.Registration.key": "a date",
    "events.Registration.language": "a language",
    "events.Venue.access": "choices",
    "network.ActorPage.accessibility": "choices",
    "network.ActorPage.languages": "choices",
    "network.ActorPage.reach": "choices",
    "network.ActorPage.target_groups": "choices",
    "network.Asking.asked": "keys of facts",
    "network.Offer.languages": "choices",
    "portal.Invitation.purpose": "a name in the code",
    "portal.Invitation.subject": "a key that the purpose knows",
    "publications.GuidePage.target_groups": "choices",
    "search.SavedSearch.language": "a language",
    # Numbers of rows, paths and digests.
    "events.EventMerge.steps": "numbers of rows",
    "events.FeedItem.kept_fields": "names of columns",
    "events.FeedState.address_digest": "a digest of the address of a feed",
    "events.Publication.named": "keys of organisations",
    "events.QueueEntry.undo": "numbers of versions",
    "publications.ToldInfopost.named": "keys of organisations",
    "search.TermStatistics.frequencies": "how common words are",
    "wagtailcore.Comment.contentpath": "the name of a field",
    "wagtailcore.Comment.position": "a position",
    "wagtailcore.Page.url_path": "made of slugs",
    "wagtailcore.ReferenceIndex.content_path": "a path in the content",
    "wagtailcore.ReferenceIndex.model_path": "a path in the model",
    # Which organisations a circular is for, and which it reached.
    "network.Circular.reached": "numbers of rows",
    "network.Circular.selection": "keys of choices",
    "network.Circular.unreached": "numbers of rows",
    "publications.JobPostingPage.employment": "keys of choices",
    # Official places.
    "network.Region.aliases": "names of places",
    "network.Region.shape": "an outline",
    # What a fault said while a change was worked in; the row goes with it.
    "portal.PendingChange.error": "the words of a fault",
    # Tables that stay empty: others stand in their place, nothing is embedded from elsewhere.
    "wagtaildocs.Document.file": "empty: PortalDocument",
    "wagtaildocs.Document.uploaded_by_user": "empty: PortalDocument",
    "wagtailimages.Image.file": "empty: PortalImage",
    "wagtailimages.Image.uploaded_by_user": "empty: PortalImage",
    "wagtailimages.Rendition.file": "empty: PortalRendition",
    **dict.fromkeys(
        (
            f"wagtailembeds.Embed.{name}"
            for name in ("author_name", "html", "provider_name", "thumbnail_url", "title", "url")
        ),
        "empty: nothing is embedded from elsewhere",
    ),
}
