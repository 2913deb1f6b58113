"""Addresses of saved searches, in every language."""

from django.urls import path

from . import views

urlpatterns = [
    path("initiativen/abo/", views.save_search, name="save_search"),
    path("abo/bestaetigen/<str:token>/", views.ConfirmSearch.as_view(), name="confirm_saved_search"),
    path("abo/verwalten/<str:token>/", views.ManageSearch.as_view(), name="manage_saved_search"),
    path("abo/ende/<str:token>/", views.LeaveSearch.as_view(), name="leave_saved_search"),
]
