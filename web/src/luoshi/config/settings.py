"""One settings file; the environment fills it (.env.sample explains every name).

Two profiles: `local` for a trial on one machine (loopback only, plain cookies, a banner), which
only `luoshi start` chooses, and `production`, which is every other start and to which SEC-36 to
SEC-40 apply. `luoshi.config.startup` refuses a start that these settings do not carry.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from luoshi.config import env

PROFILE = env.choice("LUOSHI_PROFILE", among=("production", "local"), default="production")
LOCAL = PROFILE == "local"
DATA_DIR = Path(env.text("LUOSHI_DATA_DIR", "data")).absolute()
DEBUG = env.flag("LUOSHI_DEBUG", default=False)
SECRET_KEY = env.text("LUOSHI_SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("LUOSHI_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if LOCAL else env.words("LUOSHI_HOSTS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "treebeard",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "luoshi.kernel",
    "luoshi.agencies",
    "luoshi.accounts",
    "luoshi.plans",
    "luoshi.enterprises",
    "luoshi.ledger",
    "luoshi.dispatch",
    "luoshi.reporting",
    "luoshi.monitoring",
    "luoshi.config",
]
MIDDLEWARE = [
    "luoshi.kernel.arrival.Arrival",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "luoshi.kernel.arrival.Privacy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luoshi.accounts.middleware.Lasting",
    "luoshi.accounts.middleware.LoginRequired",
    "luoshi.accounts.middleware.Actor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luoshi.kernel.middleware.RefusalMiddleware",
    "luoshi.accounts.middleware.Stale",
    "luoshi.accounts.middleware.Denials",
    "luoshi.accounts.middleware.Unlisted",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "luoshi.config.urls"
WSGI_APPLICATION = "luoshi.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.kernel.context.processor",
                "luoshi.kernel.simulation.processor",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    """PostgreSQL by address, or the embedded SQLite with the settings of REL-16."""
    address = env.text("LUOSHI_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'luoshi.sqlite3'}"
    database: dict[str, Any] = dict(
        dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    )
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            ),
        }
    else:
        # Data lie in memory or on flash, where a page costs the same wherever it is; the server's
        # default is of turning disks, and has it read whole tables for a few rows. To compile a
        # statement takes longer than any of ours runs.
        words = "-c random_page_cost=1.1 -c jit=off"
        database.setdefault("OPTIONS", {}).setdefault("options", words)
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all workers, unlike a cache in each one's memory (SEC-07).
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
    }
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_POLICY = env.choice("LUOSHI_PASSWORD_POLICY", among=("dengbao", "asvs"), default="dengbao")
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "luoshi.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
# What holds until the security administrator lays down a policy (SEC-09, SEC-10).
IDLE_SECONDS = 30 * 60
SECOND_FACTOR = env.choice(
    "LUOSHI_SECOND_FACTOR",
    among=("administrators", "province", "everyone"),
    default="administrators" if LOCAL else "province",
)

# An account is locked, and an account from one address; never a whole address (SEC-06, SEC-08).
AXES_FAILURE_LIMIT = env.number("LUOSHI_LOCK_AFTER", 5)
AXES_COOLOFF_TIME = timedelta(minutes=env.number("LUOSHI_LOCK_MINUTES", 30))
AXES_LOCKOUT_PARAMETERS = ["username", ["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "luoshi.accounts.sessions.login_as_compared"
AXES_CLIENT_IP_CALLABLE = "luoshi.kernel.arrival.client_address"
AXES_LOCKOUT_CALLABLE = "luoshi.accounts.sessions.answer_as_for_any_failure"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# One line of JSON for each request and each failure, on the standard error (SEC-27). What Django
# itself says of requests repeats the address and is left out; a trial on one machine is quiet.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "luoshi.kernel.logs.Lines"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "luoshi": {"level": "WARNING" if LOCAL else "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "CRITICAL"},
    },
}

# The digest of the trail's chain (SEC-24); how long it and the log of reads are kept (SEC-26).
DIGEST = env.choice("LUOSHI_DIGEST", among=("sha256", "sm3"), default="sha256")
TRAIL_MONTHS = env.number("LUOSHI_TRAIL_MONTHS", 36)

# What crosses the wire. Forwarded headers count only from the listed proxies (SEC-44).
PROXIES = env.words("LUOSHI_PROXIES")
# The header in which the proxy names a client certificate that it has verified; none by itself.
CERTIFICATE_HEADER = env.text("LUOSHI_CERTIFICATE_HEADER")
SECURE_PROXY_SSL_HEADER = None if LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_NAME = "luoshi-session" if LOCAL else "__Host-luoshi-session"
CSRF_COOKIE_NAME = "luoshi-csrf" if LOCAL else "__Host-luoshi-csrf"
LANGUAGE_COOKIE_NAME = "luoshi-language" if LOCAL else "__Host-luoshi-language"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "luoshi.kernel.views.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "serial")
}
# Where `luoshi serve` listens, for the proxy only, and with how many hands.
BIND = env.text("LUOSHI_BIND", "127.0.0.1:8000")
WORKERS = env.number("LUOSHI_WORKERS", 4)
THREADS = env.number("LUOSHI_THREADS", 4)
# Jobs wait in the database; a thread of each server process does them, or `luoshi worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOBS = env.flag("LUOSHI_JOBS", default=True)
# How many requests a minute an account's programs may make, all its tokens together.
API_PER_MINUTE = env.number("LUOSHI_API_PER_MINUTE", 300)
# Ways out of the house; without them notices stay inside (the page 发件箱 says so).
MAIL_FROM = env.text("LUOSHI_MAIL_FROM")
_MAIL = urlsplit(
    env.address(
        "LUOSHI_MAIL_URL", schemes=("smtp", "smtps", "smtp+tls"), default="smtp://127.0.0.1:25"
    )
)
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "127.0.0.1", _MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.scheme == "smtps", _MAIL.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10
SMS_URL = env.address("LUOSHI_SMS_URL", schemes=("https", "http"))
ROBOT_URL = env.address("LUOSHI_ROBOT_URL", schemes=("https", "http"))
# What turns a scanned page, a PNG on its input, into text: tesseract stdin stdout -l chi_sim.
OCR_COMMAND = env.text("LUOSHI_OCR_COMMAND")
# A language model of the office that proposes facts; without an address there is none.
SECOND_READER_URL = env.address("LUOSHI_SECOND_READER_URL", schemes=("http", "https"))
SECOND_READER_MODEL = env.text("LUOSHI_SECOND_READER_MODEL")
SECOND_READER_KEY = env.text("LUOSHI_SECOND_READER_KEY")
SECOND_READER_SECONDS = env.number("LUOSHI_SECOND_READER_SECONDS", 180)
SITE = "" if LOCAL or not ALLOWED_HOSTS else f"https://{ALLOWED_HOSTS[0]}"
# No request is larger; what a file may be is its own context's rule (SEC-31).
LARGEST_REQUEST = 32 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
SCAN = env.text("LUOSHI_SCAN")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
