"""Addresses of registration, in every language.

They stand beside the calendar's page and not below it: forms of people without a session are answered by views that
need no token against foreign sites, and Wagtail's pages are none.
"""

from django.urls import path, re_path

from . import views

NAME = r"^termine/(?P<name>[a-z0-9-]{1,120}-[2-9a-hjkmnp-z]{10})/"
PART = r"(?P<part>\d{4}-\d{2}-\d{2}(?:-\d{4})?)/"

urlpatterns = [
    re_path(rf"{NAME}anmelden/$", views.signup, name="signup"),
    re_path(rf"{NAME}{PART}anmelden/$", views.signup, name="signup_date"),
    path("anmeldung/bestaetigen/<str:token>/", views.ConfirmSignup.as_view(), name="confirm_signup"),
    path("anmeldung/<str:token>/", views.ManageSignup.as_view(), name="manage_signup"),
]
