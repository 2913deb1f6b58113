"""Who changes something by sending next to nothing, by the name of the view; see `test_matrix_posts`."""

CHANGES = {
    "event_queue:merge": "eos",
    "signup_admin:act": "beos",
    "wagtail_bulk_action": "eos",
    "wagtailadmin_pages:delete": "eos",
    "wagtailadmin_pages:move_confirm": "eos",
    "wagtailadmin_pages:revisions_unschedule": "eos",
    "wagtailadmin_pages:set_page_position": "eos",
    "wagtaildocs:delete": "beos",
    "wagtaildocs:delete_multiple": "beos",
    "wagtaildocs:edit": "beos",
    "wagtailimages:delete": "beos",
    "wagtailimages:delete_multiple": "beos",
    "wagtailimages:delete_upload_multiple": "bos",
    "wagtailimages:edit": "beos",
    "wagtailsnippets_events_event:date_action": "beos",
    "wagtailsnippets_events_event:delete": "beos",
    "wagtailsnippets_events_event:lock": "eos",
    "wagtailsnippets_events_event:revisions_unschedule": "eos",
    "wagtailsnippets_events_venue:delete": "eos",
    "wagtailsnippets_network_introduction:delete": "eos",
}
# Who gets an answer to a form where nothing is to be looked at; it changes nothing unless it stands above, too.
ANSWERED = {
    "account_end_other_sign_ins": "abeos",
    "account_end_sign_in": "b",
    "wagtailadmin_editing_sessions:ping": "beos",
    "wagtailadmin_editing_sessions:release": "abeos",
    "wagtaildocs:edit_multiple": "beos",
    "wagtailimages:create_multiple_from_uploaded_image": "b",
    "wagtailimages:edit_multiple": "beos",
    "wagtailsnippets_events_calendarfeed:check": "abos",
    "wagtailsnippets_events_event:next_dates": "abeos",
    "wagtailsnippets_events_event:take_source": "beos",
    "wagtailsnippets_events_event:unlock": "eos",
}
