"""Addresses of the calendar beside its page, in every language.

They go before those of the pages, and after those of the search: `/initiativen/daten.json` is a file of the
directory, not of a calendar that somebody put there.
"""

from django.urls import include, path, re_path

from events.curation import report_views
from events.proposals import views as proposals

urlpatterns = [
    path("", include("events.feeds.urls")),
    path("", include("events.signup.urls")),
    path("termine/vorschlagen/", proposals.propose, name="propose_event"),
    path("termine/vorschlag/<str:token>/", proposals.ProposalView.as_view(), name="event_proposal"),
    re_path(
        r"^id/termin/(?P<short_id>[2-9a-hjkmnp-z]{10})/fehler-melden/$",
        report_views.report_event,
        name="report_event",
    ),
]
