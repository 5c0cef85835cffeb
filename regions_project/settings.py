"""Settings of the project: one file, everything that differs between machines from the environment.

`docs/settings.md` lists the variables. Nothing set means: a demonstration on this machine
(SQLite, plain HTTP, a secret key made on the first start). HTTPS=true means: a public server.
"""

import contextlib
import gc
import tempfile
from pathlib import Path
from typing import Any

from corsheaders.defaults import default_headers
from django.core.management.utils import get_random_secret_key
from environs import Env

from common.headers import CONTENT_SOURCES, POWERFUL_FEATURES
from regions_project.reference import REFERENCE_TABLES as REFERENCE_TABLES

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# Imports, lists and files make many objects, few of them in circles, which is all that Python's
# collector looks for. Every 700 objects, as it comes, that is a sixth of the check of a wave.
gc.set_threshold(50_000, 10, 10)


def kept_secret_key(path: Path) -> str:
    """The key kept in `path` (mode 0600), made on the first call.

    Server processes start together: each writes a draft and links it to `path`. The first link
    wins and is whole from the start; everybody then reads the winner's.
    """
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as draft:
            draft.write(get_random_secret_key())
            draft.flush()
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft.name)
    return path.read_text(encoding="ascii")


def database_options(engine: str) -> dict[str, Any]:
    """What the driver of `engine` is told at each new connection."""
    if engine.endswith("sqlite3"):
        return {
            # Take the write lock when a transaction starts: one that reads first and writes later
            # is refused at once ("database is locked") whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            # Seconds a writer waits for another; below the 30 s after which gunicorn gives up.
            "timeout": 20,
            # Readers go on while somebody writes; NORMAL is safe with a write-ahead log.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        }
    if not engine.endswith("postgresql"):
        return {}
    options: dict[str, Any] = {}
    if seconds := env.int("DATABASE_STATEMENT_TIMEOUT", 10):
        options["options"] = f"-c statement_timeout={seconds * 1000}"
    if connections := env.int("DATABASE_POOL", 0):
        # Waiting longer than a statement may take would not help.
        options["pool"] = {"min_size": 1, "max_size": connections, "timeout": 10}
    return options


def database() -> dict[str, Any]:
    """The one database, from DATABASE_URL; options in the address win over ours."""
    config = env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    config["OPTIONS"] = database_options(config["ENGINE"]) | config.get("OPTIONS", {})
    # A pool keeps the connections itself; without one, a worker keeps its own for a minute
    # (a new one costs about as much as a page's queries) and looks whether it still lives.
    config["CONN_MAX_AGE"] = 0 if "pool" in config["OPTIONS"] else 60
    config["CONN_HEALTH_CHECKS"] = True
    return config


DEBUG, HTTPS = env.bool("DEBUG", False), env.bool("HTTPS", False)
SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret_key(BASE_DIR / ".secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

ROOT_URLCONF = "regions_project.urls"
WSGI_APPLICATION = "regions_project.wsgi.application"
INSTALLED_APPS = [
    *("observatory", "workbench", "catalogue", "policies", "regions"),
    *("import_export", "simple_history", "django_filters", "rest_framework", "csp"),
    *("corsheaders", "drf_spectacular", "drf_standardized_errors"),
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    # The headers come first, so that even a refusal by what follows carries them.
    "common.headers.FixedHeaders",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "common.guard.InputGuard",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "observatory.context.site",  # the name, footer and funding statement of the public pages
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["regions_project.formats"]
USE_I18N, USE_TZ, TIME_ZONE = True, True, "UTC"

# Unset: files are served as they stand in the source. Set (and `collectstatic` run): from that
# folder, compressed, under names with a hash that a browser may keep for ever.
STATIC_ROOT = env.str("STATIC_ROOT", "")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "media")
MEDIA_URL = "/media/"
COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
AS_THEY_STAND = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": COLLECTED if STATIC_ROOT else AS_THEY_STAND},
}
WHITENOISE_USE_FINDERS = not STATIC_ROOT
WHITENOISE_MANIFEST_STRICT = False  # a file missing from the manifest costs its style, not the page
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site is meant to use our files

# --- Sign-in and cookies. Public pages set none. ---
VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{VALIDATORS}.CommonPasswordValidator"},
    # NIST SP 800-63B-4 asks for 15 characters where a password is the only factor.
    {"NAME": f"{VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
# Lax: a link in a mail still finds the editor signed in.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # one cookie fewer

# --- HTTPS. A proxy says "it was HTTPS" to gunicorn (FORWARDED_ALLOW_IPS), which says it to us. ---
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if HTTPS else 0  # what the preload list recommends
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# A browser keeps a `__Host-` cookie only if it came over HTTPS, from this very host, every path.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"

# What a browser may do with our pages; the headers that never vary are in `common.headers`.
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CONTENT_SOURCES}
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in POWERFUL_FEATURES}

# --- How much a request may hold. ---
# Bytes of a form without its files, and of a file before it waits on the disk: Django's measures.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000  # Django's measure; a region's admin form has about 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10  # no form has more than a few

# --- How much of a file to import is read. ---
IMPORT_FILE_MEGABYTES = env.int("IMPORT_FILE_MEGABYTES", 20)
IMPORT_UNPACKED_MEGABYTES = env.int("IMPORT_UNPACKED_MEGABYTES", 200)  # of a workbook
IMPORT_ROWS = env.int("IMPORT_ROWS", 100_000)
IMPORT_COLUMNS = env.int("IMPORT_COLUMNS", 500)
IMPORT_AT_ONCE_CELLS = 12_000  # some two seconds; larger files are checked behind a page

# --- Search: what looks words up, `(nouns, words) -> {noun: tiers}`; a server may take over. ---
SEARCH = env.str("SEARCH", "observatory.lists.searching.in_postings")

# --- Maps: where `load_boundaries` fetches the shapes of regions; {level} stands for 0, 1 or 2. ---
BOUNDARIES_ADDRESS = env.str(
    "BOUNDARIES_ADDRESS",
    "https://gisco-services.ec.europa.eu/distribution/v2/nuts/geojson/"
    "NUTS_RG_60M_2021_4326_LEVL_{level}.geojson",
)

# --- Indicators: where `update_indicators` asks; {table} stands for the code of a table. ---
EUROSTAT_ADDRESS = env.str(
    "EUROSTAT_ADDRESS",
    "https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data/{table}",
)

# --- What is given away: under which licence, unless a source sets another; a name and an address.
DATA_LICENCE_NAME = env.str("DATA_LICENCE_NAME", "CC BY 4.0")
DATA_LICENCE = env.str("DATA_LICENCE", "https://creativecommons.org/licenses/by/4.0/")
# What identifiers and citations begin with; empty: the name by which a visitor asked.
SITE_ADDRESS = env.str("SITE_ADDRESS", "")

# --- Parts from elsewhere. ---
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"  # without it any staff account may export
# A reason for a change may be longer than 100 characters.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
REST_FRAMEWORK = {
    # Read by strangers, without cookies: nothing to sign in to, and no page with inline script.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "observatory.api.negotiation.AlwaysJson",
    "DEFAULT_SCHEMA_CLASS": "observatory.api.description.Description",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["observatory.api.throttling.PerAddress"],
    "NUM_PROXIES": env.int("PROXIES", 0),
    "URL_FORMAT_OVERRIDE": None,  # "format" is a parameter that there is not, like any other
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Observatory of Regions",
    "DESCRIPTION": "Sourced and dated facts about Europe's regions, to be read by programs.",
    "VERSION": "1",
    "LICENSE": {"name": DATA_LICENCE_NAME, "url": DATA_LICENCE},
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    # The description tells the codes that are stored; a check has no database to read them from.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "POSTPROCESSING_HOOKS": ["observatory.api.description.completed"],
}
# --- The API: how often one address may ask, and which addresses scripts of other sites may read.
API_RATE = env.str("API_RATE", "60/min")
CORS_URLS_REGEX = r"^/(api|id|data)/|^/(?!admin/).*\.(csv|json|geojson|xlsx|atom)$"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = [*default_headers, "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Retry-After"]
# Shared by all worker processes of the machine.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "throttle": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.str("CACHE_FOLDER", "") or BASE_DIR / ".cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.log_level("LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},  # in place of handlers of its own
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # a trace for each passing robot
    },
}
