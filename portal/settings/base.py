"""Settings shared by every way of running the portal; what differs comes from the environment."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))
VERSION = "0.1.0"
IS_PRODUCTION = False  # portal.settings.production says otherwise

# Wagtail's admin is the only one: django.contrib.admin stays out.
INSTALLED_APPS = [
    "search",
    "publications",
    "events",
    "network",
    "portal",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "network.access.users_app.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.http.request_id.RequestIdMiddleware",
    "portal.http.security_headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.http.conditional.ConditionalMiddleware",
    "portal.http.language.LanguageMiddleware",
    "portal.http.page_cache.PageCacheMiddleware",
    "portal.http.moved.MovedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.access.middleware.DatedRightsMiddleware",
    "network.access.closed_views.ClosedViewsMiddleware",
    "portal.http.admin_queries.AdminQueryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.recency.AskAgainMiddleware",
    "portal.accounts.gate.SecondFactorMiddleware",
    "portal.accounts.sessions.NoteUseMiddleware",
    "portal.worklist.walking.WalkMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.portal",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # WAL lets readers go on while one process writes; immediate transactions wait instead of failing late.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("de", _("German")),
    ("en", _("English")),
    ("de-simple", _("Easy German")),
]
# Languages with a complete catalogue: a visitor may choose them on every page, translated or not.
INTERFACE_LANGUAGES = ["de", "en"]
# What stands in the address for a language whose code is not its path (`/leicht/`).
LANGUAGE_PATHS = {"de-simple": "leicht"}
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# Finished PDFs, and what printing needs to know about fonts; all of it can be made again.
PAPER_DIR = VAR_DIR / "paper"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[Path] = []
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR_DIR / "media"))
# Made from what is public, and made again where one is missing; nothing there is served by its name.
SHARE_KIT_ROOT = VAR_DIR / "share-kits"
# Where a web server in front finds the files (nginx: an `internal` location); the portal decides who may have one.
MEDIA_INTERNAL_PREFIX = os.environ.get("MEDIA_INTERNAL_PREFIX", "")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"}}
# Finished anonymous pages in memory, per process; 0 switches the cache off.
PAGE_CACHE_BYTES = int(os.environ.get("PAGE_CACHE_MEGABYTES", "16")) * 1_000_000

# Every door is the same door (`portal.accounts`); the rest of allauth is not routed.
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody knows somebody else's password
# Superusers and whoever holds a guarded right come in with a second factor only; the demo exempts its own accounts.
SECOND_FACTOR_REQUIRED = True
SECOND_FACTOR_EXEMPT: frozenset[str] = frozenset()
# How often one network may try to sign in at once, in each worker; ten more come back each minute.
SIGN_IN_TRIES_AT_ONCE = int(os.environ.get("SIGN_IN_TRIES_AT_ONCE", "60"))

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # the address of an account is confirmed by the invitation or by our own link
)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # they count per worker, by network address: see `throttle`
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {"reauthenticate": "portal.accounts.forms.PasswordAgainForm"}
MFA_ADAPTER = "portal.accounts.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth's own table of addresses stays empty
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "portal.accounts.forms.NewAppForm",
    "add_webauthn": "portal.accounts.forms.NewPasskeyForm",
    "authenticate": "portal.accounts.forms.SecondStepForm",
    "authenticate_webauthn": "portal.accounts.forms.PasskeyStepForm",
    "login_webauthn": "portal.accounts.forms.PasskeySignInForm",
    "reauthenticate": "portal.accounts.forms.CodeAgainForm",
    "reauthenticate_webauthn": "portal.accounts.forms.PasskeyAgainForm",
}

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.errors.form_refused"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends many fields

EMAIL_BACKEND = "portal.mail_backend.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"  # by which the outbox sends
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@localhost")

# How many servers of our own stand in front and write down in X-Forwarded-For from where they were asked.
PROXIES = int(os.environ.get("PROXIES", "0"))

# How much open data one network may fetch: requests at once, and how many more each second.
DATA_REQUESTS_AT_ONCE = int(os.environ.get("DATA_REQUESTS_AT_ONCE", "60"))
DATA_REQUESTS_PER_SECOND = float(os.environ.get("DATA_REQUESTS_PER_SECOND", "2"))

# How many pictures and documents one organisation may keep, and how large they may be together.
FILES_PER_ORGANISATION = int(os.environ.get("FILES_PER_ORGANISATION", "1000"))
MEGABYTES_PER_ORGANISATION = int(os.environ.get("MEGABYTES_PER_ORGANISATION", "500"))

# The state whose areas "statewide" means (AGS, two digits).
HOME_STATE = os.environ.get("HOME_STATE", "14")

# A server of one's own: https://name:password@host:9200, or an API key instead of name and password.
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
ELASTICSEARCH_API_KEY = os.environ.get("ELASTICSEARCH_API_KEY", "")
# The file with the certificate of the authority that signed the server's, where no public one did.
ELASTICSEARCH_CA_CERTS = os.environ.get("ELASTICSEARCH_CA_CERTS", "")
# The name readers and writers use; several portals on one server need different ones.
ELASTICSEARCH_PREFIX = os.environ.get("ELASTICSEARCH_PREFIX", "portal-search")
# How many times longer than a quick server's (a second for a search) the answers of a slow one may take.
ELASTICSEARCH_PATIENCE = float(os.environ.get("ELASTICSEARCH_PATIENCE", "1"))

WAGTAIL_SITE_NAME = os.environ.get("WAGTAIL_SITE_NAME", "Bündnisportal")
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://localhost:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAILREDIRECTS_AUTO_CREATE = False  # only what is merged leads on
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.PortalDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "network.access.file_forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "network.access.file_forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # never SVG: it can run
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # of all frames together
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.admin_search_backend"}}
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # nobody has to choose from six hundred
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin asks nobody outside
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is embedded from elsewhere
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "key",
    "odt",
    "pdf",
    "pptx",
    "rtf",
    "txt",
    "xlsx",
    "zip",
    "ods",
    "ics",
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # downloaded, never shown: uploaded files run nothing here
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "portal.logs.RequestIdFilter"},
        "quiet_paths": {"()": "portal.logs.QuietPathFilter"},
    },
    "formatters": {"line": {"()": "portal.logs.LineFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id", "quiet_paths"],
            "formatter": "line",
        },
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        "wagtail": {"level": "WARNING"},  # its information lines carry titles
        # Django's own access and error lines carry addresses and query strings; portal.access writes without.
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "elastic_transport": {"level": "WARNING"},  # a line per request to the search server
        "django.request": {"level": "ERROR", "handlers": ["console"], "propagate": False},
    },
}
