"""Addresses of the network beside its pages, in every language."""

from django.urls import include, path

from . import views
from .freshness import views as freshness_views
from .moderation.link_views import DecideByLink
from .relay import views as relay_views
from .stewards import answer_views, reclaim_views

urlpatterns = [
    path("", include("network.messages.urls")),
    path("id/<uuid:uuid>/", views.permanent_address, name="permanent_address"),
    path("id/<uuid:uuid>/karte.vcf", views.vcard, name="vcard"),
    path("id/<uuid:uuid>/fehler-melden/", views.report_error, name="report_error"),
    path("id/<uuid:uuid>/nachricht/", relay_views.write, name="relay"),
    path("nachricht/<str:token>/", relay_views.ConfirmRelay.as_view(), name="confirm_relay"),
    path("bestaetigen/<str:token>/", freshness_views.ConfirmItems.as_view(), name="freshness_confirm"),
    path("bestaetigen/<str:token>/aendern/", freshness_views.ChangeItems.as_view(), name="freshness_change"),
    path("bestaetigen/<str:token>/beenden/", freshness_views.EndItem.as_view(), name="freshness_end"),
    path("nicht-mehr-fragen/<str:token>/", freshness_views.LeaveAddress.as_view(), name="freshness_leave"),
    path("pruefen/<str:token>/", DecideByLink.as_view(), name="moderation_link"),
    path("id/<uuid:uuid>/zugang/", reclaim_views.ask, name="reclaim"),
    path("zugang/weiter/<str:token>/", reclaim_views.ConfirmReclaim.as_view(), name="reclaim_confirm"),
    path("zugang/adresse/<str:token>/", reclaim_views.AddressConfirms.as_view(), name="reclaim_address"),
    path("zugang/mitglied/<str:token>/", reclaim_views.MemberConfirms.as_view(), name="reclaim_vouch"),
    path("zugang/einspruch/<str:token>/", reclaim_views.ObjectToReclaim.as_view(), name="reclaim_object"),
    path("betreuung/<str:token>/", answer_views.StillThere.as_view(), name="steward_answer"),
    path("betreuung/benennen/<str:token>/", answer_views.NameSteward.as_view(), name="steward_name"),
    path("hinweis/<str:token>/", views.SettleCorrection.as_view(), name="settle_correction"),
]
