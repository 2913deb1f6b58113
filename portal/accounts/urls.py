"""Addresses of the doors and of the account, in every language; the names are those that allauth looks for."""

from django.urls import include, path

from . import account_views, again_views, factor_views, sign_in_views
from .invitations.views import AcceptInvitation

_factors = [
    path("", factor_views.SecondFactors.as_view(), name="mfa_index"),
    path("", factor_views.SecondFactors.as_view(), name="mfa_list_webauthn"),
    path("app/", factor_views.AddApp.as_view(), name="mfa_activate_totp"),
    path("app/entfernen/", factor_views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("passkey/", factor_views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkey/<int:pk>/entfernen/", factor_views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("codes/", factor_views.EmergencyCodes.as_view(), name="mfa_view_recovery_codes"),
    path("codes/neu/", factor_views.NewEmergencyCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("codes/datei/", factor_views.EmergencyCodesFile.as_view(), name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", account_views.AccountHome.as_view(), name="account_home"),
    path("anmelden/", sign_in_views.SignIn.as_view(), name="account_login"),
    path("anmelden/passkey/", sign_in_views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("anmelden/zweiter-schritt/", sign_in_views.SecondStep.as_view(), name="mfa_authenticate"),
    path("anmelden/<str:token>/", sign_in_views.UseLink.as_view(), name="account_use_link"),
    path("abmelden/", sign_in_views.sign_out, name="account_logout"),
    path("nochmal/", again_views.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("nochmal/code/", again_views.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("nochmal/passkey/", again_views.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("nochmal/mail/", again_views.MailAgain.as_view(), name="account_reauthenticate_by_mail"),
    path("einladung/<str:token>/", AcceptInvitation.as_view(), name="account_invitation"),
    path("passwort/", account_views.ChangePassword.as_view(), name="account_change_password"),
    path("adresse/", account_views.ChangeAddress.as_view(), name="account_change_address"),
    path("adresse/<str:token>/", account_views.ConfirmAddress.as_view(), name="account_confirm_address"),
    path("geraete/<uuid:sign_in>/", account_views.end_sign_in, name="account_end_sign_in"),
    path("geraete/andere/", account_views.end_other_sign_ins, name="account_end_other_sign_ins"),
    path("zweiter-faktor/", include(_factors)),
]
