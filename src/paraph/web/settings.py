"""How Django is set for the office. Everything comes from the door and from the house; see `SECURITY.md`.

* No page asks anything of another host, and none runs a script or a style that is not a file of ours.
* A cookie bears the party's name: two nodes on one machine must not take each other's.
"""

from base64 import b64decode, b64encode
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Any, Final

import django
from django.conf import settings

from paraph.web.door import Door
from paraph.web.languages import LANGUAGES, introduce
from paraph.web.office import Office

_HERE: Final = Path(__file__).parent
_DAY: Final = int(timedelta(hours=12).total_seconds())
_YEAR: Final = int(timedelta(days=365).total_seconds())
_APPS: Final = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "paraph.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
_MIDDLEWARE: Final = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "paraph.web.middleware.never_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "paraph.web.middleware.spoken",
    "paraph.web.middleware.still_here",
    "paraph.web.untranslated.shown",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "paraph.web.middleware.Answers",
]


def set_up(office: Office) -> None:
    """Set Django for an office, once in a process."""
    if settings.configured:
        return
    introduce()
    settings.configure(**_settings(office.door, party=office.party, secret=_secret(office)))
    django.setup()


def _secret(office: Office) -> str:
    """Return the key that signs cookies, made when the node first serves pages."""
    if not office.known("secret"):
        office.keep("secret", {"key": b64encode(token_bytes(48)).decode()})
    return b64decode(office.known("secret")["key"]).hex()


def _settings(door: Door, *, party: str, secret: str) -> dict[str, Any]:
    return {
        "SECRET_KEY": secret,
        "DEBUG": False,
        "ALLOWED_HOSTS": list(door.names),
        "ROOT_URLCONF": "paraph.web.urls",
        "INSTALLED_APPS": _APPS,
        "MIDDLEWARE": _MIDDLEWARE,
        "TEMPLATES": [_templates()],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "LOGGING": _LOGGING,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 8 * 2**20,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5000,
        **_languages(party),
        **_store(door),
        **_protection(door, party),
        **_sign_in(door, party),
        **_static(door),
    }


def _templates() -> dict[str, Any]:
    processors = [
        "django.template.context_processors.request",
        "django.template.context_processors.csrf",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "paraph.web.frame.frame",
    ]
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": processors, "builtins": ["paraph.web.templatetags.office"]},
    }


def _languages(party: str) -> dict[str, Any]:
    return {
        "USE_I18N": True,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [(one.code, one.name) for one in LANGUAGES],
        "LANGUAGES_BIDI": [one.code for one in LANGUAGES if one.rtl],
        "LANGUAGE_COOKIE_NAME": f"paraph-language-{party.lower()}",
        "LOCALE_PATHS": [_HERE / "locale"],
        "FORMAT_MODULE_PATH": [],
    }


def _store(door: Door) -> dict[str, Any]:
    # IMMEDIATE: two processes that both mean to write wait for each other instead of failing.
    options = {
        "timeout": 10,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;",
    }
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": door.home / "office.db", "OPTIONS": options}
    return {
        "DATABASES": {"default": {**database, "CONN_MAX_AGE": None}},
        # Limits and the guard against a code used twice must hold for all processes at once.
        "CACHES": {"default": {"BACKEND": "paraph.web.sign_in.Memory", "LOCATION": "office_cache"}},
    }


def _protection(door: Door, party: str) -> dict[str, Any]:
    ours = ["'self'"]
    policy = {
        "default-src": ours,
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "form-action": ours,
        "frame-ancestors": [door.front] if door.demo and door.front else ["'none'"],
    }
    framed = bool(door.demo and door.front)
    return {
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": policy},
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SECURE_HSTS_SECONDS": _YEAR if door.secure else 0,
        "X_FRAME_OPTIONS": "SAMEORIGIN" if framed else "DENY",
        "SESSION_COOKIE_NAME": f"paraph-session-{party.lower()}",
        "CSRF_COOKIE_NAME": f"paraph-csrf-{party.lower()}",
        "SESSION_COOKIE_AGE": _DAY,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        **dict.fromkeys(("SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "LANGUAGE_COOKIE_SAMESITE"), "Lax"),
        **dict.fromkeys(("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE"), door.secure),
        "CSRF_FAILURE_VIEW": "paraph.web.answers.forged",
    }


def _sign_in(door: Door, party: str) -> dict[str, Any]:
    length = {"OPTIONS": {"min_length": 12}}
    rules = ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
    validators = [{"NAME": f"django.contrib.auth.password_validation.{rule}"} for rule in rules]
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", **length},
            *validators,
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "paraph.web.sign_in.Accounts",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_RATE_LIMITS": {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"},
        "MFA_ADAPTER": "paraph.web.sign_in.Factors",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
        "MFA_TOTP_ISSUER": f"Paraph {party}",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not door.secure,
    }


def _static(door: Door) -> dict[str, Any]:
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    return {
        "STATIC_URL": "/static/",
        "STATIC_ROOT": door.home / "office-static",
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": storage},
        },
    }


_LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
