"""Entry point of a WSGI server: `gunicorn regions_project.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regions_project.settings")

application = get_wsgi_application()
